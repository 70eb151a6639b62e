import { accessSync, constants, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildResult, buildSync, stop } from 'esbuild'
import { makeFolder } from '../store/make-folder.ts'
import {
  BUNDLE_FOLDER,
  BUNDLE_INDEX,
  type Bundle,
  inputsKey,
  inputsStamp,
  type Program,
  readBundle,
} from './kept-bundle.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const ENTRY: Readonly<Record<Program, string>> = {
  commands: 'src/cli/main.ts',
  server: 'src/cli/serve-alone.ts',
}
const CLOCKS_DIFFER_MS = 10
/** What decides, beside the files that are read, what comes out. */
const ALSO_OWN = ['src/cli/kept-bundle.ts', 'src/cli/make-bundle.ts']
const ALSO_PACKAGES = ['node_modules/esbuild/package.json']
/** They find files of theirs by their own place. */
const LEFT_AS_THEY_ARE = ['@electric-sql/pglite', '@resvg/resvg-js', 'pg-native', 'esbuild']
/** Parts of Node's own that would be read whole at each start for a little of them. */
const INSTEAD = {
  'node:http': './src/cli/http-as-it-is.cjs',
  http: './src/cli/http-as-it-is.cjs',
  'node:http2': './src/cli/no-http2.cjs',
  http2: './src/cli/no-http2.cjs',
}
/** Packages written for CommonJS ask for Node's own parts by `require`. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"

/** Without it each file would be read through once more, to find out which kind of module it is. */
const KIND_OF_MODULES = JSON.stringify({ type: 'module' })

type Made = BuildResult<{ write: false; metafile: true }>

/** Nothing is shortened: what an error says of where it happened stays readable. */
function buildOnce(program: Program, root: string): Made {
  return buildSync({
    absWorkingDir: root,
    entryPoints: [ENTRY[program]],
    outdir: BUNDLE_FOLDER[program],
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.18',
    tsconfigRaw: '{}',
    external: LEFT_AS_THEY_ARE,
    alias: INSTEAD,
    banner: { js: REQUIRE },
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
}

/** esbuild runs beside the program, with half as much memory as a server; nothing is asked of it again. */
function build(program: Program, root: string): Made {
  try {
    return buildOnce(program, root)
  } finally {
    void stop()
  }
}

/** Writes a file so that nobody ever sees a part of it. */
function place(path: string, contents: Uint8Array | string): void {
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, contents)
  renameSync(unfinished, path)
}

/** Whether one of the files was saved since `began`, give or take what clocks of file systems differ. */
function savedSince(began: number, paths: readonly string[], root: string): boolean {
  return paths.some((path) => statSync(join(root, path)).mtimeMs > began - CLOCKS_DIFFER_MS)
}

/** What is kept of before, for servers that still run from it. Made once more, the same files are not their own past. */
function filesBefore(files: readonly string[], program: Program, root: string): readonly string[] {
  const before = readBundle(program, root)
  if (before === null) return []
  const isSame = before.files.length === files.length && before.files.every((file) => files.includes(file))
  return isSame ? before.earlier : before.files
}

function bundleOf({ outputFiles, metafile }: Made, program: Program, root: string): Bundle {
  const paths = Object.keys(metafile.inputs)
  const isPackage = (path: string): boolean => path.startsWith('node_modules/')
  const own = [...paths.filter((path) => !isPackage(path)), ...ALSO_OWN].toSorted()
  const packages = [...paths.filter(isPackage), ...ALSO_PACKAGES].toSorted()
  const first = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === ENTRY[program])
  if (first === undefined) throw new Error(`nothing came of ${ENTRY[program]}`)
  const files = outputFiles.map(({ path }) => basename(path))
  return {
    entry: basename(first[0]),
    files,
    earlier: filesBefore(files, program, root),
    own,
    packages,
    key: inputsKey({ own, packages }, root),
    stamp: inputsStamp({ own, packages }, root),
  }
}

function keep(bundle: Bundle, { outputFiles }: Made, program: Program, root: string): void {
  const folder = join(root, BUNDLE_FOLDER[program])
  const older = readBundle(program, root)?.earlier ?? []
  for (const { path, contents } of outputFiles) if (!existsSync(path)) place(path, contents)
  place(join(folder, 'package.json'), KIND_OF_MODULES)
  place(join(folder, BUNDLE_INDEX), JSON.stringify(bundle))
  const kept = new Set([...bundle.files, ...bundle.earlier])
  for (const name of older) if (!kept.has(name)) rmSync(join(folder, name), { force: true })
}

/** Puts the program together into a few files, in less than a second, and keeps them for every later start. Answers with
 *  the address of the first; null where it cannot be kept, as in a folder that is not writable, or should not, as
 *  a source was saved meanwhile: then the sources run as they are. */
export function makeBundle(program: Program, root: string = ROOT): string | null {
  try {
    // A service that does not own the program would otherwise put it together at each start, for nothing.
    const folder = join(root, BUNDLE_FOLDER[program])
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
    const began = Date.now()
    const made = build(program, root)
    const bundle = bundleOf(made, program, root)
    if (savedSince(began, bundle.own, root)) return null
    keep(bundle, made, program, root)
    return pathToFileURL(join(root, BUNDLE_FOLDER[program], bundle.entry)).href
  } catch {
    // Sources that are wrong say so themselves when they run.
    return null
  }
}
