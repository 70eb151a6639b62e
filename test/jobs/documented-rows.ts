import { readFileSync } from 'node:fs'

const WATCH = new URL('../../docs/watch.md', import.meta.url)

/** The rows of the table under a heading of `docs/watch.md`, cell by cell: what the documentation says is what the tests
 *  hold the program to. */
export function documentedRows(heading: string): string[][] {
  const text = readFileSync(WATCH, 'utf8')
  const start = text.indexOf(`### ${heading}\n`)
  if (start === -1) throw new Error(`docs/watch.md has no heading "${heading}"`)
  const lines = text.slice(start).split('\n')
  const from = lines.findIndex((line) => line.startsWith('|---'))
  const to = lines.findIndex((line, index) => index > from && !line.startsWith('|'))
  return lines.slice(from + 1, to).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}
