import fc from 'fast-check'
import { expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { draft, realRecord, realView, recordWith, TODAY } from '../answers/real-record.ts'
import { NOW, testApp } from './ask-app.ts'

const PAIRS = 1_000
const SEED = 20_031_225
const FIRST = plainDate('2000-12-12')
const YESTERDAY = addDays(TODAY, -1)
const DAY_MS = 86_400_000

/** A hundred acts of the record, spread over all of it, by turns taken back and given another day from today on. */
function corrections(): EventDraft[] {
  const acts = realRecord.events.filter(
    ({ action, action_date }) => action_date !== null && ['ratification', 'accession'].includes(action),
  )
  return Array.from({ length: 100 }, (_, place) => {
    const act = acts[Math.floor((place * acts.length) / 100)]
    if (act === undefined || act.action_date === null) throw new Error('too few acts')
    const { treaty, participant, id: corrects, action_date } = act
    const about = { treaty, participant, corrects, known_on: TODAY, id: `later-${place}` }
    return place % 2 === 0
      ? draft({ ...about, action: 'retraction', action_date: TODAY })
      : draft({ ...about, action: 'correction', action_date: addDays(action_date, 5) })
  })
}

const pair = fc.record({
  asOf: fc.integer({ min: 0, max: 9_400 }).map((days) => addDays(FIRST, days)),
  knownAt: fc.integer({ min: 0, max: 9_400 }).map((days) => {
    const day = addDays(FIRST, days)
    return day < YESTERDAY ? day : YESTERDAY
  }),
  path: fc.constantFrom(
    '/v1/treaties',
    '/v1/treaties/untoc',
    '/v1/treaties/smuggling/participants',
    '/v1/treaties/firearms/timeline',
    '/v1/participants/JPN',
  ),
})

test('every answer of the past is the one given then, byte for byte, after a hundred corrections', async ({
  task,
}) => {
  const before = testApp(realView())
  const grown = viewRecord(recordWith((events) => [...events, ...corrections()]))
  const after = createApp({ view: () => grown, version: 'test', now: () => NOW + DAY_MS })
  const asked = fc.sample(pair, { numRuns: PAIRS, seed: SEED })
  let moved = 0
  for (const { asOf, knownAt, path } of asked) {
    const address = `${path}?as_of=${asOf}&known_at=${knownAt}`
    const archived = await (await before.request(address)).text()
    expect([address, await (await after.request(address)).text()]).toEqual([address, archived])
    const today = await (await after.request(`${path}?as_of=${asOf}&known_at=${TODAY}`)).text()
    const then = await (await before.request(`${path}?as_of=${asOf}&known_at=${TODAY}`)).text()
    if (today !== then) moved += 1
  }
  // The corrections do change what is answered with today's knowledge.
  expect(moved).toBeGreaterThan(PAIRS / 2)
  task.meta.figure = `${PAIRS} pairs of days, 100 corrections`
})
