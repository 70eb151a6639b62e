import { type AddressInfo, connect } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, readQuestion } from '../../src/answers/ask.ts'
import { treatyParticipants } from '../../src/answers/treaty-participants.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { realView, TODAY } from '../answers/real-record.ts'
import { testApp } from './ask-app.ts'

const view = realView()
const server = createAdaptorServer({ fetch: testApp(view).fetch })
let origin = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const PATH = '/v1/treaties/untoc/participants'

function clocksOf(place: number) {
  const first = plainDate('2000-12-12')
  return { as_of: addDays(first, (place * 97) % 9000), known_at: addDays(first, (place * 61) % 9000) }
}

function expected(place: number): string {
  const given = Object.entries({ t: 'untoc', ...clocksOf(place) })
  return JSON.stringify(
    answer(treatyParticipants, readQuestion(treatyParticipants, given, { view, today: TODAY })),
  )
}

function ask(place: number): string {
  return `${origin}${PATH}?${new URLSearchParams(clocksOf(place))}`
}

/** Asks many questions on one connection and reads nothing before `wait` is over. */
function readLate(places: readonly number[], wait: Promise<unknown>): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.pause()
    for (const place of places) {
      const { pathname, search } = new URL(ask(place))
      const last = place === places.at(-1) ? 'Connection: close\r\n' : ''
      socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}\r\n${last}\r\n`)
    }
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('end', () => resolve(bodiesIn(Buffer.concat(chunks))))
    wait.then(() => socket.resume(), reject)
  })
}

function bodiesIn(bytes: Buffer): string[] {
  const bodies: string[] = []
  let place = 0
  while (place < bytes.length) {
    const begin = bytes.indexOf('\r\n\r\n', place) + 4
    const head = bytes.subarray(place, begin).toString()
    place = begin + Number(/content-length: (\d+)/i.exec(head)?.[1])
    bodies.push(bytes.subarray(begin, place).toString())
  }
  return bodies
}

test('hundreds of different answers at once, late readers among them, are each their own', async () => {
  const late = [0, 1, 2].map((start) => Array.from({ length: 150 }, (_, place) => 1000 * (start + 1) + place))
  const others = Array.from({ length: 300 }, (_, place) => place)
  const quick = Promise.all(others.map(async (place) => (await fetch(ask(place))).text()))
  const found = await Promise.all([quick, ...late.map((places) => readLate(places, quick))])
  const wanted = [others, ...late]
  for (const [reader, texts] of found.entries()) {
    expect(texts).toHaveLength(Number(wanted[reader]?.length))
    for (const [place, text] of texts.entries()) expect(text).toBe(expected(Number(wanted[reader]?.[place])))
  }
})

test('a reader that leaves in the middle spoils nobody’s answer', async () => {
  for (let place = 0; place < 50; place += 1) {
    const leaving = new AbortController()
    const left = fetch(ask(place), { signal: leaving.signal }).catch(() => 'left')
    leaving.abort()
    await left
    expect(await (await fetch(ask(place + 1))).text()).toBe(expected(place + 1))
  }
})

test('HEAD and 304 through the server have no body, and HEAD tells its length', async () => {
  const url = ask(1)
  const got = await fetch(url)
  const length = (await got.arrayBuffer()).byteLength
  const head = await fetch(url, { method: 'HEAD' })
  expect(head.headers.get('content-length')).toBe(String(length))
  expect((await head.arrayBuffer()).byteLength).toBe(0)
  const again = await fetch(url, { headers: { 'if-none-match': String(got.headers.get('etag')) } })
  expect(again.status).toBe(304)
})
