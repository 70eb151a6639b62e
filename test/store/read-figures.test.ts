import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readFigures } from '../../src/store/read-figures.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

describe.each(DATABASES)('figures for those who run the program on $name', (database) => {
  const stores = storesOf(database)

  it('say of each watched page and of the messages how they are', async () => {
    const { db } = await stores.small()
    const page = 'https://example.org/C.xml'
    const source = await db.selectFrom('sources').select(['id', 'pack']).limit(1).executeTakeFirstOrThrow()
    await sql`insert into watched_pages (address, pack, place, treaty, form, role, source, every_hours)
      values (${page}, ${source.pack}, 1, 'C', 'untc-xml', 'depositary', ${source.id}, 6)`.execute(db)
    const before = await readFigures(db)
    expect(before.map(({ name }) => name)).toEqual([
      'palermo_source_looked_seconds',
      'palermo_source_good_seconds',
      'palermo_source_failures',
      'palermo_differences_waiting',
      'palermo_deliveries',
      'palermo_deliveries_waiting_seconds',
    ])
    expect(before.at(3)?.values).toEqual([{ labels: {}, value: 0 }])
    expect(before.at(-1)?.values).toEqual([{ labels: {}, value: 0 }])
    expect(before.at(2)?.values).toEqual([{ labels: { page }, value: 0 }])
    await sql`insert into page_states (page, looked_at, failures)
      values (${page}, '2026-11-24T06:00:00Z', 3)`.execute(db)
    const after = await readFigures(db)
    const labels = { page }
    expect(after.at(0)?.values).toEqual([{ labels, value: 1_795_500_000 }])
    expect(after.at(1)?.values).toEqual([])
    expect(after.at(2)?.values).toEqual([{ labels, value: 3 }])
  })
})
