import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import {
  compare,
  compareLate,
  comparePlainly,
  courseOf,
  expectOften,
  type Given,
  historyOf,
  NOTHING_TOLD,
  plainly,
  RULE_RUNS,
  TWO,
} from './course-case.ts'

/** A treaty under a parent P, as the Protocols are. */
const UNDER = { ...TWO, eligible: { parent: 'P', needs: 'consented' }, floors: [{ parent: 'P' }] }
const PARENT = { ...TWO, treaty: 'P' }
const ENDS_WITH_MEMBERS = { ...TWO, reio: 'not_additional', organization_ends_with_members: true }
const CARRYING = { ...PARENT, cascade_denunciation: ['T'] }

/** Both thresholds are met on 3 January; P is in force on the 11th, T on the 13th. */
const BOTH = `
  P AAA accession 2001-01-01
  P BBB accession 2001-01-01
  T AAA accession 2001-01-03
  T BBB accession 2001-01-03`

const WELL_AFTER = '2026-11-24'

function on(given: Given, asOf: string, knownAt = WELL_AFTER) {
  return courseOf(given)?.numbersAt({ asOf: plainDate(asOf), knownAt: plainDate(knownAt) }) ?? null
}

/** The status of CCC under T, and since when or from when on it is Party. */
function statusOf(acts: string, asOf: string, rules: readonly object[] = [CARRYING, UNDER]): string {
  const row = on({ rules, acts: BOTH + acts }, asOf)
    ?.everyone()
    .rowOf('CCC')?.row
  return `${row?.status} ${row?.entry_into_force}`
}

/** Participants and States Parties on a day, and the days on which something changed last and changes next. */
function shortly(acts: string, asOf: string, rules: readonly object[] = [CARRYING, UNDER]): string {
  const found = on({ rules, acts: BOTH + acts }, asOf)
  const { participants, states_parties } = found?.counts ?? {}
  return `${participants} ${states_parties} ${found?.changedOn} ${found?.changesOn}`
}

/** Why the last instrument does not count. */
function lastReason(acts: string, asOf: string, knownAt?: string): string | undefined {
  return on({ rules: [PARENT, UNDER], acts: BOTH + acts }, asOf, knownAt)
    ?.ledger()
    .at(-1)?.reason
}

describe('under a parent', () => {
  it('who waits for the parent is a Party some days after its consent to that', () => {
    const acts = '\nT CCC accession 2001-02-01\nP CCC accession 2001-02-05'
    expect(statusOf(acts, '2001-02-04')).toBe('blocked_parent null')
    expect(statusOf(acts, '2001-02-05')).toBe('contracting 2001-02-15')
    expect(statusOf(acts, '2001-02-15')).toBe('party 2001-02-15')
  })

  it('what is not in force when the participation in the parent ends waits again, or lapses with it', () => {
    const acts = `
      P CCC accession 2001-01-01
      P CCC denunciation 2001-01-20
      T CCC accession 2001-02-05`
    expect(statusOf(acts, '2001-02-08')).toBe('contracting 2001-02-15')
    expect(statusOf(acts, '2001-02-09')).toBe('none null')
    expect(statusOf(acts, '2001-02-09', [PARENT, UNDER])).toBe('blocked_parent null')
    // Without a need of the parent it stands on, but for one whose denunciation ends it too.
    expect(statusOf(acts, '2001-02-09', [CARRYING, TWO])).toBe('none null')
    expect(statusOf(acts, '2001-02-09', [PARENT, TWO])).toBe('contracting 2001-02-15')
  })

  it('a notice under the parent is told, and what is in force ends with it', () => {
    const acts = `
      P CCC accession 2001-01-01
      T CCC accession 2001-01-03
      P CCC denunciation 2001-02-01`
    expect(statusOf(acts, '2001-02-20')).toBe('denouncing 2001-01-13')
    expect(statusOf(acts, '2001-02-21')).toBe('former_party 2001-01-13')
    expect(statusOf(acts, '2001-02-21', [PARENT, UNDER])).toBe('party 2001-01-13')
  })

  describe('whose end comes before the entry into force', () => {
    const LEAVES = '\nP CCC accession 2001-01-01\nP CCC denunciation 2001-01-20'
    const LATE = `${LEAVES}\nT CCC accession 2001-02-05`
    const FLOOR_ALONE = { ...UNDER, eligible: undefined, later_party: { parent_floor: true } }

    it.each([
      ['that waits for it', [PARENT, UNDER]],
      ['that lapses with it', [CARRYING, UNDER]],
    ])('a consent counts until then, and never as Party: %s', (_what, rules) => {
      expect(shortly(LATE, '2001-02-08', rules)).toBe('3 2 2001-02-05 2001-02-09')
      expect(shortly(LATE, '2001-02-09', rules)).toBe('2 2 2001-02-09 null')
      expect(shortly(LATE, '2001-02-15', rules)).toBe('2 2 2001-02-09 null')
    })

    it('a consent counts on where nothing but the day of its entry into force waits for the parent', () => {
      expect(shortly(LATE, '2001-02-09', [PARENT, FLOOR_ALONE])).toBe('3 2 2001-02-05 2001-02-15')
      expect(shortly(LATE, '2001-02-15', [PARENT, FLOOR_ALONE])).toBe('3 3 2001-02-15 null')
    })

    it('a consent in force on that very day stands', () => {
      const acts = `${LEAVES}\nT CCC accession 2001-01-30`
      expect(shortly(acts, '2001-02-09', [PARENT, UNDER])).toBe('3 3 2001-02-09 null')
    })

    it('asked of one course, it is bound until then, and no more afterwards', () => {
      const course = courseOf({ rules: [PARENT, UNDER], acts: BOTH + LATE })
      const standOn = (asOf: string) => {
        const clocks = { asOf: plainDate(asOf), knownAt: plainDate(WELL_AFTER) }
        const everyone = course?.numbersAt(clocks)?.everyone()
        return [everyone?.isBound('CCC'), everyone?.rowOf('CCC')?.row.status]
      }
      expect(standOn('2001-02-08')).toEqual([true, 'contracting'])
      expect(standOn('2001-02-09')).toEqual([false, 'blocked_parent'])
    })

    it('its row says from then on that it waits', () => {
      expect(lastReason(LATE, '2001-02-08')).toBe('after_trigger')
      expect(lastReason(LATE, '2001-02-09')).toBe('waiting_for_parent')
    })

    it('its row says so no more once it is known that the denunciation was taken back, until the next', () => {
      const back = `${LATE}\nP CCC rescission 2001-02-07`
      expect(lastReason(back, '2001-02-09', '2001-02-06')).toBe('waiting_for_parent')
      expect(lastReason(back, '2001-02-09', '2001-02-07')).toBe('after_trigger')
      const again = `${back}\nP CCC denunciation 2001-02-08 effect=2001-02-12`
      expect(lastReason(again, '2001-02-11')).toBe('after_trigger')
      expect(lastReason(again, '2001-02-12')).toBe('waiting_for_parent')
    })
  })

  it('what is done under the parent is no change where it changes nothing', () => {
    const signs = '\nT CCC signature 2001-01-20\nP CCC accession 2001-02-01'
    expect(shortly(signs, '2001-02-20')).toBe('2 2 2001-01-20 null')
    const leaves = '\nT AAA signature 2001-01-20\nP AAA denunciation 2001-02-01'
    expect(shortly(leaves, '2001-03-20', [PARENT, UNDER])).toBe('2 2 2001-01-20 null')
    expect(shortly(leaves, '2001-03-20')).toBe('1 1 2001-02-21 null')
  })
})

describe('is followed act by act', () => {
  type Organized = { readonly acts: string; readonly noticeDays?: number; readonly memberSince?: string }

  /** T alone, with an organization of AAA and BBB. */
  const organized = ({ acts, noticeDays = 20, memberSince }: Organized): Given => ({
    rule: { ...ENDS_WITH_MEMBERS, denunciation: { kind: 'days', n: noticeDays } },
    acts: `${BOTH.replaceAll('P ', 'T ')}\nT DDD accession 2001-01-05\n${acts}`,
    memberships: [
      { group: 'reio', participant: 'DDD', from: null, to: null },
      { group: 'members:DDD', participant: 'AAA', from: null, to: null },
      {
        group: 'members:DDD',
        participant: 'BBB',
        from: memberSince === undefined ? null : plainDate(memberSince),
        to: null,
      },
    ],
  })
  /** The same under a parent of the same kind. */
  const organizedUnder = (acts: string, noticeDays = 0): Given => {
    const { memberships = [] } = organized({ acts: '' })
    const denunciation = { kind: 'days', n: noticeDays }
    const rules = [
      { ...PARENT, ...ENDS_WITH_MEMBERS, treaty: 'P' },
      { ...ENDS_WITH_MEMBERS, ...UNDER, reio: 'not_additional', denunciation },
    ]
    return {
      rules,
      memberships,
      acts: `${BOTH}\nP DDD accession 2001-01-05\nT DDD accession 2001-01-05\n${acts}`,
    }
  }
  const ONE_LEAVES = 'T AAA denunciation 2001-03-01'
  /** What BBB deposits while its participation in the parent is about to end is never in force. */
  const ONE_COMES_TOO_LATE = `
    P BBB denunciation 2001-02-10
    T BBB withdrawal_of_instrument 2001-01-05
    T BBB accession 2001-02-25
    T AAA denunciation 2001-02-26`
  const ALL_LEAVE = `${ONE_LEAVES}\nT BBB denunciation 2001-03-01`

  it('nowhere where one parent goes its way alone, and a member State stays', () => {
    expect(courseOf({ rules: [CARRYING, UNDER], acts: BOTH })).not.toBeNull()
    expect(courseOf(organized({ acts: ONE_LEAVES }))).not.toBeNull()
    expect(courseOf(organized({ acts: ONE_LEAVES, noticeDays: 0 }))).not.toBeNull()
    expect(courseOf(organizedUnder(ONE_LEAVES))).not.toBeNull()
  })

  it.each<[string, Given]>([
    [
      'under a parent that has to be in force',
      {
        rules: [PARENT, { ...UNDER, eligible: { parent: 'P', needs: 'party' } }],
        acts: `${BOTH}\nT CCC accession 2001-03-01`,
      },
    ],
    [
      'under two parents',
      { rules: [PARENT, { ...PARENT, treaty: 'Q' }, { ...UNDER, floors: [{ parent: 'Q' }] }], acts: BOTH },
    ],
    [
      'under a parent with a parent',
      { rules: [{ ...PARENT, treaty: 'Q' }, { ...PARENT, floors: [{ parent: 'Q' }] }, UNDER], acts: BOTH },
    ],
    [
      'under a parent whose count may fall again',
      { rules: [{ ...PARENT, trigger_after_withdrawal: 'recount' }, UNDER], acts: BOTH },
    ],
    [
      'while the threshold is met only without what the parent has ended',
      {
        rules: [CARRYING, TWO],
        acts: `${BOTH.replace('T BBB accession 2001-01-03', '')}
          P AAA denunciation 2001-01-12
          T BBB accession 2001-02-05`,
      },
    ],
    [
      'where the member State that stays waits for the parent',
      {
        ...organizedUnder(ONE_LEAVES),
        acts: `${BOTH.replace('P BBB', 'P CCC')}
          T CCC accession 2001-01-03
          P DDD accession 2001-01-05
          T DDD accession 2001-01-05
          ${ONE_LEAVES}`,
      },
    ],
    [
      'under a parent without a rule of its own',
      { rules: [PARENT, { ...PARENT, scope: 'part' }, UNDER], acts: BOTH },
    ],
    [
      'where a denunciation of the parent took effect before it was received',
      { rules: [CARRYING, UNDER], acts: `${BOTH}\nP AAA denunciation 2001-03-01 effect=2001-02-01` },
    ],
    [
      'where a denunciation took effect before it was received',
      { rules: [CARRYING, UNDER], acts: `${BOTH}\nT AAA denunciation 2001-03-01 effect=2001-02-01` },
    ],
    [
      'while the threshold of the parent is not met',
      { rules: [{ ...CARRYING, condition: { op: 'count', gte: 3 } }, UNDER], acts: BOTH },
    ],
    [
      'where a member State of an organization ends before its notice',
      organized({ acts: 'T AAA denunciation 2001-03-01 effect=2001-02-01' }),
    ],
    ['where an organization is left without a member State', organized({ acts: ALL_LEAVE })],
    ['where it is so on the day of the notice', organized({ acts: ALL_LEAVE, noticeDays: 0 })],
    ['where the other member came later', organized({ acts: ONE_LEAVES, memberSince: '2001-06-01' })],
    ['where it is so under a parent', organizedUnder(ALL_LEAVE)],
    ['where who could stay is not in force before the parent ends', organizedUnder(ONE_COMES_TOO_LATE, 20)],
    ['where it is so under the parent', organizedUnder(ALL_LEAVE.replaceAll('T ', 'P '))],
  ])('%s', (_what, given) => {
    expect(courseOf(given)).toBeNull()
  })
})

describe('on any clocks, under a parent', () => {
  const history = historyOf(['T', 'P'], 50)
  const RULES: readonly (readonly [string, readonly object[]])[] = [
    ['whose denunciation ends it too', [CARRYING, UNDER]],
    ['whose denunciation leaves it', [PARENT, UNDER]],
    ['which it does not wait for, but that ends it', [CARRYING, TWO]],
    [
      'that holds back its entry into force alone',
      [PARENT, { ...UNDER, eligible: undefined, later_party: { parent_floor: true } }],
    ],
    [
      'that is slower',
      [{ ...CARRYING, condition: { op: 'count', gte: 3 }, period: { kind: 'days', n: 40 } }, UNDER],
    ],
    ['that is denounced at once', [{ ...CARRYING, denunciation: { kind: 'days', n: 0 } }, UNDER]],
    [
      'with later parties by a period of their own',
      [CARRYING, { ...UNDER, later_party: { period: { kind: 'days', n: 35 } } }],
    ],
    [
      'with signature and succession counted',
      [CARRYING, { ...UNDER, counts: ['definitive_signature', 'ratification', 'succession'] }],
    ],
  ]

  it.each(RULES)('it says what following all acts says: %s', (_what, rules) => {
    const told = comparePlainly(history, { rules })
    expectOften(told.above, RULE_RUNS)
    expectOften(told.takenBack, RULE_RUNS)
  })

  it.each(RULES)('also where acts were heard of late, corrected or retracted: %s', (_what, rules) => {
    const told = compareLate(history, { rules })
    expectOften(told.above, RULE_RUNS)
  })

  it.each<[string, object]>([
    ['not additional', { reio: 'not_additional', organization_ends_with_members: true }],
    ['counted', { reio: 'counted', organization_ends_with_members: true }],
    ['excluded, whatever its members do', { reio: 'excluded' }],
  ])('with an organization, for both treaties: %s', (_what, about) => {
    const memberships = [
      { group: 'reio', participant: 'AAA', from: null, to: null },
      ...['BBB', 'CCC', 'DDD'].map((participant) => ({
        group: 'members:AAA',
        participant,
        from: null,
        to: null,
      })),
    ]
    const rules = [
      { ...CARRYING, ...about },
      { ...UNDER, ...about },
    ]
    const told = { T: { ...NOTHING_TOLD }, P: { ...NOTHING_TOLD } }
    fc.assert(
      fc.property(history, ([rows, pairs]) => {
        // Where all denounce, the organization is left alone.
        const acts = plainly(rows).filter(
          ({ participant, action }) => participant !== 'BBB' || action !== 'denunciation',
        )
        compare({ rules, acts, memberships, treaty: 'T' }, pairs, told.T)
        compare({ rules, acts, memberships, treaty: 'P' }, pairs, told.P)
      }),
      { numRuns: RULE_RUNS },
    )
    expectOften(told.T.above, RULE_RUNS)
    expectOften(told.P.above, RULE_RUNS)
  })
})
