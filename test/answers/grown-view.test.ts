import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer, readQuestion } from '../../src/answers/ask.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { RESOURCES } from '../../src/answers/resources.ts'
import { createApp } from '../../src/http/app.ts'
import { fillPath, pathNames } from '../../src/http/parameters.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { NOW } from '../http/ask-app.ts'
import { draft, recordWith, TODAY } from './real-record.ts'
import { TROUBLED_EVENTS } from './troubled-events.ts'

const whole = recordWith((events) => [...events, ...TROUBLED_EVENTS])
const FIRST = plainDate('2000-12-12')
const anyDay = fc.integer({ min: 0, max: 9_500 }).map((days) => addDays(FIRST, days))
/** The last steps are those in which corrections, denunciations and undated acts come. */
const STEPS = [0, 300, 301, 1000, ...TROUBLED_EVENTS.map((_, place) => whole.events.length - place)].sort(
  (one, other) => one - other,
)

function upTo(length: number): RecordSnapshot {
  const events = whole.events.slice(0, length)
  const last = events.at(-1)
  return { ...whole, events, head: { seq: last?.seq ?? 0, hash: last?.hash ?? '' } }
}

/** What is asked after each step: the same addresses again and again, so that what was kept before is found. */
const ASKED = RESOURCES.filter(({ id }) => !/^event$|projection/.test(id))

describe('a view that grows with the record', () => {
  test('gives what a fresh view of the same record gives, byte for byte, for any two clocks', async () => {
    let view: RecordView = viewRecord(upTo(STEPS[0] ?? 0))
    const app = createApp({ view: () => view, version: 'test', now: () => NOW, memoryBytes: 3_000_000 })
    const clocks = fc.sample(fc.tuple(anyDay, anyDay), { numRuns: 2, seed: 20_001_212 })
    for (const length of STEPS.slice(1)) {
      view = viewRecord(upTo(length), view)
      const fresh = viewRecord(upTo(length))
      for (const resource of ASKED) {
        for (const [as_of, known_at] of [...clocks, [TODAY, TODAY] as const]) {
          const values = { ...resource.example(fresh), as_of, known_at }
          const question = readQuestion(resource, Object.entries(values), { view: fresh, today: TODAY })
          const names = pathNames(resource.path)
          const query = Object.entries(values).filter(([name]) => !names.includes(name))
          const address = `${fillPath(resource.path, values)}?${new URLSearchParams(query)}`
          expect(await (await app.request(address)).text(), `${length} ${address}`).toBe(
            JSON.stringify(answer(resource, question)),
          )
        }
      }
    }
  })

  test('works out anew only the law of the treaties that an added event is about', () => {
    const before = viewRecord(upTo(1000))
    const lawsBefore = before.treaties.map((treaty) => before.lawOf(treaty))
    const act = draft({
      id: 'added',
      treaty: 'XVIII-12-c',
      action: 'accession',
      participant: 'JPN',
      action_date: plainDate('2026-11-20'),
    })
    const record = recordWith((events) => [...events.slice(0, 1000), act])
    const sameParts = { ...upTo(1000), events: record.events, head: record.head }
    const after = viewRecord(sameParts, before)
    const kept = after.treaties.map((treaty, place) => after.lawOf(treaty) === lawsBefore[place])
    expect(kept).toEqual([true, true, true, false])
    expect(after.treaties.map(({ slug }) => slug)).toEqual(['untoc', 'trafficking', 'smuggling', 'firearms'])
  })

  test('takes nothing over from another record, nor from one with another event at some place', () => {
    const before = viewRecord(upTo(1000))
    const laws = before.treaties.map((treaty) => before.lawOf(treaty))
    const other = recordWith((events) => events.slice(1, 1002))
    const rewritten = viewRecord({ ...upTo(1000), events: other.events, head: other.head }, before)
    const shorter = viewRecord(upTo(999), before)
    const otherRegistry = viewRecord({ ...upTo(1000), groups: [...whole.groups] }, before)
    for (const view of [rewritten, shorter, otherRegistry]) {
      expect(view.registry).not.toBe(before.registry)
      for (const [place, treaty] of view.treaties.entries()) expect(view.lawOf(treaty)).not.toBe(laws[place])
    }
  })
})
