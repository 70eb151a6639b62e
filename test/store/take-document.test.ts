import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { readDocument } from '../../src/store/documents.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { type GivenDocument, takeDocument } from '../../src/store/take-document.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { withLines } from '../pack/small-pack.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'
import { LANDS, pageOf, ROWS, WATCHED_EVENTS, watchedRecord } from './watched-record.ts'

const READ = Date.parse('2026-11-26T09:00:00.000Z')
function given(rows: readonly string[], changed: Partial<GivenDocument> = {}): GivenDocument {
  return {
    ...{ page: 'by hand', treaty: 'C', source: 'table', isDepositary: true, received: null },
    bytes: pageOf(rows),
    readOn: plainDate('2026-11-26'),
    ...changed,
  }
}

async function take(store: Store, rows: readonly string[], changed: Partial<GivenDocument> = {}) {
  const outcome = await takeDocument(store, given(rows, changed), {
    by: 'test',
    dryRun: false,
    now: () => READ,
  })
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  expect(await verifyRecord(store)).toMatchObject({ intact: true })
  const say = ({ class: is, participant, name }: (typeof outcome.waiting)[number]) =>
    `${is} ${participant ?? name}`
  return {
    events: outcome.events.map(({ id }) => id),
    waiting: outcome.waiting.map(say),
    settled: outcome.settled.map(say),
    held: outcome.held,
  }
}

async function waiting(store: Store): Promise<string[]> {
  const kept = await keptDifferences(store.db, { states: ['waiting'] })
  return kept.map(({ difference }) => `${difference.class} ${difference.participant ?? difference.name}`)
}

describe.each(DATABASES)('a document on $name', (database) => {
  const stores = storesOf(database)
  const withSecond = async () => {
    const store = await watchedRecord(await stores.empty())
    // Carpania's act has no day on record; the page gives one, which is for a person.
    await take(store, ROWS)
    return store
  }

  it('keeps what it says otherwise for a person, with the bytes, and writes nothing of it', async () => {
    const store = await withSecond()
    const kept = await keptDifferences(store.db, { states: ['waiting'] })
    expect(kept).toMatchObject([
      {
        page: 'by hand',
        state: 'waiting',
        decision: null,
        difference: {
          class: 'undated act now dated',
          participant: 'CCC',
          claim: { words: '4 May 2017 a' },
          recorded: { earliest: '2016-06-16', latest: '2018-01-10' },
        },
      },
    ])
    expect(await readHead(store)).toMatchObject({ seq: WATCHED_EVENTS })
    expect(await readDocument(store.db, String(kept[0]?.document))).toEqual(pageOf(ROWS))
  })

  it('that comes twice changes nothing the second time', async () => {
    const store = await withSecond()
    const [first] = await keptDifferences(store.db, { states: ['waiting'] })
    await take(store, ROWS)
    await take(store, ROWS.toReversed())
    const again = await keptDifferences(store.db, { states: ['waiting', 'gone', 'decided'] })
    expect(again.map(({ id }) => id)).toEqual([first?.id])
    expect(await readHead(store)).toMatchObject({ seq: WATCHED_EVENTS })
  })

  it('brings a new act into the record, known from the day of writing, with the decision of the policy', async () => {
    const store = await withSecond()
    const rows = [...ROWS.slice(0, 1), 'Borduria,12 Dec 2002,1 Jul 2003 a', ...ROWS.slice(2)]
    const read = await take(store, rows, { readOn: plainDate('2026-11-25'), page: 'another page' })
    expect(read).toMatchObject({ events: ['C.BBB.signature.2002-12-12'], held: [] })
    const { events } = await loadRecord(store)
    expect(events.at(-1)).toMatchObject({ known_on: '2026-11-26', source: 'table', recorded_by: 'test' })
    const [decided] = await keptDifferences(store.db, { states: ['decided'] })
    expect(decided?.decision).toMatchObject({
      decision: 'accept',
      decided_by: 'policy',
      events: ['C.BBB.signature.2002-12-12'],
    })
  })

  it('that no longer prints the row of one that has left leaves that to a person, until it is decided', async () => {
    const events = [
      ...LANDS.map(({ code }) => `C,${code},accession,2002-03-02,,,read,,table,`),
      'C,LAA,denunciation,2010-03-02,,,read,,table,',
    ]
    const store = await watchedRecord(await stores.empty(), {
      'events.csv': withLines('events.csv', ...events),
    })
    const left = ROWS.map((row) => (row.startsWith('Land AA,') ? 'Land AA,,[2 Mar 2002 a]' : row))
    expect((await take(store, left)).waiting).toEqual(['undated act now dated CCC'])
    const without = left.filter((row) => !row.startsWith('Land AA,'))
    const day = plainDate('2026-11-27')
    const gone = ['undated act now dated CCC', 'vanished row LAA']
    expect((await take(store, without, { readOn: day })).waiting.toSorted()).toEqual(gone)
    const again = await take(store, [...without].reverse(), { readOn: day })
    expect(again.waiting.toSorted()).toEqual(gone)
    expect((await waiting(store)).toSorted()).toEqual(gone)
    expect((await take(store, left, { readOn: day })).waiting).toEqual(['undated act now dated CCC'])
  })

  it('writes nothing by itself that loading or an officer’s hand would refuse; it waits, and says what refuses it', async () => {
    const participants = [...LANDS, { code: 'DDD', name: 'Syldavia' }].map(
      ({ code, name }) => `${code},state,${name},,1945-10-24,,,,`,
    )
    const files = { 'participants.csv': withLines('participants.csv', ...participants) }
    const store = await watchedRecord(await stores.empty(), files)
    const tomorrow = [...ROWS, 'Syldavia,,27 Nov 2026 a']
    // Read by a clock that runs two days ahead of ours.
    const read = await take(store, tomorrow, { readOn: plainDate('2026-11-28'), page: 'another page' })
    expect(read).toMatchObject({ events: [], waiting: expect.arrayContaining(['new act DDD']) })
    const kept = await keptDifferences(store.db, { states: ['waiting'] })
    const [one] = kept.filter(({ difference }) => difference.participant === 'DDD')
    expect(one?.difference.reason).toContain('"2026-11-27" is not accepted; expected a day up to 2026-11-26')
    expect(await readHead(store)).toMatchObject({ seq: WATCHED_EVENTS })
  })

  it('that no longer says something leaves nothing to decide about it', async () => {
    const store = await withSecond()
    expect(await waiting(store)).toEqual(['undated act now dated CCC'])
    await take(
      store,
      ROWS.map((row) => (row.startsWith('Carpania') ? 'Carpania,,5 May 2017 a' : row)),
    )
    const kept = await keptDifferences(store.db, { states: ['waiting'] })
    expect(kept.map(({ difference }) => difference.claim?.words)).toEqual(['5 May 2017 a'])
  })

  it('of which nothing may be read is kept as evidence and closes nothing that waits', async () => {
    const store = await withSecond()
    const bytes = new TextEncoder().encode('<html><body>Please log in</body></html>')
    const outcome = await takeDocument(store, given([], { bytes }), {
      by: 'test',
      dryRun: false,
      now: () => READ,
    })
    expect(outcome).toMatchObject({ kind: 'refused', verdict: 'other_page' })
    expect(await waiting(store)).toEqual(['undated act now dated CCC'])
    const looks = await store.db
      .selectFrom('page_looks')
      .select(['found', 'document'])
      .orderBy('id')
      .execute()
    expect(looks.map(({ found }) => found)).toEqual(['status_table', 'other_page'])
    expect(await readDocument(store.db, String(looks[1]?.document))).toEqual(bytes)
  })

  it('writes nothing at all on a dry run', async () => {
    const store = await watchedRecord(await stores.empty())
    await takeDocument(store, given(ROWS), { by: 'test', dryRun: true, now: () => READ })
    expect(await waiting(store)).toEqual([])
    expect(await store.db.selectFrom('documents').select('sha256').execute()).toEqual([])
  })

  it('is read against the record as it stands when it is written', async () => {
    const store = await withSecond()
    const rows = [...ROWS.slice(0, 1), 'Borduria,12 Dec 2002,1 Jul 2003 a', ...ROWS.slice(2)]
    const pages = ['one', 'two', 'three'].map((page) => take(store, rows, { page }))
    const written = (await Promise.all(pages)).flatMap(({ events }) => events)
    expect(written).toEqual(['C.BBB.signature.2002-12-12'])
  })
})
