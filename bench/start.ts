import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const RUNS = 5
const REST_MS = 2_000

type Start = { readonly readyMs: number; readonly restingMegabytes: number }

/** Resident memory of a process in megabytes, as Linux accounts it. */
function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  if (kilobytes === undefined) throw new Error(`no VmRSS for process ${pid}`)
  return Number(kilobytes) / 1024
}

/** Starts a program, waits for its first line of output, then reads its memory after a rest. */
async function startOnce(args: readonly string[], env: Record<string, string>): Promise<Start> {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('the program did not start')
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before its first line`)))
  })
  const readyMs = performance.now() - began
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
  const restingMegabytes = residentMegabytes(pid)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  return { readyMs, restingMegabytes }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('no values')
  return middle
}

const BARE = `
import { PGlite } from '@electric-sql/pglite'
const database = await PGlite.create({ dataDir: process.env.DATA_DIR })
await database.query('select 1')
console.log('ready')
process.on('SIGTERM', async () => { await database.close(); process.exit(0) })
setInterval(() => undefined, 1000)
`

const folder = mkdtempSync(join(tmpdir(), 'palermo-start-'))
const ours = {
  args: ['src/cli/palermo.js', 'serve'],
  env: { DATA_DIR: join(folder, 'ours'), PORT: '0', JOBS: 'off' },
}
const bare = { args: ['--input-type=module', '-e', BARE], env: { DATA_DIR: join(folder, 'bare') } }

try {
  const first = { ours: await startOnce(ours.args, ours.env), bare: await startOnce(bare.args, bare.env) }
  const again: { ours: Start; bare: Start }[] = []
  for (let run = 0; run < RUNS; run++) {
    again.push({ ours: await startOnce(ours.args, ours.env), bare: await startOnce(bare.args, bare.env) })
  }
  const of = (pick: (pair: { ours: Start; bare: Start }) => number) => median(again.map(pick)).toFixed(2)
  const row = (label: string, oursValue: string, bareValue: string, ratio: string) =>
    console.log(`${label.padEnd(34)} ${oursValue.padStart(9)} ${bareValue.padStart(9)} ${ratio.padStart(7)}`)
  row('', 'tracker', 'PGlite', 'ratio')
  row(
    'first start, empty folder (ms)',
    first.ours.readyMs.toFixed(0),
    first.bare.readyMs.toFixed(0),
    (first.ours.readyMs / first.bare.readyMs).toFixed(2),
  )
  row(
    `start again (ms, median of ${RUNS})`,
    of((pair) => pair.ours.readyMs),
    of((pair) => pair.bare.readyMs),
    of((pair) => pair.ours.readyMs / pair.bare.readyMs),
  )
  row(
    `memory at rest (MB, median of ${RUNS})`,
    of((pair) => pair.ours.restingMegabytes),
    of((pair) => pair.bare.restingMegabytes),
    of((pair) => pair.ours.restingMegabytes / pair.bare.restingMegabytes),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
