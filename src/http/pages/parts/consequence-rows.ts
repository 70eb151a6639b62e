import type { RecordView } from '../../../answers/record-view.ts'
import { type Html, html } from '../html.ts'
import type { MessageName, Text } from '../text/text.ts'
import { STATUS_LETTERS } from './status-mark.ts'

type Consequence = {
  readonly treaty: string
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

/** Words of the answers for what changes, by how they begin, and the message that says the same. Those in the second
 *  list are followed by a name. */
const HEADLINES: Readonly<Record<string, MessageName>> = {
  signatories: 'consequence.signatories',
  'threshold count': 'consequence.threshold_count',
  participants: 'consequence.participants',
  'state participants': 'consequence.state_participants',
  'states parties': 'consequence.states_parties',
  undated: 'consequence.undated',
  'threshold met on': 'consequence.met_on',
  'threshold reached by': 'consequence.reached_by',
  'entry into force': 'consequence.entry_into_force',
}
const OF_ONE = [
  ['status of ', 'consequence.status_of'],
  ['signature of ', 'consequence.signature_of'],
  ['consent of ', 'consequence.consent_of'],
  ['day of consent of ', 'consequence.day_of_consent'],
  ['in force for ', 'consequence.in_force_for'],
  ['denunciation takes effect for ', 'consequence.denunciation_for'],
] as const satisfies readonly (readonly [string, MessageName])[]

function whatWords(text: Text, what: string): string {
  const headline = HEADLINES[what]
  if (headline !== undefined) return text.plain(headline)
  const found = OF_ONE.find(([words]) => what.startsWith(words))
  return found === undefined ? what : text.plain(found[1], { name: what.slice(found[0].length) })
}

function valueWords(
  text: Text,
  view: RecordView,
  { what, value }: { what: string; value: string | null },
): string {
  if (value === null) return '–'
  if (what === 'threshold reached by')
    return text.plainList(value.split(/[, ]+/).map((code) => view.names.participants.get(code)?.name ?? code))
  const span = /^(\d+) to (\d+)$/.exec(value)
  if (span !== null) {
    const [least = '', most = ''] = span.slice(1).map((end) => text.number(Number(end)))
    return text.plain('count.span', { least, most })
  }
  const name = value.replaceAll(' ', '_')
  if (name in STATUS_LETTERS) return text.plain(`status.${name as keyof typeof STATUS_LETTERS}`)
  const kind = `deposit.${name}` as MessageName
  return kind in text.language.messages ? text.plain(kind) : value
}

/** What would change in law, a row each: the number, date or status as it is and as it would be. `path` leads to the
 *  list in the answer, where the page shows one. */
export function consequenceRows(
  text: Text,
  view: RecordView,
  { consequences, path }: { readonly consequences: readonly Consequence[]; readonly path: string | null },
): Html[] {
  return consequences.map(({ treaty, what, before, after }, place) => {
    const title = view.treaties.find(({ number }) => number === treaty)?.short_title ?? treaty
    const row = path === null ? '' : html` data-row="${path}.${place}"`
    const cell = (name: 'before' | 'after', value: string | null) => {
      const words = valueWords(text, view, { what, value })
      const said =
        path === null ? words : html`<data value="${value ?? ''}" data-at="${name}">${words}</data>`
      const head = html` data-head="${text.plain(`desk.${name}`)}"`
      return name === 'after' ? html`<td${head}><b>${said}</b></td>` : html`<td${head}>${said}</td>`
    }
    return html`<tr${row}><th scope="row">${title}</th><td>${whatWords(text, what)}</td>${cell('before', before)}${cell('after', after)}</tr>\n`
  })
}
