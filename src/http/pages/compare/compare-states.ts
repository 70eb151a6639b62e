import { participant } from '../../../answers/participant.ts'
import { InputError } from '../../../law/input-error.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { consentCell } from '../parts/consent-cell.ts'
import { dayCell } from '../parts/day.ts'
import { statusWords } from '../parts/status-mark.ts'
import { table } from '../parts/table.ts'
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
  if (!row.is_adopted) return html`<td>${text.plain('status.not_adopted')}</td>`
  const day = (name: 'signature_date' | 'entry_into_force', message: 'compare.signed' | 'compare.force') =>
    row[name] === null
      ? ''
      : html`<br>${text.say(message, { day: html`<span data-at="${name}">${dayCell(row[name])}</span>` })}`
  const deposit = consentCell(asking, row)
  return html`<td data-of="${found.place}" data-row="treaties.${place}">${statusWords(text, { status: row.status, undated: row.consent_earliest !== null })}<span class="quiet">${day('signature_date', 'compare.signed')}${deposit === '' ? '' : html`<br>${text.say('compare.deposited', { day: deposit })}`}${day('entry_into_force', 'compare.force')}</span></td>`
}

/** States side by side: a column each, a row each treaty. */
export function compareStates(asking: Asking, codes: readonly string[]): Html {
  const { text, view } = asking
  const found = codes.map((code) => standingOf(asking, code))
  return table({
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
  })
}
