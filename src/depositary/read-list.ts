import { readDay } from './act-marks.ts'
import type { Claim } from './claim.ts'
import { actNamed } from './column-meaning.ts'
import { foldName, matchName, type NameRegistry } from './participant-names.ts'
import { plainText } from './printed-text.ts'
import type { ListedAct, StatusPage } from './status-page.ts'
import { readTable, type StatusTable } from './status-table.ts'
import type { ReadingWarning, WarningCode } from './warning.ts'

type ListReading = {
  readonly table: StatusTable | null
  readonly claims: readonly Claim[]
  readonly warnings: readonly ReadingWarning[]
}

type Noted = { readonly code: WarningCode; readonly text: string }

function participantOf(names: NameRegistry, act: ListedAct, date: Claim['action_date']): string | Noted {
  const match = matchName(names, act.name, () => (date === null ? [] : [date]))
  if (match.kind !== 'known') return { code: 'name_unknown', text: 'the name is not known' }
  if (act.code !== null && act.code.toUpperCase() !== match.participant) {
    return {
      code: 'name_ambiguous',
      text: `the name is that of ${match.participant}, the code is ${act.code}`,
    }
  }
  return match.participant
}

function readLine(names: NameRegistry, act: ListedAct, row: number): { claim: Claim; notes: Noted[] } {
  const date = readDay(act.date)
  const who = participantOf(names, act, date)
  const named = act.action === null ? null : actNamed(act.action)
  const notes: Noted[] = typeof who === 'string' ? [] : [who]
  if (date === null) notes.push({ code: 'cell_unreadable', text: `"${act.date}" is no day that can be read` })
  if (named === null)
    notes.push({ code: 'letter_unexplained', text: 'the line does not say which act it is' })
  const claim: Claim = {
    participant: typeof who === 'string' ? who : null,
    name: act.name,
    action: named === null ? null : named.act,
    action_date: date,
    withdrawn: false,
    footnotes: [],
    place: { table: 1, row, column: 1 },
    words: [act.action, act.date].filter((part) => part !== null).join(' '),
    held: notes.map((note) => note.code),
  }
  return { claim, notes }
}

/** The claims of a list with an act a line. The same act printed twice is read once; a day is read in words or as
 *  `YYYY-MM-DD`. `table` shows the days as one column. */
export function readList(page: StatusPage, names: NameRegistry): ListReading {
  const seen = new Set<string>()
  const claims: Claim[] = []
  const warnings: ReadingWarning[] = []
  for (const [index, act] of page.listed.entries()) {
    const row = index + 1
    const key = JSON.stringify([foldName(act.name), act.action, act.date])
    const { claim, notes } = readLine(names, act, row)
    const again: Noted[] = seen.has(key)
      ? [{ code: 'same_row_twice', text: 'the same line stands above' }]
      : []
    for (const note of [...notes, ...again]) {
      warnings.push({ code: note.code, text: `Line ${row}, "${act.name}": ${note.text}.`, row })
    }
    if (!seen.has(key)) claims.push(claim)
    seen.add(key)
  }
  const table = readTable({
    headings: ['Participant', 'Date'].map(plainText),
    rows: page.listed.map((act) => ({ cells: [act.name, act.date].map(plainText), strange: false })),
  })
  return { table, claims, warnings }
}
