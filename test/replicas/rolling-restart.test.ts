import { once } from 'node:events'
import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Running, startServing } from '../cli/program.ts'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'

const REPLICAS = 3
const READERS = 8
const CHECK_EVERY_MS = 1_000
/** Much longer than between two checks, so that a busy machine has time for one. */
const STOP_DELAY = '6'
const PATHS = ['/v1/treaties/untoc/participants', '/v1/participants/JPN?as_of=2004-01-01', '/']

const database = await newServerDatabase('whole')
let replicas: Running[] = []

const start = () =>
  startServing({ DATABASE_URL: database.url, DATA_DIR: newFolder(), JOBS: 'off', STOP_DELAY })

beforeAll(async () => {
  replicas = await Promise.all(Array.from({ length: REPLICAS }, start))
})

afterAll(async () => {
  for (const { child } of replicas) child.kill('SIGKILL')
  for (const { ended } of replicas) await ended
  await database.drop()
})

/** Sends each request to the next replica that says that it is ready, on connections that are kept. It repeats none, and
 *  asks none that was not ready when it was looked at last. */
async function startBalancer() {
  const agent = new Agent({ keepAlive: true })
  const ready = new Set<string>()
  const answeredBy = new Set<string>()
  let turn = 0
  let stopped = false
  const checks: Promise<void>[] = []
  /** Looks at one replica again and again until it is gone. */
  const look = async ({ address, child }: Running): Promise<void> => {
    while (!stopped && child.exitCode === null) {
      const isReady = await fetch(`${address}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      )
      if (isReady) ready.add(address)
      else ready.delete(address)
      await wait(CHECK_EVERY_MS)
    }
    ready.delete(address)
  }
  const add = (replica: Running): void => {
    checks.push(look(replica))
  }
  const server: Server = createServer((incoming, outgoing) => {
    turn += 1
    const address = [...ready][turn % ready.size] ?? ''
    const asked = request(`${address}${incoming.url}`, { agent }, (answer) => {
      answeredBy.add(address)
      outgoing.writeHead(answer.statusCode ?? 500)
      answer.on('error', () => outgoing.destroy())
      answer.pipe(outgoing)
    })
    asked.on('error', (error) => outgoing.writeHead(502).end(`${address}: ${error.message}`))
    asked.end()
  })
  server.keepAliveTimeout = 600_000
  for (const replica of replicas) add(replica)
  await expect.poll(() => ready.size, { timeout: 60_000 }).toBe(REPLICAS)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const stop = async (): Promise<void> => {
    stopped = true
    await Promise.all(checks)
    agent.destroy()
    server.closeAllConnections()
    server.close()
  }
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { address, add, answeredBy, stop }
}

it('three replicas are replaced one after the other under load, and no request fails', async () => {
  const balancer = await startBalancer()
  const failures: string[] = []
  let answered = 0
  let stopped = false
  const readers = Array.from({ length: READERS }, async (_, reader) => {
    for (let turn = reader; !stopped; turn += 1) {
      const path = PATHS[turn % PATHS.length]
      try {
        const answer = await fetch(`${balancer.address}${path}`)
        const text = await answer.text()
        if (answer.status === 200 && text.length > 0) answered += 1
        // A process that a busy machine kept waiting for ten seconds says that the request was late; others may repeat it.
        else if (answer.status !== 408) failures.push(`${path}: ${answer.status} ${text}`)
      } catch (error) {
        failures.push(`${path}: ${String(error)}`)
      }
      await wait(5)
    }
  })
  const allAnswer = () =>
    expect
      .poll(() => replicas.filter(({ address }) => !balancer.answeredBy.has(address)), { timeout: 60_000 })
      .toEqual([])
  try {
    await allAnswer()
    for (let place = 0; place < REPLICAS; place += 1) {
      const old = replicas[place]
      old?.child.kill('SIGTERM')
      expect((await old?.ended)?.code).toBe(0)
      const fresh = await start()
      replicas[place] = fresh
      balancer.add(fresh)
      await allAnswer()
    }
  } finally {
    stopped = true
    await Promise.all(readers)
    await balancer.stop()
  }
  expect(failures).toEqual([])
  expect(answered).toBeGreaterThan(100)
})
