import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packNames } from '../../src/cli/pack-names.ts'
import { compareReadings } from '../../src/depositary/compare-readings.ts'
import { type DocumentSummary, summariseReading } from '../../src/depositary/document-summary.ts'
import { readDocument } from '../../src/depositary/read-document.ts'
import { readingDaysBeside } from '../../src/depositary/reading-days.ts'
import { type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { sha256Hex } from '../../src/record/sha256.ts'

/** The public half of real depositary documents, where it is at hand; the made pages stand in for it elsewhere. */
const REAL = new URL('../../../shared/data/depositary/', import.meta.url)
const names = packNames()

type ExpectedColumn = { head: string; filled: number; bracketed: number; letters: Record<string, number> }
type ExpectedTable = {
  rows: number
  columns: ExpectedColumn[]
  rows_with_consent: number
  rows_with_footnote: number
}
type ExpectedFile = {
  sha256: string
  illegal_control_bytes: number
  well_formed: boolean
  headline: DocumentSummary['headline']
  headline_agrees?: DocumentSummary['headline_agrees']
  tables: ExpectedTable[]
}
type ExpectedDifference = {
  from: string
  to: string
  class: string
  disposition: string
  before: string | string[] | null
  after: string | string[] | null
  missed_days?: number
}
type ExpectedSeries = {
  versions: {
    file: string
    scraped: string
    sha256: string
    expected: { rows: number; columns: ExpectedColumn[] }
  }[]
  differences: ExpectedDifference[]
}

function load<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, REAL), 'utf8'))
}

function renamed(columns: readonly ExpectedColumn[]) {
  return columns.map(({ head, filled, bracketed, letters }) => ({
    heading: head,
    filled,
    bracketed,
    letters,
  }))
}

describe.runIf(existsSync(REAL))('the real documents', () => {
  it('of January 2018 give the counts that two other readers agree on, all 165 of them', () => {
    const folder = new URL('untc-xml-2018-01/', REAL)
    const expected = load<Record<string, ExpectedFile>>('untc-xml-2018-01.expected.json')
    const files = readdirSync(folder)
    expect(files).toHaveLength(165)
    for (const file of files) {
      const wanted = expected[file]
      if (wanted === undefined) throw new Error(`nothing is expected of ${file}`)
      const bytes = readFileSync(new URL(file, folder))
      const reading = readDocument(bytes, { names, readOn: null })
      const document = { sha256: sha256Hex(bytes), reading }
      const { sha256, treaty, verdict, headline, headline_agrees, tables } = summariseReading(file, document)
      const read = { sha256, treaty, verdict, headline, headline_agrees, tables }
      expect(read, file).toEqual({
        sha256: wanted.sha256,
        treaty: file.replace('.en.xml', ''),
        verdict: wanted.tables.length === 0 ? 'no_table' : 'status_table',
        headline: wanted.headline,
        headline_agrees: wanted.headline_agrees ?? { signatories: null, parties: null },
        tables: wanted.tables.map((table) => ({ ...table, columns: renamed(table.columns) })),
      })
      expect(reading.mended.length > 0, file).toBe(!wanted.well_formed)
      expect(reading.mended.filter((mend) => mend.was !== '&').length, file).toBe(
        wanted.illegal_control_bytes,
      )
    }
  })

  it('of January 2018 leave two names unknown and no cell unread', () => {
    const folder = new URL('untc-xml-2018-01/', REAL)
    const readings = readdirSync(folder).map((file) =>
      readDocument(readFileSync(new URL(file, folder)), { names, readOn: null }),
    )
    const unknown = readings.flatMap((reading) =>
      reading.claims.filter((claim) => claim.participant === null),
    )
    expect([...new Set(unknown.map((claim) => claim.name))].toSorted()).toEqual([
      'Hong Kong',
      'World Health Organization',
    ])
    const unread = readings.flatMap((reading) => reading.claims.filter((claim) => claim.action_date === null))
    expect(unread).toEqual([])
  })

  it('of 2013 to 2015 give every one of the 222 differences, in order', () => {
    const expected = load<Record<string, ExpectedSeries>>('series-csv-2013-2015.expected.json')
    let differences = 0
    for (const [series, { versions, differences: wanted }] of Object.entries(expected)) {
      const readings = versions.map(({ file, scraped }) => {
        const bytes = readFileSync(new URL(`series-csv-2013-2015/${series}/${file}`, REAL))
        const day: PlainDate = plainDate(scraped)
        return { day, reading: readDocument(bytes, { names, readOn: day }) }
      })
      const readingDays = readingDaysBeside(readings.map((reading) => reading.day))
      const found = readings.slice(1).flatMap((newer, index) => {
        const older = readings[index]
        if (older === undefined) return []
        const compared = compareReadings(older, newer, { names, readingDays })
        if (compared.kind === 'refused') throw new Error(`${series}: ${compared.reason}`)
        return compared.differences.map(({ class: name, disposition, before, after, missed_days }) => ({
          ...{
            from: String(older.day),
            to: String(newer.day),
            class: name,
            disposition,
            before,
            after,
            missed_days,
          },
        }))
      })
      expect(found, series).toEqual(
        wanted.map(({ from, to, class: name, disposition, before, after, missed_days }) => ({
          ...{ from, to, class: name, disposition, before, after, missed_days: missed_days ?? null },
        })),
      )
      differences += found.length
    }
    expect(differences).toBe(222)
  })

  it('of 2013 to 2015 give the counts of every version; the admissions to membership are no status table', () => {
    const expected = load<Record<string, ExpectedSeries>>('series-csv-2013-2015.expected.json')
    for (const [series, { versions }] of Object.entries(expected)) {
      for (const version of versions) {
        const bytes = readFileSync(new URL(`series-csv-2013-2015/${series}/${version.file}`, REAL))
        const summary = summariseReading(version.file, {
          sha256: sha256Hex(bytes),
          reading: readDocument(bytes, { names, readOn: null }),
        })
        expect(summary.sha256).toBe(version.sha256)
        const [table] = summary.tables
        expect(summary.verdict, series).toBe(series === '1-2' ? 'refused' : 'status_table')
        expect({ rows: table?.rows, columns: table?.columns }, version.file).toEqual({
          rows: version.expected.rows,
          columns: renamed(version.expected.columns),
        })
      }
    }
  })
})
