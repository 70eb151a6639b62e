import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesNamingATreaty, filesNobodyImports, namesThatSayNothing } from './house-rules.ts'
import { ROOT, sourceFiles } from './source-files.ts'

const PROGRAM = sourceFiles(['src', 'jobs'])
const ENTRIES = ['src/cli/palermo.js', 'src/cli/palermo-verify.js', 'src/worker.ts']

/** Finished and tested parts that no command or job calls yet. The list may only shrink. */
const NOT_CALLED_YET = ['src/depositary/next-look.ts', 'src/projection/baselines.ts']

function packTreaties(): { slug: string; number: string }[] {
  return JSON.parse(readFileSync(join(ROOT, 'sql/packs/untoc/pack.json'), 'utf8')).treaties
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
    const names = packTreaties().flatMap((treaty) => [treaty.slug, treaty.number])
    expect(names).toContain('XVIII-12-a')
    expect(filesNamingATreaty(PROGRAM, names)).toEqual([])
  })
})
