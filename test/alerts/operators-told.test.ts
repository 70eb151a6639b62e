import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { projectionsToKeep } from '../../src/answers/projections-to-keep.ts'
import { viewRecord } from '../../src/answers/record-view.ts'
import { daysBetween, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { sourceAlarms } from '../../src/store/source-alarms.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { watchOperations } from '../../src/store/watch-operations.ts'
import { watchProjections } from '../../src/store/watch-projections.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { watchedRecord } from '../store/watched-record.ts'
import { mailServer } from './receivers.ts'
import { beginRoad, realActs } from './road.ts'
import { ask, deliverAt, meansTo } from './sending.ts'
import { sentencesTo, subscribe, toldTo } from './told.ts'

const NOW = new Date().toISOString()
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const PAGE = 'https://source.example/c.csv'
const WATCH = `treaty,form,role,address,source,every_hours,note\nC,csv,depositary,${PAGE},table,12,\n`

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}

/** The day by which the threshold of the Convention is as likely as not, as the answers give it. */
async function expectedOn(store: Store, day: PlainDate): Promise<PlainDate> {
  const kept = projectionsToKeep(viewRecord(await loadRecord(store)), day)
  const found = kept.find(
    ({ treaty, milestone, method }) =>
      treaty === 'XVIII-12' && milestone === 'threshold' && method === 'model',
  )
  if (found === undefined || found.p50 === null) throw new Error('nothing is expected')
  return found.p50
}

describe.each(DATABASES)('told by watching, on $name', (database) => {
  const stores = storesOf(database)

  it('source_silent: once for each silence, in the words of the jobs, and only to who asked', async () => {
    const store = await watchedRecord(await stores.empty(), { 'watch.csv': WATCH })
    const operator = await subscribe(store, { kinds: ['source_silent'] })
    const reader = await subscribe(store, {}, 'other@example.org')
    const watch = (at: string) => watchOperations(store, { at })
    const loaded = await store.db.selectFrom('pack_loads').select('loaded_at').executeTakeFirstOrThrow()
    expect(await watch(later(loaded.loaded_at, 24 * HOUR_MS))).toBe(0)
    const late = later(loaded.loaded_at, 24.1 * HOUR_MS)
    expect([await watch(late), await watch(later(late, HOUR_MS))]).toEqual([1, 0])

    await sql`insert into page_states (page, good_at) values (${PAGE}, ${late}::timestamptz)`.execute(
      store.db,
    )
    expect(await watch(later(late, 24 * HOUR_MS))).toBe(0)
    const again = later(late, 24.1 * HOUR_MS)
    expect([await watch(again), await watch(later(again, HOUR_MS))]).toEqual([1, 0])
    expect(await sentencesTo(store, operator)).toEqual([
      `No good check of C has succeeded since ${loaded.loaded_at}; it is due every 12 hours.`,
      `No good check of C has succeeded since ${late}; it is due every 12 hours.`,
    ])
    expect((await sourceAlarms(store.db, Date.parse(again))).map(({ said }) => said)).toEqual(
      (await sentencesTo(store, operator)).slice(1),
    )
    expect(await toldTo(store, reader)).toEqual([])
  })

  it('queue_late: once, when nobody began to send a message for half an hour', async () => {
    const store = await stores.small()
    const operator = await subscribe(store, { kinds: ['queue_late'] })
    await subscribe(store, { kinds: ['signature'] }, 'reader@example.org')
    const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const
    const event = draft({ ...act, id: 'signed', known_on: NOW.slice(0, 10) })
    await appendEvents(store, [event], { recordedAt: () => NOW })
    const watch = (minutes: number) => watchOperations(store, { at: later(NOW, minutes * MINUTE_MS) })
    expect([await watch(30), await watch(30.1), await watch(60)]).toEqual([0, 1, 0])
    expect(await sentencesTo(store, operator)).toEqual([
      `1 message waits to be sent, the oldest since ${NOW}.`,
    ])
  })

  it('a sign of life says that nothing changed and when the depositary was last read', async () => {
    const store = await watchedRecord(await stores.empty(), { 'watch.csv': WATCH })
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const begun = '2026-11-26T12:00:00.000Z'
    const { id } = await ask(store, 'reader@example.org', begun, { timing: { heartbeat: true } })
    await activateSubscription(store.db, id, begun)
    await sql`delete from deliveries`.execute(store.db)
    await sql`insert into page_states (page, good_at) values (${PAGE}, '2026-11-29T06:00:00Z')`.execute(
      store.db,
    )
    await deliverAt(store, means, '2026-11-30T07:59:00.000Z')
    expect(mail.arrived).toHaveLength(0)
    await deliverAt(store, means, '2026-11-30T08:00:00.000Z')
    expect(mail.arrived.map(({ mail: { subject } }) => subject)).toEqual(['Nothing changed'])
    expect(mail.arrived[0]?.mail.text).toContain(
      'Nothing that you asked to be told has changed since our last message. The record was last held against the depositary’s pages at 2026-11-29T06:00:00.000Z.',
    )
    means.close()
  })

  it('projection_moved: measured from what was told last, to those for whom it is enough', async () => {
    const store = await stores.empty()
    const [first, second] = [plainDate('2002-01-01'), plainDate('2003-01-01')]
    await beginRoad(store, first)
    const asked = { kinds: ['projection_moved'], treaties: ['XVIII-12'] } as const
    const reader = await subscribe(store, { ...asked, moved_days: 20 })
    const patient = await subscribe(store, { ...asked, moved_days: 3_650 }, 'patient@example.org')
    const watch = (today: PlainDate) => watchProjections(store, { today, at: `${today}T12:00:00.000Z` })
    expect([await watch(first), await watch(first)]).toEqual([0, 0])
    const before = await expectedOn(store, first)

    const year = realActs().filter(({ action_date }) => action_date >= first && action_date < second)
    await appendEvents(store, year, { recordedAt: () => `${second}T00:00:00.000Z`, isHistory: true })
    expect([await watch(second), await watch(second)]).toEqual([1, 0])
    const now = await expectedOn(store, second)
    const [told] = await toldTo(store, reader)
    expect(told?.facts.map(({ detail }) => detail)).toEqual([
      { kind: 'projection_moved', from: before, to: now, moved: daysBetween(before, now) },
    ])
    expect(Math.abs(daysBetween(before, now))).toBeGreaterThan(20)
    expect(await toldTo(store, patient)).toEqual([])

    // "More than" is not met by just as many.
    const moved = Math.abs(daysBetween(before, now))
    const other = await stores.empty()
    await beginRoad(other, first)
    const exact = await subscribe(other, { ...asked, moved_days: moved })
    const less = await subscribe(other, { ...asked, moved_days: moved - 1 }, 'less@example.org')
    await watchProjections(other, { today: first, at: `${first}T12:00:00.000Z` })
    await appendEvents(other, year, { recordedAt: () => `${second}T00:00:00.000Z`, isHistory: true })
    await watchProjections(other, { today: second, at: `${second}T12:00:00.000Z` })
    expect((await toldTo(other, exact)).length).toBe(0)
    expect((await toldTo(other, less)).length).toBe(1)
  })
})
