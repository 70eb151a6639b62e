import { InputError, type InputProblem } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'

/** One question: on `as_of`, with these acts known, when will the number of instruments reach `need`? */
export type ProjectionCase = {
  readonly id: string
  /** Day of the first signature or deposit, or of opening for signature: the clock of the treaty. */
  readonly clock_start: PlainDate
  readonly need: number
  readonly as_of: PlainDate
  /** Day of each instrument that counts, in any order; what-if deposits stand among them. */
  readonly deposits: readonly PlainDate[]
  readonly signatures: readonly PlainDate[]
}

/** Where a case was read, for the message. */
export type CasePlace = { readonly file: string; readonly line: number }

type Reading = { readonly place: CasePlace | undefined; readonly problems: InputProblem[] }

const DAY = 'a calendar day as YYYY-MM-DD'
const LONGEST_LIST = 10_000
const SHOWN = 60

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

function refuse(reading: Reading, field: string, value: unknown, accepted: string): void {
  reading.problems.push({ field, value: shown(value), accepted, ...reading.place })
}

function readDay(reading: Reading, field: string, value: unknown): PlainDate | null {
  const day = typeof value === 'string' ? parsePlainDate(value) : null
  if (day === null) refuse(reading, field, value, DAY)
  return day
}

function readDays(reading: Reading, field: string, value: unknown, asOf: PlainDate | null): PlainDate[] {
  if (!Array.isArray(value) || value.length > LONGEST_LIST) {
    refuse(
      reading,
      field,
      Array.isArray(value) ? `${value.length} days` : value,
      'a list of at most 10000 days',
    )
    return []
  }
  return value.flatMap((item: unknown, place) => {
    const name = `${field}[${place}]`
    const day = readDay(reading, name, item)
    if (day === null) return []
    if (asOf !== null && day > asOf) refuse(reading, name, day, `a day not after as_of, ${asOf}`)
    return [day]
  })
}

function readNeed(reading: Reading, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  refuse(reading, 'need', value, 'a whole number of instruments, 0 or more')
  return 0
}

function readId(reading: Reading, value: unknown): string {
  if (typeof value === 'string') return value
  refuse(reading, 'id', value, 'a text that names the case')
  return ''
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The case that `value` holds. Throws InputError with every field that is missing or impossible: a deposit or a
 *  signature after `as_of`, a clock that starts after it, fewer than 0 needed, a day that no calendar has. */
export function checkProjectionCase(value: unknown, place?: CasePlace): ProjectionCase {
  const reading: Reading = { place, problems: [] }
  if (!isObject(value)) {
    refuse(reading, 'case', value, 'an object with id, clock_start, need, as_of, deposits and signatures')
    throw new InputError(reading.problems)
  }
  const id = readId(reading, value['id'])
  const need = readNeed(reading, value['need'])
  const asOf = readDay(reading, 'as_of', value['as_of'])
  const clockStart = readDay(reading, 'clock_start', value['clock_start'])
  if (asOf !== null && clockStart !== null && clockStart > asOf) {
    refuse(reading, 'clock_start', clockStart, `a day not after as_of, ${asOf}`)
  }
  const deposits = readDays(reading, 'deposits', value['deposits'], asOf)
  const signatures = readDays(reading, 'signatures', value['signatures'], asOf)
  if (reading.problems.length > 0 || asOf === null || clockStart === null) {
    throw new InputError(reading.problems)
  }
  return { id, clock_start: clockStart, need, as_of: asOf, deposits, signatures }
}
