import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { BUNDLE_FOLDER, keptBundle, readBundle } from '../../src/cli/kept-bundle.ts'
import { makeBundle } from '../../src/cli/make-bundle.ts'
import { newDataDirectory } from '../store/data-directory.ts'
import { palermo, startServing } from './program.ts'

vi.mock('esbuild', { spy: true })

const LONG_AGO = new Date('2020-01-01T00:00:00Z')
const roots: string[] = []

afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true })
})

/** Writes a file as if it had been there for long. */
function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  utimesSync(join(root, path), LONG_AGO, LONG_AGO)
}

/** A program of two files and one package. */
function smallProgram(): string {
  const root = mkdtempSync(join(tmpdir(), 'palermo-bundle-'))
  roots.push(root)
  write(
    root,
    'src/cli/main.ts',
    "import { two } from './two.ts'\nimport { three } from 'three'\nexport const sum: number = two + three\n",
  )
  write(root, 'src/cli/two.ts', 'export const two: number = 2\n')
  write(root, 'src/cli/kept-bundle.ts', '')
  write(root, 'src/cli/make-bundle.ts', '')
  write(root, 'node_modules/three/package.json', '{"name":"three","type":"module","main":"three.js"}')
  write(root, 'node_modules/three/three.js', 'export const three = 3\n')
  write(root, 'node_modules/esbuild/package.json', '{}')
  return root
}

/** The command lines of what this process has started. */
function startedFromHere(): string {
  return spawnSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).stdout
}

async function sumOf(address: string | null): Promise<unknown> {
  return address === null ? null : (await import(/* @vite-ignore */ address)).sum
}

describe('the program in a few files', () => {
  let root = ''
  beforeEach(() => {
    root = smallProgram()
  })

  it('is made once and found again', async () => {
    expect(keptBundle('commands', root)).toBeNull()
    const made = makeBundle('commands', root)
    expect(await sumOf(made)).toBe(5)
    expect(keptBundle('commands', root)).toBe(made)
  })

  it('is not used once a source says something else, be it of the same length and time', async () => {
    const made = makeBundle('commands', root)
    write(root, 'src/cli/two.ts', 'export const two: number = 9\n')
    expect(keptBundle('commands', root)).toBeNull()
    const again = makeBundle('commands', root)
    expect(again).not.toBe(made)
    expect(await sumOf(again)).toBe(12)
  })

  it('is used again where a source was only touched', () => {
    const made = makeBundle('commands', root)
    utimesSync(join(root, 'src/cli/two.ts'), new Date(), new Date())
    expect(keptBundle('commands', root)).toBe(made)
  })

  it('is not used once a file of a package was changed by hand, a source is gone, or one of its own files', () => {
    makeBundle('commands', root)
    const three = join(root, 'node_modules/three/three.js')
    utimesSync(three, new Date(), new Date())
    expect(keptBundle('commands', root)).toBeNull()
    utimesSync(three, LONG_AGO, LONG_AGO)
    const kept = keptBundle('commands', root)
    expect(kept).not.toBeNull()
    rmSync(join(root, 'src/cli/two.ts'))
    expect(keptBundle('commands', root)).toBeNull()
    write(root, 'src/cli/two.ts', 'export const two: number = 2\n')
    expect(keptBundle('commands', root)).toBe(kept)
    rmSync(new URL(kept ?? ''))
    expect(keptBundle('commands', root)).toBeNull()
  })

  it('is not kept where a source was saved while it was made, or is wrong', () => {
    utimesSync(join(root, 'src/cli/two.ts'), new Date(), new Date(Date.now() + 60_000))
    expect(makeBundle('commands', root)).toBeNull()
    write(root, 'src/cli/two.ts', 'export const two: number = \n')
    expect(makeBundle('commands', root)).toBeNull()
    expect(keptBundle('commands', root)).toBeNull()
  })

  it('is not put together at all where it cannot be kept, as at each start of a service that may not write there', () => {
    write(root, BUNDLE_FOLDER.commands, 'a file where the folder would be')
    vi.mocked(buildSync).mockClear()
    expect(makeBundle('commands', root)).toBeNull()
    expect(buildSync).not.toHaveBeenCalled()
    expect(keptBundle('commands', root)).toBeNull()
  })

  it('leaves nothing running that put it together', async () => {
    expect(makeBundle('commands', root)).not.toBeNull()
    expect(startedFromHere()).toContain('ps -o')
    await expect.poll(startedFromHere, { timeout: 10_000 }).not.toContain('--service=')
  })

  it('is found again in an image of a container, which keeps times in whole seconds', () => {
    const three = join(root, 'node_modules/three/three.js')
    utimesSync(three, LONG_AGO, new Date(LONG_AGO.valueOf() + 678))
    const made = makeBundle('commands', root)
    utimesSync(three, LONG_AGO, LONG_AGO)
    expect(made).not.toBeNull()
    expect(keptBundle('commands', root)).toBe(made)
  })

  it('leaves the files of the one before, however often it is made, and removes older ones', () => {
    const names = () => readdirSync(join(root, BUNDLE_FOLDER.commands)).filter((name) => name.endsWith('.js'))
    makeBundle('commands', root)
    const [first] = names()
    write(root, 'src/cli/two.ts', 'export const two: number = 4\n')
    makeBundle('commands', root)
    expect(names()).toHaveLength(2)
    expect(names()).toContain(first)
    makeBundle('commands', root)
    makeBundle('commands', root)
    expect(names()).toContain(first)
    write(root, 'src/cli/two.ts', 'export const two: number = 6\n')
    makeBundle('commands', root)
    expect(names()).toHaveLength(2)
    expect(names()).not.toContain(first)
  })

  it('counts what is not whole as not there', () => {
    makeBundle('commands', root)
    write(root, join(BUNDLE_FOLDER.commands, 'bundle.json'), '{"entry":"main')
    expect(readBundle('commands', root)).toBeNull()
    expect(keptBundle('commands', root)).toBeNull()
  })
})

it('a server runs from the few files, and finds its pages, fonts, packs and compressor from there', async () => {
  const folder = await newDataDirectory('first')
  const { child, address, ended } = await startServing({ DATA_DIR: folder })
  const first = keptBundle('server')
  expect(first).not.toBeNull()
  const own = readBundle('server')?.own ?? []
  expect(own).toEqual(expect.arrayContaining(['src/node.ts', 'src/law/evaluate.ts', 'package.json']))
  const bytesOf = async (path: string) => Buffer.from(await (await fetch(address + path)).arrayBuffer())
  expect((await bytesOf('/v1/treaties/untoc?as_of=2003-07-01')).toString()).toContain('2003-09-29')
  expect((await bytesOf('/treaties/smuggling')).toString()).toContain('</html>')
  expect((await bytesOf('/treaties/smuggling/curve.png')).subarray(1, 4).toString()).toBe('PNG')
  expect((await bytesOf('/v1/treaties.xlsx')).subarray(0, 2).toString()).toBe('PK')
  for (const BUNDLE of ['on', 'off']) {
    const status = await palermo(['status', 'untoc', '--as-of', '2003-06-30'], { DATA_DIR: folder, BUNDLE })
    expect(status).toMatchObject({ code: 0, err: '', out: expect.stringContaining('39 of 40') })
  }
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, err: '' })
})
