import { afterAll, beforeAll, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { isDatabaseGone } from '../../src/store/database-gone.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { draft } from '../record/draft.ts'
import { newServerDatabase, prepare } from '../store/databases.ts'
import { SMALL_EVENTS } from '../store/small-record.ts'

let database: Awaited<ReturnType<typeof newServerDatabase>>
let one: Store
let other: Store

beforeAll(async () => {
  database = await newServerDatabase()
  one = await openPostgres(database.url)
  other = await openPostgres(database.url)
  await prepare(one, 'small')
})

afterAll(async () => {
  await one.close()
  await other.close()
  await database.drop()
})

const act = (id: string) => draft({ id, treaty: 'C', participant: 'CCC', action: 'signature' })

it('a replica that stalls while it writes stops the others for some seconds only, and nothing of its write is kept', async () => {
  const locked = Promise.withResolvers<void>()
  const awake = Promise.withResolvers<void>()
  const stall = async () => {
    locked.resolve()
    await awake.promise
  }
  const stalled = appendEvents(one, [act('stalled')], { inTransaction: [stall] }).catch(
    (error: unknown) => error,
  )
  await locked.promise
  const began = performance.now()
  const [event] = await appendEvents(other, [act('next')])
  expect(event?.seq).toBe(SMALL_EVENTS + 1)
  expect(performance.now() - began).toBeLessThan(40_000)
  awake.resolve()
  expect(isDatabaseGone(await stalled)).toBe(true)
  const kept = await other.db.selectFrom('events').select('id').where('seq', '>', SMALL_EVENTS).execute()
  expect(kept).toEqual([{ id: 'next' }])
  expect(await verifyRecord(other)).toMatchObject({ intact: true, head: { seq: SMALL_EVENTS + 1 } })
  // Tried again, as its caller may, it stands after the other.
  const [again] = await appendEvents(one, [act('stalled')])
  expect(again?.seq).toBe(SMALL_EVENTS + 2)
}, 90_000)
