import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { EXPORTED_TABLES } from '../../src/store/exported-tables.ts'
import { PRIVATE_TABLES, TABLES_LEFT_OUT } from '../../src/store/private-tables.ts'
import { DATABASES } from './databases.ts'
import { storesOf } from './small-record.ts'

describe.each(DATABASES)('the tables on $name', (database) => {
  const stores = storesOf(database)

  it('are each in an export, in a backup, or left out for a reason, with every column', async () => {
    const { db } = await stores.empty()
    const { rows } = await sql<{ name: string; columns: string[] }>`
      select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' group by table_name`.execute(db)
    const listed = [...EXPORTED_TABLES, ...PRIVATE_TABLES]
    const names = [...listed.map(({ name }) => String(name)), ...Object.keys(TABLES_LEFT_OUT)]
    expect(names.toSorted()).toEqual(rows.map(({ name }) => name).toSorted())
    for (const { name, columns } of listed) {
      const there = rows.find((row) => row.name === name)?.columns
      expect([name, columns.toSorted()]).toEqual([name, there?.toSorted()])
    }
  })
})
