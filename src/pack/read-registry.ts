import type { InputProblem } from '../law/input-error.ts'
import { TOO_LATE } from '../law/plain-date.ts'
import {
  DECLARATION_KINDS,
  type Declaration,
  GAP_KINDS,
  type Group,
  type KnownGap,
} from '../record/snapshot.ts'
import {
  type PackMembership,
  type PackName,
  type PackParticipant,
  type PackSource,
  type Placed,
  SOURCE_KINDS,
} from './pack.ts'
import type { ReadTable } from './read-table.ts'
import { type RowFields, readRows } from './row-fields.ts'

const CODE = /^[A-Z]{3}$/
const KINDS = ['state', 'organization'] as const

function interval(row: RowFields): Pick<PackMembership, 'from' | 'to'> {
  const from = row.day('from')
  const to = row.day('to')
  if (from !== null && to !== null && from > to) row.problem('to', `a day not before ${from}`)
  if (to !== null && to >= TOO_LATE)
    row.problem('to', 'a day before the year 9000, or nothing for one without limit')
  return { from, to }
}

/** States and organizations by code. */
export function readParticipants(table: ReadTable, problems: InputProblem[]): Placed<PackParticipant>[] {
  return readRows(table.rows, problems, (row) => {
    const code = row.required('participant')
    if (!CODE.test(code)) row.problem('participant', 'three capital letters')
    const also = row.text('names_also')
    return {
      code,
      kind: row.oneOf('kind', KINDS),
      name: row.required('name'),
      names_also: also === null ? [] : also.split('|'),
      alpha2: row.text('alpha2'),
      m49: row.text('m49'),
      un_member_from: row.day('un_member_from'),
      state_from: row.day('state_from'),
      members: row.text('members'),
    }
  })
}

/** Names that a participant bore between two days. */
export function readNames(table: ReadTable, problems: InputProblem[]): Placed<PackName>[] {
  return readRows(table.rows, problems, (row) => ({
    participant: row.required('participant'),
    name: row.required('name'),
    ...interval(row),
    note: row.text('note'),
  }))
}

/** Groups by id, with the title for people. */
export function readGroups(table: ReadTable, problems: InputProblem[]): Placed<Group>[] {
  return readRows(table.rows, problems, (row) => ({
    id: row.required('group'),
    title: row.required('title'),
  }))
}

/** Memberships between two days, both included. */
export function readMemberships(table: ReadTable, problems: InputProblem[]): Placed<PackMembership>[] {
  return readRows(table.rows, problems, (row) => ({
    group: row.required('group'),
    participant: row.required('participant'),
    ...interval(row),
    note: row.text('note'),
  }))
}

/** Sources by id. `as_at` and `address` are empty where the source gives none. */
export function readSources(table: ReadTable, problems: InputProblem[]): Placed<PackSource>[] {
  return readRows(table.rows, problems, (row) => ({
    id: row.required('source'),
    kind: row.oneOf('kind', SOURCE_KINDS),
    title: row.required('title'),
    publisher: row.required('publisher'),
    address: row.plain('address'),
    as_at: row.plain('as_at'),
    how_read: row.required('how_read'),
  }))
}

/** Reservations, declarations, notifications and objections. */
export function readDeclarations(table: ReadTable, problems: InputProblem[]): Placed<Declaration>[] {
  return readRows(table.rows, problems, (row) => ({
    treaty: row.required('treaty'),
    participant: row.required('participant'),
    kind: row.oneOf('kind', DECLARATION_KINDS),
    made_at: row.day('made_at'),
    article: row.text('article'),
    summary: row.required('summary'),
    source: row.required('source'),
  }))
}

/** What the record is known to lack. */
export function readGaps(table: ReadTable, problems: InputProblem[]): Placed<KnownGap>[] {
  return readRows(table.rows, problems, (row) => ({
    treaty: row.required('treaty'),
    participant: row.text('participant'),
    kind: row.oneOf('kind', GAP_KINDS),
    statement: row.required('statement'),
    reason: row.required('reason'),
    source: row.required('source'),
    missing: row.difference('missing'),
    missing_signatories: row.difference('missing_signatories'),
  }))
}
