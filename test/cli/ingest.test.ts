import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../src/record/sha256.ts'
import { openStore } from '../../src/store/open-store.ts'
import {
  latin1,
  MADE_PAGE,
  type MadePage,
  type MadeRow,
  madeCsv,
  madeXml,
  utf8,
} from '../depositary/made-page.ts'
import { newDataDirectory } from '../store/data-directory.ts'
import { palermo } from './program.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-ingest-'))
const env = { DATA_DIR: await newDataDirectory('first') }
const source = ['--source', 'depositary-notification']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LETTERS: Readonly<Record<string, string>> = {
  ratification: '',
  acceptance: ' A',
  approval: ' AA',
  accession: ' a',
  succession: ' d',
}

type Listed = {
  readonly participant: string
  readonly name_today: string
  readonly signature_date: string | null
  readonly consent: string | null
  readonly consent_date: string | null
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function printed(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}

function rowOf(one: Listed): MadeRow {
  const signed = one.signature_date === null ? '' : printed(one.signature_date)
  const consent =
    one.consent === null ? '' : `${printed(one.consent_date ?? '2024-01-15')}${LETTERS[one.consent]}`
  return { name: one.name_today, marks: '', cells: [signed, consent] }
}

/** The page as the depositary would print it from our own record, undated acts with a day of their span. */
async function pageFromRecord(): Promise<{ readonly page: MadePage; readonly rows: readonly MadeRow[] }> {
  const { out } = await palermo(['who', 'firearms', '--json'], env)
  const listed: Listed[] = JSON.parse(out).participants
  const rows = listed.filter((one) => one.signature_date !== null || one.consent !== null).map(rowOf)
  const filled = (column: number) => rows.filter(({ cells }) => cells[column] !== '').length
  const page = {
    ...MADE_PAGE,
    section: '12',
    subsection: 'c',
    title: 'Protocol against the Illicit Manufacturing of and Trafficking in Firearms',
    conclusion: 'New York, 31 May 2001',
    signatories: filled(0),
    parties: filled(1),
    headings: [
      'Participant',
      'Signature',
      'Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)',
    ],
    rows,
  }
  return { page, rows }
}

function write(name: string, page: MadePage): string {
  const file = join(folder, name)
  // Made pages are of chapter XL, forty in Roman numerals: the depositary has no such chapter, so no real treaty is meant.
  writeFileSync(file, latin1(madeXml(page).replace('CHAPTER XL', 'CHAPTER XVIII')))
  return file
}

/** What the looks at pages given by hand found, with the hashes of the bytes that are kept of them. */
async function keptByHand() {
  const store = await openStore({ dataDir: env.DATA_DIR, databaseUrl: null, packs: [] })
  try {
    const looks = store.db.selectFrom('page_looks').innerJoin('documents', 'sha256', 'document')
    return await looks.select(['found', 'treaty', 'document']).orderBy('id').execute()
  } finally {
    await store.close()
  }
}

describe('palermo ingest', () => {
  it('never takes a page that lost its table, or another treaty’s, for a change of the record', async () => {
    const empty = join(folder, 'outage.html')
    writeFileSync(
      empty,
      '<html><body>This site is under urgent maintenance and is currently unavailable</body></html>',
    )
    const refused = await palermo(['ingest', empty, ...source], env)
    expect(refused).toMatchObject({ code: 1, err: '' })
    expect(refused.out).toContain('Nothing is read from it.')
    const other = join(folder, 'other.xml')
    writeFileSync(other, latin1(madeXml(MADE_PAGE)))
    const foreign = await palermo(['ingest', other, ...source], env)
    expect(foreign).toMatchObject({ code: 1, err: '' })
    // Chapter thirty again: of made pages alone.
    expect(foreign.out).toContain('refused, because it is about XL-7-b, which is not on record')
    expect(await keptByHand()).toEqual([
      { found: 'outage', treaty: null, document: sha256Hex(readFileSync(empty)) },
      { found: 'other_page', treaty: null, document: sha256Hex(readFileSync(other)) },
    ])
    expect((await palermo(['verify'], env)).out).toContain('intact: 1103 events')
  })

  it('tells what became of each file where one of them cannot be taken as it is given', async () => {
    const outage = join(folder, 'down.html')
    writeFileSync(outage, '<html><body>This site is currently unavailable</body></html>')
    const nameless = join(folder, 'nameless.csv')
    writeFileSync(nameless, utf8(madeCsv(MADE_PAGE)))
    const last = join(folder, 'login.html')
    writeFileSync(last, '<html><body>Please sign in</body></html>')
    const files = [outage, nameless, last]
    const told = await palermo(['ingest', ...files, ...source], env)
    expect(told.code).toBe(2)
    expect(told.out.split('\n').filter((line) => line.includes('refused'))).toHaveLength(2)
    expect(told.err).toContain(`"${nameless} (no number)" is not accepted`)
    const listed = JSON.parse((await palermo(['ingest', ...files, ...source, '--json'], env)).out)
    expect(listed).toMatchObject([
      { file: outage, kind: 'refused' },
      { file: nameless, kind: 'not_taken', reason: expect.stringContaining('--treaty') },
      { file: last, kind: 'refused' },
    ])
  })

  it('takes no file at all where an option is wrong', async () => {
    const file = join(folder, 'any.xml')
    writeFileSync(file, latin1(madeXml(MADE_PAGE)))
    const wrong = await palermo(['ingest', file, '--source', 'nobody', '--json'], env)
    expect(wrong).toMatchObject({ code: 2, out: '' })
    expect(wrong.err).toContain('--source: "nobody" is not accepted')
  })

  it('shows a changed day and a vanished State to a person and writes neither', async () => {
    const { page, rows } = await pageFromRecord()
    const changed = rows
      .filter(({ name }) => name !== 'Zambia')
      .map((row) => (row.name === 'Poland' ? { ...row, cells: ['12 Dec 2001', '5 Apr 2005'] } : row))
    const file = write('changed.xml', { ...page, parties: page.parties - 1, rows: changed })
    const { code, out } = await palermo(['ingest', file, ...source], env)
    expect(code).toBe(0)
    expect(out).toMatch(/waits for a person +ZMB +vanished row/)
    expect(out).toMatch(/waits for a person +POL +date corrected/)
    expect((await palermo(['verify'], env)).out).toContain('intact: 1103 events')
  })
})
