import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { type Running, startProgram, stopProgram } from './processes.ts'

// The tracker against a bare Hono handler that returns the same bytes, both in processes of their own, by turns. With
// clocks drawn anew for each request the bare one returns an answer of the mean length of a thousand of them.

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 2)
const TURNS = Number(process.env['BENCH_TURNS'] ?? 7)
const CONNECTIONS = 20
const DRAWN = 50_000
const SAMPLE = 1000
const FIRST_KNOWN = Date.UTC(2000, 11, 12)
const DAY_MS = 86_400_000

/** Processor time the process has used, in milliseconds, as Linux accounts it. */
function processorMs({ child }: Running): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')
  return (Number(fields?.[11]) + Number(fields?.[12])) * 10
}

type Figures = { readonly perSecond: number; readonly processorUs: number }

async function load(server: Running, paths: readonly string[]): Promise<Figures> {
  let place = Math.floor(Math.random() * paths.length)
  const before = processorMs(server)
  const result = await autocannon({
    url: server.address,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [
      {
        setupRequest: (request) => {
          place = (place + 1) % paths.length
          return { ...request, path: paths[place] }
        },
      },
    ],
  })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} answers were no answers, ${result.errors} requests failed`)
  }
  const used = processorMs(server) - before
  return {
    perSecond: result.requests.total / result.duration,
    processorUs: (used * 1000) / result.requests.total,
  }
}

function randomDay(): string {
  const days = (Date.now() - FIRST_KNOWN) / DAY_MS
  return new Date(FIRST_KNOWN + Math.floor(Math.random() * days) * DAY_MS).toISOString().slice(0, 10)
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

async function byTurns(ours: Running, bare: Running, paths: readonly string[]) {
  await load(ours, paths)
  await load(bare, paths)
  const turns: { readonly ours: Figures; readonly bare: Figures }[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    turns.push({ ours: await load(ours, paths), bare: await load(bare, paths) })
  }
  const of = (who: 'ours' | 'bare', what: keyof Figures) => median(turns.map((turn) => turn[who][what]))
  return {
    ours: of('ours', 'perSecond'),
    bare: of('bare', 'perSecond'),
    ratio: median(turns.map((turn) => turn.ours.perSecond / turn.bare.perSecond)),
    oursUs: of('ours', 'processorUs'),
    bareUs: of('bare', 'processorUs'),
  }
}

async function bodyOfMeanLength(address: string, paths: readonly string[]): Promise<string> {
  const bodies: string[] = []
  for (const path of paths.slice(0, SAMPLE)) bodies.push(await (await fetch(`${address}${path}`)).text())
  const mean = bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length
  const ordered = bodies.toSorted((one, other) => Math.abs(one.length - mean) - Math.abs(other.length - mean))
  return String(ordered[0])
}

const folder = mkdtempSync(join(tmpdir(), 'palermo-requests-'))
const ours = await startProgram(['src/cli/palermo.js', 'serve'], {
  DATA_DIR: join(folder, 'data'),
  PORT: '0',
  JOBS: 'off',
})
const cell = (value: number, digits = 0) => value.toFixed(digits).padStart(9)

try {
  console.log(`${''.padEnd(52)}  req/s ours  req/s bare  ratio  µs ours  µs bare (processor time a request)`)
  for (const path of ['/v1/treaties/untoc', '/v1/treaties/untoc/participants', '/v1/participants/JPN']) {
    const drawn = Array.from({ length: DRAWN }, () => `${path}?as_of=${randomDay()}&known_at=${randomDay()}`)
    const today = await (await fetch(`${ours.address}${path}`)).text()
    const cases = [
      { name: 'today', paths: [path], body: today },
      { name: 'random clocks', paths: drawn, body: await bodyOfMeanLength(ours.address, drawn) },
    ]
    for (const { name, paths, body } of cases) {
      const file = join(folder, 'body.json')
      writeFileSync(file, body)
      for (const form of ['bytes', 'text']) {
        const bare = await startProgram(['bench/bare-handler.ts', file, form])
        const found = await byTurns(ours, bare, paths)
        await stopProgram(bare)
        const label = `${path}, ${name}, ${Buffer.byteLength(body)} B as ${form}`
        console.log(
          `${label.padEnd(64)}${cell(found.ours)}${cell(found.bare)}${cell(found.ratio, 2)}${cell(found.oursUs)}${cell(found.bareUs)}`,
        )
      }
    }
  }
} finally {
  await stopProgram(ours)
  rmSync(folder, { recursive: true, force: true })
}
