import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { plainDate } from '../../src/law/plain-date.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import type { TreatyHistory } from './read-histories.ts'

type Row = Readonly<Record<string, string>>

const PACK = join(import.meta.dirname, '../../sql/packs/untoc')
const ascending = (one: number, other: number) => one - other

function rowsOf(file: string): Row[] {
  return parse<Row>(readFileSync(file, 'utf8'), { columns: true })
}

/** A name as the histories write participants: small letters with hyphens. */
function hyphenated(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** The members of a group today, by every name they have. */
function membersOf(group: string): { readonly names: ReadonlySet<string>; readonly count: number } {
  const codes = new Set(
    rowsOf(join(PACK, 'memberships.csv'))
      .filter((row) => row['group'] === group && row['to'] === '')
      .map((row) => row['participant']),
  )
  const names = rowsOf(join(PACK, 'participants.csv'))
    .filter((row) => codes.has(row['participant']))
    .flatMap((row) => [row['name'] ?? '', ...(row['names_also'] ?? '').split('|')])
  return { names: new Set(names.filter((name) => name !== '').map(hyphenated)), count: codes.size }
}

/** What the members of a group did under each treaty of a file with one line an act, and how many members there are. */
export function readGroup(
  file: string,
  group: string,
): { readonly histories: TreatyHistory[]; readonly members: number } {
  const { names, count } = membersOf(group)
  const histories = [...Map.groupBy(rowsOf(file), (row) => String(row['treaty']))].map(([treaty, acts]) => {
    const clockStart = String(acts[0]?.['clock_start'])
    const own = acts.filter((row) => names.has(String(row['participant'])))
    const days = (signature: boolean) =>
      own
        .filter((row) => (row['action'] === 'signature') === signature)
        .map((row) => dayNumber(plainDate(String(row['action_date']))))
        .sort(ascending)
    const start = dayNumber(plainDate(clockStart))
    return { treaty, clockStart, start, deposits: days(false), signatures: days(true) }
  })
  return { histories, members: count }
}
