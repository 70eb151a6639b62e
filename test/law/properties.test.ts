import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Act, Action, Membership, Weight } from '../../src/law/act.ts'
import { evaluate } from '../../src/law/evaluate.ts'
import type { Evaluation, TreatyEvaluation } from '../../src/law/evaluation.ts'
import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { rulesIn } from './law-case.ts'
import { naiveCount } from './naive-count.ts'

/** Cases of each property; FC_RUNS for another number. */
const RUNS = Number(process.env['FC_RUNS'] ?? 1_000)
const FIRST = plainDate('2001-01-01')
const SPAN = 240
const LAST = addDays(FIRST, SPAN)
const LATE = plainDate('2026-11-24')

const STATES = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG'] as const
const EVERYONE = [...STATES, 'ORG', 'UNI'] as const
const CONSENTS: readonly Action[] = [
  'ratification',
  'acceptance',
  'approval',
  'accession',
  'formal_confirmation',
]
const MEMBERSHIPS: readonly Membership[] = [
  { group: 'reio', participant: 'ORG', from: null, to: null },
  { group: 'reio', participant: 'UNI', from: null, to: null },
  { group: 'members:ORG', participant: 'AAA', from: null, to: null },
  { group: 'members:ORG', participant: 'BBB', from: addDays(FIRST, 60), to: addDays(FIRST, 150) },
  { group: 'members:UNI', participant: 'CCC', from: null, to: null },
  { group: 'list', participant: 'AAA', from: null, to: addDays(FIRST, 100) },
  { group: 'list', participant: 'BBB', from: null, to: null },
  { group: 'list', participant: 'CCC', from: addDays(FIRST, 30), to: addDays(FIRST, 200) },
  { group: 'list', participant: 'ORG', from: addDays(FIRST, 120), to: null },
]
const WEIGHTS: readonly Weight[] = [
  { weights: 'W', participant: 'AAA', weight: '20' },
  { weights: 'W', participant: 'BBB', weight: '35' },
  { weights: 'W', participant: 'CCC', weight: '25' },
  { weights: 'W', participant: 'DDD', weight: '20' },
  { weights: 'W', participant: 'ORG', weight: '50' },
]

const aDay = fc.integer({ min: 0, max: SPAN }).map((days) => addDays(FIRST, days))
const days = fc.integer({ min: 0, max: 90 }).map((n) => ({ kind: 'days', n }))

/** A treaty C with parent P: the rules that stay the same in each property are set, the rest is left to chance. */
function family(change: fc.Arbitrary<object> = fc.constant({})) {
  const common = fc.record({
    counts: fc.constant(CONSENTS),
    condition: fc.record({ op: fc.constant('count'), gte: fc.integer({ min: 1, max: 5 }) }),
    period: days,
    later_party: fc.record({ period: days }),
    reio: fc.constantFrom('not_additional', 'excluded', 'counted', 'counted_if_declared_sole', 'n/a'),
    succession: fc.constantFrom('no', 'yes'),
  })
  const eligible = fc.constantFrom('consented', 'party', 'none').map((needs) => ({ parent: 'P', needs }))
  return fc.tuple(common, common, eligible, change).map(([child, parent, need, changes]) => [
    { treaty: 'C', ...child, eligible: need, floors: [{ parent: 'P' }], ...changes },
    {
      treaty: 'P',
      ...parent,
      cascade_denunciation: ['C'],
      denunciation: { kind: 'days', n: 40 },
      ...changes,
    },
  ])
}

type ActGiven = { readonly [field in keyof Act]?: fc.Arbitrary<Act[field]> }

function anAct(actions: readonly Action[], given: ActGiven = {}): fc.Arbitrary<Omit<Act, 'id'>> {
  return fc
    .record({
      treaty: fc.constantFrom('P', 'C'),
      participant: fc.constantFrom<string>(...EVERYONE),
      action: fc.constantFrom(...actions),
      action_date: aDay,
      effect_date: fc.option(aDay, { freq: 4 }),
      delay: fc.integer({ min: 0, max: 40 }),
      ...given,
    })
    .map(({ delay, effect_date, ...act }) => ({
      ...act,
      effect_date: act.action === 'succession' ? effect_date : null,
      known_on: addDays(act.action_date, delay),
      corrects: null,
    }))
}

function acts(actions: readonly Action[], given: ActGiven = {}): fc.Arbitrary<Act[]> {
  return fc
    .array(anAct(actions, given), { maxLength: 30 })
    .map((all) => all.map((act, at) => ({ ...act, id: `e${String(at).padStart(2, '0')}` })))
}

const ALL_ACTIONS: readonly Action[] = [
  ...CONSENTS,
  ...CONSENTS,
  'signature',
  'definitive_signature',
  'succession',
  'provisional_application',
  'declared_sole',
  'withdrawal_of_instrument',
  'denunciation',
  'rescission',
]

/** Corrections and retractions of some of the acts. */
function withNotices(all: fc.Arbitrary<Act[]>): fc.Arbitrary<Act[]> {
  const notice = fc.record({
    of: fc.nat(),
    retraction: fc.boolean(),
    action_date: aDay,
    delay: fc.integer({ min: 0, max: 60 }),
  })
  return fc.tuple(all, fc.array(notice, { maxLength: 6 })).map(([given, notices]) => {
    const first = new Map<string, Act>()
    for (const { of, retraction, action_date, delay } of notices) {
      const target = given[of % Math.max(1, given.length)]
      if (target === undefined || first.has(target.id)) continue
      first.set(target.id, {
        ...target,
        id: `n-${target.id}`,
        action: retraction ? 'retraction' : 'correction',
        action_date,
        effect_date: null,
        known_on: addDays(target.known_on, delay),
        corrects: target.id,
      })
    }
    return [...given, ...first.values()]
  })
}

function law(rules: readonly object[], given: readonly Act[], asOf = LATE, knownAt = LATE): Evaluation {
  return evaluate({
    rules: rulesIn(rules),
    acts: given,
    memberships: MEMBERSHIPS,
    weights: WEIGHTS,
    clocks: { asOf, knownAt },
  })
}

function of(evaluation: Evaluation, treaty: string): TreatyEvaluation {
  const found = evaluation.treaties.find((one) => one.treaty === treaty)
  if (found === undefined) throw new Error(`no treaty ${treaty}`)
  return found
}

/** Whether the act is dated or takes effect by the day. */
function hasBegun({ action, action_date, effect_date }: Act, day: PlainDate): boolean {
  return action_date <= day || (action === 'succession' && effect_date !== null && effect_date <= day)
}

/** A day that never comes is later than every other. */
function orNever(day: PlainDate | null): string {
  return day ?? 'never'
}

function check<Given extends [unknown, ...unknown[]]>(
  arbitraries: { [Key in keyof Given]: fc.Arbitrary<Given[Key]> },
  holds: (...given: Given) => void,
): void {
  fc.assert(fc.property(...arbitraries, holds), { numRuns: RUNS })
}

describe('properties of the law', () => {
  it('the order in which rows are given changes nothing', () => {
    const shuffled = withNotices(acts(ALL_ACTIONS)).chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    )
    check([family(), shuffled, aDay], (rules, [given, other], asOf) => {
      expect(law(rules, other, asOf)).toEqual(law(rules, given, asOf))
    })
  })

  it('an act that does not count never changes a trigger', () => {
    const more = anAct(['signature', 'provisional_application', 'definitive_signature'])
    const outsider = anAct(CONSENTS, { participant: fc.constant('ORG') })
    const excluded = family(fc.constant({ reio: 'excluded' }))
    check([excluded, acts(ALL_ACTIONS), fc.oneof(more, outsider)], (rules, given, one) => {
      const before = law(rules, given)
      const after = law(rules, [...given, { ...one, id: 'more' }])
      for (const treaty of ['P', 'C']) {
        const rests = treaty === 'C' && one.treaty === 'P'
        if (rests) continue
        expect(of(after, treaty).threshold.met_on).toBe(of(before, treaty).threshold.met_on)
      }
    })
  })

  it('one more instrument that counts never makes a trigger later', () => {
    const instruments = [...CONSENTS, 'succession'] as const
    const newcomer = { participant: fc.constant('NEW'), treaty: fc.constant('P') }
    const ofAnyState = { participant: fc.constantFrom(...STATES), treaty: fc.constant('P') }
    const succession = family(fc.constant({ succession: 'yes' }))
    const one = fc.oneof(anAct(instruments, newcomer), anAct(instruments, ofAnyState))
    check([succession, acts(ALL_ACTIONS), one], (rules, given, more) => {
      const before = of(law(rules, given), 'P').threshold.met_on
      const after = of(law(rules, [...given, { ...more, id: 'more' }]), 'P').threshold.met_on
      expect(orNever(after) <= orNever(before)).toBe(true)
    })
  })

  it('nobody is Party before general entry into force, which is never before the trigger', () => {
    check([family(), withNotices(acts(ALL_ACTIONS))], (rules, given) => {
      for (const { threshold, entry_into_force, participants } of law(rules, given).treaties) {
        const { date } = entry_into_force
        if (date !== null) expect(date >= orNever(threshold.met_on)).toBe(true)
        for (const row of participants.flatMap((one) => [one, ...one.earlier])) {
          if (row.entry_into_force !== null) expect(row.entry_into_force >= orNever(date)).toBe(true)
        }
      }
    })
  })

  it('nobody is Party to a Protocol before it is Party to the Convention', () => {
    const lasting = ALL_ACTIONS.filter((one) => !['denunciation', 'withdrawal_of_instrument'].includes(one))
    check([family(), withNotices(acts(lasting))], (rules, given) => {
      const evaluation = law(rules, given)
      const parents = new Map(of(evaluation, 'P').participants.map((row) => [row.participant, row]))
      for (const row of of(evaluation, 'C').participants) {
        if (row.entry_into_force === null) continue
        const parent = parents.get(row.participant)?.entry_into_force ?? null
        expect(parent).not.toBeNull()
        expect(row.entry_into_force >= orNever(parent)).toBe(true)
      }
    })
  })

  it('a treaty’s own acts after its trigger never change its entry into force', () => {
    check([family(), acts(ALL_ACTIONS), fc.array(fc.boolean())], (rules, given, drop) => {
      const before = law(rules, given)
      for (const treaty of ['P', 'C']) {
        const { met_on } = of(before, treaty).threshold
        if (met_on === null) continue
        const rest = given.filter(
          (act, at) => act.treaty !== treaty || hasBegun(act, met_on) || drop[at % drop.length] !== true,
        )
        const after = of(law(rules, rest), treaty)
        expect(after.threshold.met_on).toBe(met_on)
        expect(after.entry_into_force.date).toBe(of(before, treaty).entry_into_force.date)
      }
    })
  })

  it('what was known on a day is the whole history without what became known later', () => {
    check([family(), withNotices(acts(ALL_ACTIONS)), aDay, aDay], (rules, given, asOf, knownAt) => {
      const known = given.filter((act) => act.known_on <= knownAt)
      const then = law(rules, given, asOf, knownAt)
      expect({ ...law(rules, known, asOf), known_at: knownAt }).toEqual(then)
    })
  })

  it('what is law on a day does not rest on acts of later days', () => {
    check([family(), acts(ALL_ACTIONS), aDay], (rules, given, asOf) => {
      const come = given.filter(
        (act) =>
          (act.action === 'succession' ? (act.effect_date ?? act.action_date) : act.action_date) <= asOf,
      )
      expect(law(rules, come, asOf)).toEqual(law(rules, given, asOf))
    })
  })

  it('the rows that count are the number that is shown, numbered without a gap', () => {
    check([family(), withNotices(acts(ALL_ACTIONS)), aDay], (rules, given, asOf) => {
      for (const { ledger, threshold, counts } of law(rules, given, asOf).treaties) {
        const counted = ledger.filter((row) => row.counts)
        expect(counted).toHaveLength(threshold.counted)
        expect(counts.threshold_count).toBe(threshold.counted)
        const ordinals = counted.map((row) => Number(row.ordinal)).sort((one, other) => one - other)
        expect(ordinals).toEqual(ordinals.map((_, at) => at + 1))
        expect(ledger.every((row) => row.counts === (row.reason === 'counted'))).toBe(true)
        expect(ledger.every((row) => row.counts || row.ordinal === null)).toBe(true)
      }
    })
  })
})

const plainCondition = fc.oneof(
  fc.record({ op: fc.constant('count'), gte: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ op: fc.constant('count'), gte: fc.integer({ min: 1, max: 3 }), group: fc.constant('list') }),
  fc.constant({ op: 'every', list: 'list' }),
  fc.constantFrom(0.2, 0.55, 0.8).map((gte) => ({ op: 'share', weights: 'W', gte })),
  fc.constant({ op: 'share', weights: 'W', gte: 0.5, group: 'list' }),
  fc.constantFrom([1, 2], [2, 3], [3, 4]).map((gte) => ({ op: 'fraction', of: 'list:list', gte })),
)
const anyCondition = fc.oneof(
  plainCondition,
  fc
    .tuple(fc.constantFrom('all', 'any'), fc.array(plainCondition, { minLength: 1, maxLength: 3 }))
    .map(([op, parts]) => ({ op, of: parts })),
)

describe('the count against a second way to it', () => {
  it('is the same as when every day is looked at anew', () => {
    const rules = fc
      .record({
        condition: anyCondition,
        reio: fc.constantFrom('not_additional', 'excluded', 'counted', 'counted_if_declared_sole', 'n/a'),
        counts: fc.constantFrom(CONSENTS, CONSENTS.slice(0, 2)),
        needs: fc.constantFrom('consented', 'none'),
      })
      .map(({ needs, ...rule }) => [
        {
          treaty: 'C',
          period: { kind: 'days', n: 90 },
          ...rule,
          ...(needs === 'none' ? {} : { eligible: { parent: 'P', needs } }),
        },
        {
          treaty: 'P',
          counts: CONSENTS,
          condition: { op: 'count', gte: 1000 },
          period: { kind: 'none' },
        },
      ])
    const kinds: readonly Action[] = [
      ...CONSENTS,
      ...CONSENTS,
      'withdrawal_of_instrument',
      'declared_sole',
      'signature',
    ]
    check([rules, acts(kinds), aDay], (given, all, asOf) => {
      const found = of(law(given, all, asOf), 'C')
      const parsed = rulesIn(given)
      const naive = naiveCount(
        { rules: parsed, acts: all, memberships: MEMBERSHIPS, weights: WEIGHTS },
        FIRST,
        asOf,
      )
      expect(found.threshold.met_on).toBe(naive.trigger)
      expect(found.threshold.reached_by).toEqual(naive.reachedBy)
      const counted = found.ledger.filter((row) => row.counts).map((row) => row.participant)
      expect(counted.sort()).toEqual(naive.counted)
    })
  })
  it('the last day of the cases lies after every act', () => {
    expect(LAST < LATE).toBe(true)
  })
})
