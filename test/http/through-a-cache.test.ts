import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { dayOfMoment } from '../../src/law/plain-date.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { draft, realView, recordWith } from '../answers/real-record.ts'
import { NOW } from './ask-app.ts'
import { type CachingProxy, cachingProxy } from './caching-proxy.ts'

/** `CACHE_PAIRS=5000 npx vitest run test/http/through-a-cache` for more of them. */
const PAIRS = Number(process.env['CACHE_PAIRS'] ?? 400)
const DAY_MS = 86_400_000

let now = NOW
let view = realView()
const publicUrl = 'https://treaties.example.org'
const app = createApp({ view: () => view, version: 'test', now: () => now, publicUrl })
let proxy: CachingProxy
beforeAll(async () => {
  proxy = await cachingProxy(
    () => app,
    () => now,
  )
})
afterAll(() => proxy.close())

/** Few enough that the same addresses are asked again. */
const day = fc.constantFrom('', '2003-09-29', '2026-11-23', '2026-11-25')
const path = fc.constantFrom(
  '/v1/treaties/untoc',
  '/v1/treaties/untoc/participants.csv',
  '/v1/participants/JPN',
  '/v1/calendar.ics',
  '/v1/nothing',
  '/treaties/untoc',
  '/treaties/untoc/curve.svg',
  '/nothing',
)
const asked = fc.record({
  path,
  asOf: day,
  knownAt: day,
  accept: fc.constantFrom('application/json', 'text/html'),
  language: fc.constantFrom('en', 'fr'),
})

const later: EventDraft[] = []

/** What may come between two questions: an act that is recorded today, and a day that passes. */
function onward(place: number): void {
  if (place % 40 === 39) {
    const known_on = dayOfMoment(now)
    const action = later.length % 2 === 0 ? 'denunciation' : 'accession'
    const id = `later-${place}`
    later.push(draft({ id, treaty: 'XVIII-12', participant: 'JPN', action, action_date: known_on, known_on }))
    view = viewRecord(recordWith((events) => [...events, ...later]))
  }
  if (place % 60 === 59) now += DAY_MS
}

test('through a cache each answer is the one of its own clocks, whatever came before and is kept there', async ({
  task,
}) => {
  for (const [place, one] of fc.sample(asked, { numRuns: PAIRS, seed: 20_001_115 }).entries()) {
    const { asOf, knownAt, accept, language } = one
    const clocks = Object.entries({ as_of: asOf, known_at: knownAt }).filter(([, text]) => text !== '')
    const query = new URLSearchParams(clocks).toString()
    const address = `${one.path}${query === '' ? '' : `?${query}`}`
    const headers = { accept, 'accept-language': language }
    const [through, direct] = await Promise.all([
      fetch(`${proxy.address}${address}`, { headers }),
      app.request(address, { headers }),
    ])
    const told = [through.status, through.headers.get('content-type'), through.headers.get('etag')]
    const meantTo = [direct.status, direct.headers.get('content-type'), direct.headers.get('etag')]
    expect([address, accept, ...told]).toEqual([address, accept, ...meantTo])
    expect([address, await through.text()]).toEqual([address, await direct.text()])
    onward(place)
  }
  const { fresh, unchanged, fetched } = proxy.counted
  expect(Math.min(fresh, unchanged, fetched)).toBeGreaterThan(0)
  task.meta.figure = `${PAIRS} questions, ${fresh} answered from the cache, ${unchanged} confirmed, ${fetched} fetched`
}, 600_000)
