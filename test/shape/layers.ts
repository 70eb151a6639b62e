import { type Import, importsOf, type SourceFile } from './source-files.ts'

type Layer = {
  readonly level: number
  readonly packages: readonly RegExp[]
  readonly also?: readonly string[]
}

const NOTHING_FROM_NODE: readonly RegExp[] = []

/** Folder → its level and the packages it may use. A folder imports only from lower levels and from itself. */
const LAYERS: Readonly<Record<string, Layer>> = {
  'src/law': { level: 0, packages: [/^zod$/, /^luxon$/] },
  'src/record': { level: 1, packages: [/^@noble\/hashes\//, /^zod$/] },
  'src/projection': { level: 1, packages: NOTHING_FROM_NODE },
  // Rules for requests that leave the program, shared by the depositary and the alerts; no sockets.
  'src/outbound': { level: 1, packages: [/^ipaddr\.js$/] },
  'src/pack': {
    level: 2,
    packages: [/^zod$/, /^csv-parse/, /^@humanwhocodes\/momoa$/],
    also: ['src/record'],
  },
  'src/answers': { level: 2, packages: [/^zod$/, /^fastest-levenshtein$/, /^csv-stringify/] },
  'src/depositary': {
    level: 2,
    packages: [/^saxes$/, /^parse5/, /^csv-parse/, /^zod$/, /^@noble\/hashes\//],
  },
  'src/alerts': { level: 2, packages: [/^luxon$/, /^standardwebhooks$/, /^zod$/] },
  'src/store': {
    level: 3,
    packages: [/^kysely$/, /^pg$/, /^@electric-sql\/pglite/, /^node:/, /^csv-stringify/, /^@noble\/hashes\//],
  },
  // The sockets of Node for those requests. Beside the store, so that jobs and commands can both use it; of it
  // Workers load what sends mail.
  'src/network': {
    level: 3,
    packages: [/^node:(net|tls|dns\/promises|http|zlib|util)$/, /^nodemailer$/],
  },
  'src/http': {
    level: 4,
    packages: [
      /^hono(\/|$)/,
      /^zod$/,
      /^csv-stringify/,
      /^d3-(scale|shape|geo)$/,
      /^intl-messageformat$/,
      /^topojson-(client|specification)$/,
      /^world-atlas\//,
      /^feed$/,
      /^ical-generator$/,
      /^write-excel-file\/universal$/,
    ],
  },
  'src/cli': {
    level: 4,
    packages: [
      /^node:/,
      /^commander$/,
      /^esbuild$/,
      /^cli-table3$/,
      /^cli-progress$/,
      /^csv-parse/,
      /^csv-stringify/,
      /^zod$/,
    ],
    also: ['src/node.ts', 'package.json'],
  },
  jobs: { level: 4, packages: [/^node-cron$/, /^croner$/] },
}

/** The only files of a layer that may use the package beside them. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  luxon: ['src/law/plain-date.ts', 'src/alerts/digest-time.ts'],
}

function folderOf(path: string): string | null {
  return Object.keys(LAYERS).find((folder) => path === folder || path.startsWith(`${folder}/`)) ?? null
}

function projectImportAllowed(found: Import, folder: string, layer: Layer): boolean {
  if (layer.also?.some((allowed) => found.to === allowed || found.to.startsWith(`${allowed}/`))) return true
  const target = folderOf(found.to)
  if (target === null) return false
  const targetLayer = LAYERS[target]
  return target === folder || (targetLayer !== undefined && targetLayer.level < layer.level)
}

function packageImportAllowed(found: Import, layer: Layer): boolean {
  const only = ONLY_IN[found.to]
  if (only !== undefined && !only.includes(found.from)) return false
  return layer.packages.some((allowed) => allowed.test(found.to))
}

/** Imports that point outward, sideways or to a package the folder has no business with, one line each. */
export function layerViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const folder = folderOf(file.path)
    const layer = folder === null ? undefined : LAYERS[folder]
    if (folder === null || layer === undefined) return []
    return importsOf(file)
      .filter((found) => {
        const inProject = /^(src\/|jobs\/|package\.json$)/.test(found.to)
        return inProject ? !projectImportAllowed(found, folder, layer) : !packageImportAllowed(found, layer)
      })
      .map((found) => `${found.from} must not import ${found.to}`)
  })
}
