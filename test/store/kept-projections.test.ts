import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import type { KeptProjection } from '../../src/projection/kept-projection.ts'
import { keepProjections, keptProjections } from '../../src/store/kept-projections.ts'
import { LeaseLost, releaseLease, requireFence, takeLease } from '../../src/store/lease.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

const DAY = plainDate('2026-11-24')
const MADE: KeptProjection = {
  treaty: 'C',
  milestone: 'next_deposit',
  method: 'model',
  as_of: DAY,
  seq: 9,
  known_until: addDays(DAY, -1),
  made_by: 'model 1, abc',
  more: 1,
  p05: addDays(DAY, 10),
  p25: addDays(DAY, 20),
  p50: addDays(DAY, 40),
  p75: addDays(DAY, 90),
  p95: null,
  within_1y: 0.81,
  within_3y: 0.9,
  within_5y: 0.95,
}
const unfenced = async () => undefined

describe.each(DATABASES)('kept projections on $name', (database) => {
  const stores = storesOf(database)

  it('come back as they were made, the oldest first', async () => {
    const { db } = await stores.small()
    const next = { ...MADE, as_of: addDays(DAY, 1) }
    await keepProjections(db, [next], unfenced)
    await keepProjections(db, [MADE], unfenced)
    expect(await keptProjections(db)).toEqual([MADE, next])
  })

  it('of a day stay the first that were made for it', async () => {
    const { db } = await stores.small()
    await keepProjections(db, [MADE], unfenced)
    await keepProjections(
      db,
      [
        { ...MADE, p50: addDays(DAY, 41) },
        { ...MADE, method: 'recent rate' },
      ],
      unfenced,
    )
    expect((await keptProjections(db)).map(({ method, p50 }) => [method, p50])).toEqual([
      ['model', addDays(DAY, 40)],
      ['recent rate', addDays(DAY, 40)],
    ])
  })

  it('of entry into force may wait for no further instrument, but for a parent alone; all others wait for one', async () => {
    const { db } = await stores.small()
    const waiting = { ...MADE, milestone: 'entry_into_force', more: 0, known_until: null } as const
    await keepProjections(db, [waiting, { ...MADE, milestone: 'universal' }], unfenced)
    expect(await keptProjections(db)).toEqual([waiting, { ...MADE, milestone: 'universal' }])
    await expect(keepProjections(db, [{ ...MADE, more: 0 }], unfenced)).rejects.toThrow('projections_more')
  })

  it('cannot be changed or deleted', async () => {
    const { db } = await stores.small()
    await keepProjections(db, [MADE], unfenced)
    for (const statement of [
      sql`update projections set p50 = p25`,
      sql`delete from projections`,
      sql`truncate projections`,
    ]) {
      await expect(statement.execute(db)).rejects.toThrow('is refused')
    }
    expect(await keptProjections(db)).toEqual([MADE])
  })

  it('are not written by a job that another has taken over', async () => {
    const { db } = await stores.small()
    const lease = await takeLease(db, { name: 'job keep', holder: 'a', lengthMs: 60_000 })
    if (lease === null) throw new Error('the lease was free')
    await releaseLease(db, lease)
    const kept = keepProjections(db, [MADE], (trx) => requireFence(trx, lease))
    await expect(kept).rejects.toThrow(LeaseLost)
    expect(await keptProjections(db)).toEqual([])
  })
})
