import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { readAudit } from '../../src/store/audit-trail.ts'
import { decideDifferences, type OfficersDecision } from '../../src/store/decide-differences.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { takeDocument } from '../../src/store/take-document.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'
import { pageOf, ROWS, WATCHED_EVENTS, watchedRecord } from './watched-record.ts'

const NOW = Date.parse('2026-11-26T09:00:00.000Z')
const options = { officer: { name: 'a.officer', token: null }, now: () => NOW }

async function read(store: Store, rows: readonly string[]): Promise<void> {
  const given = {
    ...{ page: 'by hand', treaty: 'C', source: 'table', isDepositary: true, received: null },
    ...{ bytes: pageOf(rows), readOn: plainDate('2026-11-26') },
  }
  await takeDocument(store, given, { by: 'test', dryRun: false, now: () => NOW })
}

function row(name: string, printed: string): string[] {
  return ROWS.map((each) => (each.startsWith(name) ? printed : each))
}

async function waiting(store: Store) {
  const kept = await keptDifferences(store.db, { states: ['waiting'] })
  return kept.map(({ id, difference }) => ({ id, is: `${difference.class} ${difference.participant}` }))
}

describe.each(DATABASES)('an officer’s decision on $name', (database) => {
  const stores = storesOf(database)
  const decide = (store: Store, decision: OfficersDecision) => decideDifferences(store, decision, options)
  const withWaiting = async () => {
    const store = await watchedRecord(await stores.empty())
    await read(store, ROWS)
    const [one] = await waiting(store)
    if (one === undefined) throw new Error('nothing waits')
    return { store, one }
  }

  it('to accept writes its events, who decided, when and why, with the document as evidence', async () => {
    const { store, one } = await withWaiting()
    const decided = await decide(store, { ids: [one.id], kind: 'accept', reason: 'C.N.1.2026' })
    expect(decided.events).toEqual(['C.CCC.retraction.2016-06-16', 'C.CCC.accession.2017-05-04'])
    const { events } = await loadRecord(store)
    const [kept] = await keptDifferences(store.db, { states: ['decided'] })
    expect(events.slice(WATCHED_EVENTS)).toMatchObject([
      { action: 'retraction', corrects: 'C.CCC.accession.undated', recorded_by: 'a.officer' },
      { action: 'accession', known_on: '2026-11-26', source: 'table', document: kept?.document },
    ])
    expect(kept?.decision).toMatchObject({
      decision: 'accept',
      decided_by: 'a.officer',
      decided_at: '2026-11-26T09:00:00.000Z',
      reason: 'C.N.1.2026',
    })
    expect(await readAudit(store.db, { before: null, limit: 9 })).toMatchObject([
      { act: 'difference.accept', officer: 'a.officer', subject: String(one.id) },
    ])
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
    await read(store, ROWS)
    expect(await waiting(store)).toEqual([])
  })

  it('about a cell that comes back to an earlier value is made with all that the cell ever held in sight', async () => {
    const { store } = await withWaiting()
    const reasons = async () =>
      (await keptDifferences(store.db, { states: ['waiting'] })).flatMap(({ difference }) =>
        difference.participant === 'AAA' ? [difference.reason] : [],
      )
    const about = async () =>
      (await waiting(store)).filter(({ is }) => is.endsWith(' AAA')).map(({ id }) => id)
    await read(store, row('Arcadia', 'Arcadia,12 Dec 2000,6 Jun 2001'))
    expect(await reasons()).toEqual([
      'The record has 2001-06-05. It is later: it may be a second instrument after an exit.',
    ])
    await decide(store, { ids: await about(), kind: 'accept', reason: 'C.N.2' })
    await read(store, row('Arcadia', 'Arcadia,12 Dec 2000,9 Jun 2001'))
    await decide(store, { ids: await about(), kind: 'reject', reason: 'no notice' })
    await read(store, ROWS)
    const told = [
      '2001-06-05 on record: ratification 2001-06-05',
      '2026-11-26 on record: correction 2001-06-06',
      '2026-11-26 read: "6 Jun 2001", accepted',
      '2026-11-26 read: "9 Jun 2001", rejected',
    ].join('; ')
    const back = [
      `The record has 2001-06-06. The cell returns to a day that it had before. What it held: ${told}.`,
    ]
    expect(await reasons()).toEqual(back)
    await read(store, ROWS)
    expect(await reasons()).toEqual(back)
  })

  it('to reject holds while the page says the same, whatever the order of its rows', async () => {
    const { store, one } = await withWaiting()
    await decide(store, { ids: [one.id], kind: 'reject', reason: 'not confirmed' })
    await read(store, ROWS)
    await read(store, [...ROWS.slice(4), ...ROWS.slice(0, 4)])
    await read(store, ROWS)
    expect(await waiting(store)).toEqual([])
  })

  it('to reject holds no longer once another row says something else, and may then be made again', async () => {
    const { store, one } = await withWaiting()
    await decide(store, { ids: [one.id], kind: 'reject', reason: 'not confirmed' })
    const other = row('Arcadia', 'Arcadia,12 Dec 2000,6 Jun 2001')
    await read(store, other)
    const back = (await waiting(store)).find(({ is }) => is === 'undated act now dated CCC')
    if (back === undefined) throw new Error('the difference has not come back')
    expect(back.id).not.toBe(one.id)
    await decide(store, { ids: [back.id], kind: 'reject', reason: 'still not confirmed' })
    await read(store, other)
    expect(await waiting(store)).toMatchObject([{ is: 'date corrected AAA' }])
  })

  it('to reject holds until the page says other words, and comes back with the same words after that', async () => {
    const { store, one } = await withWaiting()
    await decide(store, { ids: [one.id], kind: 'reject', reason: 'not confirmed' })
    await read(store, row('Carpania', 'Carpania,,5 May 2017 a'))
    expect(await waiting(store)).toMatchObject([{ is: 'undated act now dated CCC' }])
    await read(store, ROWS)
    expect(await waiting(store)).toMatchObject([{ is: 'undated act now dated CCC' }])
    expect(await readHead(store)).toMatchObject({ seq: WATCHED_EVENTS })
  })

  it('to correct writes what the officer has found, and the page’s own words do not come back', async () => {
    const { store, one } = await withWaiting()
    const correction = {
      action: 'accession',
      date: plainDate('2017-05-03'),
      effectDate: null,
      beside: false,
    } as const
    const decided = await decide(store, { ids: [one.id], kind: 'correct', reason: 'C.N.2.2026', correction })
    expect(decided.events).toEqual(['C.CCC.retraction.2016-06-16', 'C.CCC.accession.2017-05-03'])
    await read(store, ROWS)
    expect(await waiting(store)).toEqual([])
  })

  it('about a vanished row cannot be acceptance; the denunciation is written from its notification', async () => {
    const { store } = await withWaiting()
    await read(store, ROWS.slice(1))
    const gone = (await waiting(store)).find(({ is }) => is === 'vanished row AAA')
    if (gone === undefined) throw new Error('the row has not vanished')
    const accept = decide(store, { ids: [gone.id], kind: 'accept', reason: 'it is gone' })
    await expect(accept).rejects.toThrow(/correct or reject it/)
    const correction = {
      action: 'denunciation',
      date: plainDate('2026-01-05'),
      effectDate: null,
      beside: false,
    } as const
    const decided = await decide(store, { ids: [gone.id], kind: 'correct', reason: 'C.N.3.2026', correction })
    expect(decided.events).toEqual(['C.AAA.denunciation.2026-01-05'])
    await read(store, ROWS.slice(1))
    expect((await waiting(store)).filter(({ is }) => is.includes('AAA'))).toEqual([])
  })

  it('that the law refuses writes nothing, neither events nor decision', async () => {
    const { store, one } = await withWaiting()
    const correction = {
      action: 'accession',
      date: plainDate('1999-01-01'),
      effectDate: null,
      beside: false,
    } as const
    const refused = decide(store, { ids: [one.id], kind: 'correct', reason: 'a slip', correction })
    await expect(refused).rejects.toThrow(InputError)
    expect(await store.db.selectFrom('decisions').select('id').execute()).toEqual([])
    expect(await waiting(store)).toEqual([one])
  })

  it('that two make at once is made by one of them', async () => {
    const { store, one } = await withWaiting()
    const both = await Promise.allSettled([
      decide(store, { ids: [one.id], kind: 'accept', reason: 'first' }),
      decide(store, { ids: [one.id], kind: 'reject', reason: 'second' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await store.db.selectFrom('decisions').select('id').execute()).toHaveLength(1)
  })

  it('that is sent again because its answer was lost is answered as the first time', async () => {
    const { store, one } = await withWaiting()
    const decision = { ids: [one.id], kind: 'accept', reason: 'C.N.1.2026' } as const
    const first = await decide(store, decision)
    expect(await decide(store, decision)).toEqual(first)
    expect(await readHead(store)).toMatchObject({ seq: WATCHED_EVENTS + 2 })
  })

  it('cannot be changed or taken away afterwards', async () => {
    const { store, one } = await withWaiting()
    await decide(store, { ids: [one.id], kind: 'reject', reason: 'no' })
    await expect(store.db.deleteFrom('decisions').execute()).rejects.toThrow(/append-only/)
    await expect(store.db.updateTable('decisions').set({ reason: 'yes' }).execute()).rejects.toThrow(
      /append-only/,
    )
  })
})
