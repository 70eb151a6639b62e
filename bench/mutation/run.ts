import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Part, parts, REPORTS, ROOT } from './parts.ts'

/** Parts named on the command line, run anew: what was killed before stays so unless its file or its tests changed.
 *  Without names all that have no report yet, so that a run that was cut goes on where it was. */
function partsAsked(names: readonly string[]): Part[] {
  const known = parts()
  const unknown = names.filter((name) => !known.some((part) => part.name === name))
  if (unknown.length > 0) {
    const there = known.map(({ name, files }) => `${name} (${files.join(' ')})`)
    process.stderr.write(`mutation: no such part: ${unknown.join(', ')}; there are:\n${there.join('\n')}\n`)
    process.exit(2)
  }
  if (names.length > 0) return known.filter(({ name }) => names.includes(name))
  return known.filter(({ name }) => !existsSync(join(REPORTS, `${name}.json`)))
}

/** Whether Stryker ran to its end; its report is kept then. */
function runPart({ name, files }: Part): boolean {
  const settings = JSON.parse(readFileSync(join(import.meta.dirname, 'stryker.json'), 'utf8'))
  const at = (ending: string): string => join(REPORTS, ending)
  const config = at(`settings/${name}.json`)
  const report = at(`fresh/${name}.json`)
  const incrementalFile = at(`incremental/${name}.json`)
  for (const folder of ['settings', 'fresh', 'incremental']) mkdirSync(at(folder), { recursive: true })
  writeFileSync(
    config,
    JSON.stringify({ ...settings, mutate: files, jsonReporter: { fileName: report }, incrementalFile }),
  )
  rmSync(report, { force: true })
  const run = spawnSync('stryker', ['run', config], { cwd: ROOT, stdio: 'inherit' })
  if (run.status !== 0 || !existsSync(report)) return false
  renameSync(report, at(`${name}.json`))
  return true
}

for (const part of partsAsked(process.argv.slice(2))) {
  process.stdout.write(`\n# ${part.name}: ${part.files.join(' ')}\n`)
  if (!runPart(part)) process.exitCode = 1
}
