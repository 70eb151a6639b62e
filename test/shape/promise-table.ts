import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROMISES, type Promised } from './promises.ts'
import { ROOT } from './source-files.ts'

/** What a run of the tests has shown of a promise, and the day of that run. */
export type Shown = { readonly figure: string; readonly on: string }

const FIGURES = join(ROOT, 'docs', 'promises.json')
const PAGE = join(ROOT, 'SECURITY.md')
const BEGIN = '| promise | test | last run |\n|---|---|---|\n'

/** The last figures of all promises that were ever tried, by promise; only runs of the tests write them. */
export function readShown(): Readonly<Record<string, Shown>> {
  return JSON.parse(readFileSync(FIGURES, 'utf8'))
}

/** The table of SECURITY.md. */
export function promiseTable(shown: Readonly<Record<string, Shown>>): string {
  const rows = PROMISES.map(({ promise, file, test }) => {
    const last = shown[promise]
    const figure = last === undefined ? 'not run yet' : `${last.figure} (${last.on})`
    return `| ${promise} | \`${file}\`: ${test} | ${figure} |\n`
  })
  return `${BEGIN}${rows.join('')}`
}

/** Keeps what a run has shown, and writes the table of SECURITY.md anew. */
export function keepShown(now: Readonly<Record<string, Shown>>): void {
  const all = { ...readShown(), ...now }
  const shown = Object.fromEntries(
    PROMISES.flatMap(({ promise }) => {
      const last = all[promise]
      return last === undefined ? [] : [[promise, last]]
    }),
  )
  writeFileSync(FIGURES, `${JSON.stringify(shown, null, 2)}\n`)
  const page = readFileSync(PAGE, 'utf8')
  const from = page.indexOf(BEGIN)
  if (from === -1) throw new Error('SECURITY.md has no table of promises')
  const end = page.indexOf('\n\n', from) + 1
  writeFileSync(PAGE, page.slice(0, from) + promiseTable(shown) + page.slice(end))
}

/** Whether a test of that full name is the one that shows the promise. */
export function isTestOf({ test }: Promised, fullName: string): boolean {
  const pieces = test.split(/%[sj]|\$\w+/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(pieces.join('.*')).test(fullName)
}
