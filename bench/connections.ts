import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { keepResult } from './kept-results.ts'
import { type Running, residentMb, startProgram, stopProgram } from './processes.ts'

// The tracker against a bare Hono handler and against nginx, both returning the same bytes, at 10, 100 and 1,000
// connections: requests a second, p50, p99 and memory. With clocks drawn anew for each request the others return one
// answer of the usual length. nginx is left out where it is not installed. Only answers count, in p50 and p99 too: of
// whoever is told to ask again (503 with Retry-After, where more ask for what takes long than there is time for) it says
// how many there were. Any other 503 ends the run.

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5)
const CONNECTIONS = (process.env['BENCH_CONNECTIONS'] ?? '10,100,1000').split(',').map(Number)
const DRAWN = 20_000
const FIRST_KNOWN = Date.UTC(2000, 11, 12)
const DAY_MS = 86_400_000

const PATHS = [
  '/v1/treaties/untoc',
  '/v1/treaties/untoc/participants',
  '/v1/treaties/untoc/threshold',
  '/v1/participants/JPN',
  '/v1/gaps?party=untoc&not_party=firearms',
  '/',
]

type Figures = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly mb: number
  /** How many in a second were told to ask again later. */
  readonly refused: number
}

/** One line of the output; the others are null where they were left out. */
export type ConnectionRow = {
  readonly path: string
  readonly clocks: 'today' | 'random'
  readonly bytes: number
  readonly connections: number
  readonly ours: Figures
  readonly bare: Figures
  readonly nginx: Figures | null
}

const rows: ConnectionRow[] = []

/** What stands in an answer that says so, and in no other 503. */
const ASK_AGAIN = '#problem-too-slow'

/** Counts answers that tell the one who asks to ask again. */
function countingToldToAskAgain() {
  let count = 0
  return {
    count: () => count,
    // Its types take what it emits for the header fields alone.
    listen: (client: NodeJS.EventEmitter) => {
      let isRefused = false
      client.on('headers', (head: { readonly statusCode: number; readonly headers: readonly string[] }) => {
        isRefused = head.statusCode === 503 && head.headers.some((name) => /^retry-after$/i.test(name))
      })
      client.on('body', (bytes: Buffer) => {
        if (isRefused && bytes.includes(ASK_AGAIN)) count += 1
        isRefused = false
      })
    },
  }
}

async function load(server: Running, paths: readonly string[], connections: number): Promise<Figures> {
  let place = 0
  const told = countingToldToAskAgain()
  const result = await autocannon({
    url: server.address,
    connections,
    duration: SECONDS,
    timeout: 30,
    excludeErrorStats: true,
    setupClient: told.listen,
    requests: [
      {
        setupRequest: (request) => {
          place = (place + 1) % paths.length
          return { ...request, path: paths[place] }
        },
      },
    ],
  })
  const refused = told.count()
  if (result.non2xx > refused || result.errors > 0) {
    throw new Error(`${result.non2xx - refused} answers were no answers, ${result.errors} requests failed`)
  }
  return {
    perSecond: result['2xx'] / result.duration,
    refused: refused / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    mb: residentMb(server.child.pid),
  }
}

function randomDay(): string {
  const days = (Date.now() - FIRST_KNOWN) / DAY_MS
  return new Date(FIRST_KNOWN + Math.floor(Math.random() * days) * DAY_MS).toISOString().slice(0, 10)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (at === null || typeof at === 'string') throw new Error('no port')
  return at.port
}

/** nginx with two workers, which answers every address with one file from the disk; null where there is none. */
async function startNginx(folder: string, type: string): Promise<Running | null> {
  if (spawnSync('nginx', ['-v']).status !== 0) return null
  const port = await freePort()
  const own = join(folder, 'nginx')
  mkdirSync(own, { recursive: true })
  const configuration = `
    daemon off; worker_processes 2; pid ${own}/pid; error_log ${own}/errors;
    events { worker_connections 4096; }
    http {
      access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
      client_body_temp_path ${own}/body; proxy_temp_path ${own}/proxy; fastcgi_temp_path ${own}/fastcgi;
      uwsgi_temp_path ${own}/uwsgi; scgi_temp_path ${own}/scgi;
      server {
        listen 127.0.0.1:${port} backlog=4096; root ${folder}; default_type ${type};
        location / { try_files /body =404; }
      }
    }`
  writeFileSync(join(own, 'conf'), configuration)
  const child = spawn('nginx', ['-e', `${own}/errors`, '-c', `${own}/conf`], { stdio: 'ignore' })
  const address = `http://127.0.0.1:${port}`
  for (let turn = 0; turn < 100; turn += 1) {
    const answered = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answered) return { child, address }
    await wait(20)
  }
  await stopProgram({ child })
  throw new Error('nginx does not answer')
}

function refusedText({ refused }: Figures): string {
  return refused === 0 ? '' : ` (${refused.toFixed(0)}/s told to ask again)`
}

function cells(figures: Figures): string {
  const { perSecond, p50, p99, mb } = figures
  return `${perSecond.toFixed(0).padStart(8)}${p50.toFixed(0).padStart(6)}${p99.toFixed(0).padStart(7)}${mb.toFixed(0).padStart(6)}`
}

async function compare(
  ours: Running,
  folder: string,
  of: { path: string; clocks: ConnectionRow['clocks']; paths: readonly string[] },
) {
  const usual = of.paths[Math.floor(of.paths.length / 2)]
  const answer = await fetch(`${ours.address}${usual}`)
  const body = new Uint8Array(await answer.arrayBuffer())
  writeFileSync(join(folder, 'body'), body)
  const bare = await startProgram(['bench/bare-handler.ts', join(folder, 'body'), 'bytes'])
  let nginx: Running | null = null
  try {
    nginx = await startNginx(folder, answer.headers.get('content-type')?.split(';')[0] ?? 'text/plain')
    for (const connections of CONNECTIONS) {
      await load(ours, of.paths, connections)
      const [own, hono] = [await load(ours, of.paths, connections), await load(bare, of.paths, connections)]
      const disk = nginx === null ? null : await load(nginx, of.paths, connections)
      rows.push({
        path: of.path,
        clocks: of.clocks,
        bytes: body.length,
        connections,
        ours: own,
        bare: hono,
        nginx: disk,
      })
      const label = `${of.path} ${of.clocks === 'today' ? 'today' : 'random clocks'}, ${body.length} B, ${connections}`
      const against = (other: Figures | null) =>
        other === null ? '     -' : (own.perSecond / other.perSecond).toFixed(2).padStart(6)
      console.log(
        `${label.padEnd(62)}${cells(own)} |${cells(hono)} |${disk === null ? ' '.repeat(27) : cells(disk)} |${against(hono)}${against(disk)}${refusedText(own)}`,
      )
    }
  } finally {
    await stopProgram(bare)
    if (nginx !== null) await stopProgram(nginx)
  }
}

const folder = mkdtempSync(join(tmpdir(), 'palermo-connections-'))
// The workers of nginx are another user's.
chmodSync(folder, 0o755)
const ours = await startProgram(['src/cli/palermo.js', 'serve'], {
  DATA_DIR: join(folder, 'data'),
  PORT: '0',
  JOBS: 'off',
})
try {
  if (spawnSync('nginx', ['-v']).status !== 0) console.log('nginx is not installed and is left out.')
  console.log(
    `${'address, bytes, connections'.padEnd(62)}    req/s   p50    p99    MB | (ours | bare Hono | nginx) | ours to each`,
  )
  for (const path of PATHS) {
    const clocks = () => `${path.includes('?') ? '&' : '?'}as_of=${randomDay()}&known_at=${randomDay()}`
    const drawn = Array.from({ length: DRAWN }, () => `${path}${clocks()}`)
    await compare(ours, folder, { path, clocks: 'today', paths: [path] })
    await compare(ours, folder, { path, clocks: 'random', paths: drawn })
  }
  keepResult('connections', rows)
} finally {
  await stopProgram(ours)
  rmSync(folder, { recursive: true, force: true })
}
