import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { limitConnections } from '../../src/network/server-limits.ts'

const KEPT_MS = 200
/** Node waits for so much longer than it says before it closes a connection. */
const NODE_ADDS_MS = 1_000
const REQUEST = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that keeps connections for a moment only, and one connection to it on which one request was answered. */
async function answeredOnce() {
  const server = createServer({ keepAliveTimeout: KEPT_MS }, (_request, response) => response.end('answer'))
  limitConnections(server, {})
  closing.push(() => server.closeAllConnections())
  closing.push(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const heard = { answers: 0, error: null as string | null, closed: false }
  socket.on('data', (piece) => {
    heard.answers += piece.toString().split('HTTP/1.1 200').length - 1
  })
  socket.on('error', ({ message }) => {
    heard.error = message
  })
  socket.on('close', () => {
    heard.closed = true
  })
  closing.push(() => socket.destroy())
  socket.write(REQUEST)
  await expect.poll(() => heard.answers).toBe(1)
  return { socket, heard }
}

it('a connection on which nothing comes is given up', async () => {
  const { heard } = await answeredOnce()
  await expect.poll(() => heard.closed, { timeout: 30_000 }).toBe(true)
  expect(heard).toMatchObject({ answers: 1, error: null })
})

it('a request that came while the process stood still for longer than connections are kept is answered', async () => {
  const { socket, heard } = await answeredOnce()
  // Until the server has begun to count; then right before its timers are looked at.
  await wait(20)
  await new Promise(setImmediate)
  socket.write(REQUEST)
  const until = performance.now() + NODE_ADDS_MS + 3 * KEPT_MS
  while (performance.now() < until);
  await expect.poll(() => heard.answers + Number(heard.closed), { timeout: 30_000 }).toBe(2)
  expect(heard).toMatchObject({ answers: 2, error: null })
})
