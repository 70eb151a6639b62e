import { InputError, type InputProblem } from '../law/input-error.ts'
import { loadablePack, type PackFindings, packFindings } from './check-pack.ts'
import { NOTHING_LOADED, withPack } from './loaded-before.ts'
import type { Pack, PackFolder } from './pack.ts'
import { readDescription } from './read-description.ts'
import { readPack } from './read-pack.ts'

type Placed = { readonly folder: PackFolder; readonly id: string | null; readonly needs: readonly string[] }

function describedBy(folder: PackFolder): Placed {
  const { description } = readDescription('pack.json', folder.files.get('pack.json') ?? '')
  return { folder, id: description?.id ?? null, needs: description?.needs ?? [] }
}

/** The folders of packs in the order in which they can be loaded: each after those it needs, else as given. Needs that
 *  are not among them, or that form a circle, are left for the loading to refuse. */
export function inLoadingOrder(folders: readonly PackFolder[]): PackFolder[] {
  let waiting = folders.map(describedBy)
  const ordered: PackFolder[] = []
  while (waiting.length > 0) {
    const ids = new Set(waiting.map(({ id }) => id))
    const free = waiting.find(({ id, needs }) => needs.every((need) => need === id || !ids.has(need)))
    const next = free ?? waiting[0]
    if (next === undefined) break
    ordered.push(next.folder)
    waiting = waiting.filter((one) => one !== next)
  }
  return ordered
}

/** The packs of the folders, each checked beside those before it, without a database. Throws InputError with every
 *  problem of all of them. */
export function loadablePacks(folders: readonly PackFolder[]): Pack[] {
  let before = NOTHING_LOADED
  const packs: Pack[] = []
  const problems: InputProblem[] = []
  for (const { folder, files } of inLoadingOrder(folders)) {
    try {
      const { pack } = loadablePack(readPack(folder, files), before)
      before = withPack(before, pack)
      packs.push(pack)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new InputError(problems)
  return packs
}

/** What was found in one folder. `pack` is null where it could not be read at all. */
export type CheckedFolder = PackFindings & { readonly folder: string; readonly pack: Pack | null }

/** Checks each of the `given` folders beside the others, as if all of them were loaded; a pack of the same id among
 *  the others is left out. The answers are in the order of loading. */
export function checkFolders(
  given: readonly PackFolder[],
  others: readonly PackFolder[],
): readonly CheckedFolder[] {
  const ids = new Set(given.map((folder) => describedBy(folder).id))
  const beside = others.filter((folder) => !ids.has(describedBy(folder).id))
  let before = NOTHING_LOADED
  const checked: CheckedFolder[] = []
  for (const folder of inLoadingOrder([...beside, ...given])) {
    const read = readPack(folder.folder, folder.files)
    if (given.includes(folder)) {
      checked.push({ folder: folder.folder, pack: read.pack, ...packFindings(read, before) })
    }
    if (read.pack !== null) before = withPack(before, read.pack)
  }
  return checked
}
