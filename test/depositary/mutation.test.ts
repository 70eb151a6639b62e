import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareReadings, type DatedReading } from '../../src/depositary/compare-readings.ts'
import { readDocument } from '../../src/depositary/read-document.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import {
  latin1,
  MADE_NAMES,
  MADE_PAGE,
  type MadePage,
  type MadeRow,
  madeCsv,
  madeHtml,
  madeXml,
  utf8,
} from './made-page.ts'
import { claimsOf } from './said.ts'

/** Ten thousand ways to spoil a page that was read before. Nothing in them is a new act, so none may be taken for one,
 *  and none may change a claim without a refusal, a warning or a difference that waits. The page's newest act is a week
 *  old when it is first read, so that a slip that moves it into another row looks as timely as it can. */
const OLDER = plainDate('2004-05-20')
const NEWER = plainDate('2004-05-27')

const FORMS = {
  xml: (page: MadePage) => latin1(madeXml(page)),
  html: (page: MadePage) => utf8(madeHtml(page)),
  csv: (page: MadePage) => utf8(madeCsv(page)),
} as const
type Form = keyof typeof FORMS

function dated(bytes: Uint8Array, day: typeof OLDER): DatedReading {
  return { day, reading: readDocument(bytes, { names: MADE_NAMES, readOn: day }) }
}

const originals = Object.fromEntries(
  Object.entries(FORMS).map(([form, print]) => [form, dated(print(MADE_PAGE), OLDER)]),
)

function original(form: Form): DatedReading {
  const found = originals[form]
  if (found === undefined) throw new Error(`no page as ${form}`)
  return found
}

/** What became of a spoilt page: how it is noticed, or that the claims are the same; null for a silent change. */
function noticed(form: Form, bytes: Uint8Array): string | null {
  const before = original(form)
  const after = dated(bytes, NEWER)
  if (after.reading.verdict !== 'status_table') return 'refused'
  const compared = compareReadings(before, after, { names: MADE_NAMES, readingDays: [] })
  if (compared.kind === 'refused') return 'refused'
  const { differences } = compared
  if (differences.some((difference) => difference.disposition === 'event')) return null
  if (differences.some((difference) => difference.disposition === 'person')) return 'waits'
  const known = new Set(before.reading.warnings.map((warning) => warning.text))
  if (after.reading.warnings.some((warning) => !known.has(warning.text))) return 'warned'
  const same = claimsOf(after.reading).toSorted().join() === claimsOf(before.reading).toSorted().join()
  return same ? 'the same claims' : null
}

function swap<T>(list: readonly T[], one: number, other: number): T[] {
  const swapped = [...list]
  const [first, second] = [list[one], list[other]]
  if (first !== undefined) swapped[other] = first
  if (second !== undefined) swapped[one] = second
  return swapped
}

const place = fc.nat({ max: MADE_PAGE.rows.length - 1 })
const column = fc.nat({ max: MADE_PAGE.headings.length - 1 })

function line(row: MadeRow): string[] {
  return [row.name, ...row.cells]
}

function unline([name = '', ...cells]: readonly string[], marks: string): MadeRow {
  return { name, marks, cells }
}

function mapLines(page: MadePage, change: (cells: string[]) => string[], headings = true): MadePage {
  return {
    ...page,
    headings: headings ? change([...page.headings]) : page.headings,
    rows: page.rows.map((row) => unline(change(line(row)), row.marks)),
  }
}

const spoiltTable: fc.Arbitrary<MadePage> = fc.oneof(
  place.map((at) => ({ ...MADE_PAGE, rows: MADE_PAGE.rows.toSpliced(at, 1) })),
  fc.tuple(place, place).map(([one, other]) => ({ ...MADE_PAGE, rows: swap(MADE_PAGE.rows, one, other) })),
  fc.tuple(place, place).map(([from, to]) => {
    const copy = MADE_PAGE.rows.slice(from, from + 1)
    return { ...MADE_PAGE, rows: MADE_PAGE.rows.toSpliced(to, 0, ...copy) }
  }),
  fc.tuple(place, place, column).map(([one, other, which]) => {
    const lines = MADE_PAGE.rows.map(line)
    const [first, second] = [lines[one]?.[which], lines[other]?.[which]]
    const exchanged = lines.map((cells, at) => {
      const cell = at === one ? second : at === other ? first : cells[which]
      return cells.with(which, cell ?? '')
    })
    return {
      ...MADE_PAGE,
      rows: exchanged.map((cells, at) => unline(cells, MADE_PAGE.rows[at]?.marks ?? '')),
    }
  }),
  fc
    .tuple(column, fc.boolean())
    .map(([at, headings]) => mapLines(MADE_PAGE, (cells) => cells.toSpliced(at, 1), headings)),
  fc
    .tuple(column, column, fc.boolean())
    .map(([one, other, headings]) => mapLines(MADE_PAGE, (cells) => swap(cells, one, other), headings)),
  fc
    .tuple(column, column, fc.boolean())
    .map(([from, to, headings]) =>
      mapLines(MADE_PAGE, (cells) => cells.toSpliced(to, 0, cells[from] ?? ''), headings),
    ),
  fc
    .tuple(column, column)
    .map(([one, other]) => ({ ...MADE_PAGE, headings: swap(MADE_PAGE.headings, one, other) })),
)

const spoiltBytes = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> => {
  const at = fc.nat({ max: bytes.length - 1 })
  return fc.oneof(
    fc.tuple(at, fc.nat({ max: 255 })).map(([where, byte]) => bytes.with(where, byte)),
    fc
      .tuple(at, fc.constantFrom(...utf8('0123456789aAdns[] ,<&"')))
      .map(([where, byte]) => bytes.with(where, byte)),
    at.map((where) => Uint8Array.from([...bytes.subarray(0, where), ...bytes.subarray(where + 1)])),
    at.map((where) => Uint8Array.from([...bytes.subarray(0, where + 1), ...bytes.subarray(where)])),
    fc.tuple(at, at).map(([one, other]) => {
      const [first = 0, second = 0] = [bytes[one], bytes[other]]
      return bytes.with(one, second).with(other, first)
    }),
    fc
      .tuple(at, fc.nat({ max: 400 }))
      .map(([from, many]) => Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from + many)])),
    at.map((end) => bytes.slice(0, end)),
  )
}

function check(form: Form, spoilt: fc.Arbitrary<Uint8Array>, numRuns: number): void {
  fc.assert(
    fc.property(spoilt, (bytes) => {
      expect(noticed(form, bytes)).not.toBeNull()
    }),
    { numRuns },
  )
}

describe('no spoilt page changes a claim silently', () => {
  it.each([
    ['xml', 1200],
    ['html', 1200],
    ['csv', 1600],
  ] as const)('where rows, cells or columns of the %s are dropped, exchanged or doubled', (form, runs) => {
    check(form, spoiltTable.map(FORMS[form]), runs)
  })

  it.each([
    ['xml', 2500],
    ['html', 1500],
    ['csv', 2500],
  ] as const)('where bytes of the %s are altered, dropped, doubled, exchanged or cut off', (form, runs) => {
    check(form, spoiltBytes(FORMS[form](MADE_PAGE)), runs)
  })
})
