import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groundsOf } from '../../src/answers/grounds.ts'
import { computePosition, preparePosition } from '../../src/answers/position.ts'
import { findingPositions } from '../../src/answers/position-course.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { summarise } from '../../src/answers/treaty-summary.ts'
import type { Action } from '../../src/law/act.ts'
import { isBound } from '../../src/law/participant-status.ts'
import { addDays, type Clocks, plainDate } from '../../src/law/plain-date.ts'
import { parseRules } from '../../src/law/rule.ts'
import { chain, EMPTY_HEAD } from '../../src/record/chain.ts'
import type { Treaty } from '../../src/record/snapshot.ts'
import { draft, realRecord, TODAY } from './real-record.ts'
import { saidBy } from './said-position.ts'

const FIRST = plainDate('2001-01-01')
const STATES = realRecord.participants.filter(({ kind }) => kind === 'state').slice(0, 7)
const ACTIONS: readonly Action[] = [
  'signature',
  'ratification',
  'ratification',
  'accession',
  'provisional_application',
  'denunciation',
  'rescission',
  'withdrawal_of_instrument',
]
const DAYS = 900

const treaty: Treaty = {
  ...(realRecord.treaties[0] as Treaty),
  slug: 'made-up',
  number: 'T-1',
  adopted: FIRST,
  rules: parseRules(
    [
      {
        treaty: 'T-1',
        counts: ['ratification', 'accession'],
        condition: { op: 'count', gte: 3 },
        period: { kind: 'days', n: 30 },
        denunciation: { kind: 'days', n: 60 },
        reio: 'excluded',
      },
    ],
    { file: 'made up' },
  ),
}

type Drawn = { readonly state: number; readonly action: Action; readonly day: number; readonly late: number }

/** Some histories are known on the very days, in others an act is known late. */
function viewOf(acts: readonly Drawn[], areLate: boolean): RecordView {
  const drafts = acts.map(({ state, action, day, late }, place) =>
    draft({
      id: `act ${place}`,
      treaty: 'T-1',
      action,
      participant: String(STATES[state]?.code),
      action_date: addDays(FIRST, day),
      known_on: addDays(FIRST, day + (areLate ? late : 0)),
    }),
  )
  const events = chain(drafts, { head: EMPTY_HEAD, recordedAt: '2026-11-24T05:00:00.000Z' })
  const last = events.at(-1) ?? EMPTY_HEAD
  const head = { seq: last.seq, hash: last.hash }
  return viewRecord({ ...realRecord, treaties: [treaty], events, head, gaps: [], declarations: [] })
}

function inputOf(view: RecordView) {
  const kindOf = (code: string) => view.names.participants.get(code)?.kind
  const { memberships } = view.record
  const grounds = groundsOf(treaty, { treaties: [treaty], memberships, eventsOf: view.eventsOfTreaty })
  const isState = (code: string) => kindOf(code) !== 'organization'
  return preparePosition({ grounds, memberships, isState, isListedState: (code) => kindOf(code) === 'state' })
}

const day = fc.integer({ min: 0, max: DAYS })
const act = fc.record({
  state: fc.integer({ min: 0, max: STATES.length - 1 }),
  action: fc.constantFrom(...ACTIONS),
  day,
  late: fc.constantFrom(0, 0, 0, 5, 200),
})
const acts = fc.array(act, { minLength: 25, maxLength: 70 })
const clocks = fc.array(
  fc.tuple(fc.integer({ min: 0, max: DAYS + 120 }), fc.integer({ min: 0, max: DAYS + 120 })),
  {
    minLength: 40,
    maxLength: 40,
  },
)

describe('the course of a treaty that goes its way alone', () => {
  test('gives on any two clocks the position that all acts followed one by one give', () => {
    let courses = 0
    fc.assert(
      fc.property(acts, fc.boolean(), clocks, (drawn, areLate, pairs) => {
        const view = viewOf(drawn, areLate)
        const law = view.lawOf(treaty)
        const input = inputOf(view)
        for (const [one, other] of pairs) {
          const at: Clocks = { asOf: addDays(FIRST, one), knownAt: addDays(FIRST, other) }
          const { position } = computePosition(input, at)
          expect(saidBy(law.positionAt(at))).toEqual(saidBy(position))
          const { boundStates } = law.stretchAt(at)
          if (boundStates === null) continue
          courses += 1
          const outside = view.names.statesOn(at.asOf).filter((code) => {
            const row = position.rows.get(code)
            return row === undefined || !isBound(row.status)
          })
          expect(summarise(view, treaty, at).still_outside).toBe(outside.length)
        }
      }),
      { numRuns: 60, seed: 20_030_929 },
    )
    // The comparison says nothing where every position was followed act by act.
    expect(courses).toBeGreaterThan(500)
  })

  test('is not taken where an organization, another treaty or an act of two days has a part in it', () => {
    const real = viewRecord(realRecord)
    for (const one of real.treaties) {
      expect(real.lawOf(one).stretchAt({ asOf: TODAY, knownAt: TODAY }).boundStates).toBeNull()
    }
  })

  test('its numbers need no row, no ledger and no fold of all acts', () => {
    const view = viewOf(
      Array.from({ length: 60 }, (_, place) => ({
        state: place % 7,
        action: place < 7 ? 'signature' : 'ratification',
        day: place * 10,
        late: 0,
      })),
      false,
    )
    const input = inputOf(view)
    let folds = 0
    const counting = {
      ...input,
      lawWith: (added: Parameters<typeof input.lawWith>[0]) => {
        folds += 1
        return input.lawWith(added)
      },
    }
    const find = findingPositions(counting)
    const knownAt = addDays(FIRST, 800)
    for (let place = 150; place < 600; place += 1) {
      const { position } = find({ asOf: addDays(FIRST, place), knownAt })
      expect(position.counts.participants).toBe(7)
    }
    expect(folds).toBe(1)
  })
})
