import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Act, Action, Membership } from '../../src/law/act.ts'
import { type Course, followCourse } from '../../src/law/course.ts'
import { evaluate } from '../../src/law/evaluate.ts'
import { isBound } from '../../src/law/participant-status.ts'
import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { prepareLaw } from '../../src/law/prepare-law.ts'
import { actsIn, rulesIn } from './law-case.ts'

/** Cases of each property; FC_RUNS for another number. */
const RUNS = Number(process.env['FC_RUNS'] ?? 300)
const FIRST = plainDate('2001-01-01')

/** Two consents meet the threshold; in force ten days later; a denunciation ends after twenty days. */
const TWO = {
  treaty: 'T',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 2 },
  period: { kind: 'days', n: 10 },
  denunciation: { kind: 'days', n: 20 },
  reio: 'excluded',
}

type Given = {
  readonly rule?: object
  readonly rules?: readonly object[]
  readonly acts: string | readonly Act[]
  readonly memberships?: readonly Membership[]
}

function lawOf({ rule = TWO, rules = [rule], acts, memberships = [] }: Given) {
  const list = typeof acts === 'string' ? actsIn(acts) : acts
  return { acts: list, law: { rules: rulesIn(rules), acts: list, memberships, weights: [] } }
}

function courseOf(given: Given): Course | null {
  const { acts, law } = lawOf(given)
  const latest = (days: readonly PlainDate[]) => days.toSorted().at(-1) ?? FIRST
  return followCourse(prepareLaw(law), {
    lastDay: latest(acts.map(({ action_date }) => action_date)),
    lastKnown: latest(acts.map(({ known_on }) => known_on)),
    isPlain: acts.every(({ action_date, known_on }) => action_date === known_on),
  })
}

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
  const plain = 'T AAA ratification 2001-02-01\nT BBB accession 2001-02-01'
  const organization: Membership = { group: 'reio', participant: 'BBB', from: null, to: null }

  it('nowhere where the treaty goes its way alone', () => {
    expect(courseOf({ acts: plain })).not.toBeNull()
    expect(courseOf({ acts: `${plain}\nT AAA denunciation 2001-03-01 effect=2001-05-01` })).not.toBeNull()
  })

  it.each<[string, Given]>([
    ['without a rule', { acts: plain, rules: [] }],
    ['with a second rule', { acts: plain, rules: [TWO, { ...TWO, treaty: 'U' }] }],
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
      'with an organization',
      { acts: plain, memberships: [organization], rule: { ...TWO, condition: { op: 'count', gte: 1 } } },
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
    const days = { lastDay: last, lastKnown: last, isPlain: true }
    expect(followCourse(prepareLaw({ ...law, weights }), days)).toBeNull()
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
    const turns = [2, 100, 254, 255, 256, 257, 300, 511, 512, 513, 767, 768, 769, 899]
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
  const ACTIONS: readonly Action[] = [
    'signature',
    'definitive_signature',
    'succession',
    'ratification',
    'accession',
    'provisional_application',
    'denunciation',
    'rescission',
    'withdrawal_of_instrument',
  ]
  const day = fc.integer({ min: 0, max: 200 }).map((days) => addDays(FIRST, days))
  const drawn = fc.record({
    participant: fc.constantFrom('AAA', 'BBB', 'CCC', 'DDD'),
    action: fc.constantFrom(...ACTIONS),
    action_date: day,
  })

  it('it says what following all acts says', () => {
    const clocks = fc.array(fc.tuple(day, day), { minLength: 12, maxLength: 12 })
    let compared = 0
    let below = 0
    let takenBack = 0
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 8, maxLength: 25 }), clocks, (rows, pairs) => {
        const acts = rows.map((row, at) => ({
          ...row,
          id: `a${at}`,
          treaty: 'T',
          effect_date: null,
          known_on: row.action_date,
          corrects: null,
        }))
        const course = courseOf({ acts })
        for (const [asOf, knownAt] of pairs) {
          const found = course?.numbersAt({ asOf, knownAt }) ?? null
          if (found === null) throw new Error('it goes its way alone')
          compared += 1
          const [answer] = evaluate({ ...lawOf({ acts }).law, clocks: { asOf, knownAt } }).treaties
          expect(
            found
              .everyone()
              .rows()
              .map(({ row }) => row),
          ).toEqual(answer?.participants)
          for (const row of answer?.participants ?? []) {
            const { earlier: _before, ...stand } = row
            expect(found.everyone().rowOf(row.participant)?.row).toEqual(row)
            expect(found.everyone().standOf(row.participant)?.stand).toEqual(stand)
            expect(found.everyone().isBound(row.participant)).toBe(isBound(row.status))
          }
          expect(found.counts).toEqual(answer?.counts)
          expect(found.entry_into_force).toEqual(answer?.entry_into_force)
          expect(found.threshold).toEqual(answer?.threshold)
          expect(found.ledger()).toEqual(answer?.ledger)
          expect(found.warnings()).toEqual(answer?.warnings)
          if (found.threshold.met_on === null) below += 1
          if (found.ledger().some(({ reason }) => reason === 'withdrawn')) takenBack += 1
        }
      }),
      { numRuns: RUNS },
    )
    expect(compared).toBe(12 * RUNS)
    expect(below).toBeGreaterThan(RUNS)
    expect(compared - below).toBeGreaterThan(RUNS)
    expect(takenBack).toBeGreaterThan(RUNS / 4)
  })
})
