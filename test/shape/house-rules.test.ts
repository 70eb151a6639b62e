import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  filesMentioning,
  filesNamingATreaty,
  filesNobodyImports,
  filesShowingATreaty,
  namesThatSayNothing,
} from './house-rules.ts'
import { ROOT, sourceFiles } from './source-files.ts'

const PROGRAM = sourceFiles(['src', 'jobs'])
/** The last is put in the place of a package by wrangler.toml. */
const ENTRIES = [
  'src/cli/palermo.js',
  'src/cli/palermo-verify.js',
  'src/cli/put-together.ts',
  'src/worker.ts',
  'src/zip-at-once.ts',
]

/** Finished and tested parts that no command or job calls yet. The list may only shrink. */
const NOT_CALLED_YET: readonly string[] = []

const PACKS = readdirSync(join(ROOT, 'sql/packs'))

function packTreaties(pack: string): { slug: string; number: string }[] {
  return JSON.parse(readFileSync(join(ROOT, 'sql/packs', pack, 'pack.json'), 'utf8')).treaties
}

/** Everything that runs or is shipped, but for the packs themselves. */
function shippedFiles(): { path: string; text: string }[] {
  const others = readdirSync(join(ROOT, 'sql')).filter((name) => name.endsWith('.sql'))
  const paths = ['package.json', 'wrangler.toml', ...others.map((name) => `sql/${name}`)]
  const plain = paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
  return [...sourceFiles(['src', 'jobs', 'bench']), ...plain]
}

describe('house rules', () => {
  it('reports a file that is named for nothing', () => {
    const path = (name: string) => ({ path: name, text: '' })
    const bad = [
      'src/law/utils.ts',
      'src/helpers/date.ts',
      'src/http/index.ts',
      'src/store/event-repository.ts',
    ]
    expect(namesThatSayNothing(bad.map(path))).toEqual(bad)
    expect(namesThatSayNothing([path('src/law/later-party.ts')])).toEqual([])
  })

  it('no file of the program is named for nothing', () => {
    expect(namesThatSayNothing(PROGRAM)).toEqual([])
  })

  it('reports a file that nobody imports', () => {
    const files = [
      { path: 'src/a.ts', text: "import { b } from './b.ts'" },
      { path: 'src/b.ts', text: '' },
    ]
    expect(filesNobodyImports(files, [])).toEqual(['src/a.ts'])
  })

  it('every file of the program is used by another', () => {
    expect(filesNobodyImports(PROGRAM, ENTRIES).sort()).toEqual(NOT_CALLED_YET)
  })

  it('reports a treaty named in code', () => {
    const files = [
      { path: 'src/http/app.ts', text: "if (slug === 'untoc') return" },
      { path: 'src/http/note.ts', text: "/** for example 'untoc' */ const slug = 1" },
    ]
    expect(filesNamingATreaty(files, ['untoc'])).toEqual(['src/http/app.ts'])
  })

  it('no file outside the packs names a treaty', () => {
    const names = PACKS.flatMap(packTreaties).flatMap((treaty) => [treaty.slug, treaty.number])
    expect(names).toEqual(expect.arrayContaining(['XVIII-12-a', 'XVIII-16']))
    expect(filesNamingATreaty(PROGRAM, names)).toEqual([])
  })

  it('reports a treaty named in the example of a command', () => {
    const files = [
      { path: 'src/cli/a.ts', text: "const help = '\\nExample:\\n  palermo status untoc'" },
      { path: 'src/cli/b.ts', text: '// as in `palermo status untoc`\nconst help = 1' },
    ]
    expect(filesShowingATreaty(files, ['untoc'])).toEqual(['src/cli/a.ts'])
  })

  it('no help of a command names a treaty: its examples are of the packs that are loaded', () => {
    const names = PACKS.flatMap(packTreaties).flatMap((treaty) => [treaty.slug, treaty.number])
    const commands = PROGRAM.filter(({ path }) => path.startsWith('src/cli/'))
    expect(commands.length).toBeGreaterThan(50)
    expect(filesShowingATreaty(commands, names)).toEqual([])
  })

  it('reports a pack mentioned anywhere, also in words', () => {
    const files = [
      { path: 'src/a.ts', text: '// as for Cybercrime' },
      { path: 'src/b.ts', text: 'const cyber = 1' },
    ]
    expect(filesMentioning(files, ['cybercrime'])).toEqual(['src/a.ts'])
  })

  // The first pack gives the program its examples, in comments and help; it runs without them.
  it('nothing but its own folder mentions a pack after the first', () => {
    const later = PACKS.filter((pack) => pack !== 'untoc')
    const names = later.flatMap((pack) => [
      pack,
      ...packTreaties(pack).flatMap(({ slug, number }) => [slug, number]),
    ])
    expect(names).toContain('XVIII-16')
    expect(filesMentioning(shippedFiles(), names)).toEqual([])
  })
})
