import type { Context, Hono } from 'hono'
import { csvText } from '../../answers/csv.ts'
import { describeCsv } from '../../answers/csv-metadata.ts'
import type { RecordView } from '../../answers/record-view.ts'
import type { Scoreboard } from '../../answers/scoreboard.ts'
import { SCOREBOARD_CSV } from '../../answers/scoreboard-columns.ts'
import { InputError } from '../../law/input-error.ts'
import { plainDate } from '../../law/plain-date.ts'
import { DATA_HEADERS } from '../headers.ts'
import { queryOf, readQuery } from '../parameters.ts'
import { inputProblem, problemResponse } from '../problem.ts'

const KEPT_MS = 60_000
const DESCRIBED_BY = 'rel="describedby"; type="application/json"'

/** A function that makes the scoreboard at most once a minute. `now` is in milliseconds since 1970. */
export function keepScoreboard(
  make: () => Promise<Scoreboard>,
  now: () => number,
): () => Promise<Scoreboard> {
  let kept: { readonly at: number; readonly made: Scoreboard } | null = null
  return async () => {
    const at = now()
    if (kept !== null && Math.abs(at - kept.at) < KEPT_MS) return kept.made
    const made = await make()
    kept = { at, made }
    return made
  }
}

const PATH = '/v1/projections/scoreboard'
const SUMMARY = 'How often projections held, beside two simple methods'
const DESCRIPTION =
  'Backtest on treaties that the model had not seen, thresholds of this record projected again, and what was kept day by day held against what came.'

/** Each form of the answer, by the ending of its address. */
const ENDINGS = ['', '.csv', '.csv.metadata.json', '.metadata.json'] as const

/** Throws InputError: nothing can be asked of it but the whole. */
function refuseQuery(c: Context): void {
  const problems = readQuery(queryOf(c.req.url)).map(([field, value]) => {
    return { field, value, accepted: 'no parameter: the scoreboard is of everything kept until today' }
  })
  if (problems.length > 0) throw new InputError(problems)
}

type Means = {
  readonly scoreboard: () => Promise<Scoreboard>
  readonly view: () => Promise<RecordView>
  /** Told of errors that are ours. */
  readonly report: (error: unknown) => void
}

/** The body and its type. */
async function bodyOf(ending: (typeof ENDINGS)[number], origin: string, { scoreboard, view }: Means) {
  const board = await scoreboard()
  if (ending === '') return { type: 'application/json', body: JSON.stringify(board) }
  if (ending === '.csv') {
    return { type: 'text/csv; charset=utf-8; header=present', body: csvText(SCOREBOARD_CSV, board) }
  }
  const { columns } = SCOREBOARD_CSV
  const day = plainDate(board.as_of)
  const found = await view()
  const about = found.treaties.map(({ number }) => number)
  const described = describeCsv(
    { summary: SUMMARY, description: DESCRIPTION, columns, address: `${origin}${PATH}.csv` },
    { view: found, clocks: { asOf: day, knownAt: day }, today: day, about },
  )
  return { type: 'application/json', body: JSON.stringify(described) }
}

/** Adds the scoreboard in each of its forms. */
export function addScoreboard(app: Hono, means: Means): void {
  for (const ending of ENDINGS) {
    app.get(`${PATH}${ending}`, async (c) => {
      try {
        refuseQuery(c)
        const { type, body } = await bodyOf(ending, new URL(c.req.url).origin, means)
        const beside = ending === '.csv' ? { link: `<${PATH}.csv.metadata.json>; ${DESCRIBED_BY}` } : {}
        const kept = `public, max-age=${KEPT_MS / 1000}`
        return new Response(body, {
          headers: { ...DATA_HEADERS, ...beside, 'content-type': type, 'cache-control': kept },
        })
      } catch (error) {
        if (error instanceof InputError) return inputProblem(error, c.req.path, [])
        means.report(error)
        return problemResponse({
          kind: 'record-unavailable',
          detail: 'The record of projections cannot be read at the moment. Ask again in a few seconds.',
          instance: c.req.path,
          headers: { 'retry-after': '5' },
        })
      }
    })
  }
}
