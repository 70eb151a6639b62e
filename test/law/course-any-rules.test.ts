import fc from 'fast-check'
import { it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import {
  type Compared,
  compare,
  expectOften,
  hearingAll,
  historyOf,
  mendedLate,
  NOTHING_TOLD,
  plainly,
  RULE_RUNS,
} from './course-case.ts'

/** Rules of many forms, each under the same random histories. */
const RUNS = 5 * RULE_RUNS

const days = (max: number) => fc.record({ kind: fc.constant('days'), n: fc.nat({ max }) })
const period = fc.oneof(
  days(40),
  fc.record({
    kind: fc.constant('months'),
    n: fc.nat({ max: 2 }),
    round: fc.constantFrom('first_of_next_month', undefined),
  }),
  fc.record({ kind: fc.constant('calendar_month'), n: fc.integer({ min: 1, max: 2 }) }),
  fc.constant({ kind: 'none' }),
  fc.constant({ kind: 'fixed_if_met_by', date: '2001-02-10', else: { kind: 'days', n: 12 } }),
)

const ruleOf = (treaty: string) =>
  fc.record({
    treaty: fc.constant(treaty),
    counts: fc.constantFrom(
      ['ratification', 'accession'],
      ['ratification', 'definitive_signature'],
      ['ratification'],
    ),
    condition: fc.record({ op: fc.constant('count'), gte: fc.integer({ min: 1, max: 3 }) }),
    period,
    denunciation: fc.oneof(days(90), fc.constant({ kind: 'none' })),
    succession: fc.constantFrom('no', 'yes'),
    reio: fc.constantFrom('not_additional', 'counted', 'excluded'),
    organization_ends_with_members: fc.boolean(),
    signature_window: fc.constantFrom(undefined, undefined, [{ from: '2001-01-05', to: '2001-03-01' }]),
    later_party: fc.record({
      period: fc.option(period, { nil: undefined }),
      applies: fc.constantFrom('deposited_after_trigger', 'deposited_after_general_eif'),
      floor: fc.constantFrom('general_eif', 'none'),
      parent_floor: fc.constantFrom(undefined, true, false),
    }),
  })

/** In which ways a treaty leans on its parent. */
const leaning = fc.record({
  eligible: fc.constantFrom(undefined, { parent: 'P', needs: 'consented' }, { parent: 'P', needs: 'none' }),
  floors: fc.constantFrom(
    [],
    [{ parent: 'P' }],
    [{ parent: 'P', date: '2001-03-20' }],
    [{ date: '2001-04-01' }],
  ),
})

const laws = fc
  .tuple(ruleOf('P'), ruleOf('T'), leaning, fc.boolean())
  .map(([parent, own, leans, carries]) => [
    { ...parent, cascade_denunciation: carries ? ['T'] : [] },
    { ...own, ...leans },
  ])

/** None of them is an organization, or one is, of which the others are members: one came to it later, one leaves. */
const memberships = fc.constantFrom(
  [],
  [
    { group: 'reio', participant: 'BBB', from: null, to: null },
    { group: 'members:BBB', participant: 'AAA', from: plainDate('2001-01-20'), to: null },
    { group: 'members:BBB', participant: 'CCC', from: null, to: null },
    { group: 'members:BBB', participant: 'DDD', from: null, to: plainDate('2001-03-01') },
  ],
)

it.each([
  ['known on their days', plainly],
  ['heard of late, corrected or retracted', mendedLate],
])('by rules of any form a course says what following all acts says, of acts %s', (_what, actsOf) => {
  const told: Compared = { ...NOTHING_TOLD }
  fc.assert(
    fc.property(historyOf(['T', 'P'], 40), laws, memberships, ([rows, pairs], rules, groups) => {
      const given = { rules, acts: actsOf(rows), memberships: groups }
      for (const treaty of ['T', 'P']) compare({ ...given, treaty }, hearingAll(pairs), told)
    }),
    { numRuns: RUNS },
  )
  expectOften(told.above, RUNS)
  expectOften(told.takenBack, RUNS)
})
