import type { Context } from 'hono'
import * as z from 'zod'
import { readClocks } from '../../answers/clocks.ts'
import { nearestWord } from '../../answers/nearest.ts'
import { accepted } from '../../answers/parameter-shapes.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { InputError, type InputProblem } from '../../law/input-error.ts'
import type { Clocks, PlainDate } from '../../law/plain-date.ts'
import { pathNames, queryOf, readQuery } from '../parameters.ts'
import type { PageAddress } from './asking.ts'
import { CITE_FORMS, type CiteForm } from './frame/cite.ts'
import { dayAtPlace, SLIDER_NAME } from './frame/quarter-places.ts'
import type { Page } from './page.ts'

/** A request for a page, read. */
export type PageRequest = {
  readonly address: PageAddress
  readonly clocks: Clocks
  readonly given: { readonly as_of?: string; readonly known_at?: string }
  readonly parameters: Record<string, unknown>
  /** Where the citation alone is asked for. */
  readonly cite: CiteForm | null
}

/** Names that every page takes beside its own. */
export const FRAME_NAMES = ['as_of', 'known_at', SLIDER_NAME, 'cite'] as const

function problemsOf(
  error: z.ZodError,
  page: Pick<Page, 'path' | 'parameters'>,
  values: Readonly<Record<string, string>>,
): InputProblem[] {
  const names = [...Object.keys(page.parameters.shape), ...FRAME_NAMES]
  const shown = names.filter((name) => name !== SLIDER_NAME && name !== 'cite')
  return error.issues.flatMap((issue): InputProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((field) => {
        const nearest = nearestWord(field, names)
        const value = String(values[field])
        return { field, value, accepted: shown.join(', '), ...(nearest === undefined ? {} : { nearest }) }
      })
    }
    const field = String(issue.path[0])
    const schema: z.ZodType | undefined = page.parameters.shape[field] as z.ZodType | undefined
    const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
    const words = inner === undefined ? undefined : accepted.get(inner)
    const value = values[field] ?? null
    const nearest = value === null || words?.words === undefined ? undefined : nearestWord(value, words.words)
    return [
      {
        field,
        value,
        accepted: words?.accepted ?? issue.message,
        ...(nearest === undefined ? {} : { nearest }),
      },
    ]
  })
}

/** Where a form left fields empty, or the slider stands for a day: the address with neither; null where all is well. */
export function plainerAddress(c: Context, today: PlainDate): string | null {
  const query = readQuery(queryOf(c.req.url))
  const slid = query.find(([name]) => name === SLIDER_NAME)?.[1]
  const kept = query.filter(([name, value]) => value !== '' && name !== SLIDER_NAME)
  if (kept.length === query.length) return null
  const day = slid === undefined ? null : dayAtPlace(slid, today)
  const withDay =
    day === null ? kept : [...kept.filter(([name]) => name !== 'as_of'), ['as_of', day] as const]
  const text = new URLSearchParams(withDay.map(([name, value]) => [name, value])).toString()
  return text === '' ? c.req.path : `${c.req.path}?${text}`
}

function citeForm(text: string | undefined): CiteForm | null {
  if (text === undefined) return null
  const found = CITE_FORMS.find((form) => form === text)
  if (found !== undefined) return found
  throw new InputError([{ field: 'cite', value: text, accepted: `one of ${CITE_FORMS.join(', ')}` }])
}

const strict = new WeakMap<Page['parameters'], z.ZodObject>()

/** The parameters of a page with no others beside them; made once, as making a schema takes longer than reading by it. */
function strictly(parameters: Page['parameters']): z.ZodObject {
  const made = strict.get(parameters) ?? z.strictObject(parameters.shape)
  strict.set(parameters, made)
  return made
}

/** Reads what the page is asked with; a name given several times, as by boxes of a form, is a list with commas. Throws InputError with every problem. */
export function readPageRequest(
  page: Pick<Page, 'path' | 'parameters'>,
  c: Context,
  at: { readonly view: RecordView; readonly today: PlainDate; readonly base: string },
): PageRequest {
  const query = readQuery(queryOf(c.req.url))
  const values: Record<string, string> = Object.create(null)
  for (const [name, value] of query) {
    const before = values[name]
    values[name] = before === undefined ? value : `${before},${value}`
  }
  const { as_of, known_at, cite, ...others } = values
  for (const name of pathNames(page.path)) others[name] = String(c.req.param(name))
  const read = strictly(page.parameters).safeParse(others)
  if (!read.success) throw new InputError(problemsOf(read.error, page, others))
  const clocks = readClocks(at.view, { as_of, known_at }, at.today)
  return {
    address: {
      base: at.base,
      path: c.req.path,
      query: query.filter(([name]) => !FRAME_NAMES.some((own) => own === name)),
    },
    clocks,
    given: {
      ...(as_of === undefined ? {} : { as_of }),
      ...(known_at === undefined ? {} : { known_at }),
    },
    parameters: read.data,
    cite: citeForm(cite),
  }
}
