import type { Context } from 'hono'
import { findParticipant, findTreaty } from '../../../answers/look-up.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import { InputError } from '../../../law/input-error.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { clockFields } from '../parts/group-form.ts'

/** What the feeds and the calendar are narrowed to; empty is everything. */
export type Chosen = {
  readonly treaty: string
  readonly participant: string
  /** Beside a State, also what concerns a treaty as a whole. */
  readonly wide: boolean
  readonly unknown: string | null
  /** What was probably meant by what is not known: its code. */
  readonly nearest: string | null
}

/** The code of whoever bears the name; the words themselves where nobody does. */
function codeOf(view: RecordView, words: string): string {
  const wanted = words.toLowerCase()
  return view.record.participants.find(({ name }) => name.toLowerCase() === wanted)?.code ?? words
}

/** The choice in the address of the page. A State that is not known is said on the page. */
export function chosenIn(c: Context, view: RecordView): Chosen {
  const treaty = c.req.query('treaty') ?? ''
  const participant = codeOf(view, (c.req.query('participant') ?? '').trim())
  const wide = c.req.query('treaty_wide') === 'true'
  try {
    if (treaty !== '') findTreaty(view, { field: 'treaty', value: treaty })
    if (participant !== '') findParticipant(view, { field: 'participant', value: participant })
    return { treaty, participant, wide, unknown: null, nearest: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const [problem] = error.problems
    return {
      treaty: '',
      participant,
      wide,
      unknown: problem?.value ?? '',
      nearest: problem?.field === 'participant' ? (problem.nearest ?? null) : null,
    }
  }
}

function narrowed(path: string, { treaty, participant, wide }: Chosen): string {
  const treaty_wide = wide && participant !== '' ? 'true' : ''
  const query = Object.entries({ treaty, participant, treaty_wide }).filter(([, value]) => value !== '')
  return query.length === 0 ? path : `${path}?${new URLSearchParams(query)}`
}

/** A form that builds the addresses of feeds and calendar, and the addresses for what was chosen. */
export function feedAddresses(
  view: RecordView,
  { asking, chosen }: { readonly asking: Asking; readonly chosen: Chosen },
): Html {
  const { text } = asking
  const link = (path: string) => (words: readonly (string | Html)[]) =>
    html`<a href="${narrowed(path, chosen)}">${words}</a>`
  // Calendar programs take an address of this kind as one to follow, not to read once.
  const webcal = (words: readonly (string | Html)[]) =>
    html`<a href="${asking.address.base.replace(/^https?:/, 'webcal:')}${narrowed('/v1/calendar.ics', chosen)}">${words}</a>`
  const options = view.treaties.map(
    ({ slug, short_title }) =>
      html`<option value="${slug}"${chosen.treaty === slug ? html` selected` : ''}>${short_title}</option>`,
  )
  const nearest = chosen.nearest === null ? undefined : view.names.participants.get(chosen.nearest)
  const meant =
    nearest === undefined
      ? ''
      : html` ${text.say('problem.nearest', {
          nearest: html`<a href="${narrowed('/alerts', { ...chosen, participant: nearest.code })}">${nearest.name}</a>`,
        })}`
  const addresses = html`<ul><li>${text.say('feed.feeds', { atom: link('/v1/events.atom'), json: link('/v1/events.feed.json') })}</li>
<li>${text.say('feed.calendar', { calendar: link('/v1/calendar.ics'), webcal })}</li>
<li>${text.say('feed.stream', { stream: link('/v1/events/stream') })}</li>
<li>${text.say('feed.webhooks', { docs: (words) => html`<a href="/docs">${words}</a>` })}</li></ul>`
  return html`<form method="get" action="/alerts">${clockFields(asking)}
<p><label for="feed-treaty">${text.plain('feed.treaty')}</label> <select id="feed-treaty" name="treaty"><option value="">${text.plain('feed.all')}</option>${options}</select></p>
<p><label for="feed-state">${text.plain('feed.state')}</label> <input type="text" id="feed-state" name="participant" value="${chosen.participant}" maxlength="60" autocomplete="off"${chosen.unknown === null ? '' : html` aria-invalid="true" aria-describedby="wrong-feed"`}></p>
<p><label><input type="checkbox" name="treaty_wide" value="true"${chosen.wide ? html` checked` : ''}> ${text.plain('alert.treaty_wide')}</label></p>
<p><button>${text.plain('feed.build')}</button></p></form>
${chosen.unknown === null ? addresses : html`<p role="status" class="wrong" id="wrong-feed">${text.say('feed.unknown', { value: html`<q>${chosen.unknown}</q>` })}${meant}</p>`}`
}
