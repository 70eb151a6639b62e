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
const ENDS: ReadonlySet<Action> = new Set(['denunciation', 'withdrawal_of_instrument'])
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

/** Convention and Protocol as on record, but for three instruments and shorter times. */
const family: readonly Treaty[] = realRecord.treaties.slice(0, 2).map((one) => ({
  ...one,
  adopted: FIRST,
  rules: one.rules.map((rule) => ({
    ...rule,
    condition: { op: 'count', gte: 3 },
    denunciation: { kind: 'days', n: 60 },
    signature_window: undefined,
  })),
}))

/** The Union, and States of which most are members of it. */
const UNION = [
  ...realRecord.participants.filter(({ kind }) => kind === 'organization').slice(0, 1),
  ...realRecord.participants.filter(({ code }) => ['DEU', 'FRA', 'ITA', 'POL', 'ESP', 'JPN'].includes(code)),
]

type Drawn = {
  readonly state: number
  readonly action: Action
  readonly day: number
  readonly late: number
  readonly protocol: boolean
}

type Made = {
  readonly fewest: number
  readonly treaties: readonly Treaty[]
  readonly participants: readonly { readonly code: string }[]
}
const ALONE: Made = { fewest: 25, treaties: [treaty], participants: STATES }
const FAMILY: Made = { fewest: 90, treaties: family, participants: UNION }

/** Some histories are known on the very days, in others an act is known late. */
function viewOf(acts: readonly Drawn[], areLate: boolean, { treaties, participants } = ALONE): RecordView {
  const drafts = acts.map(({ state, action, day, late, protocol }, place) =>
    draft({
      id: `act ${place}`,
      treaty: String(treaties.at(protocol ? -1 : 0)?.number),
      action,
      participant: String(participants[state]?.code),
      action_date: addDays(FIRST, day),
      known_on: addDays(FIRST, day + (areLate ? late : 0)),
    }),
  )
  const events = chain(drafts, { head: EMPTY_HEAD, recordedAt: '2026-11-24T05:00:00.000Z' })
  const last = events.at(-1) ?? EMPTY_HEAD
  const head = { seq: last.seq, hash: last.hash }
  return viewRecord({ ...realRecord, treaties, events, head, gaps: [], declarations: [] })
}

function inputOf(view: RecordView, asked = treaty) {
  const kindOf = (code: string) => view.names.participants.get(code)?.kind
  const { memberships, treaties } = view.record
  const grounds = groundsOf(asked, { treaties, memberships, eventsOf: view.eventsOfTreaty })
  const isState = (code: string) => kindOf(code) !== 'organization'
  return preparePosition({ grounds, memberships, isState, isListedState: (code) => kindOf(code) === 'state' })
}

const day = fc.integer({ min: 0, max: DAYS })
const act = fc.record({
  state: fc.integer({ min: 0, max: STATES.length - 1 }),
  action: fc.constantFrom(...ACTIONS),
  day,
  late: fc.constantFrom(0, 0, 0, 5, 200),
  protocol: fc.boolean(),
})
const actsOf = (fewest: number) => fc.array(act, { minLength: fewest, maxLength: 3 * fewest })
const clocks = fc.array(
  fc.tuple(fc.integer({ min: 0, max: DAYS + 120 }), fc.integer({ min: 0, max: DAYS + 120 })),
  {
    minLength: 40,
    maxLength: 40,
  },
)

/** Holds what the course says on pairs of days against what all acts followed one by one say; gives how often it was on
 *  its course. */
function compareOn(pairs: readonly (readonly [number, number])[], view: RecordView, asked: Treaty): number {
  let courses = 0
  const law = view.lawOf(asked)
  const input = inputOf(view, asked)
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
    expect(summarise(view, asked, at).still_outside).toBe(outside.length)
  }
  return courses
}

describe('the course of a treaty', () => {
  test.each([
    ['that goes its way alone', ALONE],
    ['with a Protocol, and with the Union', FAMILY],
  ])('%s gives on any two clocks the position that all acts followed one by one give', (_what, made) => {
    const courses = made.treaties.map(() => 0)
    fc.assert(
      fc.property(actsOf(made.fewest), fc.boolean(), clocks, (drawn, areLate, pairs) => {
        // Where one stays, the Union is not left alone.
        const staying = drawn.filter(({ state, action }) => state !== 1 || !ENDS.has(action))
        const view = viewOf(staying, areLate, made)
        made.treaties.forEach((asked, place) => {
          courses[place] = (courses[place] ?? 0) + compareOn(pairs, view, asked)
        })
      }),
      { numRuns: 60, seed: 20_030_929 },
    )
    // The comparison says nothing where every position was followed act by act.
    for (const count of courses) expect(count).toBeGreaterThan(250)
  })

  test('is not taken where it is not known of an act on which day it happened', () => {
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
        protocol: false,
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

  describe('with a parent', () => {
    /** Each State joins the Convention, then the Protocol; the third of them on day 250. */
    const joining = (late: number) =>
      Array.from(
        { length: 6 },
        (_, place): Drawn => ({
          state: 1 + Math.floor(place / 2),
          action: 'accession',
          day: place * 50,
          late,
          protocol: place % 2 === 1,
        }),
      )
    const [, protocol] = family
    const findingIn = (acts: readonly Drawn[]) => {
      const input = inputOf(viewOf(acts, true, FAMILY), protocol)
      const asked: string[] = []
      const find = findingPositions({
        ...input,
        lawWith: (added) => {
          asked.push('all acts')
          return input.lawWith(added)
        },
        lawBefore: (day) => {
          asked.push(`acts before ${day}`)
          return input.lawBefore(day)
        },
      })
      return { asked, find }
    }
    const on = (day: number): Clocks => ({ asOf: addDays(FIRST, day), knownAt: addDays(FIRST, 900) })

    test('days before both thresholds were met are asked of the acts before that day alone', () => {
      const { asked, find } = findingIn(joining(0))
      for (let day = 100; day < 300; day += 10) {
        expect(find(on(day)).position.counts.participants).toBe(Math.floor((day - 50) / 100) + 1)
      }
      expect(asked).toEqual(['all acts', `acts before ${addDays(FIRST, 250)}`])
    })

    test('where acts were heard of late, they are asked of all', () => {
      const { asked, find } = findingIn(joining(5))
      expect(find(on(160)).position.counts.participants).toBe(2)
      expect(new Set(asked)).toEqual(new Set(['all acts']))
    })
  })
})
