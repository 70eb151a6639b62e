import { expect, test } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { realView } from '../answers/real-record.ts'

const MOST_OF_CLIENT = 20
const LOST_MS = 300
const ENV = { incoming: { socket: { remoteAddress: '192.0.2.60' } } }

/** A platform that lets requests end in the middle of their work, as the edge does when a reader leaves: what they wait
 *  for then never comes, and nothing of them is done any more. */
function endingRequests(streamLostMs?: number) {
  let isOver = false
  const view = realView()
  const app = createApp({
    view: () => (isOver ? new Promise(() => undefined) : view),
    version: 'test',
    guard: { clientOf: clientBehind(0), perMinute: null, secure: false, now: Date.now },
    ...(streamLostMs === undefined ? {} : { streamLostMs }),
  })
  const openAll = async () => {
    for (let place = 0; place < MOST_OF_CLIENT; place += 1) {
      expect((await app.request('/v1/events/stream', {}, ENV)).status).toBe(200)
    }
  }
  const another = async () => {
    const { status, body } = await app.request('/v1/events/stream', {}, ENV)
    await body?.cancel()
    return status
  }
  /** For longer than a stream that is alive says nothing. */
  const passes = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  return { openAll, another, passes, end: (over: boolean) => (isOver = over) }
}

test('streams that ended without a word are not counted for good: their reader has its next one', async () => {
  const { openAll, another, passes, end } = endingRequests(LOST_MS)
  await openAll()
  expect(await another()).toBe(429)
  end(true)
  await passes(600 + LOST_MS)
  end(false)
  expect(await another()).toBe(200)
})

test('streams that are alive count for as long as they are', async () => {
  const { openAll, another, passes } = endingRequests(1_500)
  await openAll()
  await passes(2_500)
  expect(await another()).toBe(429)
})
