import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { vacuumEmbedded } from '../../src/store/vacuum-embedded.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

describe.each(DATABASES)('rows that are no more, on $name', (database) => {
  const stores = storesOf(database)

  it('are cleared away by the program where the database does not do it by itself, and only where they are many', async () => {
    const { db, engine } = await stores.empty()
    const count = async (table: string, rows: number): Promise<void> => {
      await sql`
        insert into ${sql.table(table)} (bucket, until, count)
        select 'bucket ' || place, '2026-11-20T12:00:00Z', 1 from generate_series(1, ${rows}::int) as place`.execute(
        db,
      )
    }
    await count('request_counts', 1_000)
    await sql`delete from request_counts where bucket <> 'bucket 1'`.execute(db)
    await sql`select pg_stat_force_next_flush()`.execute(db)
    await sql`select`.execute(db)

    const cleared = await vacuumEmbedded({ db, engine })
    expect(cleared.includes('request_counts')).toBe(engine === 'embedded')
    if (engine === 'server') return
    await sql`select pg_stat_force_next_flush()`.execute(db)
    expect(await vacuumEmbedded({ db, engine })).not.toContain('request_counts')
    const { rows } = await sql<{ pages: number }>`
      select pg_relation_size('request_counts') / 8192 as pages`.execute(db)
    expect(rows[0]?.pages).toBe(1)
  })
})
