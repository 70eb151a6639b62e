import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../law/input-error.ts'
import type { Migration } from './migrate.ts'

/** The folder with the migrations and the packs. */
export const SQL_FOLDER = join(import.meta.dirname, '..', '..', 'sql')

const NUMBERED = /^\d{4}-[a-z0-9-]+\.sql$/

function outOfLine(name: string, number: number): InputError {
  const wanted = String(number).padStart(4, '0')
  const accepted = `a file ${wanted}-….sql in its place: the files of sql/ are numbered without a gap, and each once`
  return new InputError([{ field: 'sql/', value: name, accepted }])
}

/** The numbered files of sql/ in their order. Throws InputError where a number is missing or there twice. */
export function readMigrations(folder: string = SQL_FOLDER): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => NUMBERED.test(name))
    .toSorted()
  names.forEach((name, place) => {
    if (Number(name.slice(0, 4)) !== place + 1) throw outOfLine(name, place + 1)
  })
  return names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}
