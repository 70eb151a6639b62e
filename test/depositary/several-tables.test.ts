import { describe, expect, it } from 'vitest'
import { compareReadings } from '../../src/depositary/compare-readings.ts'
import { summariseReading } from '../../src/depositary/document-summary.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { MADE_CLAIMS, MADE_NAMES, MADE_PAGE, type MadePage, madeHtml, madeXml, utf8 } from './made-page.ts'
import { claimsOf, readMade } from './said.ts'

const GROUP = /<TGroup.*<\/TGroup>/s

function groupOf(page: MadePage): string {
  return GROUP.exec(madeXml(page))?.[0] ?? ''
}

/** A document with the tables of these pages, and the totals of the made page. */
function documentOf(pages: readonly MadePage[], changed: Partial<MadePage> = {}): Uint8Array {
  const page = madeXml({ ...MADE_PAGE, ...changed }, 'utf-8')
  return utf8(page.replace(GROUP, pages.map(groupOf).join('')))
}

const first = { ...MADE_PAGE, rows: MADE_PAGE.rows.slice(0, 9) }
const rest = { ...MADE_PAGE, rows: MADE_PAGE.rows.slice(9) }

/** One table of who signed and one of who consented: other headings, the same States. */
const signed = {
  ...MADE_PAGE,
  headings: MADE_PAGE.headings.slice(0, 2),
  rows: MADE_PAGE.rows.map((row) => ({ ...row, cells: row.cells.slice(0, 1) })),
}
const consented = {
  ...MADE_PAGE,
  headings: ['Participant', MADE_PAGE.headings[2] ?? ''],
  rows: MADE_PAGE.rows.map((row) => ({ ...row, cells: row.cells.slice(1) })),
}

describe('a document with several tables of participants', () => {
  it('that are parts of one is read like the whole, each claim with the table it stands in', () => {
    const reading = readMade(documentOf([first, rest]))
    expect(reading.verdict).toBe('status_table')
    expect(reading.headline_agrees).toEqual({ signatories: true, parties: true })
    expect(claimsOf(reading)).toEqual(MADE_CLAIMS)
    expect(reading.claims.at(-1)?.place).toEqual({ table: 2, row: 12, column: 3 })
    const { tables } = summariseReading('parts', { sha256: '', reading })
    expect(tables.map(({ rows, rows_with_consent }) => [rows, rows_with_consent])).toEqual([
      [9, 7],
      [12, 7],
    ])
  })

  it('is read like the whole as a web page too', () => {
    const parts = [first, rest].map(
      (page) => /<table id="[^"]*tblgrid">.*<\/table>/s.exec(madeHtml(page))?.[0],
    )
    const html = madeHtml(MADE_PAGE).replace(/<table id="[^"]*tblgrid">.*<\/table>/s, parts.join(''))
    expect(claimsOf(readMade(utf8(html)))).toEqual(MADE_CLAIMS)
  })

  it('with other headings is read where the printed totals are those of all of them together', () => {
    const reading = readMade(documentOf([signed, consented]))
    expect(reading.verdict).toBe('status_table')
    expect(claimsOf(reading).toSorted()).toEqual(MADE_CLAIMS.toSorted())
  })

  it('with other headings and other totals, or none, is refused and makes no claim; its tables are shown', () => {
    const reading = readMade(documentOf([signed, consented], { parties: 13 }))
    expect(reading).toMatchObject({ verdict: 'refused', claims: [] })
    expect(reading.reason).toMatch(/2 tables of participants.*their headings differ/)
    expect(reading.tables).toHaveLength(2)
    const silent = madeXml(MADE_PAGE, 'utf-8').replace(/<Status>.*<\/Status>/, '')
    const unsaid = silent.replace(GROUP, [signed, consented].map(groupOf).join(''))
    expect(readMade(utf8(unsaid)).verdict).toBe('refused')
  })

  it('in two of which the same State does the same is refused, and says which', () => {
    const other = { ...MADE_PAGE, rows: [{ name: 'Albania', marks: '', cells: ['', '4 Mar 2003'] }] }
    const reading = readMade(documentOf([MADE_PAGE, other]))
    expect(reading).toMatchObject({ verdict: 'refused', claims: [] })
    expect(reading.reason).toMatch(/"Albania" does the same in two of them/)
    // By another of its names it is the same State.
    const renamed = { ...MADE_PAGE, rows: [{ name: 'Turkey', marks: '', cells: ['11 Dec 2001', ''] }] }
    expect(readMade(documentOf([MADE_PAGE, renamed])).reason).toMatch(/"Turkey"/)
  })

  it('of which one has a heading nobody knows is refused', () => {
    const strange = { ...rest, headings: [...rest.headings.slice(0, 2), 'Consent'] }
    expect(readMade(documentOf([first, strange])).verdict).toBe('refused')
  })

  it('is laid beside another of as many, table by table, and beside no other', () => {
    const context = { names: MADE_NAMES, readingDays: [] }
    const at = (day: string, pages: readonly MadePage[], changed: Partial<MadePage> = {}) => ({
      day: plainDate(day),
      reading: readMade(documentOf(pages, changed)),
    })
    const grown = {
      ...rest,
      rows: [...rest.rows, { name: 'Zambia', marks: '', cells: ['', '3 Jun 2004 a'] }],
    }
    const before = at('2004-05-20', [first, rest])
    const compared = compareReadings(before, at('2004-09-01', [first, grown], { parties: 15 }), context)
    expect(compared).toMatchObject({
      kind: 'compared',
      held: [],
      differences: [{ name: 'Zambia', class: 'appeared: new row, timely act', disposition: 'event' }],
    })
    expect(compareReadings(before, at('2004-09-01', [MADE_PAGE]), context)).toEqual({
      kind: 'refused',
      reason: 'they have 2 and 1 tables',
    })
  })
})
