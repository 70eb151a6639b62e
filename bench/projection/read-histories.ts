import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { plainDate } from '../../src/law/plain-date.ts'
import { dayNumber } from '../../src/projection/day-number.ts'
import type { History } from '../../src/projection/history.ts'

/** The history of one treaty that the model may be fitted to. */
export type TreatyHistory = History & { readonly treaty: string; readonly clockStart: string }

/** The histories that come with the project. */
export const HISTORIES_FILE = join(import.meta.dirname, 'histories.csv')

/** The last day that the histories know: what came after it is not complete. */
export const KNOWN_UNTIL = plainDate('2014-07-01')

const FEWEST_DEPOSITS = 15
const ascending = (one: number, other: number) => one - other

type Row = Readonly<Record<string, string>>

function field(row: Row, name: string): string {
  const value = row[name]
  if (value === undefined) throw new Error(`the histories have no column ${name}`)
  return value
}

function offsets(start: number, text: string): number[] {
  return text === '' ? [] : text.split(' ').map((days) => start + Number(days))
}

/** One line a treaty: the days of deposits and signatures counted from the start of its clock. */
function fromShortRow(row: Row): TreatyHistory {
  const clockStart = field(row, 'clock_start')
  const start = dayNumber(plainDate(clockStart))
  const deposits = offsets(start, field(row, 'deposits'))
  return {
    treaty: field(row, 'treaty'),
    clockStart,
    start,
    deposits,
    signatures: offsets(start, field(row, 'signatures')),
  }
}

/** One line an act: treaty, clock_start, participant, action, action_date. */
function fromActRows(rows: readonly Row[]): TreatyHistory[] {
  return [...Map.groupBy(rows, (row) => field(row, 'treaty'))].map(([treaty, acts]) => {
    const [first] = acts
    const clockStart = first === undefined ? '' : field(first, 'clock_start')
    const days = (signature: boolean) =>
      acts
        .filter((act) => (field(act, 'action') === 'signature') === signature)
        .map((act) => dayNumber(plainDate(field(act, 'action_date'))))
        .sort(ascending)
    return {
      treaty,
      clockStart,
      start: dayNumber(plainDate(clockStart)),
      deposits: days(false),
      signatures: days(true),
    }
  })
}

/** The histories of a file in either form, those with too few deposits left out, in the order of the file. */
export function readHistories(file: string): TreatyHistory[] {
  const rows = parse<Row>(readFileSync(file, 'utf8'), { columns: true })
  const [first] = rows
  const histories = first !== undefined && 'participant' in first ? fromActRows(rows) : rows.map(fromShortRow)
  return histories.filter(({ deposits }) => deposits.length >= FEWEST_DEPOSITS)
}

/** The short form of histories, byte for byte the same for the same histories. */
export function shortForm(histories: readonly TreatyHistory[]): string {
  const lines = histories.map(({ treaty, clockStart, start, deposits, signatures }) => {
    const since = (days: readonly number[]) => days.map((day) => day - start).join(' ')
    return `${treaty},${clockStart},${since(deposits)},${since(signatures)}\n`
  })
  return `treaty,clock_start,deposits,signatures\n${lines.join('')}`
}
