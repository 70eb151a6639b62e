import { join } from 'node:path'
import { expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openBare } from '../../src/store/open-store.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { newFolder } from '../store/new-folder.ts'
import { palermo } from './program.ts'

it('a folder that a newer version has opened is refused by this one in one line, and left as it is', async () => {
  const dataDir = join(newFolder(), 'data')
  const later = { name: '9999-later.sql', text: 'create table later (id integer)' }
  const newer = await openBare({ dataDir, databaseUrl: null })
  await migrate(newer.db, [...readMigrations(), later])
  await newer.close()
  for (const command of [['status'], ['verify'], ['serve']]) {
    const { code, out, err } = await palermo(command, { DATA_DIR: dataDir })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(
      /^database schema: "9999-later\.sql" .* the database was made by a newer version, which has to open it\.\n$/,
    )
  }
  const again = await openBare({ dataDir, databaseUrl: null })
  expect(await migrate(again.db, [...readMigrations(), later])).toEqual([])
  await again.close()
})
