import type { Context, Hono } from 'hono'
import { DATA_HEADERS } from './headers.ts'
import { queryOf } from './parameters.ts'

type Led = {
  /** The address that is asked, with what it is about in place of `:of`. */
  readonly path: string
  readonly ending: string
  /** Where that is, for what it is about; a question follows it. */
  readonly to: (of: string) => string
}

const picture = (name: string) => (of: string) => `/treaties/${of}/${name}`

/** Forms of an answer that have an address of their own: feeds and calendars hold what fits a filter, and pictures stand
 *  beside the pages. */
const LED: readonly Led[] = [
  { path: '/v1/treaties/:of', ending: '.atom', to: (of) => `/v1/events.atom?treaty=${of}` },
  { path: '/v1/treaties/:of', ending: '.ics', to: (of) => `/v1/calendar.ics?treaty=${of}` },
  { path: '/v1/participants/:of', ending: '.atom', to: (of) => `/v1/events.atom?participant=${of}` },
  { path: '/v1/participants/:of', ending: '.ics', to: (of) => `/v1/calendar.ics?participant=${of}` },
  ...['.svg', '.png'].flatMap((ending) => [
    { path: '/v1/treaties/:of', ending, to: picture(`curve${ending}`) },
    { path: '/v1/treaties/:of/timeline', ending, to: picture(`curve${ending}`) },
    { path: '/v1/treaties/:of/participants', ending, to: picture(`map${ending}`) },
    { path: '/v1/treaties/:of/projection', ending, to: picture(`projection${ending}`) },
  ]),
]

function leading({ ending, to }: Led) {
  return (c: Context): Response => {
    const of = encodeURIComponent(String(c.req.param('of')).replace(ending, ''))
    const query = queryOf(c.req.url)
    const there = to(of)
    const location = query === '' ? there : `${there}${there.includes('?') ? '&' : '?'}${query}`
    return new Response(null, { status: 308, headers: { ...DATA_HEADERS, location } })
  }
}

/** The addresses at which such forms are asked for, as the router writes them; all of them only lead elsewhere. */
export const OTHER_FORMS: readonly { readonly address: string; readonly led: Led }[] = LED.map((led) => {
  const { path, ending } = led
  const address = path.endsWith(':of') ? `${path}{[^/]+\\${ending}}` : `${path}${ending}`
  return { address, led }
})

/** Leads from an answer with the ending of another form to where that form is. */
export function addOtherForms(app: Hono): void {
  for (const { address, led } of OTHER_FORMS) app.get(address, leading(led))
}
