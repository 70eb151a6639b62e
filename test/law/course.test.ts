import { describe, expect, it } from 'vitest'
import type { Membership } from '../../src/law/act.ts'
import { type Course, followCourse } from '../../src/law/course.ts'
import { evaluate } from '../../src/law/evaluate.ts'
import { isBound } from '../../src/law/participant-status.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { prepareLaw } from '../../src/law/prepare-law.ts'
import {
  compareLate,
  comparePlainly,
  courseOf,
  expectOften,
  FIRST,
  type Given,
  historyOf,
  lawOf,
  RULE_RUNS,
  TWO,
} from './course-case.ts'

function numbersOf(course: Course | null, asOf: string, knownAt = '2026-11-24') {
  return course?.numbersAt({ asOf: plainDate(asOf), knownAt: plainDate(knownAt) }) ?? null
}

/** Signatories, participants and parties on a day, and the days on which they changed last and change next. */
function shortly(course: Course | null, asOf: string, knownAt?: string): string {
  const found = numbersOf(course, asOf, knownAt)
  if (found === null) return 'followed act by act'
  const { signatories, participants, states_parties } = found.counts
  return `${signatories} ${participants} ${states_parties} ${found.changedOn} ${found.changesOn}`
}

const SMALL = `
  T AAA signature 2001-01-01
  T AAA ratification 2001-02-01
  T BBB accession 2001-02-01
  T CCC accession 2001-03-01
  T AAA denunciation 2001-04-01`

describe('the course of a treaty', () => {
  it('has its numbers and the days of their changes', () => {
    const course = courseOf({ acts: SMALL })
    expect(shortly(course, '2000-12-31')).toBe('0 0 0 null null')
    expect(shortly(course, '2001-01-31')).toBe('1 0 0 2001-01-01 null')
    expect(shortly(course, '2001-02-01')).toBe('1 2 0 2001-02-01 2001-02-11')
    expect(shortly(course, '2001-02-10')).toBe('1 2 0 2001-02-01 2001-02-11')
    expect(shortly(course, '2001-02-11')).toBe('1 2 2 2001-02-11 null')
    expect(shortly(course, '2001-03-01')).toBe('1 3 2 2001-03-01 2001-03-11')
    expect(shortly(course, '2001-03-11')).toBe('1 3 3 2001-03-11 null')
    expect(shortly(course, '2001-04-01')).toBe('1 3 3 2001-04-01 2001-04-21')
    expect(shortly(course, '2001-04-20')).toBe('1 3 3 2001-04-01 2001-04-21')
    expect(shortly(course, '2001-04-21')).toBe('1 2 2 2001-04-21 null')
  })

  it('knows when the threshold was met, when it enters into force, and whether it has', () => {
    const course = courseOf({ acts: SMALL })
    expect(numbersOf(course, '2001-02-10')).toMatchObject({
      scope: 'general',
      threshold: { met_on: '2001-02-01', reached_by: ['AAA', 'BBB'], needed: 2 },
      entry_into_force: { date: '2001-02-11', state: 'fixed' },
    })
    expect(numbersOf(course, '2001-02-11')?.entry_into_force.state).toBe('in_force')
  })

  it('has the rows of those who have acted, by code, with the day of their signature', () => {
    const rows = (asOf: string) =>
      numbersOf(courseOf({ acts: SMALL }), asOf)
        ?.everyone()
        .rows()
        .map(({ row, signedOn }) => [row.participant, row.status, row.until, signedOn])
    expect(rows('2001-02-10')).toEqual([
      ['AAA', 'contracting', null, '2001-01-01'],
      ['BBB', 'contracting', null, null],
    ])
    expect(rows('2001-04-20')).toEqual([
      ['AAA', 'denouncing', '2001-04-21', '2001-01-01'],
      ['BBB', 'party', null, null],
      ['CCC', 'party', null, null],
    ])
    expect(rows('2001-04-21')?.[0]).toEqual(['AAA', 'former_party', '2001-04-21', '2001-01-01'])
  })

  it('takes in what was known: acts known later stand still, time goes on', () => {
    const course = courseOf({ acts: SMALL })
    expect(shortly(course, '2001-03-20', '2001-02-28')).toBe('1 2 2 2001-02-11 null')
    expect(shortly(course, '2001-05-01', '2001-04-01')).toBe('1 2 2 2001-04-21 null')
    expect(shortly(course, '2001-05-01', '2001-03-31')).toBe('1 3 3 2001-03-11 null')
    expect(shortly(course, '2001-05-01', '2001-01-31')).toBe('1 0 0 2001-01-01 null')
  })

  it('is not known for a day before the last act was heard of, where acts were heard of late', () => {
    const late = courseOf({ acts: SMALL.replace('2001-03-01', '2001-03-01 known=2001-06-01') })
    expect(shortly(late, '2001-03-20', '2001-05-31')).toBe('followed act by act')
    expect(shortly(late, '2001-03-20', '2001-06-01')).toBe('1 3 3 2001-03-11 null')
  })

  it('names everyone who ever acts, in order of their codes', () => {
    const acts = 'T BBB accession 2001-01-01\nT CCC signature 2001-04-01\nT AAA ratification 2001-02-01'
    expect(courseOf({ acts })?.participants).toEqual(['AAA', 'BBB', 'CCC'])
  })

  it('begins with the threshold where an organization acts, and has no beginning otherwise', () => {
    const memberships = [{ group: 'reio', participant: 'CCC', from: null, to: null }]
    expect(courseOf({ acts: SMALL, memberships })?.begins).toBe('2001-02-01')
    expect(courseOf({ acts: SMALL })?.begins).toBeNull()
    const heardLate = SMALL.replace('2001-03-01', '2001-03-01 known=2001-06-01')
    expect(courseOf({ acts: heardLate, memberships })?.begins).toBeNull()
  })

  it('is not changed by who denounces before the treaty is in force for it', () => {
    const rule = { ...TWO, later_party: { period: { kind: 'days', n: 60 } } }
    const course = courseOf({ rule, acts: SMALL.replace('AAA denunciation', 'CCC denunciation') })
    expect(shortly(course, '2001-04-21')).toBe('1 3 2 2001-04-01 2001-04-30')
    expect(shortly(course, '2001-04-30')).toBe('1 3 3 2001-04-30 null')
  })

  it('a rescission in time undoes the end, and who comes back counts once more', () => {
    const back = courseOf({ acts: `${SMALL}\nT AAA rescission 2001-04-10\nT AAA ratification 2001-04-11` })
    expect(shortly(back, '2001-05-01')).toMatch(/^1 3 3 /)
    const again = courseOf({ acts: `${SMALL}\nT AAA accession 2001-05-01` })
    expect(shortly(again, '2001-04-30')).toBe('1 2 2 2001-04-21 null')
    expect(shortly(again, '2001-05-01')).toBe('1 3 2 2001-05-01 2001-05-11')
    expect(shortly(again, '2001-05-11')).toBe('1 3 3 2001-05-11 null')
  })

  it('of several who wait for a day, each is taken on its own', () => {
    const course = courseOf({
      acts: `T AAA ratification 2001-02-01
        T BBB accession 2001-02-01
        T CCC accession 2001-03-01
        T DDD accession 2001-03-05
        T DDD denunciation 2001-03-07`,
    })
    expect(shortly(course, '2001-03-07')).toBe('0 4 2 2001-03-07 2001-03-11')
    expect(shortly(course, '2001-03-12')).toBe('0 4 3 2001-03-11 2001-03-15')
    expect(shortly(course, '2001-03-26', '2001-03-04')).toBe('0 3 3 2001-03-11 null')
    expect(shortly(course, '2001-03-26', '2001-03-06')).toBe('0 4 4 2001-03-15 null')
    expect(shortly(course, '2001-03-27')).toBe('0 4 4 2001-03-15 null')
  })
})

describe('is followed act by act', () => {
  const ONE = { ...TWO, condition: { op: 'count', gte: 1 } }
  const plain = 'T AAA ratification 2001-02-01\nT BBB accession 2001-02-01'
  const organization: Membership = { group: 'reio', participant: 'BBB', from: null, to: null }

  it('nowhere where the treaty can be followed as a whole', () => {
    expect(courseOf({ acts: plain })).not.toBeNull()
    expect(courseOf({ acts: `${plain}\nT AAA denunciation 2001-03-01 effect=2001-05-01` })).not.toBeNull()
    expect(courseOf({ acts: plain, memberships: [organization], rule: ONE })).not.toBeNull()
    expect(courseOf({ acts: plain, rules: [TWO, { ...TWO, treaty: 'U' }] })).not.toBeNull()
  })

  it.each<[string, Given]>([
    ['without a rule', { acts: plain, rules: [] }],
    ['with a rule on some provisions', { acts: plain, rules: [TWO, { ...TWO, scope: 'part' }] }],
    [
      'where a share counts',
      { acts: plain, rule: { ...TWO, condition: { op: 'share', gte: 0.1, weights: 'W' } } },
    ],
    [
      'where only a group counts',
      { acts: plain, rule: { ...TWO, condition: { op: 'count', gte: 1, group: 'g' } } },
    ],
    [
      'where the count may fall again',
      { acts: plain, rule: { ...TWO, trigger_after_withdrawal: 'recount' } },
    ],
    [
      'with an organization that counts once it has declared that its members will not join',
      { acts: plain, memberships: [organization], rule: { ...ONE, reio: 'counted_if_declared_sole' } },
    ],
    [
      'with an organization that is none on some days',
      { acts: plain, memberships: [{ ...organization, from: plainDate('2001-01-01') }], rule: ONE },
    ],
    ['with an assertion of the depositary', { acts: `${plain}\nT - asserted_entry_into_force 2001-02-11` }],
    ['with a day of effect stated', { acts: `${plain}\nT CCC accession 2001-03-01 effect=2001-04-01` }],
  ])('%s', (_what, given) => {
    const weights = [{ weights: 'W', participant: 'AAA', weight: '1' }]
    const memberships = [
      ...(given.memberships ?? []),
      { group: 'g', participant: 'AAA', from: null, to: null },
    ]
    const { law, acts } = lawOf({ ...given, memberships })
    const last =
      acts
        .map(({ action_date }) => action_date)
        .toSorted()
        .at(-1) ?? FIRST
    const input = { treaty: 'T', lastDay: last, lastKnown: last, knownOnTheirDays: true }
    expect(followCourse(prepareLaw({ ...law, weights }), input)).toBeNull()
  })
})

describe('of a long history', () => {
  it('it says on each day what following all acts says', () => {
    const codes = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE']
    const lines = Array.from({ length: 900 }, (_, turn) => {
      const action = ['ratification', 'ratification', 'denunciation'][Math.floor(turn / codes.length) % 3]
      return `T ${codes[turn % codes.length]} ${action} ${addDays(FIRST, 2 * turn)}`
    })
    const acts = lines.join('\n')
    const course = courseOf({ acts })
    const { law } = lawOf({ acts })
    // Each day around the acts at which a new stretch of what is kept begins, and days far from them.
    const turns = [2, 62, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 511, 512, 513, 899]
    for (const asOf of turns.flatMap((turn) => [addDays(FIRST, 2 * turn), addDays(FIRST, 2 * turn + 1)])) {
      const found = numbersOf(course, asOf)
      const clocks = { asOf, knownAt: plainDate('2026-11-24') }
      const [answer] = evaluate({ ...law, clocks }).treaties
      expect(
        found
          ?.everyone()
          .rows()
          .map(({ row }) => row),
      ).toEqual(answer?.participants)
      const bound = answer?.participants.filter(({ status }) => isBound(status)) ?? []
      expect(codes.filter((code) => found?.everyone().isBound(code))).toEqual(
        bound.map((row) => row.participant),
      )
    }
  })
})

describe('on any clocks', () => {
  const history = historyOf(['T'], 8)
  const RULES: readonly (readonly [string, object])[] = [
    ['days after the threshold', TWO],
    ['one instrument', { ...TWO, condition: { op: 'count', gte: 1 } }],
    ['three instruments', { ...TWO, condition: { op: 'count', gte: 3 } }],
    ['a threshold that is never met', { ...TWO, condition: { op: 'count', gte: 9 } }],
    [
      'signature and succession counted',
      {
        ...TWO,
        counts: ['definitive_signature', 'ratification', 'succession'],
        condition: { op: 'count', gte: 3 },
      },
    ],
    ['at once', { ...TWO, period: { kind: 'days', n: 0 }, denunciation: { kind: 'days', n: 0 } }],
    ['later parties by a period of their own', { ...TWO, later_party: { period: { kind: 'days', n: 45 } } }],
    ['months', { ...TWO, period: { kind: 'months', n: 1 }, denunciation: { kind: 'months', n: 2 } }],
    [
      'signature while it was open',
      {
        ...TWO,
        counts: ['definitive_signature', 'ratification'],
        signature_window: [{ from: '2001-01-10', to: '2001-02-20' }],
      },
    ],
    ['not before a day', { ...TWO, floors: [{ date: '2001-05-01' }] }],
    ['without a day of its own', { ...TWO, period: { kind: 'none' }, floors: [{ date: '2001-04-01' }] }],
    ['no denunciation', { ...TWO, denunciation: { kind: 'none' } }],
    [
      'fixed where met by a day',
      {
        ...TWO,
        period: {
          kind: 'fixed_if_met_by',
          date: '2001-02-15',
          else: { kind: 'months', n: 1, round: 'first_of_next_month' },
        },
      },
    ],
    [
      'later parties without a floor',
      {
        ...TWO,
        period: { kind: 'days', n: 60 },
        later_party: {
          period: { kind: 'days', n: 5 },
          floor: 'none',
          applies: 'deposited_after_general_eif',
        },
      },
    ],
  ]

  it.each(RULES)('it says what following all acts says: %s', (what, rule) => {
    const told = comparePlainly(history, { rule })
    expect(told.actByAct).toBe(0)
    expectOften(told.below, RULE_RUNS)
    expectOften(told.takenBack, RULE_RUNS / 4)
    if (what.includes('never')) expect(told.above).toBe(0)
    else expectOften(told.above, RULE_RUNS / 2)
  })

  it.each(RULES)('also where acts were heard of late, corrected or retracted: %s', (_what, rule) => {
    const told = compareLate(history, { rule })
    expectOften(told.actByAct, RULE_RUNS)
    expectOften(told.compared - told.actByAct, RULE_RUNS)
  })
})
