import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { startServing } from '../cli/program.ts'
import { ROOT } from '../shape/source-files.ts'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'

const READERS = 8
const RESTARTS = 2
const PATIENCE = { timeout: 60_000 }

const database = await newServerDatabase('whole')

afterAll(() => database.drop())

/** As systemd does it: holds the socket, and starts the program anew with it each time it ends. */
const KEEPER = 'while :; do sh -c \'LISTEN_FDS=1 LISTEN_PID=$$ exec "$NODE" src/cli/palermo.js serve\'; done'

async function startKept(): Promise<{ readonly port: number; readonly keeper: ChildProcess }> {
  const socket = createServer()
  socket.listen(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address() as AddressInfo
  const { fd } = Reflect.get(socket, '_handle') as { readonly fd: number }
  const keeper = spawn('sh', ['-c', KEEPER], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE: process.execPath,
      DATABASE_URL: database.url,
      JOBS: 'off',
      DATA_DIR: newFolder(),
    },
    stdio: ['ignore', 'pipe', 'pipe', fd],
    detached: true,
  })
  socket.close()
  return { port, keeper }
}

type Outcome = { readonly error: string | null }

/** One request on a connection that is kept; none is repeated. */
function ask(port: number, agent: Agent, path: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ error: error.message })
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      response.on('error', failed)
      response.on('end', () =>
        resolve({ error: response.statusCode === 200 ? null : `status ${response.statusCode}` }),
      )
      response.resume()
    }).on('error', failed)
  })
}

/** The process that answers, by what the keeper has started. */
function servingPids(keeper: ChildProcess): Promise<number[]> {
  const listed = spawn('ps', ['-o', 'pid=,args=', '-g', String(keeper.pid)])
  return new Promise((resolve) => {
    let text = ''
    listed.stdout.on('data', (piece) => {
      text += piece
    })
    listed.on('close', () => {
      const lines = text.split('\n').filter((line) => /palermo\.js serve/.test(line) && !/sh -c/.test(line))
      resolve(lines.map((line) => Number.parseInt(line, 10)))
    })
  })
}

it('a restart under load on a held socket fails no request', async () => {
  const { port, keeper } = await startKept()
  let greetings = 0
  keeper.stdout?.on('data', (piece: Buffer) => {
    greetings += [...piece.toString().matchAll(/^Palermo Tracker at /gm)].length
  })
  await expect.poll(() => greetings, PATIENCE).toBe(1)
  const outcomes: Outcome[] = []
  let stopped = false
  const readers = Array.from({ length: READERS }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!stopped) {
      outcomes.push(await ask(port, agent, '/v1/treaties/untoc/participants'))
      await wait(5)
    }
    agent.destroy()
  })
  const pids = new Set<number>()
  for (let restart = 1; restart <= RESTARTS; restart += 1) {
    await wait(500)
    const [pid] = await servingPids(keeper)
    if (pid === undefined) throw new Error('nobody serves')
    pids.add(pid)
    process.kill(pid, 'SIGTERM')
    await expect.poll(() => greetings, PATIENCE).toBe(1 + restart)
  }
  await wait(500)
  stopped = true
  await Promise.all(readers)
  process.kill(-Number(keeper.pid), 'SIGKILL')
  expect(pids.size).toBe(RESTARTS)
  expect(outcomes.length).toBeGreaterThan(100)
  expect(outcomes.filter(({ error }) => error !== null)).toEqual([])
})

it('told to stop, it says so for as long as it is asked to, still answers, and then ends', async () => {
  const running = await startServing({ DATABASE_URL: database.url, DATA_DIR: newFolder(), STOP_DELAY: '2' })
  const began = performance.now()
  running.child.kill('SIGTERM')
  const ready = async () => (await fetch(`${running.address}/readyz`)).status
  await expect.poll(ready, { interval: 50 }).toBe(503)
  expect((await fetch(`${running.address}/v1/treaties`)).status).toBe(200)
  expect((await running.ended).code).toBe(0)
  expect(performance.now() - began).toBeGreaterThan(2_000)
})
