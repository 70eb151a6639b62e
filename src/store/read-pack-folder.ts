import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PackFolder } from './load-pack.ts'
import { SQL_FOLDER } from './read-migrations.ts'

/** The folder that holds one folder for each pack. */
export const PACKS_FOLDER = join(SQL_FOLDER, 'packs')

/** The files of one pack's folder as text. Files that begin with a dot and files for people (`.md`) are left out.
 *  `label` stands before their names in messages. */
export function readPackFolder(folder: string, label: string = folder): PackFolder {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.md'))
    .map((entry) => entry.name)
  const files = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  return { folder: label, files }
}

/** Every pack that comes with the program, in the order of their folders' names. */
export function readPackFolders(folder: string = PACKS_FOLDER): PackFolder[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => readPackFolder(join(folder, name), `sql/packs/${name}`))
}
