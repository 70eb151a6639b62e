import { describe, expect, test } from 'vitest'
import { viewRecord } from '../../../src/answers/record-view.ts'
import { realRecord, recordWith, TODAY } from '../../answers/real-record.ts'
import { TROUBLED_EVENTS } from '../../answers/troubled-events.ts'
import { NOW, testApp } from '../ask-app.ts'

const LASTING = 'as_of=2010-01-01&known_at=2011-01-01'
const FOR_EVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'public, max-age=0, must-revalidate'

/** The same, a day and many events and a check later. */
function grownApp() {
  const later = TROUBLED_EVENTS.map((event) => ({ ...event, known_on: TODAY }))
  const record = {
    ...recordWith((events) => [...events, ...later]),
    checked_at: '2026-11-25T06:00:00.000Z',
  }
  return testApp(viewRecord(record), { now: () => NOW + 86_400_000 })
}

describe('a picture with both clocks', () => {
  const [app, grown] = [testApp(), grownApp()]

  test.each([
    '/treaties/untoc/curve.svg',
    '/treaties/untoc/map.svg',
    '/treaties/untoc/progress.svg',
    '/treaties/untoc/why.svg',
    '/treaties/firearms/curve.svg',
    '/states/JPN/stages.svg',
  ])('%s may be kept for ever, and stays as it was after later events and checks', async (path) => {
    const [before, after] = [
      await app.request(`${path}?${LASTING}`),
      await grown.request(`${path}?${LASTING}`),
    ]
    const drawn = await before.text()
    expect(before.headers.get('cache-control')).toBe(FOR_EVER)
    expect(await after.text()).toBe(drawn)
    const tag = String(before.headers.get('etag'))
    expect(after.headers.get('etag')).toBe(tag)
    const again = await grown.request(`${path}?${LASTING}`, { headers: { 'if-none-match': tag } })
    expect([again.status, again.headers.get('cache-control')]).toEqual([304, FOR_EVER])
    // It says how far the record reached that it rests on, not how far it reaches now.
    expect(drawn).not.toContain(`${realRecord.head.seq}`)
  })

  test('as PNG too, where they can be drawn', async () => {
    const one = testApp(undefined, { drawPng: async (svg) => new TextEncoder().encode(svg) })
    const response = await one.request(`/treaties/untoc/curve.png?${LASTING}`)
    expect(response.headers.get('cache-control')).toBe(FOR_EVER)
  })

  test('is asked for again while it can change: a clock left out, a day to come, a forecast, a page', async () => {
    for (const address of [
      '/treaties/untoc/curve.svg',
      '/treaties/untoc/curve.svg?as_of=2010-01-01',
      '/treaties/untoc/curve.svg?known_at=2011-01-01',
      `/treaties/untoc/curve.svg?as_of=2010-01-01&known_at=${TODAY}`,
      `/treaties/untoc/projection.svg?${LASTING}`,
      `/treaties/untoc?${LASTING}`,
    ]) {
      const response = await app.request(address)
      expect([address, response.status, response.headers.get('cache-control')]).toEqual([
        address,
        200,
        ASK_AGAIN,
      ])
    }
  })
})
