import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayCell } from '../parts/day.ts'
import { table } from '../parts/table.ts'
import type { MessageName } from '../text/text.ts'
import { becauseWords } from './because-words.ts'
import type { Projected } from './reading.ts'

const DAYS = ['p05', 'p25', 'p50', 'p75', 'p95'] as const
const CHANCES = ['1y', '3y', '5y'] as const
const HEADS: readonly MessageName[] = [
  'milestone.what',
  ...DAYS.map((name) => `milestone.${name}` as const),
  ...CHANCES.map((name) => `milestone.${name}` as const),
]

type Milestone = Projected['data']['milestones'][number]

/** The next number below one, and above nought, that answers have. */
const NEARLY = 0.0001

/** A chance in words. No forecast is certain: one that answers round to 0 or 1 is said to be near it. */
function chanceWords(text: Asking['text'], chance: number): string {
  return text.percent(Math.min(Math.max(chance, NEARLY), 1 - NEARLY))
}

function row(asking: Asking, one: Milestone, place: number): Html {
  const { text } = asking
  const number =
    one.number === null
      ? ''
      : html`<data value="${one.number}" data-at="number">${text.number(one.number)}</data>`
  const named =
    one.number === null
      ? text.plain(`kept.${one.milestone}`)
      : text.say(`milestone.${one.milestone}`, { n: number })
  const what = html`<th scope="row">${named}</th>`
  if (one.quantiles === null) {
    const said =
      one.date === null
        ? html`<span data-fixed>${one.because === null ? '' : becauseWords(text, one.because)}</span>`
        : html`<span data-at="date">${dayCell(one.date)}</span>`
    return html`<tr data-row="milestones.${place}">${what}<td colspan="${DAYS.length + CHANCES.length}">${said}</td></tr>`
  }
  const { quantiles, within } = one
  const head = (name: MessageName) => html` data-head="${text.plain(name)}"`
  const days = DAYS.map((name) => {
    const day = quantiles[name]
    return html`<td${head(`milestone.${name}`)} data-at="quantiles.${name}">${day === null ? html`<data value="">${text.plain('milestone.never')}</data>` : dayCell(day)}</td>`
  })
  const chances = CHANCES.map((name) =>
    within === null
      ? html`<td></td>`
      : html`<td class="number"${head(`milestone.${name}`)}><data value="${within[name]}" data-at="within.${name}">${chanceWords(text, within[name])}</data></td>`,
  )
  return html`<tr data-row="milestones.${place}">${what}${days}${chances}</tr>\n`
}

/** The milestones to come, a row each, with the days by chance. */
export function milestoneTable(asking: Asking, found: Projected): Html | string {
  const { text } = asking
  const { milestones } = found.data
  if (milestones.length === 0) return ''
  return html`<h2>${text.plain('milestone.title')}</h2><p class="quiet" data-fixed>${text.plain('milestone.about')}</p>${table(
    {
      id: 'milestones',
      caption: text.plain('milestone.caption'),
      columns: HEADS.map((name) => ({
        head: html`<span data-fixed>${text.plain(name)}</span>`,
        isNumber: /y$/.test(name),
      })),
      rows: milestones.map((one, place) => row(asking, one, place)),
      found,
      stacked: true,
    },
  )}`
}
