import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nearestWord } from '../answers/nearest.ts'
import { InputError } from '../law/input-error.ts'
import type { PackFolder } from '../pack/pack.ts'
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
  return packNamesIn(folder).map((name) => readPackFolder(join(folder, name), `sql/packs/${name}`))
}

function packNamesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
}

/** The files of the pack at a path. Throws InputError where there is no folder. */
export function readPackAt(path: string): PackFolder {
  const folder = path.replace(/(?<=.)\/+$/, '')
  if (isFolder(folder)) return readPackFolder(folder)
  throw new InputError([{ field: 'folder', value: path, accepted: 'the path of a folder that holds a pack' }])
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** The packs that `chosen` names, separated by commas: names of folders that come with the program, and paths (with a
 *  slash) of others. All that come with the program where nothing is chosen. Throws InputError for what is none. */
export function readChosenPacks(chosen: string | undefined): PackFolder[] {
  const names = (chosen ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) return readPackFolders()
  const own = packNamesIn(PACKS_FOLDER)
  const unknown = names.filter((name) => (name.includes('/') ? !isFolder(name) : !own.includes(name)))
  if (unknown.length > 0) {
    const accepted = `${own.join(', ')}, or the path of a folder, with a slash in it`
    throw new InputError(
      unknown.map((value) => {
        const nearest = nearestWord(value, own)
        return { field: 'PACKS', value, accepted, ...(nearest === undefined ? {} : { nearest }) }
      }),
    )
  }
  return [...new Set(names)].map((name) =>
    name.includes('/') ? readPackAt(name) : readPackFolder(join(PACKS_FOLDER, name), `sql/packs/${name}`),
  )
}
