import { type Scoreboard, scoreboardOf, scoreboardShape } from '../answers/scoreboard.ts'
import type { CommandLine } from './command-line.ts'
import { tableText } from './table.ts'

const LONGEST_MS = 30_000

const SCORE_COLUMNS = [
  { heading: 'Method' },
  { heading: 'Brier', align: 'right' },
  { heading: 'of recent rate', align: 'right' },
  { heading: 'in 90 % band', align: 'right' },
  { heading: 'in 50 % band', align: 'right' },
  { heading: 'median error, days', align: 'right' },
] as const

const LIVE_COLUMNS = [
  { heading: 'Milestone' },
  { heading: 'Method' },
  { heading: 'Projections', align: 'right' },
  { heading: 'reached', align: 'right' },
  { heading: 'in 90 % band', align: 'right' },
  { heading: 'in 50 % band', align: 'right' },
  { heading: 'median error, days', align: 'right' },
] as const

const REPLAY_COLUMNS = [
  { heading: 'Treaty' },
  { heading: 'Deposits', align: 'right' },
  { heading: 'As of' },
  { heading: '5 %' },
  { heading: 'even chance' },
  { heading: '95 %' },
  { heading: 'Met on' },
  { heading: 'In band' },
] as const

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`
}

function text(value: number | null): string {
  return value === null ? '–' : String(value)
}

function replayRows({ replayed }: Scoreboard): string[][] {
  return replayed.rows.map(({ slug, deposits, as_of, quantiles, met_on, in_90, in_50 }) => [
    slug,
    String(deposits),
    as_of,
    quantiles.p05 ?? 'no day',
    quantiles.p50 ?? 'no day',
    quantiles.p95 ?? 'no day',
    met_on,
    in_50 ? '50 %' : in_90 ? '90 %' : 'no',
  ])
}

function boardText(line: CommandLine, board: Scoreboard): string {
  const { backtest, replayed, live } = board
  const backtestRows = backtest.methods.map((row) => [
    row.method,
    row.brier.toFixed(4),
    row.brier_of_recent.toFixed(2),
    percent(row.in_90),
    percent(row.in_50),
    String(row.median_error_days),
  ])
  const liveRows = live.rows
    .filter(({ projections }) => projections > 0)
    .map((row) => [
      row.milestone.replaceAll('_', ' '),
      row.method,
      String(row.projections),
      String(row.reached),
      percent(row.in_90),
      percent(row.in_50),
      text(row.median_error_days),
    ])
  const kept =
    live.first_day === null
      ? 'No projection has been kept yet; the job keep-projections keeps them once a day.\n'
      : `Kept on their day, from ${live.first_day} to ${live.last_day}:\n\n${tableText(line, LIVE_COLUMNS, liveRows)}`
  return `Backtest, ${backtest.cases} cases of ${backtest.treaties} treaties that the model had not seen:

${tableText(line, SCORE_COLUMNS, backtestRows)}
Thresholds met, projected again from the acts known then: ${replayed.in_90} of ${replayed.projections} in the 90 % band.

${tableText(line, REPLAY_COLUMNS, replayRows(board))}
${kept}`
}

async function askServer(server: string): Promise<Scoreboard> {
  const address = new URL('/v1/projections/scoreboard', server)
  const response = await fetch(address, { signal: AbortSignal.timeout(LONGEST_MS) })
  if (!response.ok)
    throw new Error(`the server at ${server} answered ${response.status} to ${address.pathname}`)
  // The schema has just accepted it; plain days are only a narrower kind of text.
  return scoreboardShape.parse(await response.json()) as Scoreboard
}

async function readScoreboard(line: CommandLine): Promise<Scoreboard> {
  const { openForReading } = await import('./open-record.ts')
  const opened = await openForReading(line)
  if ('server' in opened) return askServer(opened.server)
  try {
    const { viewRecord } = await import('../answers/record-view.ts')
    const { keptProjections } = await import('../store/kept-projections.ts')
    const { loadRecord } = await import('../store/load-record.ts')
    const view = viewRecord(await loadRecord(opened.store))
    return scoreboardOf(view, await keptProjections(opened.store.db), line.today)
  } finally {
    await opened.store.close()
  }
}

/** How often projections held: the whole scoreboard as JSON, or as tables for people. */
export async function projectScoreboard(
  line: CommandLine,
  options: { readonly json?: boolean },
): Promise<void> {
  const board = await readScoreboard(line)
  line.out(options.json ? `${JSON.stringify(board, null, 2)}\n` : boardText(line, board))
}
