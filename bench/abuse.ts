import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { type Running, startProgram, stopProgram } from './processes.ts'

// What a client that asks as usual notices of others: its p99 alone, beside slow connections, and beside those and a
// client that asks as fast as it can. Half of the slow ones send a request a letter at a time, half ask for much and
// never read. Each client has an address of its own, as a proxy names it.

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10)
const SLOW = Number(process.env['BENCH_SLOW'] ?? 1_000)
const FLOOD = 50
const AIM = 3
/** Its requests of a minute stay below the usual limit of one client. */
const EVERY_MS = 25
const QUICK_MS = 20
const LONGEST_SETTLING_MS = 30_000
const PATH = '/v1/treaties/untoc'
/** Longer than what the system takes from the server for a reader that does not read. */
const MUCH = '/v1/export/events.ndjson'

/** The times that a client sees that asks, waits for the answer and asks again a little later. */
async function timesOf({ address }: Running): Promise<number[]> {
  const times: number[] = []
  const until = performance.now() + SECONDS * 1_000
  while (performance.now() < until) {
    const began = performance.now()
    const response = await fetch(`${address}${PATH}`, { headers: { 'x-forwarded-for': '192.0.2.1' } })
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`the usual client got ${response.status}`)
    times.push(performance.now() - began)
    await wait(EVERY_MS)
  }
  return times.toSorted((one, other) => one - other)
}

/** Waits until the server has taken the slow connections on: that they all come at once is no part of the question. */
async function settled({ address }: Running): Promise<void> {
  const until = performance.now() + LONGEST_SETTLING_MS
  for (let quick = 0; quick < 20 && performance.now() < until; await wait(EVERY_MS)) {
    const began = performance.now()
    await (await fetch(`${address}${PATH}`)).arrayBuffer()
    quick = performance.now() - began < QUICK_MS ? quick + 1 : 0
  }
}

function p99(times: readonly number[]): number {
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN
}

/** Connections that hold on for as long as they are let; each is opened again when the server gives it up. */
function beSlow({ address }: Running): () => void {
  const { hostname, port } = new URL(address)
  const sockets = new Set<Socket>()
  let stopped = false
  const open = (place: number): void => {
    if (stopped) return
    const socket = connect(Number(port), hostname)
    sockets.add(socket)
    const from = `Host: x\r\nX-Forwarded-For: 198.51.100.${place % 250}\r\n`
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      open(place)
    })
    if (place % 2 === 0) {
      socket.write(`GET ${PATH} HTTP/1.1\r\n${from}X: `)
      const drip = setInterval(() => socket.write('x'), 1_000)
      socket.on('close', () => clearInterval(drip))
      return
    }
    socket.pause()
    socket.write(`GET ${MUCH} HTTP/1.1\r\n${from}\r\n`)
  }
  for (let place = 0; place < SLOW; place += 1) open(place)
  return () => {
    stopped = true
    for (const socket of sockets) socket.destroy()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'palermo-abuse-'))
const env = { DATA_DIR: folder, PACKS: 'untoc', PORT: '0', JOBS: 'off', TRUSTED_PROXIES: '1' }
const server = await startProgram(['src/cli/palermo.js', 'serve'], env)
try {
  await timesOf(server)
  const quiet = p99(await timesOf(server))
  const stop = beSlow(server)
  await settled(server)
  const slow = p99(await timesOf(server))
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  const flood = autocannon({
    url: `${server.address}${PATH}`,
    headers,
    connections: FLOOD,
    duration: SECONDS + 1,
  })
  await wait(500)
  const both = p99(await timesOf(server))
  const { non2xx, requests } = await flood
  stop()
  const rows = [
    ['alone', quiet],
    [`beside ${SLOW} slow connections`, slow],
    [`beside those and a flood of ${Math.round(requests.average)} requests a second`, both],
  ] as const
  for (const [what, time] of rows) {
    const ratio = (time / quiet).toFixed(2)
    process.stdout.write(
      `p99 of a usual client ${what}: ${time.toFixed(2)} ms, ratio ${ratio} (aim ${AIM})\n`,
    )
  }
  process.stdout.write(`Of the flood ${non2xx} of ${requests.total} were refused (429).\n`)
} finally {
  await stopProgram(server)
  rmSync(folder, { recursive: true, force: true })
}
