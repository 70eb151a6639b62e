import { participant } from '../../../answers/participant.ts'
import { InputError } from '../../../law/input-error.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { consentCell, forceCell, signedCell } from '../parts/consent-cell.ts'
import { statusWords } from '../parts/status-mark.ts'
import { table } from '../parts/table.ts'
import { markedAs } from '../parts/undated.ts'
import { stateLaterLine } from '../state/not-then.ts'
import type { FoundStanding } from '../state/standing.ts'
import { nameLink } from '../states.ts'

/** The answer about one of those to be compared; what is wrong with it is said of the field it was given in. */
function standingOf(asking: Asking, code: string): FoundStanding {
  try {
    return asking.ask(participant, { p: code })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.problems.map((problem) => ({ ...problem, field: 'states' })))
  }
}

function cell(asking: Asking, found: FoundStanding, place: number): Html {
  const { text } = asking
  const row = found.data.treaties[place]
  if (row === undefined) return html`<td></td>`
  if (!row.is_adopted)
    return html`<td data-head="${found.data.name}">${text.plain('status.not_adopted')}</td>`
  const line = (message: 'compare.signed' | 'compare.deposited' | 'compare.force', day: Html | string) =>
    day === '' ? '' : html`<br>${text.say(message, { day })}`
  return html`<td data-head="${found.data.name}" data-of="${found.place}" data-row="treaties.${place}">${statusWords(text, markedAs(row))}<span class="quiet">${line('compare.signed', signedCell(text, row))}${line('compare.deposited', consentCell(asking, row))}${line('compare.force', forceCell(text, row))}</span></td>`
}

/** States side by side: a column each, a row each treaty. */
export function compareStates(asking: Asking, codes: readonly string[]): Html {
  const { text, view } = asking
  const found = codes.map((code) => standingOf(asking, code))
  return html`${found.map((one) => stateLaterLine(asking, one))}${table({
    id: 'states',
    caption: text.plain('compare.states_caption'),
    columns: [
      { head: text.plain('column.treaty') },
      ...found.map(({ data }) => ({ head: nameLink(asking, data) })),
    ],
    rows: view.treaties.map(
      ({ slug, short_title }, place) =>
        html`<tr><th scope="row"><a href="${asking.link(`/treaties/${slug}`)}">${short_title}</a></th>${found.map((one) => cell(asking, one, place))}</tr>\n`,
    ),
    stacked: true,
  })}`
}
