import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { runDueJob, runJobNow, type Surroundings } from '../../jobs/run-job.ts'
import { watchDepositary } from '../../jobs/watch-depositary.ts'
import { fetchMeans } from '../../src/network/fetch-means.ts'
import { hostTurns } from '../../src/outbound/host-turns.ts'
import { decideDifferences } from '../../src/store/decide-differences.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { readFreshness } from '../../src/store/freshness.ts'
import { takeLease } from '../../src/store/lease.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { readPageState } from '../../src/store/page-states.ts'
import { reportReconciliation } from '../../src/store/report-reconciliation.ts'
import { sourceAlarms } from '../../src/store/source-alarms.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { pageOf, ROWS, WATCHED_EVENTS, watchedRecord } from '../store/watched-record.ts'
import { trial } from './job-on-trial.ts'

const PAGE = 'https://source.example/c.csv'
const WATCH = `treaty,form,role,address,source,every_hours,note
C,csv,depositary,${PAGE},table,12,
`
const HOUR_MS = 3_600_000
const OUTAGE = '<html><body>urgent maintenance and is currently unavailable</body></html>'
/** Borduria's signature is new; Carpania's day, which the record does not know, is left out. */
const NEW_ACT = ROWS.map((row) => (row.startsWith('Borduria') ? 'Borduria,12 Dec 2002,1 Jul 2003 a' : row))

type Answer = (request: IncomingMessage, response: ServerResponse) => void

function page(rows: readonly string[]): Answer {
  const body = pageOf(rows)
  const etag = `"${body.length}"`
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
    else response.writeHead(200, { 'content-type': 'text/csv', etag }).end(body)
  }
}

describe.each(DATABASES)('the watch of the depositary on $name', (database) => {
  const stores = storesOf(database)
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
  })

  /** A record with one watched page, the server that stands in for it, and a clock that the test moves on. */
  const watched = async () => {
    const store = await watchedRecord(await stores.empty(), { 'watch.csv': WATCH })
    const source = { answer: page(ROWS), asked: 0 }
    const server = createServer((request, response) => {
      source.asked += 1
      source.answer(request, response)
    })
    servers.push(server)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const { clock, said, surroundings } = trial(store, new Date().toISOString())
    const now = () => Date.parse(clock.at)
    const fetching: Surroundings['fetching'] = (sources, signal) => ({
      ...fetchMeans({
        ...{ sources, signal, version: '0', publicUrl: null },
        standIn: new URL(`http://127.0.0.1:${port}`),
      }),
      turns: hostTurns({ intervalMs: 0, now, wait: async () => undefined }),
      retries: { tries: 1, firstMs: 1, factor: 1, longestMs: 1 },
      random: () => 0,
      now,
    })
    const pass = (hours: number) => {
      clock.at = new Date(now() + hours * HOUR_MS).toISOString()
    }
    const run = () => runJobNow(watchDepositary, { ...surroundings, fetching })
    return { store, source, clock, said, now, pass, run, surroundings: { ...surroundings, fetching } }
  }
  const seq = async (store: Store) => (await readHead(store)).seq
  const waiting = async (store: Store) =>
    (await keptDifferences(store.db, { states: ['waiting'] })).map(({ difference }) => difference.class)

  it('takes a new act into the record and keeps the rest for a person', async () => {
    const { store, source, run } = await watched()
    source.answer = page(NEW_ACT)
    expect(await run()).toEqual({
      outcome: 'done',
      did: 'Looked at 1 of 1 pages: 1 changed, 1 events written, 1 differences wait.',
    })
    const { events } = await loadRecord(store)
    expect(events.at(-1)).toMatchObject({
      id: 'C.BBB.signature.2002-12-12',
      recorded_by: 'watch',
      source: 'table',
    })
    const [kept] = await keptDifferences(store.db, { states: ['waiting'] })
    expect(kept).toMatchObject({ page: PAGE, document: events.at(-1)?.document })
    const look = await store.db.selectFrom('page_looks').selectAll().executeTakeFirstOrThrow()
    expect(look).toMatchObject({
      found: 'status_table',
      status: 200,
      asked: PAGE,
      headers: { 'content-type': 'text/csv' },
    })
  })

  it('asks again only when the page is due, and then for what has changed since', async () => {
    const { store, source, pass, run, clock } = await watched()
    await run()
    await run()
    pass(11)
    expect(await run()).toMatchObject({ did: 'None of 1 pages was due.' })
    expect(source.asked).toBe(1)
    pass(1)
    expect(await run()).toMatchObject({ did: expect.stringContaining('0 changed, 0 events written') })
    expect(source.asked).toBe(2)
    const { good_at, accepted_on } = await readPageState(store.db, PAGE)
    expect(good_at).toBe(clock.at)
    // An act that appears later was missed by this look too, although it brought no document.
    expect(accepted_on).toBe(clock.at.slice(0, 10))
    expect(await seq(store)).toBe(WATCHED_EVENTS)
  })

  it('never takes an outage for a change: it is kept, and asked again sooner and ever more seldom', async () => {
    const { store, source, pass, run, now } = await watched()
    await run()
    const before = await waiting(store)
    source.answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(OUTAGE)
    const dues: number[] = []
    for (const hours of [12, 0.25, 0.5]) {
      pass(hours)
      await expect(run()).resolves.toMatchObject({ outcome: 'failed' })
      const { due_at } = await readPageState(store.db, PAGE)
      dues.push((Date.parse(String(due_at)) - now()) / HOUR_MS)
    }
    expect(dues).toEqual([0.25, 0.5, 1])
    expect(await waiting(store)).toEqual(before)
    expect(await seq(store)).toBe(WATCHED_EVENTS)
    source.answer = page(NEW_ACT)
    pass(1)
    expect(await run()).toMatchObject({ outcome: 'done' })
    // The reading before the outage had missed the act by years.
    expect(await waiting(store)).toEqual([...before, 'new act, late publication'])
  })

  it('leaves a source alone for as long as it asks', async () => {
    const { store, source, run, now } = await watched()
    source.answer = (_, response) => response.writeHead(429, { 'retry-after': '7200' }).end()
    await run()
    const { due_at, not_before, failures } = await readPageState(store.db, PAGE)
    expect(failures).toBe(1)
    expect(Date.parse(String(not_before)) - now()).toBeLessThanOrEqual(2 * HOUR_MS)
    expect(due_at).toBe(not_before)
    const look = await store.db.selectFrom('page_looks').select('found').executeTakeFirstOrThrow()
    expect(look.found).toBe('asked_to_wait')
  })

  it('says when the source was silent for twice the interval, and when it speaks again', async () => {
    const { store, source, run, pass, now, clock } = await watched()
    await run()
    const checked = clock.at
    source.answer = (_, response) => response.writeHead(503).end()
    pass(24)
    await run()
    expect(await readFreshness(store.db, now())).toMatchObject({
      checked_at: checked,
      checked_by_treaty: { C: checked },
      stale: false,
    })
    pass(0.1)
    expect(await readFreshness(store.db, now())).toMatchObject({ checked_at: checked, stale: true })
    expect((await loadRecord(store, null, now)).stale).toBe(true)
    expect(await sourceAlarms(store.db, now())).toMatchObject([
      { kind: 'no_good_check', about: 'C', since: checked, key: `no_good_check C ${checked}` },
    ])
    source.answer = page(ROWS)
    pass(1)
    await run()
    expect(await readFreshness(store.db, now())).toMatchObject({ checked_at: clock.at, stale: false })
    expect(await sourceAlarms(store.db, now())).toEqual([])
  })

  it('is stale after twice the interval also where no check was ever made', async () => {
    const { store, pass, now } = await watched()
    expect(await readFreshness(store.db, now())).toMatchObject({
      checked_at: null,
      checked_by_treaty: {},
      stale: false,
    })
    pass(24.1)
    expect(await readFreshness(store.db, now())).toMatchObject({ checked_at: null, stale: true })
    expect(await sourceAlarms(store.db, now())).toMatchObject([{ kind: 'never_checked', about: 'C' }])
  })

  it('writes nothing once another process has taken the job over', async () => {
    const { store, source, run } = await watched()
    const own = page(NEW_ACT)
    source.answer = async (request, response) => {
      await store.db.updateTable('leases').set({ expires_at: '2001-01-01T00:00:00Z' }).execute()
      const other = { name: 'job watch-depositary', holder: 'other', lengthMs: 60_000 }
      expect(await takeLease(store.db, other)).not.toBeNull()
      own(request, response)
    }
    expect(await run()).toMatchObject({ outcome: 'interrupted' })
    expect(await seq(store)).toBe(WATCHED_EVENTS)
    expect(await store.db.selectFrom('page_looks').select('id').execute()).toEqual([])
  })

  it('gives the same events once when it was stopped between fetching and remembering', async () => {
    const { store, source, run, pass } = await watched()
    source.answer = page(NEW_ACT)
    await run()
    await store.db.updateTable('page_states').set({ due_at: null, etag: null, sha256: null }).execute()
    pass(0.1)
    expect(await run()).toMatchObject({ did: expect.stringContaining('0 events written') })
    expect(await seq(store)).toBe(WATCHED_EVENTS + 1)
  })

  it('can be asked how the record stands against the source, and says of each difference what became of it', async () => {
    const { store, run, now, pass, source, clock } = await watched()
    const report = async () => reportReconciliation(store, now())
    expect(await report()).toMatchObject({
      checked_at: null,
      said: 'No source could be compared; no source has been checked yet.',
      sources: [{ state: 'not_checked', address: PAGE }],
    })
    await run()
    expect(await report()).toMatchObject({
      differences: 1,
      waiting: 1,
      said: expect.stringMatching(/ 1 difference in all waiting for a person\.$/),
      sources: [
        {
          state: 'differs',
          checked_at: clock.at,
          differences: [{ participant: 'CCC', source_says: '4 May 2017 a', settled: 'waiting' }],
        },
      ],
    })
    const [one] = await keptDifferences(store.db, { states: ['waiting'] })
    const officer = { name: 'a.officer', token: null }
    const ids = [Number(one?.id)]
    await decideDifferences(store, { ids, kind: 'reject', reason: 'no notice of it' }, { officer, now })
    expect(await report()).toMatchObject({ differences: 1, waiting: 0 })
    const [rejected] = (await report()).sources
    expect(rejected?.differences).toMatchObject([
      {
        settled: 'rejected',
        explanation: expect.stringMatching(/^a\.officer decided at .*: no notice of it$/),
      },
    ])
    source.answer = page(ROWS.filter((row) => !row.startsWith('Carpania')))
    pass(12)
    await run()
    const without = await report()
    expect(without.sources[0]?.differences).toMatchObject([{ class: 'vanished row', settled: 'waiting' }])
  })

  it('says that nothing differs, with the time of the check', async () => {
    const { store, run, now, clock } = await watched()
    await run()
    const [one] = await keptDifferences(store.db, { states: ['waiting'] })
    const officer = { name: 'a.officer', token: null }
    await decideDifferences(
      store,
      { ids: [Number(one?.id)], kind: 'accept', reason: 'C.N.1' },
      { officer, now },
    )
    expect(await reportReconciliation(store, now())).toMatchObject({
      differences: 0,
      said: `No difference; last checked at ${clock.at}.`,
      sources: [{ state: 'agrees', said: `No difference, checked at ${clock.at}.` }],
    })
  })

  it('says that it could not be compared where the bytes of the last reading are gone, or are no table any more', async () => {
    const { store, run, now } = await watched()
    await run()
    const remember = (sha256: string | null) => store.db.updateTable('page_states').set({ sha256 }).execute()
    await remember(null)
    const without = await reportReconciliation(store, now())
    expect(without).toMatchObject({
      differences: 0,
      said: expect.stringMatching(/^No source could be compared; last checked at /),
      sources: [{ state: 'unreadable', said: expect.stringContaining('last reading are not kept') }],
    })
    await remember(await keepDocument(store.db, new TextEncoder().encode(OUTAGE)))
    const outage = await reportReconciliation(store, now())
    expect(outage.sources).toMatchObject([
      { state: 'unreadable', said: expect.stringContaining('cannot be read now: the depositary says') },
    ])
  })

  it('runs at its hour', async () => {
    const { surroundings, clock } = await watched()
    clock.at = '2026-11-26T09:00:00.000Z'
    expect(await runDueJob(watchDepositary, surroundings)).toBeNull()
    clock.at = '2026-11-26T09:23:01.000Z'
    expect(await runDueJob(watchDepositary, surroundings)).toMatchObject({ outcome: 'done' })
  })
})
