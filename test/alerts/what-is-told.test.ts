import { describe, expect, it } from 'vitest'
import { actFact } from '../../src/alerts/act-facts.ts'
import { nextDigest } from '../../src/alerts/digest-time.ts'
import type { Fact, FactDetail } from '../../src/alerts/fact.ts'
import { factSentence } from '../../src/alerts/fact-words.ts'
import { factsBetween } from '../../src/alerts/facts-between.ts'
import { wants } from '../../src/alerts/match-subscriptions.ts'
import { GIVEN_UP_AFTER_MS, nextTry } from '../../src/alerts/retry-times.ts'
import { type Interest, USUAL_INTEREST, USUAL_TIMING } from '../../src/alerts/subscription.ts'
import type { TreatyState } from '../../src/alerts/treaty-state.ts'
import type { Action } from '../../src/law/act.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { chain } from '../../src/record/chain.ts'
import { draft } from '../record/draft.ts'

const TREATY = { number: 'C', slug: 'convention', short_title: 'Convention' }
const ARCADIA = { code: 'AAA', name: 'Arcadia' }
const DAY = plainDate('2003-07-01')
const SECOND = 1_000
const HOUR = 3_600 * SECOND
const FIRST = { head: { seq: 0, hash: '0'.repeat(64) }, recordedAt: '2026-11-26T12:00:00.000Z' }

const NOTHING: TreatyState = {
  treaty: TREATY,
  needed: 5,
  counted: [],
  reached: null,
  entry: null,
  entries: [],
  statesParties: 0,
  isUniversal: false,
  completeGroups: [],
  signatureEnds: [],
}

function act(action: Action): Fact {
  const [event] = chain([draft({ treaty: 'C', participant: 'AAA', action })], FIRST)
  if (event === undefined) throw new Error('no event')
  const names = { treatyOf: () => TREATY, participantOf: () => ARCADIA, groupsOf: () => ['north'] }
  const fact = actFact(event, { ...names, named: () => event, correctionsOf: () => [] })
  if (fact === null) throw new Error('nobody is told')
  return fact
}

function about(detail: FactDetail, more: Partial<Fact> = {}): Fact {
  return { key: 'k', about: 'k', treaty: TREATY, participant: null, groups: [], detail, ...more }
}

function counted(count: number): TreatyState['counted'] {
  return Array.from({ length: count }, (_none, place) => ({
    ordinal: place + 1,
    participant: { code: `S${place}`, name: `State ${place}` },
    day: DAY,
  }))
}

describe('what can be told', () => {
  it.each([
    ['signature', 'signature', 'signed the Convention'],
    ['definitive_signature', 'signature', 'signed definitively the Convention'],
    ['succession', 'deposit', 'succeeded to the Convention'],
    ['withdrawal_of_instrument', 'withdrawal', 'withdrew its instrument under the Convention'],
    ['denunciation', 'denunciation', 'denounced the Convention'],
    ['rescission', 'denunciation', 'rescinded its denunciation of the Convention'],
    ['provisional_application', 'declaration', 'applies provisionally the Convention'],
  ] as const)('%s is of the kind %s', (action, kind, words) => {
    const fact = act(action)
    expect(fact.detail.kind).toBe(kind)
    expect(factSentence(fact)).toBe(`Arcadia ${words} on 1 July 2003.`)
  })

  it('three deposits of one document bring "1 to go" once, also for who asked at 3 or 2', () => {
    const { told } = factsBetween(
      { ...NOTHING, counted: counted(1) },
      { ...NOTHING, counted: counted(4) },
      {
        mended: false,
      },
    )
    expect(told.map(({ detail }) => detail)).toMatchObject([{ remaining: 1, passed: [3, 2, 1] }])
    const asks = (to_go: number[]) =>
      told.some((fact) => wants({ ...USUAL_INTEREST, kinds: ['to_go'], to_go }, fact))
    expect([asks([3]), asks([2]), asks([1]), asks([]), asks([4])]).toEqual([true, true, true, true, false])
  })

  it('milestones: every tenth Party the farthest only, a group complete, every State', () => {
    const now = {
      ...NOTHING,
      statesParties: 21,
      isUniversal: true,
      completeGroups: [{ id: 'north', title: 'North' }],
    }
    const { told } = factsBetween({ ...NOTHING, statesParties: 9 }, now, { mended: false })
    expect(told.map(factSentence)).toEqual([
      '20 States are Parties to the Convention.',
      'Every State is bound by the Convention or about to be.',
      'Every member of the group "North" is bound by the Convention or about to be.',
    ])
  })
})

describe('filters', () => {
  const interest: Interest = { ...USUAL_INTEREST, kinds: ['deposit', 'reached', 'milestone', 'entry_near'] }
  const deposit = act('ratification')
  const reached = about({ kind: 'reached', needed: 5, day: DAY, by: [] })
  const group = about(
    { kind: 'milestone', milestone: { what: 'group', group: 'north', title: 'North' } },
    {
      groups: ['north'],
    },
  )
  const near = about({ kind: 'entry_near', date: DAY, days: 7, left: 7, article: null })
  it.each([
    ['nothing', {}, [true, true, true, true]],
    ['another kind', { kinds: ['signature'] }, [false, false, false, false]],
    ['its treaty', { treaties: ['C'] }, [true, true, true, true]],
    ['another treaty', { treaties: ['P'] }, [false, false, false, false]],
    ['its State', { participants: ['AAA'] }, [true, false, false, false]],
    ['another State', { participants: ['BBB'] }, [false, false, false, false]],
    ['its State and the treaty', { participants: ['AAA'], treaty_wide: true }, [true, true, true, true]],
    ['another State and the treaty', { participants: ['BBB'], treaty_wide: true }, [false, true, true, true]],
    ['its group', { groups: ['north'] }, [true, false, true, false]],
    ['another group', { groups: ['south'] }, [false, false, false, false]],
    ['another group and the treaty', { groups: ['south'], treaty_wide: true }, [false, true, false, true]],
    ['its State and its group', { participants: ['AAA'], groups: ['north'] }, [true, false, false, false]],
    ['the day before only', { days_before: [1] }, [true, true, true, false]],
  ] as const)('narrowed to %s', (_name, more, expected) => {
    const facts = [deposit, reached, group, near]
    expect(facts.map((fact) => wants({ ...interest, ...more }, fact))).toEqual(expected)
  })
})

describe('when a digest comes', () => {
  const at = (more: Partial<typeof USUAL_TIMING>, after: string) =>
    nextDigest({ ...USUAL_TIMING, ...more }, after)
  it.each([
    ['on Mondays', { digest: 'weekly', hour: 8 }, '2026-11-26T12:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['a week after a Monday’s', { digest: 'weekly' }, '2026-11-30T08:00:00Z', '2026-12-07T08:00:00.000Z'],
    [
      'in Tokyo',
      { digest: 'daily', time_zone: 'Asia/Tokyo' },
      '2026-11-26T12:00:00Z',
      '2026-11-26T23:00:00.000Z',
    ],
    [
      'in Rome in winter',
      { digest: 'daily', time_zone: 'Europe/Rome' },
      '2026-10-25T12:00:00Z',
      '2026-10-26T07:00:00.000Z',
    ],
    [
      'in Rome in summer',
      { digest: 'daily', time_zone: 'Europe/Rome' },
      '2026-10-23T12:00:00Z',
      '2026-10-24T06:00:00.000Z',
    ],
    [
      'at an hour that is left out',
      { digest: 'daily', hour: 2, time_zone: 'Europe/Rome' },
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
    ['as a sign of life each week', { heartbeat: true }, '2026-11-26T12:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['not at all', {}, '2026-11-26T12:00:00Z', null],
  ] as const)('%s', (_name, timing, after, due) => {
    expect(at(timing, after)).toBe(due)
  })
})

describe('tries after a failure', () => {
  const tries = (random: number) => {
    const waits: number[] = []
    let now = 0
    for (let failures = 1; ; failures += 1) {
      const due = nextTry({ failures, now, firstTriedAt: 0, notBefore: null, random })
      if (due === null) return { waits, ended: now }
      waits.push((due - now) / SECOND)
      now = due
    }
  }

  it('come after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 h and at last when three days are over', () => {
    const { waits, ended } = tries(0)
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 73_495])
    expect(ended).toBe(GIVEN_UP_AFTER_MS)
  })

  it('come up to a fifth sooner by chance, so that those who failed together come back apart', () => {
    expect(tries(0.999).waits.slice(0, 3)).toEqual([4.001, 240.06, 1_440.36])
  })

  it('never come before the receiver wants, and not at all where that is too late', () => {
    const failed = { failures: 1, now: 0, firstTriedAt: 0, random: 0 }
    expect(nextTry({ ...failed, notBefore: 2 * HOUR })).toBe(2 * HOUR)
    expect(nextTry({ ...failed, notBefore: GIVEN_UP_AFTER_MS + 1 })).toBeNull()
  })
})
