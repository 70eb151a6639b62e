import { type Kysely, sql } from 'kysely'
import { compareCodePoints } from '../law/code-point-order.ts'
import { parseRules } from '../law/rule.ts'
import { engineMemberships } from '../record/engine-groups.ts'
import type { ListedMembership, RecordSnapshot, Treaty } from '../record/snapshot.ts'
import type { Tables } from './tables.ts'

/** What packs bring beside their acts. */
export const REGISTRY = [
  'treaties',
  'participants',
  'names',
  'groups',
  'memberships',
  'sources',
  'gaps',
  'declarations',
] as const

export type Registry = Pick<RecordSnapshot, (typeof REGISTRY)[number]>

const TABLES = [
  'packs',
  'treaties',
  'participants',
  'participant_names',
  'groups',
  'memberships',
  'sources',
  'known_gaps',
  'declarations',
] as const

type Rows = { readonly [Name in (typeof TABLES)[number]]: Tables[Name][] }
type Order<Row> = (one: Row, other: Row) => number

/** All rows of the tables by one question and as one text of JSON. A database that was just started does everything for
 *  the first time, slowly: so it is asked for nothing but rows, and what is sorted and left out is so here. */
async function tableRows(db: Kysely<Tables>): Promise<Rows> {
  const parts = TABLES.map(
    (name) => sql`${sql.lit(name)}, (select coalesce(json_agg(each), '[]') from ${sql.table(name)} as each)`,
  )
  const { rows } = await sql<{ page: string }>`
    select json_build_object(${sql.join(parts)})::text as page`.execute(db)
  return JSON.parse(rows[0]?.page ?? '{}')
}

function inOrder<Row>(rows: readonly Row[], ...orders: readonly Order<Row>[]): Row[] {
  return rows.toSorted((one, other) => {
    for (const order of orders) {
      const difference = order(one, other)
      if (difference !== 0) return difference
    }
    return 0
  })
}

function byText<Row>(text: (row: Row) => string): Order<Row> {
  return (one, other) => compareCodePoints(text(one), text(other))
}

/** Rows in the order of the packs' files. */
function inPackOrder<Row extends { readonly pack: string }>(
  { packs }: Rows,
  rows: readonly Row[],
  place: (row: Row) => number,
): Row[] {
  const sorted = inOrder(
    packs,
    (one, other) => one.position - other.position,
    byText(({ id }) => id),
  )
  const rank = new Map(sorted.map(({ id }, at) => [id, at]))
  const rankOf = ({ pack }: Row): number => rank.get(pack) ?? sorted.length
  return inOrder(
    rows,
    (one, other) => rankOf(one) - rankOf(other),
    (one, other) => place(one) - place(other),
  )
}

/** Each row once: two packs may say the same. */
function once<Row>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

/** No day before any: without one it was so from the beginning. */
const byFirstDay = byText<{ readonly from: string | null }>(({ from }) => from ?? '')
const byParticipant = byText<{ readonly participant: string }>(({ participant }) => participant)

/** Rules are read anew each time, so that what a newer version adds to them is filled in. */
function treatiesOf(rows: Rows): readonly Treaty[] {
  const treaties = inPackOrder(rows, rows.treaties, ({ position }) => position)
  const written = treaties.flatMap((row) => (Array.isArray(row.rules) ? row.rules : []))
  const rules = parseRules(written, { file: 'table treaties' })
  return treaties.map((row) => ({ ...row, rules: rules.filter(({ treaty }) => treaty === row.number) }))
}

/** What packs say of a membership, by its group, participant and days: the first of them that says something. */
function notesOf({ memberships }: Rows): ReadonlyMap<string, string> {
  const notes = new Map<string, string>()
  for (const { group_id, participant, first_day, last_day, note } of memberships) {
    const key = JSON.stringify([group_id, participant, first_day, last_day])
    if (note !== null && !notes.has(key)) notes.set(key, note)
  }
  return notes
}

function membershipsOf(rows: Rows): ListedMembership[] {
  const { memberships, participants } = rows
  const notes = notesOf(rows)
  const listed = memberships.map(({ group_id, participant, first_day, last_day }) => {
    const note = notes.get(JSON.stringify([group_id, participant, first_day, last_day]))
    return {
      ...{ group: group_id, participant },
      ...{ from: first_day, to: last_day },
      ...(note === undefined ? {} : { note }),
    }
  })
  const sorted = inOrder(
    once(listed),
    byText(({ group }) => group),
    byParticipant,
    byFirstDay,
  )
  const organizations = participants.filter(({ kind }) => kind === 'organization')
  return [
    ...sorted,
    ...engineMemberships(
      inOrder(
        organizations,
        byText(({ code }) => code),
      ),
      sorted,
    ),
  ]
}

function namesOf({ participant_names }: Rows): Registry['names'] {
  const names = participant_names.map(({ participant, name, first_day, last_day }) => ({
    ...{ participant, name },
    ...{ from: first_day, to: last_day },
  }))
  return inOrder(once(names), byParticipant, byFirstDay)
}

function participantsOf({ participants }: Rows): Registry['participants'] {
  const sorted = inOrder(
    participants,
    byText(({ code }) => code),
  )
  return sorted.map(({ pack: _pack, members: _members, ...participant }) => participant)
}

/** Treaties with their rules, those who may join, names, groups, sources, and what is known to be missing, all in a fixed
 *  order. Throws InputError for a rule that is none. */
export async function readRegistry(db: Kysely<Tables>): Promise<Registry> {
  const rows = await tableRows(db)
  const groups = inOrder(rows.groups, (one, other) => one.position - other.position)
  const sources = inOrder(
    rows.sources,
    byText(({ id }) => id),
  )
  const placed = ({ place }: { readonly place: number }): number => place
  return {
    treaties: treatiesOf(rows),
    participants: participantsOf(rows),
    names: namesOf(rows),
    groups: groups.map(({ id, title }) => ({ id, title })),
    memberships: membershipsOf(rows),
    sources: sources.map(({ id, title, publisher, address, as_at, how_read }) => ({
      ...{ id, title, publisher },
      ...{ address, as_at, how_read },
    })),
    gaps: inPackOrder(rows, rows.known_gaps, placed).map(({ pack: _pack, place: _place, ...gap }) => gap),
    declarations: inPackOrder(rows, rows.declarations, placed).map(
      ({ pack: _pack, place: _place, ...declaration }) => declaration,
    ),
  }
}
