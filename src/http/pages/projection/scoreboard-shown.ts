import type { Scoreboard } from '../../../answers/scoreboard.ts'
import { METHODS, type Method } from '../../../projection/kept-projection.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayAt, figure } from '../parts/figure.ts'
import { type TableColumn, table } from '../parts/table.ts'
import type { MessageName, Text } from '../text/text.ts'

const ADDRESS = '/v1/projections/scoreboard'
const DIGITS = 3

type Board = Found<Scoreboard>

const METHOD_WORDS: Readonly<Record<Method, MessageName>> = {
  model: 'method.model',
  'recent rate': 'method.recent_rate',
  'whole-life rate': 'method.whole_life_rate',
}

function methodWords(text: Text, method: string): string {
  const known = METHODS.find((one) => one === method)
  return known === undefined ? method : text.plain(METHOD_WORDS[known])
}

/** A column of numbers: the name of its number in a row of the answer, its head, and how the number is written. */
type ScoreColumn<Name extends string> = {
  readonly name: Name
  readonly head: MessageName
  readonly written: (text: Text, value: number) => string
}

const percent = (text: Text, value: number) => text.percent(value)
const inDigits = (text: Text, value: number) => text.number(Number(value.toPrecision(DIGITS)))

const HELD = [
  { name: 'in_90', head: 'score.in_90', written: percent },
  { name: 'in_50', head: 'score.in_50', written: percent },
  { name: 'median_error_days', head: 'score.error', written: inDigits },
] as const
const BACKTEST = [{ name: 'brier', head: 'score.brier', written: inDigits }, ...HELD] as const
const LIVE = [
  { name: 'projections', head: 'score.kept', written: inDigits },
  { name: 'reached', head: 'score.reached', written: inDigits },
  ...HELD,
] as const

function cells<Name extends string>(
  text: Text,
  row: Readonly<Record<Name, number | null>>,
  columns: readonly ScoreColumn<Name>[],
): Html[] {
  return columns.map(({ name, head, written }) => {
    const value = row[name]
    const said =
      value === null
        ? text.plain('score.not_yet')
        : html`<data value="${value}" data-at="${name}">${written(text, value)}</data>`
    return html`<td class="number" data-head="${text.plain(head)}">${said}</td>`
  })
}

function heads(text: Text, columns: readonly ScoreColumn<string>[]): TableColumn[] {
  return columns.map(({ head }) => ({
    head: html`<span data-fixed>${text.plain(head)}</span>`,
    isNumber: true,
  }))
}

function backtest({ text }: Asking, found: Board): Html {
  const rows = found.data.backtest.methods.map(
    (one, place) =>
      html`<tr data-row="backtest.methods.${place}"><th scope="row">${methodWords(text, one.method)}</th>${cells(text, one, BACKTEST)}</tr>\n`,
  )
  return table({
    id: 'backtest',
    caption: text.say('score.backtest', {
      cases: figure(text, found, 'backtest.cases'),
      treaties: figure(text, found, 'backtest.treaties'),
    }),
    columns: [{ head: text.plain('score.method') }, ...heads(text, BACKTEST)],
    rows,
    found,
    stacked: true,
  })
}

function live({ text }: Asking, found: Board): Html {
  const { first_day, last_day, rows: kept } = found.data.live
  if (first_day === null || last_day === null) return html`<p>${text.plain('score.live_none')}</p>`
  const rows = kept.map(
    (one, place) =>
      html`<tr data-row="live.rows.${place}"><th scope="row">${text.plain(`kept.${one.milestone}`)}</th><td data-head="${text.plain('score.method')}">${methodWords(text, one.method)}</td>${cells(text, one, LIVE)}</tr>\n`,
  )
  return table({
    id: 'live',
    caption: text.say('score.live', {
      first: dayAt(text, found, 'live.first_day'),
      last: dayAt(text, found, 'live.last_day'),
    }),
    columns: [
      { head: text.plain('score.milestone') },
      { head: text.plain('score.method') },
      ...heads(text, LIVE),
    ],
    rows,
    found,
    stacked: true,
  })
}

/** How often projections held: replayed, on treaties not seen, and day by day. */
export function scoreboardShown(asking: Asking, board: Scoreboard): Html {
  const { text } = asking
  const found = asking.shows(ADDRESS, board)
  return html`<p>${text.say('score.replayed', {
    n: figure(text, found, 'replayed.projections'),
    in90: figure(text, found, 'replayed.in_90'),
    in50: figure(text, found, 'replayed.in_50'),
  })}</p>${backtest(asking, found)}${live(asking, found)}`
}
