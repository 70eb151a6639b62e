import type { Scoreboard } from '../../../answers/scoreboard.ts'
import { METHODS, type Method } from '../../../projection/kept-projection.ts'
import type { Asking, Found } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayAt, figure } from '../parts/figure.ts'
import { table } from '../parts/table.ts'
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

function share(text: Text, value: number | null, name: string): Html {
  if (value === null) return html`<td class="number">${text.plain('score.not_yet')}</td>`
  return html`<td class="number"><data value="${value}" data-at="${name}">${text.percent(value)}</data></td>`
}

function measure(text: Text, value: number | null, name: string): Html {
  if (value === null) return html`<td class="number">${text.plain('score.not_yet')}</td>`
  return html`<td class="number"><data value="${value}" data-at="${name}">${text.number(Number(value.toPrecision(DIGITS)))}</data></td>`
}

function backtest({ text }: Asking, found: Board): Html {
  const rows = found.data.backtest.methods.map(
    (
      one,
      place,
    ) => html`<tr data-row="backtest.methods.${place}"><th scope="row">${methodWords(text, one.method)}</th>
${measure(text, one.brier, 'brier')}${share(text, one.in_90, 'in_90')}${share(text, one.in_50, 'in_50')}${measure(text, one.median_error_days, 'median_error_days')}</tr>`,
  )
  return table({
    id: 'backtest',
    caption: text.say('score.backtest', {
      cases: figure(text, found, 'backtest.cases'),
      treaties: figure(text, found, 'backtest.treaties'),
    }),
    columns: [
      { head: text.plain('score.method') },
      ...(['score.brier', 'score.in_90', 'score.in_50', 'score.error'] as const).map((name) => ({
        head: html`<span data-fixed>${text.plain(name)}</span>`,
        isNumber: true,
      })),
    ],
    rows,
    found,
  })
}

function live({ text }: Asking, found: Board): Html {
  const { first_day, last_day, rows: kept } = found.data.live
  if (first_day === null || last_day === null) return html`<p>${text.plain('score.live_none')}</p>`
  const rows = kept.map(
    (
      one,
      place,
    ) => html`<tr data-row="live.rows.${place}"><th scope="row">${text.plain(`kept.${one.milestone}`)}</th><td>${methodWords(text, one.method)}</td>
${measure(text, one.projections, 'projections')}${measure(text, one.reached, 'reached')}${share(text, one.in_90, 'in_90')}${share(text, one.in_50, 'in_50')}${measure(text, one.median_error_days, 'median_error_days')}</tr>`,
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
      ...(['score.kept', 'score.reached', 'score.in_90', 'score.in_50', 'score.error'] as const).map(
        (name) => ({
          head: html`<span data-fixed>${text.plain(name)}</span>`,
          isNumber: true,
        }),
      ),
    ],
    rows,
    found,
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
