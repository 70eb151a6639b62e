import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Participant, Treaty } from '../record/snapshot.ts'
import { articleOf } from './article.ts'
import { holdsOn } from './day-places.ts'
import { findGroup } from './look-up.ts'
import { type Names, nameOn, nameToday } from './names.ts'
import type { Position } from './position.ts'
import type { PositionRow } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import type { Cell, Column, Fixed } from './resource.ts'
import { named as namedFields, rowFields } from './shapes.ts'

export const listedRow = z
  .object({ ...namedFields, kind: z.enum(['state', 'organization']), ...rowFields })
  .meta({ id: 'ParticipantRow', description: 'Position of one participant under one treaty.' })

export type ListedRow = Fixed<z.output<typeof listedRow>>

const NOTHING: Omit<PositionRow, 'participant'> = {
  status: 'none',
  signature_date: null,
  signature_earliest: null,
  signature_latest: null,
  consent: null,
  consent_date: null,
  consent_earliest: null,
  consent_latest: null,
  entry_into_force: null,
  until: null,
  earlier: [],
}

/** What the participant is; a State where the register does not have it. */
export function kindOf(view: RecordView, code: string): Participant['kind'] {
  const participant = view.names.participants.get(code)
  return participant === undefined ? 'state' : participant.kind
}

const nothingDone = new Map<string, PositionRow>()

/** The row of a participant without an act. */
function emptyRow(code: string): PositionRow {
  const row = nothingDone.get(code) ?? { participant: code, ...NOTHING }
  nothingDone.set(code, row)
  return row
}

const listed = new WeakMap<Names, WeakMap<PositionRow, ListedRow[]>>()

function knownRows(names: Names, row: PositionRow): ListedRow[] {
  const byRow = listed.get(names) ?? new WeakMap<PositionRow, ListedRow[]>()
  listed.set(names, byRow)
  const rows = byRow.get(row) ?? []
  byRow.set(row, rows)
  return rows
}

/** Position of one participant under the treaty; status `none` where it has no act. Equal ones are one object. */
export function rowFor(
  view: RecordView,
  found: { readonly treaty: Treaty; readonly position: Position; readonly asOf: PlainDate },
  code: string,
): ListedRow {
  const row = found.position.rowOf(code) ?? emptyRow(code)
  const name = nameOn(view.names, code, found.asOf)
  const article = articleOf(found.treaty, found.position, row)
  const rows = knownRows(view.names, row)
  const known = rows.find((one) => one.name === name && one.article === article)
  if (known !== undefined) return known
  const made = {
    participant: code,
    name,
    name_today: nameToday(view.names, code),
    kind: kindOf(view, code),
    status: row.status,
    signature_date: row.signature_date,
    signature_earliest: row.signature_earliest,
    signature_latest: row.signature_latest,
    consent: row.consent,
    consent_date: row.consent_date,
    consent_earliest: row.consent_earliest,
    consent_latest: row.consent_latest,
    entry_into_force: row.entry_into_force,
    article,
    until: row.until,
    earlier: row.earlier,
  }
  rows.push(made)
  return made
}

const numbers = new WeakMap<ListedRow, number>()
let numbered = 0

/** A number by which a row can be told from every other; equal rows of one registry have the same. */
export function numberOf(row: ListedRow): number {
  const known = numbers.get(row)
  if (known !== undefined) return known
  numbered += 1
  numbers.set(row, numbered)
  return numbered
}

/** Everyone with an act under the treaty and every other State there was on the day, by code. */
export function listRows(view: RecordView, treaty: Treaty, clocks: Clocks): ListedRow[] {
  const position = view.lawOf(treaty).positionAt(clocks)
  const codes = new Set([...view.names.statesOn(clocks.asOf), ...position.rows.keys()])
  return [...codes].sort().map((code) => rowFor(view, { treaty, position, asOf: clocks.asOf }, code))
}

/** Codes of the members of the group on `day`. Throws InputError when there is no such group. */
export function membersOn(view: RecordView, group: string, day: PlainDate): Set<string> {
  const { id } = findGroup(view, { field: 'group', value: group })
  const members = view.record.memberships.filter((one) => one.group === id && holdsOn(one, day))
  return new Set(members.map((one) => one.participant))
}

/** The day of a signature, or the days between which it was made. */
export const SIGNATURE_COLUMNS: readonly Column[] = [
  { name: 'signature_date', meaning: 'Day of signature', unit: 'day' },
  {
    name: 'signature_earliest',
    meaning: 'First possible day of a signature whose day is not known',
    unit: 'day',
  },
  {
    name: 'signature_latest',
    meaning: 'Last possible day of a signature whose day is not known',
    unit: 'day',
  },
]

export const ROW_COLUMNS: readonly Column[] = [
  { name: 'participant', meaning: 'Alpha-3 code of the State, or code of the organization', unit: 'code' },
  { name: 'name', meaning: 'Name on the day of as_of', unit: null },
  { name: 'name_today', meaning: 'Name in the newest record', unit: null },
  { name: 'kind', meaning: 'state or organization', unit: 'code' },
  { name: 'status', meaning: 'Legal position on the day of as_of', unit: 'code' },
  ...SIGNATURE_COLUMNS,
  { name: 'consent', meaning: 'Kind of act by which it consented to be bound', unit: 'code' },
  { name: 'consent_date', meaning: 'Day of deposit; empty also where the day is not known', unit: 'day' },
  {
    name: 'consent_earliest',
    meaning: 'First possible day of a consent whose day is not known',
    unit: 'day',
  },
  { name: 'consent_latest', meaning: 'Last possible day of a consent whose day is not known', unit: 'day' },
  { name: 'entry_into_force', meaning: 'Day from which the treaty is in force for it', unit: 'day' },
  { name: 'article', meaning: 'Article that fixes that day', unit: 'code' },
  { name: 'until', meaning: 'Day on which a denunciation takes effect', unit: 'day' },
]

/** The cells of one row, in the order of the columns. */
export function rowCells(row: ListedRow): Cell[] {
  return [
    row.participant,
    row.name,
    row.name_today,
    row.kind,
    row.status,
    row.signature_date,
    row.signature_earliest,
    row.signature_latest,
    row.consent,
    row.consent_date,
    row.consent_earliest,
    row.consent_latest,
    row.entry_into_force,
    row.article,
    row.until,
  ]
}
