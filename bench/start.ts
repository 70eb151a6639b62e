import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageFile from '../package.json' with { type: 'json' }
import { makeBundle } from '../src/cli/make-bundle.ts'

const ROOT = join(import.meta.dirname, '..')
const RUNS = 5
const REST_MS = 2_000

/** `answeredMs`: until a treaty was told rightly; of what tells none, as `readyMs`. */
type Start = { readonly readyMs: number; readonly answeredMs: number; readonly restingMegabytes: number }

/** Resident memory of a process in megabytes, as Linux accounts it. */
function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  if (kilobytes === undefined) throw new Error(`no VmRSS for process ${pid}`)
  return Number(kilobytes) / 1024
}

/** Waits for the status of a treaty from the address in a first line. */
function rightAnswer(line: string): Promise<void> {
  const address = /http:\/\/\S+/.exec(line)?.[0]
  if (address === undefined) return Promise.resolve()
  return new Promise((resolve, reject) => {
    get(`${address}/v1/treaties/untoc?as_of=2003-09-29`, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece
      })
      const isRight = () =>
        response.statusCode === 200 && body.includes('"entry_into_force":{"date":"2003-09-29"')
      response.on('end', () => (isRight() ? resolve() : reject(new Error(`not the answer: ${body}`))))
    }).on('error', reject)
  })
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
  // Nothing is left running where an answer is not the right one.
  const leaveNothing = () => child.kill('SIGKILL')
  process.once('exit', leaveNothing)
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (piece: Buffer) => resolve(piece.toString()))
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before its first line`)))
  })
  const readyMs = performance.now() - began
  await rightAnswer(line)
  const answeredMs = performance.now() - began
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
  const restingMegabytes = residentMegabytes(pid)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  process.off('exit', leaveNothing)
  return { readyMs, answeredMs, restingMegabytes }
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
/** What `npm start` gives to Node. */
function startWords(): string[] {
  const { start } = packageFile.scripts
  if (!start.startsWith('exec node ')) throw new Error(`not a start of Node alone: ${start}`)
  return start.split(' ').slice(2)
}

const ours = {
  args: startWords(),
  env: { DATA_DIR: join(folder, 'ours'), PORT: '0', JOBS: 'off' },
}
const bare = { args: ['--input-type=module', '-e', BARE], env: { DATA_DIR: join(folder, 'bare') } }

const began = performance.now()
if (makeBundle('server') === null) throw new Error('the program could not be put together')
const togetherMs = performance.now() - began

try {
  const first = { ours: await startOnce(ours.args, ours.env), bare: await startOnce(bare.args, bare.env) }
  const again: { ours: Start; bare: Start }[] = []
  for (let run = 0; run < RUNS; run++) {
    again.push({ ours: await startOnce(ours.args, ours.env), bare: await startOnce(bare.args, bare.env) })
  }
  const of = (pick: (pair: { ours: Start; bare: Start }) => number) => median(again.map(pick)).toFixed(2)
  const row = (label: string, oursValue: string, bareValue: string, ratio: string) =>
    console.log(`${label.padEnd(38)} ${oursValue.padStart(9)} ${bareValue.padStart(9)} ${ratio.padStart(7)}`)
  console.log(`Put together in ${togetherMs.toFixed(0)} ms, once after an installation or a change.`)
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
    'and until the first right answer (ms)',
    of((pair) => pair.ours.answeredMs),
    of((pair) => pair.bare.answeredMs),
    of((pair) => pair.ours.answeredMs / pair.bare.answeredMs),
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
