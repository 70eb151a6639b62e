import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { InputProblem } from '../../src/law/input-error.ts'
import { readDescription } from '../../src/pack/read-description.ts'
import { readTable } from '../../src/pack/read-table.ts'
import { readWatch, WATCH_COLUMNS } from '../../src/pack/read-watch.ts'
import type { WatchedSource } from '../../src/record/watched-source.ts'

const FOLDER = new URL('../../sql/packs/untoc/', import.meta.url)
const HEADINGS = 'treaty,form,role,address,every_hours,note,source'
const GOOD = 'C,untc_xml,depositary,https://source.example/a.xml,12,'

function read(...rows: readonly string[]): { sources: WatchedSource[]; problems: InputProblem[] } {
  const problems: InputProblem[] = []
  const table = readTable(
    'watch.csv',
    [HEADINGS, ...rows.map((row) => `${row},pages`)].join('\n'),
    WATCH_COLUMNS,
  )
  const sources = readWatch(table, problems).map(({ value }) => value)
  return { sources, problems: [...table.problems, ...problems] }
}

describe('watched sources', () => {
  it('are read row by row', () => {
    expect(read(GOOD, 'P,csv,cross_check,http://copy.example:8080/p.csv,168,by hand')).toEqual({
      problems: [],
      sources: [
        {
          treaty: 'C',
          form: 'untc_xml',
          role: 'depositary',
          address: 'https://source.example/a.xml',
          source: 'pages',
          every_hours: 12,
          note: null,
        },
        {
          treaty: 'P',
          form: 'csv',
          role: 'cross_check',
          address: 'http://copy.example:8080/p.csv',
          source: 'pages',
          every_hours: 168,
          note: 'by hand',
        },
      ],
    })
  })

  it.each([
    [',untc_xml,depositary,https://source.example/a.xml,12,', 'treaty', null],
    ['C,pdf,depositary,https://source.example/a.xml,12,', 'form', 'pdf'],
    ['C,untc_xml,friend,https://source.example/a.xml,12,', 'role', 'friend'],
    ['C,untc_xml,depositary,,12,', 'address', null],
    ['C,untc_xml,depositary,a.xml,12,', 'address', 'a.xml'],
    ['C,untc_xml,depositary,ftp://source.example/a.xml,12,', 'address', 'ftp://source.example/a.xml'],
    ['C,untc_xml,depositary,https://u@source.example/,12,', 'address', 'https://u@source.example/'],
    ['C,untc_xml,depositary,http://0x7f.1/,12,', 'address', 'http://0x7f.1/'],
    ['C,untc_xml,depositary,https://source.example/a.xml,,', 'every_hours', null],
    ['C,untc_xml,depositary,https://source.example/a.xml,0,', 'every_hours', '0'],
    ['C,untc_xml,depositary,https://source.example/a.xml,9000,', 'every_hours', '9000'],
    ['C,untc_xml,depositary,https://source.example/a.xml,daily,', 'every_hours', 'daily'],
  ])('%s is not taken, and its line and field are named', (row, field, value) => {
    const { sources, problems } = read(GOOD.replace('a.xml', 'b.xml'), row)
    expect(sources).toHaveLength(1)
    expect(problems).toMatchObject([{ file: 'watch.csv', line: 3, field, value }])
  })

  it('an address that is watched twice is a problem of the second row', () => {
    expect(read(GOOD, GOOD)).toMatchObject({
      sources: [{ treaty: 'C' }],
      problems: [{ line: 3, field: 'address', accepted: 'each address once' }],
    })
  })
})

describe('the sources that come with the program', () => {
  const problems: InputProblem[] = []
  const table = readTable('watch.csv', readFileSync(new URL('watch.csv', FOLDER), 'utf8'), WATCH_COLUMNS)
  const sources = readWatch(table, problems).map(({ value }) => value)

  it('can be read', () => {
    expect([...table.problems, ...problems]).toEqual([])
  })

  it('watch the XML and the page of every treaty of the pack, at the depositary', () => {
    const { description } = readDescription('pack.json', readFileSync(new URL('pack.json', FOLDER), 'utf8'))
    const numbers = description?.treaties.map(({ number }) => number)
    expect(numbers).toHaveLength(4)
    for (const form of ['untc_xml', 'untc_html']) {
      const watched = sources.filter((source) => source.form === form && source.role === 'depositary')
      expect(watched.map(({ treaty }) => treaty)).toEqual(numbers)
      for (const { address, treaty } of watched) {
        expect(address).toMatch(/^https:\/\/treaties\.un\.org\//)
        expect(address).toMatch(new RegExp(`[/=]${treaty}(?:\\.en\\.xml|&)`))
      }
    }
  })

  it('have a second source to be compared with', () => {
    const others = sources.filter(({ role }) => role === 'cross_check')
    expect(others.length).toBeGreaterThan(0)
    for (const { address } of others) expect(new URL(address).hostname).not.toBe('treaties.un.org')
  })
})
