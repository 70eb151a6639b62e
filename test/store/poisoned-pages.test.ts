import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordDifference } from '../../src/depositary/record-difference.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import { decideDifferences } from '../../src/store/decide-differences.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { readDocument } from '../../src/store/documents.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { type Outcome, takeDocument } from '../../src/store/take-document.ts'
import { latin1, type MadePage, type MadeRow, utf8 } from '../depositary/made-page.ts'
import { documentedRows } from '../jobs/documented-rows.ts'
import { DATABASES } from './databases.ts'
import { htmlOf, pageOfRecord, withTotals, xmlOf } from './page-of-record.ts'

const NOW = Date.parse('2026-11-26T09:00:00.000Z')
const TODAY = plainDate('2026-11-26')
const TREATY = 'XVIII-12-a'
const SMUGGLING =
  'Protocol against the Smuggling of Migrants by Land, Sea and Air, supplementing the United Nations Convention against Transnational Organized Crime'

type Change = (rows: readonly MadeRow[]) => readonly MadeRow[]
type Poison = {
  readonly id: string
  readonly what: string
  readonly bytes: (page: MadePage) => Uint8Array
  /** `refused`, or what waits: classes with whose they are; empty where nothing does. */
  readonly expected: 'refused' | readonly string[]
}

/** A strange page that is right all the same, with the events it brings. */
type Strange = Omit<Poison, 'expected'> & { readonly events: readonly string[] }

const without =
  (...names: string[]): Change =>
  (rows) =>
    rows.filter(({ name }) => !names.includes(name))
const cells =
  (name: string, ...printed: string[]): Change =>
  (rows) =>
    rows.map((row) => (row.name === name ? { ...row, cells: printed } : row))
const named =
  (name: string, other: string): Change =>
  (rows) =>
    rows.map((row) => (row.name === name ? { ...row, name: other } : row))
const plus =
  (name: string, ...printed: string[]): Change =>
  (rows) => [...rows, { name, marks: '', cells: printed }]

/** The page with rows changed and totals that agree. */
const agreeing = (change: Change) => (page: MadePage) =>
  utf8(xmlOf(withTotals({ ...page, rows: change(page.rows) })))
/** The page with rows changed and its totals as they were. */
const untouched = (change: Change) => (page: MadePage) => utf8(xmlOf({ ...page, rows: change(page.rows) }))
const text = (change: (xml: string) => string) => (page: MadePage) => utf8(change(xmlOf(page)))
const html = (body: string) => () => utf8(`<!DOCTYPE html><html><body>${body}</body></html>`)

/** The poisoned cases. Zimbabwe acceded on 13 December 2013; Albania signed on
 *  12 December 2000 and ratified on 21 August 2002. */
const CASES: readonly Poison[] = [
  {
    id: 'X1',
    what: 'an outage page',
    bytes: html('urgent maintenance and is currently unavailable'),
    expected: 'refused',
  },
  { id: 'X1', what: 'an empty body', bytes: () => utf8(''), expected: 'refused' },
  {
    id: 'X1',
    what: 'a login page',
    bytes: html('<form>Password <input type="password"></form>'),
    expected: 'refused',
  },
  { id: 'X2', what: 'an empty table', bytes: untouched(() => []), expected: 'refused' },
  {
    id: 'X2',
    what: 'no table',
    bytes: text((xml) => xml.replace(/<Participants>.*<\/Participants>/s, '')),
    expected: 'refused',
  },
  { id: 'X3', what: 'cut within a cell', bytes: text((xml) => xml.slice(0, 9_000)), expected: 'refused' },
  {
    id: 'X3',
    what: 'cut after a row, end tags added',
    bytes: untouched((rows) => rows.slice(0, 60)),
    expected: 'refused',
  },
  {
    id: 'X4',
    what: 'a heading of other words',
    bytes: text((xml) => xml.replaceAll('Ratification, ', 'Consent, ')),
    expected: 'refused',
  },
  {
    id: 'X4',
    what: 'a heading cell removed',
    bytes: text((xml) => xml.replace(/<Entry colname="3">.*?<\/Entry>/, '')),
    expected: 'refused',
  },
  {
    id: 'X5',
    what: 'columns swapped with their headings',
    bytes: (page) => {
      const [first = '', ...others] = page.headings
      const rows = page.rows.map((row) => ({ ...row, cells: row.cells.toReversed() }))
      return utf8(xmlOf({ ...page, headings: [first, ...others.toReversed()], rows }))
    },
    expected: [],
  },
  {
    id: 'X6',
    what: 'columns swapped, headings not',
    bytes: untouched((rows) => rows.map((row) => ({ ...row, cells: row.cells.toReversed() }))),
    expected: 'refused',
  },
  {
    id: 'X7',
    what: 'twenty rows gone, totals untouched',
    bytes: untouched((rows) => rows.slice(20)),
    expected: 'refused',
  },
  {
    id: 'X7',
    what: 'twenty rows gone, totals lowered to match',
    bytes: agreeing((rows) => rows.slice(20)),
    expected: ['2 count that shrinks', '2 document held', '20 vanished row'],
  },
  {
    id: 'X8',
    what: 'one row gone, totals lowered',
    bytes: agreeing(without('Zimbabwe')),
    expected: ['count that shrinks', 'vanished row ZWE'],
  },
  {
    id: 'X9',
    what: 'a participant twice, the same cells',
    bytes: (page) =>
      utf8(
        xmlOf({ ...page, rows: page.rows.flatMap((row) => (row.name === 'Albania' ? [row, row] : [row])) }),
      ),
    expected: [],
  },
  {
    id: 'X9',
    what: 'a participant twice, the same cells, one of them with a footnote',
    bytes: (page) => {
      const twice = (row: MadeRow) => (row.name === 'Albania' ? [row, { ...row, marks: '1' }] : [row])
      return utf8(xmlOf({ ...page, rows: page.rows.flatMap(twice) }))
    },
    expected: [],
  },
  {
    id: 'X9',
    what: 'a participant twice, other days',
    bytes: untouched(plus('Albania', '13 Dec 2000', '22 Aug 2002')),
    expected: ['4 participant twice', 'document held'],
  },
  {
    id: 'X10',
    what: 'a day a year from now',
    bytes: agreeing(plus('Tonga', '', '26 Nov 2027 a')),
    expected: ['date in the future TON'],
  },
  {
    id: 'X10',
    what: 'the day after the stamp',
    bytes: (page) => {
      const rows = plus('Tonga', '', '28 Nov 2026 a')(page.rows)
      return utf8(htmlOf(withTotals({ ...page, rows, stamp: '27-11-2026 03:15:34 EST' })))
    },
    expected: ['date in the future TON'],
  },
  {
    id: 'X11',
    what: 'a signature before the adoption',
    bytes: agreeing(cells('Albania', '12 Dec 1999', '21 Aug 2002')),
    expected: ['date corrected ALB'],
  },
  {
    id: 'X11',
    what: 'a consent before the adoption',
    bytes: agreeing(plus('Tonga', '', '1 Nov 2000 a')),
    expected: ['date before adoption TON'],
  },
  {
    id: 'X12',
    what: '31 February',
    bytes: untouched(cells('Zimbabwe', '', '31 Feb 2003 a')),
    expected: ['act that cannot be read ZWE', 'document held'],
  },
  {
    id: 'X12',
    what: '12/11/2000',
    bytes: untouched(cells('Zimbabwe', '', '12/11/2000')),
    expected: ['act that cannot be read ZWE', 'document held'],
  },
  {
    id: 'X13',
    what: 'a letter that the heading does not explain',
    bytes: untouched(cells('Zimbabwe', '', '13 Dec 2013 x')),
    expected: ['letter not explained ZWE'],
  },
  {
    id: 'X13',
    what: 'two letters run together',
    bytes: untouched(cells('Zimbabwe', '', '13 Dec 2013 aA')),
    expected: ['letter not explained ZWE'],
  },
  {
    id: 'X15',
    what: 'utf-16 in the declaration only',
    bytes: text((xml) => xml.replace('encoding="utf-8"', 'encoding="utf-16"')),
    expected: [],
  },
  {
    id: 'X15',
    what: 'iso-8859-1 declared as utf-8',
    bytes: (page) => latin1(xmlOf(page).replace(/[^\0-\xff]/g, '?')),
    expected: [],
  },
  {
    id: 'X15',
    what: 'utf-8 read as iso-8859-1 before',
    bytes: (page) => utf8(Buffer.from(xmlOf(page)).toString('latin1')),
    expected: 'refused',
  },
  {
    id: 'X16',
    what: 'low bytes and a bare ampersand',
    bytes: text((xml) => xml.replace('</Conclusion>', '</Conclusion><EIF>\x1cin force\x1d R & D</EIF>')),
    expected: [],
  },
  { id: 'X17', what: 'a new spelling', bytes: untouched(named('Cabo Verde', 'Cape Verde')), expected: [] },
  {
    id: 'X17',
    what: 'a new spelling and a changed cell',
    bytes: untouched((rows) =>
      named('Cabo Verde', 'Cape Verde')(cells('Cabo Verde', '13 Dec 2000', '16 Jul 2004')(rows)),
    ),
    expected: ['date corrected CPV'],
  },
  {
    id: 'X18',
    what: 'the Congo with the cells of the Democratic Republic of the Congo, whose row is gone',
    bytes: (page) => {
      const other = page.rows.find(({ name }) => name === 'Democratic Republic of the Congo')
      const rows = page.rows.filter((row) => row !== other && row.name !== 'Congo')
      const congo = { name: 'Congo', marks: '', cells: other?.cells ?? [] }
      return utf8(xmlOf(withTotals({ ...page, rows: [...rows, congo] })))
    },
    expected: [
      'count that shrinks',
      'protocol without convention COG',
      'vanished act COG',
      'vanished row COD',
    ],
  },
  {
    id: 'X19',
    what: 'an act in brackets',
    bytes: agreeing(cells('Albania', '12 Dec 2000', '[21 Aug 2002 ]')),
    expected: ['bracketed row ALB', 'count that shrinks'],
  },
  {
    id: 'X20',
    what: 'a later day for a party',
    bytes: untouched(cells('Albania', '12 Dec 2000', '21 Aug 2022')),
    expected: ['date corrected ALB'],
  },
  {
    id: 'X21',
    what: 'the same content, other white space and order',
    bytes: (page) => utf8(xmlOf({ ...page, rows: page.rows.toReversed() }).replaceAll('<Row>', '<Row>\n\t ')),
    expected: [],
  },
  {
    id: 'X22',
    what: 'an older stamp',
    bytes: (page) => utf8(htmlOf({ ...page, stamp: '20-11-2026 03:15:34 EST' })),
    expected: 'refused',
  },
  {
    id: 'X23',
    what: 'another treaty',
    bytes: text((xml) => xml.replace('<Subnumsect>a', '<Subnumsect>b')),
    expected: 'refused',
  },
  {
    id: 'X23',
    what: 'the title of another treaty under this number',
    bytes: (page) => utf8(xmlOf({ ...page, title: SMUGGLING })),
    expected: 'refused',
  },
  {
    id: 'X23',
    what: 'a title nobody knows and no number',
    bytes: (page) =>
      utf8(htmlOf({ ...page, title: 'Agreement on Meteorological Stations' }).replace(/7?\d\. a /, '')),
    expected: 'refused',
  },
  {
    id: 'X23',
    what: 'the title in other words',
    bytes: (page) => utf8(xmlOf({ ...page, title: page.title.replace('Trafficking', 'Trade') })),
    expected: ['document held'],
  },
  {
    id: 'X24',
    what: 'a second table that begins with "Participant"',
    bytes: (page) => utf8(htmlOf(page)),
    expected: [],
  },
  {
    id: 'X26',
    what: 'entities and a document type',
    bytes: text((xml) =>
      xml.replace('<Document>', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>'),
    ),
    expected: 'refused',
  },
  {
    id: 'X26',
    what: 'elements nested a hundred deep',
    bytes: text((xml) => xml.replace('</Document>', `${'<x>'.repeat(100)}${'</x>'.repeat(100)}</Document>`)),
    expected: 'refused',
  },
  {
    id: 'X26',
    what: 'more than 8 MiB',
    bytes: text((xml) => xml.replace('</Document>', `<!--${'x'.repeat(9_000_000)}--></Document>`)),
    expected: 'refused',
  },
]

const STRANGE: readonly Strange[] = [
  {
    id: 'X14',
    what: 'an accession by a State that has signed',
    bytes: agreeing(cells('Uganda', '12 Dec 2000', '25 Nov 2026 a')),
    events: ['XVIII-12-a.UGA.accession.2026-11-25'],
  },
  {
    id: 'X14',
    what: 'a ratification by a State that never signed',
    bytes: agreeing(plus('Tonga', '', '25 Nov 2026')),
    events: ['XVIII-12-a.TON.ratification.2026-11-25'],
  },
]

/** Each difference with whose it is; those of one class and of several as a number. */
function inShort(differences: readonly Pick<RecordDifference, 'class' | 'participant'>[]): string[] {
  const byClass = Map.groupBy(differences, (difference) => difference.class)
  return [...byClass]
    .map(([is, [one, ...others]]) =>
      others.length === 0 ? `${is} ${one?.participant ?? ''}`.trim() : `${others.length + 1} ${is}`,
    )
    .toSorted()
}

it('each stand in docs/watch.md with what becomes of them', () => {
  const outcome = (expected: Poison['expected']) =>
    expected === 'refused'
      ? 'refused'
      : expected.length === 0
        ? 'nothing to do'
        : `waits: ${expected.join(', ')}`
  expect(documentedRows('Poisoned pages')).toEqual([
    ...CASES.map(({ id, what, expected }) => [id, what, outcome(expected)]),
    ...STRANGE.map(({ id, what, events }) => [id, what, `event: ${events.join(', ')}`]),
  ])
})

describe.each(DATABASES)('a poisoned page of the depositary on $name', (database) => {
  let store: Store
  let page: MadePage
  const take = (bytes: Uint8Array, dryRun = false): Promise<Outcome> =>
    takeDocument(
      store,
      {
        ...{ page: 'page', treaty: TREATY, source: 'untc-status-pages', isDepositary: true, received: null },
        ...{ bytes, readOn: TODAY },
      },
      { by: 'watch', dryRun, now: () => NOW },
    )
  const waiting = async () => {
    const kept = await keptDifferences(store.db, { states: ['waiting'] })
    return inShort(kept.map(({ difference }) => difference))
  }

  beforeAll(async () => {
    store = await database.open('whole')
    page = pageOfRecord(await loadRecord(store), TREATY)
    await take(utf8(htmlOf(page)))
    // The acts whose day the record does not know, which the page made here gives.
    const kept = await keptDifferences(store.db, { states: ['waiting'] })
    const decision = { ids: kept.map(({ id }) => id), kind: 'accept', reason: 'made up' } as const
    const officer = { name: 'test', token: null }
    if (kept.length > 0) await decideDifferences(store, decision, { officer, now: () => NOW })
    await take(utf8(htmlOf(page)))
    expect(await waiting()).toEqual([])
  })
  afterAll(() => store.close())

  /** The measure is the good page again, as after an officer has looked at what waited. */
  const backToGood = async () => {
    const good = { accepted: sha256Hex(utf8(htmlOf(page))), accepted_on: TODAY }
    await store.db.updateTable('page_states').set(good).execute()
    await take(utf8(htmlOf(page)))
    expect(await waiting()).toEqual([])
  }

  it.each(CASES)('$id, $what, changes nothing on record', async ({ bytes, expected }) => {
    const poisoned = bytes(page)
    const before = await readHead(store)
    const outcome = await take(poisoned)
    expect(await readHead(store)).toEqual(before)
    expect(await readDocument(store.db, sha256Hex(poisoned))).toEqual(new Uint8Array(poisoned))
    if (expected === 'refused') {
      expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/\w/) })
      expect(await waiting()).toEqual([])
    } else {
      expect(outcome).toMatchObject({ kind: 'taken', events: [] })
      expect(await waiting()).toEqual(expected)
    }
    await backToGood()
  })

  it.each(STRANGE)('$id, $what, is right all the same', async ({ bytes, events }) => {
    const outcome = await take(bytes(page), true)
    expect(outcome).toMatchObject({ kind: 'taken', held: [], waiting: [] })
    expect(outcome.kind === 'taken' ? outcome.events.map(({ id }) => id) : []).toEqual(events)
  })

  it('with one row gone does not keep a new act of another State out (X8)', async () => {
    const bytes = agreeing((rows) => plus('Tonga', '', '25 Nov 2026 a')(without('Zimbabwe')(rows)))(page)
    const outcome = await take(bytes)
    if (outcome.kind === 'refused') throw new Error(outcome.reason)
    expect(outcome.events.map(({ id }) => id)).toEqual([`${TREATY}.TON.accession.2026-11-25`])
    expect(outcome.waiting.map((each) => `${each.class} ${each.participant}`)).toEqual(['vanished row ZWE'])
  })
})
