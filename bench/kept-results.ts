import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

// Results that documents are computed from. They are written with BENCH_KEEP=1 and committed.

/** What was measured, and on what. */
export type Kept<Rows> = {
  readonly measured_at: string
  readonly node: string
  readonly machine: string
  /** Processes that wanted to run, on average of the minute before it began. */
  readonly load_before: number
  readonly rows: Rows
}

const FOLDER = join(import.meta.dirname, 'results')
const LOAD_BEFORE = loadavg()[0] ?? 0

/** Keeps a result where BENCH_KEEP is set. Throws where one of its numbers is 0: then it was measured for too short. */
export function keepResult<Rows>(name: string, rows: Rows): void {
  if (process.env['BENCH_KEEP'] === undefined) return
  if (/:0[,}]/.test(JSON.stringify(rows).replace(/"(p\d+|refused)":0(?=[,}])/g, ''))) {
    throw new Error('some were answered not once in the time; take more BENCH_SECONDS')
  }
  const [first] = cpus()
  const kept: Kept<Rows> = {
    measured_at: new Date().toISOString(),
    node: process.version,
    machine: `${cpus().length} × ${first?.model ?? 'unknown'}`,
    load_before: Number(LOAD_BEFORE.toFixed(1)),
    rows,
  }
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`)
}

export function readResult<Rows>(name: string): Kept<Rows> {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'))
}
