import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a bundle was made from, and by whom. Paths are relative to the folder of the program. */
export type BundleInputs = {
  /** Files of the program itself; their contents count. */
  readonly own: readonly string[]
  /** Files of packages, which the lockfile fixes; size and time of change count, so that mending one by hand is seen: in
   *  whole seconds, as an image of a container keeps no others. */
  readonly packages: readonly string[]
}

/** The program in a few files, as they are kept in its folder. */
export type Bundle = BundleInputs & {
  /** The file to begin with. */
  readonly entry: string
  readonly files: readonly string[]
  /** Files of the bundle before, from which a server may still run. */
  readonly earlier: readonly string[]
  /** `inputsKey` of what it was made from. */
  readonly key: string
  /** `inputsStamp` of the same. */
  readonly stamp: string
}

const ROOT = join(import.meta.dirname, '..', '..')
/** The program twice: all commands, and the server alone, which is to start soon. */
export type Program = 'commands' | 'server'

/** Two folders below that of the program, as `src/cli` is: what sources find by their own place is found from both. */
export const BUNDLE_FOLDER: Readonly<Record<Program, string>> = {
  commands: 'node_modules/.palermo',
  server: 'node_modules/.palermo-server',
}
export const BUNDLE_INDEX = 'bundle.json'

/** One SHA-256 over everything a bundle is made from. Throws where a file is gone. */
export function inputsKey({ own, packages }: BundleInputs, root: string = ROOT): string {
  const hash = createHash('sha256')
  for (const path of own)
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update('\n')
  for (const path of packages) {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path} ${size} ${Math.floor(mtimeMs / 1000)}\n`)
  }
  return hash.digest('hex')
}

/** One SHA-256 over what the file system says of the same files. Nothing that is written can leave it as it was: the
 *  time of the last change of a file's entry cannot be set. Throws where a file is gone. */
export function inputsStamp({ own, packages }: BundleInputs, root: string = ROOT): string {
  let said = ''
  for (const path of [...own, ...packages]) {
    // A thousand files at each start: putting their paths in order would take longer than asking for them.
    const { ino, size, mtimeMs, ctimeMs } = statSync(`${root}/${path}`)
    said += `${path} ${ino} ${size} ${mtimeMs} ${ctimeMs}\n`
  }
  return createHash('sha256').update(said).digest('hex')
}

/** Whether the files that a bundle was made from are what they were. Only where the file system does not say so are they
 *  read. */
function isOfPresent(bundle: Bundle, root: string): boolean {
  return inputsStamp(bundle, root) === bundle.stamp || inputsKey(bundle, root) === bundle.key
}

/** What is kept, whether or not it is still right; null where there is none. */
export function readBundle(program: Program, root: string = ROOT): Bundle | null {
  try {
    return JSON.parse(readFileSync(join(root, BUNDLE_FOLDER[program], BUNDLE_INDEX), 'utf8'))
  } catch {
    // Not there, or not whole: the sources are.
    return null
  }
}

/** Address of the bundle's first file, as long as the files it was made from are what they were; else null. */
export function keptBundle(program: Program, root: string = ROOT): string | null {
  const bundle = readBundle(program, root)
  const folder = join(root, BUNDLE_FOLDER[program])
  try {
    if (bundle === null || !isOfPresent(bundle, root)) return null
    for (const name of bundle.files) statSync(join(folder, name))
    return pathToFileURL(join(folder, bundle.entry)).href
  } catch {
    // A file is gone.
    return null
  }
}
