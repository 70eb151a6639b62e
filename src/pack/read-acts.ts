import { ACTIONS } from '../law/act.ts'
import type { InputProblem } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import type { EventAction, EventDraft } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { Placed } from './pack.ts'
import type { ReadTable } from './read-table.ts'
import { type RowFields, readRows } from './row-fields.ts'

const ASSERTIONS = ['asserted_threshold', 'asserted_entry_into_force', 'asserted_headline'] as const
const NOT_IN_A_LIST: readonly string[] = ['correction', 'retraction', ...ASSERTIONS]
const [FIRST_ACTION, ...OTHER_ACTIONS] = ACTIONS
const LISTED_ACTIONS = [
  FIRST_ACTION,
  ...OTHER_ACTIONS.filter((action) => !NOT_IN_A_LIST.includes(action)),
] as const
const DATED = ['read', 'derived', 'reported'] as const

type Unnamed = Omit<EventDraft, 'id' | 'recorded_by'>
type Base = Omit<Unnamed, 'action' | 'day_known' | 'known_on' | 'known_on_assumed'>

function emptyAct(row: RowFields): Base {
  return {
    treaty: row.required('treaty'),
    participant: row.text('participant'),
    action_date: null,
    earliest: null,
    latest: null,
    effect_date: null,
    derivation: null,
    corrects: null,
    signatories: null,
    parties: null,
    source: row.required('source'),
    document: null,
    note: row.text('note'),
  }
}

/** `known_on` as given; where it is not, the day in another column stands for it and is marked as assumed. */
function knownOn(
  row: RowFields,
  other: 'action_date' | 'latest',
): Pick<EventDraft, 'known_on' | 'known_on_assumed'> | null {
  const given = row.day('known_on')
  if (given !== null) return { known_on: given, known_on_assumed: false }
  if (row.text('known_on') !== null) return null
  const assumed = row.text(other) === null ? null : parsePlainDate(row.plain(other))
  if (assumed !== null) return { known_on: assumed, known_on_assumed: true }
  if (row.text(other) === null) row.problem('known_on', `a day, since the row has no ${other}`)
  return null
}

function dayKnown(row: RowFields): Pick<EventDraft, 'day_known' | 'derivation'> {
  const day_known = row.oneOf('day_known', DATED)
  const derivation = row.text('derivation')
  if (day_known === 'derived' && derivation === null) {
    row.problem('derivation', 'the arithmetic of a derived day')
  }
  if (day_known === 'read' && derivation !== null) row.problem('derivation', 'nothing where the day was read')
  return { day_known, derivation }
}

function requiredDay(row: RowFields, column: string): PlainDate | null {
  row.required(column)
  return row.day(column)
}

function datedAct(row: RowFields): Unnamed | null {
  const action: EventAction = row.oneOf('action', LISTED_ACTIONS)
  row.required('participant')
  const action_date = requiredDay(row, 'action_date')
  const act = { ...emptyAct(row), action, action_date, effect_date: row.day('effect_date'), ...dayKnown(row) }
  const known = knownOn(row, 'action_date')
  return known && { ...act, ...known }
}

function undatedAct(row: RowFields): Unnamed | null {
  const action: EventAction = row.oneOf('action', LISTED_ACTIONS)
  row.required('participant')
  const earliest = requiredDay(row, 'earliest')
  const latest = row.day('latest')
  if (earliest !== null && latest !== null && earliest > latest) {
    row.problem('latest', `a day not before ${earliest}`)
  }
  const act = { ...emptyAct(row), action, earliest, latest, day_known: 'undated' as const }
  const known = knownOn(row, 'latest')
  return known && { ...act, ...known }
}

function assertion(row: RowFields): Unnamed | null {
  const action = row.oneOf('action', ASSERTIONS)
  const action_date = requiredDay(row, 'action_date')
  const signatories = row.count('signatories')
  const parties = row.count('parties')
  const counted = signatories !== null || parties !== null
  if (counted !== (action === 'asserted_headline')) {
    row.problem('parties', 'printed totals for asserted_headline, and for it only')
  }
  const act = { ...emptyAct(row), action, action_date, signatories, parties, ...dayKnown(row) }
  const known = knownOn(row, 'action_date')
  return known && { ...act, ...known }
}

function inOrder(one: Placed<Unnamed>, other: Placed<Unnamed>): number {
  const key = ({ value }: Placed<Unnamed>): string =>
    `${value.known_on} ${value.action_date ?? value.latest ?? ''}`
  return key(one) < key(other) ? -1 : Number(key(one) > key(other))
}

/** The acts of a pack's three lists as drafts of events, oldest knowledge first, each with its public name. */
export function readActs(
  tables: { readonly events: ReadTable; readonly undated: ReadTable; readonly asserted: ReadTable },
  recordedBy: string,
  problems: InputProblem[],
): Placed<EventDraft>[] {
  const acts = [
    ...readRows(tables.events.rows, problems, datedAct),
    ...readRows(tables.undated.rows, problems, undatedAct),
    ...readRows(tables.asserted.rows, problems, assertion),
  ].flatMap(({ value, place }) => (value === null ? [] : [{ value, place }]))
  const names = new Set<string>()
  return acts.toSorted(inOrder).map(({ value, place }) => {
    const id = freeEventName(value, (name) => names.has(name))
    names.add(id)
    return { value: { id, ...value, recorded_by: recordedBy }, place }
  })
}
