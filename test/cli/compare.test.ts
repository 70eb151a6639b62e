import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import type { CommandLine } from '../../src/cli/command-line.ts'
import { addCompare } from '../../src/cli/compare.ts'
import { InputError } from '../../src/law/input-error.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { MADE_PAGE, type MadePage, madeCsv, madeHtml, madeXml } from '../depositary/made-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-compare-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function run(...argv: readonly string[]) {
  const out: string[] = []
  const codes: number[] = []
  const line: CommandLine = {
    out: (text) => out.push(text),
    err: () => undefined,
    input: async function* () {
      yield ''
    },
    env: {},
    today: plainDate('2026-03-01'),
    width: 100,
    colour: false,
    interactive: false,
    outExactly: () => undefined,
    exitWith: (code) => codes.push(code),
  }
  const program = new Command('palermo')
  addCompare(program, line)
  await program.parseAsync(['compare', ...argv], { from: 'user' })
  return { out: out.join(''), codes }
}

const HEAD = 'Participant,Signature,"Ratification, Accession(a)"\n'
const readings = [
  write('2013-07-06_a.csv', `${HEAD}Albania,1 Jun 2001,3 Mar 2003\n`),
  write('2014-01-27_b.csv', `${HEAD}Albania,1 Jun 2001,3 Mar 2003\nZambia,,3 Jan 2014 a\n`),
  write(
    '2014-07-10_c.csv',
    `${HEAD}Albania,1 Jun 2001,3 Mar 2003\nBelize,,9 Jan 2014 a\nZambia,,3 Jan 2014 a\n`,
  ),
]

const withZambia: MadePage = {
  ...MADE_PAGE,
  parties: 15,
  stamp: '01-09-2004 10:00:00 EDT',
  rows: [...MADE_PAGE.rows, { name: 'Zambia', marks: '', cells: ['', '3 Jun 2004 a'] }],
}

describe('palermo compare', () => {
  it('gives one object a step, with every reading of a known series in mind', async () => {
    const { out, codes } = await run(...readings, '--json')
    expect(JSON.parse(out)).toEqual([
      {
        from: '2013-07-06',
        to: '2014-01-27',
        differences: [
          {
            name: 'Zambia',
            class: 'appeared: new row, timely act',
            disposition: 'event',
            before: null,
            after: ['Zambia', '', '3 Jan 2014 a'],
            missed_days: 3,
          },
        ],
      },
      {
        from: '2014-01-27',
        to: '2014-07-10',
        differences: [
          {
            name: 'Belize',
            class: 'appeared: new row, late publication (more than 60 days before a reading that missed it)',
            disposition: 'person',
            before: null,
            after: ['Belize', '', '9 Jan 2014 a'],
            missed_days: 69,
          },
        ],
      },
    ])
    expect(codes).toEqual([])
  })

  it('takes the day of a page from its stamp, and gives the same for HTML as for values', async () => {
    const pages = [write('a.html', madeHtml(MADE_PAGE)), write('b.html', madeHtml(withZambia))]
    const grids = [write('2004-05-20.csv', madeCsv(MADE_PAGE)), write('2004-09-01.csv', madeCsv(withZambia))]
    const [step] = JSON.parse((await run(...pages, '--json')).out)
    expect(step).toMatchObject({
      from: '2004-05-20',
      to: '2004-09-01',
      differences: [{ disposition: 'event' }],
    })
    expect(JSON.parse((await run(...grids, '--json')).out)).toEqual([step])
  })

  it('names the file where nothing says which day', async () => {
    const pages = [write('older.xml', madeXml(MADE_PAGE)), write('newer.xml', madeXml(MADE_PAGE))]
    expect(JSON.parse((await run(...pages, '--json')).out)).toEqual([
      { from: pages[0], to: pages[1], differences: [] },
    ])
  })

  it('does not compare what is no table, and ends with 1', async () => {
    const cut = write('2014-08-01.xml', madeXml(MADE_PAGE).slice(0, 2500))
    const whole = write('2014-07-01.xml', madeXml(MADE_PAGE))
    const { out, codes } = await run(whole, cut, '--json')
    expect(JSON.parse(out)).toMatchObject([
      { differences: [], refused: expect.stringContaining('no table to compare') },
    ])
    expect(codes).toEqual([1])
  })

  it('shows people both rows and what becomes of the difference', async () => {
    const { out } = await run(...readings)
    expect(out).toContain('2013-07-06 to 2014-01-27')
    expect(out).toContain('Zambia |  | 3 Jan 2014 a')
    expect(out).toContain('person')
  })

  it('names every path that cannot be read', async () => {
    await expect(run(join(folder, 'none.csv'), readings[0] ?? '')).rejects.toThrow(InputError)
  })
})
