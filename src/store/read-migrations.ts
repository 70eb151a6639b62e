import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Migration } from './migrate.ts'

/** The folder with the migrations and the packs. */
export const SQL_FOLDER = join(import.meta.dirname, '..', '..', 'sql')

const NUMBERED = /^\d{4}-[a-z0-9-]+\.sql$/

/** The numbered files of sql/ in their order. */
export function readMigrations(folder: string = SQL_FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((name) => NUMBERED.test(name))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}
