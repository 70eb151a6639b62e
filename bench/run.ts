import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Every benchmark, in the order in which they run; each prints its own ratios against a baseline of the same run. */
const BENCHMARKS = [
  'fold',
  'start',
  'requests',
  'pages',
  'read-table',
  'projection',
  'load',
  'record-memory',
  'connections',
  'growth',
  'mixed',
  'abuse',
  'alerts',
] as const

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !BENCHMARKS.some((known) => known === name))
if (unknown.length > 0) {
  process.stderr.write(
    `bench: no such benchmark: ${unknown.join(', ')}; there are: ${BENCHMARKS.join(', ')}.\n`,
  )
  process.exit(2)
}
for (const name of BENCHMARKS) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`\n# ${name}\n`)
  const run = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  })
  if (run.status !== 0) process.exitCode = 1
}
