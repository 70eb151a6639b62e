import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../shape/source-files.ts'
import { newFolder } from '../store/new-folder.ts'

type Imported = { readonly path: string; readonly external?: boolean }
type Metafile = { readonly inputs: Readonly<Record<string, { readonly imports: readonly Imported[] }>> }

const MOST_KIB = 1_024

/** What may use modules of Node, which the platform itself has: the driver of the database, the sender of mail with the
 *  sockets that it is given, and sax, by which the maker of feeds could also read XML from a stream. */
const MAY_USE_NODE =
  /^(node_modules\/(pg|pg-[a-z-]+|pgpass|split2|sax|nodemailer)\/|src\/network\/edge-mail\.ts$)/
/** Where wrangler puts a module of Node that the platform has. */
const OF_THE_PLATFORM = 'node-built-in-modules:'

const ONLY_ON_NODE = [
  /^src\/(node\.ts|cli\/)/,
  // Mail goes out by the sockets of either platform.
  /^src\/network\/(?!(edge-mail|mail-failing|mail-transport)\.ts$)/,
  /^src\/store\/(open-pglite|open-postgres|open-store|hold-data-directory|read-migrations|read-pack-folder)\.ts$/,
  /^jobs\/start-jobs\.ts$/,
  /^node_modules\/(@electric-sql|@hono\/node-server|node-cron|commander|cli-)/,
]

let said = ''
let inputs: Metafile['inputs']

beforeAll(() => {
  const folder = newFolder()
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  const run = spawnSync(
    process.execPath,
    [wrangler, 'deploy', '--dry-run', '--metafile', '--outdir', folder],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, CI: '1', NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false' },
    },
  )
  said = run.stdout + run.stderr
  if (run.status !== 0) throw new Error(said)
  const metafile: Metafile = JSON.parse(readFileSync(join(folder, 'bundle-meta.json'), 'utf8'))
  inputs = metafile.inputs
})

describe('the bundle for the edge', () => {
  it('is small', () => {
    const kib = Number(/gzip: ([\d.]+) KiB/.exec(said)?.[1])
    expect(kib).toBeGreaterThan(50)
    expect(kib).toBeLessThan(MOST_KIB)
  })

  it('holds nothing that is for Node only', () => {
    const files = Object.keys(inputs)
    expect(files).toContain('src/worker.ts')
    expect(files.filter((file) => ONLY_ON_NODE.some((only) => only.test(file)))).toEqual([])
  })

  it('asks the platform for modules of Node for packages that are known to, of ours for mail alone', () => {
    const asking = Object.entries(inputs)
      .filter(([file]) => !file.startsWith(OF_THE_PLATFORM))
      .filter(([, { imports }]) =>
        imports.some(({ path }) => isBuiltin(path) || path.startsWith(OF_THE_PLATFORM)),
      )
      .map(([file]) => file)
    expect(asking.length).toBeGreaterThan(0)
    expect(asking.filter((file) => !MAY_USE_NODE.test(file))).toEqual([])
  })
})
