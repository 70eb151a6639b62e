import { describe, expect, it } from 'vitest'
import { type LawCase, lawOf, reasonsOf, treatyLaw } from './law-case.ts'

const LISTED = ['ratification', 'acceptance', 'approval', 'accession']

function rule(more: object = {}) {
  return {
    treaty: 'T',
    counts: LISTED,
    condition: { op: 'count', gte: 2 },
    period: { kind: 'days', n: 90 },
    ...more,
  }
}

function threshold(given: LawCase) {
  return treatyLaw(given, 'T').threshold
}

function triggers(condition: object, given: Omit<LawCase, 'rules'>) {
  const { met_on, reached_by } = threshold({ ...given, rules: [rule({ condition })] })
  return [met_on, reached_by]
}

describe('memberships are asked on the day for which the condition is evaluated', () => {
  const acts = 'T AAA accession 2001-01-10\nT BBB accession 2001-02-10'
  it('a member that comes into the group later makes the threshold met without a deposit', () => {
    const groups = 'G AAA\nG BBB 2001-05-01..'
    expect(triggers({ op: 'count', gte: 2, group: 'G' }, { acts, groups })).toEqual(['2001-05-01', []])
  })
  it('a list that loses a member without an instrument is complete on the day after its last day', () => {
    const groups = 'L AAA\nL BBB\nL CCC ..2001-06-30'
    expect(triggers({ op: 'every', list: 'L' }, { acts, groups })).toEqual(['2001-07-01', []])
  })
  it('a member that left before the threshold was met is not eligible, and counts on its last day', () => {
    const given = { rules: [rule({ condition: { op: 'count', gte: 2, group: 'G' } })], acts }
    const groups = 'G AAA ..2001-02-09\nG BBB'
    const law = treatyLaw({ ...given, groups })
    expect(law.threshold).toMatchObject({ met_on: null, counted: 1 })
    expect(reasonsOf(law, 'AAA')).toEqual(['not_eligible'])
    expect(threshold({ ...given, groups: 'G AAA ..2001-02-10\nG BBB' }).met_on).toBe('2001-02-10')
  })
  it('what a list becomes after the trigger changes nothing', () => {
    const groups = 'G AAA ..2001-12-31\nG BBB'
    const law = treatyLaw({ rules: [rule({ condition: { op: 'count', gte: 2, group: 'G' } })], acts, groups })
    expect(law.threshold).toMatchObject({ met_on: '2001-02-10', counted: 2, reached_by: ['BBB'] })
    expect(reasonsOf(law, 'AAA')).toEqual(['counted'])
  })
  it('an organization is one only while it is in the list of organizations', () => {
    const groups = 'reio AAA 2001-03-01..'
    const law = treatyLaw({
      rules: [rule({ reio: 'excluded', condition: { op: 'count', gte: 3 } })],
      acts,
      groups,
    })
    expect(reasonsOf(law, 'AAA')).toEqual(['organization_excluded'])
    expect(law.counts).toMatchObject({ participants: 2, state_participants: 1 })
    const before = treatyLaw({ rules: [rule({ reio: 'excluded' })], acts, groups })
    expect(before.threshold.met_on).toBe('2001-02-10')
  })
})

describe('several conditions', () => {
  const acts = `T AAA accession 2001-01-10
    T BBB accession 2001-02-10
    T BBB withdrawal_of_instrument 2001-03-01
    T CCC accession 2001-04-10
    T DDD accession 2001-05-10`
  const groups = 'L AAA\nL CCC'
  it('"all" is met on the first day on which all parts are true together', () => {
    const parts = [
      { op: 'count', gte: 2 },
      { op: 'every', list: 'L' },
      { op: 'count', gte: 3 },
    ]
    expect(triggers({ op: 'all', of: parts }, { acts, groups })).toEqual(['2001-05-10', ['DDD']])
    const {
      parts: published,
      needed,
      remaining,
      counted,
    } = threshold({
      rules: [rule({ condition: { op: 'all', of: parts } })],
      acts,
      groups,
    })
    expect({ needed, remaining, counted }).toEqual({ needed: null, remaining: null, counted: 3 })
    expect(published).toEqual([
      { op: 'count', met_on: '2001-02-10', counted: 3, needed: 2, remaining: 0 },
      { op: 'every', met_on: '2001-04-10', counted: 2, needed: 2, remaining: 0 },
      { op: 'count', met_on: '2001-05-10', counted: 3, needed: 3, remaining: 0 },
    ])
  })
  it('"any" is met with the first part; nested parts stand in the order of the rule', () => {
    const condition = {
      op: 'any',
      of: [
        {
          op: 'all',
          of: [
            { op: 'count', gte: 9 },
            { op: 'any', of: [{ op: 'every', list: 'L' }] },
          ],
        },
        { op: 'count', gte: 3 },
      ],
    }
    const { met_on, parts } = threshold({ rules: [rule({ condition })], acts, groups })
    expect(met_on).toBe('2001-05-10')
    expect(parts?.map(({ op, met_on: day, remaining }) => [op, day, remaining])).toEqual([
      ['count', null, 6],
      ['every', '2001-04-10', 0],
      ['count', '2001-05-10', 0],
    ])
  })
  it('an instrument counts when it adds to one part at least', () => {
    const condition = {
      op: 'all',
      of: [
        { op: 'every', list: 'L' },
        { op: 'count', gte: 1, group: 'M' },
      ],
    }
    const given = { rules: [rule({ condition })], acts, groups: 'L AAA\nL CCC\nM DDD' }
    const law = treatyLaw(given)
    expect(law.threshold).toMatchObject({ met_on: '2001-05-10', counted: 3 })
    expect(reasonsOf(law, 'BBB')).toEqual(['withdrawn'])
    const without = treatyLaw({ ...given, acts: acts.replace(/.*withdrawal.*\n/, '') })
    expect(reasonsOf(without, 'BBB')).toEqual(['not_eligible'])
  })
  it('one plain count, also of a group, has no parts', () => {
    for (const condition of [
      { op: 'count', gte: 5 },
      { op: 'count', gte: 5, group: 'L' },
    ]) {
      const found = threshold({ rules: [rule({ condition })], acts, groups })
      expect(found.parts).toBeUndefined()
      expect(found).toMatchObject({ needed: 5, remaining: 5 - found.counted })
    }
  })
  it('a single other condition has one part', () => {
    const found = threshold({ rules: [rule({ condition: { op: 'every', list: 'L' } })], acts, groups })
    expect(found).toMatchObject({ needed: null, remaining: null, counted: 2 })
    expect(found.parts).toHaveLength(1)
  })
})

describe('lists', () => {
  const acts = 'T AAA accession 2001-01-10\nT BBB accession 2001-02-10\nT EUE approval 2001-02-20'
  it('a list that is empty on a day is complete on no day', () => {
    const groups = 'L AAA 2001-06-01..2001-06-30\nF AAA 2001-06-01..2001-06-30'
    const asOf = '2001-05-31'
    expect(triggers({ op: 'every', list: 'L' }, { acts, groups, asOf })).toEqual([null, []])
    expect(triggers({ op: 'fraction', of: 'list:F', gte: [1, 2] }, { acts, groups, asOf })).toEqual([
      null,
      [],
    ])
    expect(triggers({ op: 'every', list: 'L' }, { acts, groups })).toEqual(['2001-06-01', []])
  })
  it('a fraction needs its part rounded up, organizations included in the number', () => {
    const rules = [rule({ reio: 'excluded', condition: { op: 'fraction', of: 'list:L', gte: [2, 3] } })]
    const groups = 'reio EUE\nL AAA\nL BBB\nL CCC\nL EUE'
    expect(threshold({ rules, acts, groups }).parts).toEqual([
      { op: 'fraction', met_on: null, counted: 2, needed: 3, remaining: 1 },
    ])
  })
  it('the parties to a treaty are counted by its own rule and events, organizations included', () => {
    const parent = { ...rule({ condition: { op: 'count', gte: 1 } }), treaty: 'P' }
    const rules = [parent, rule({ condition: { op: 'fraction', of: 'parties_to:P', gte: [1, 2] } })]
    const given = {
      rules,
      groups: 'reio EUE',
      acts: `P AAA accession 2000-01-10
        P BBB accession 2000-01-10
        P CCC accession 2000-01-10
        P EUE approval 2000-01-10
        P DDD accession 2002-01-01
        ${acts}`,
    }
    // Four parties from 9 April 2000: two are needed, Parties with instruments. DDD is one from 1 April 2002.
    expect(threshold(given)).toMatchObject({ met_on: '2001-02-10', reached_by: ['BBB'] })
    const fewer = { ...given, acts: given.acts.replace('T BBB accession 2001-02-10', '') }
    expect(threshold({ ...fewer, asOf: '2002-03-31' }).parts?.[0]).toMatchObject({ counted: 1, needed: 2 })
    expect(threshold({ ...fewer, asOf: '2002-04-01' }).parts?.[0]).toMatchObject({ counted: 1, needed: 3 })
  })
  it('a denunciation of that treaty makes the fraction smaller, and can meet it', () => {
    const parent = { ...rule({ condition: { op: 'count', gte: 1 } }), treaty: 'P' }
    const rules = [parent, rule({ condition: { op: 'fraction', of: 'parties_to:P', gte: [1, 2] } })]
    const given = `P AAA accession 2000-01-10\nP BBB accession 2000-01-10\nP CCC accession 2000-01-10
      P CCC denunciation 2001-05-01\nT AAA accession 2001-01-10`
    expect(threshold({ rules, acts: given })).toMatchObject({ met_on: '2002-05-01', reached_by: [] })
  })
  it('a group of exactly the name parties_to:T goes before the treaty', () => {
    const parent = { ...rule({ condition: { op: 'count', gte: 9 } }), treaty: 'P' }
    const rules = [parent, rule({ condition: { op: 'fraction', of: 'parties_to:P', gte: [1, 1] } })]
    const groups = 'parties_to:P AAA'
    expect(threshold({ rules, acts, groups })).toMatchObject({ met_on: '2001-01-10', reached_by: ['AAA'] })
  })
})

describe('shares of weights', () => {
  const weights = [
    ['AAA', '0.1'],
    ['BBB', '0.2'],
    ['CCC', '0.3'],
    ['EUE', '5'],
  ].map(([participant = '', weight = '']) => ({ weights: 'W', participant, weight }))
  const acts = 'T AAA accession 2001-01-10\nT BBB accession 2001-02-10\nT DDD accession 2001-02-20'
  it('are compared exactly: 0.1 and 0.2 are half of 0.6', () => {
    const rules = [rule({ condition: { op: 'share', weights: 'W', gte: 0.5 }, reio: 'counted' })]
    const found = threshold({
      rules,
      acts: `${acts}\nT EUE approval 2001-01-01`,
      groups: 'reio EUE',
      weights,
    })
    expect(found).toMatchObject({ met_on: '2001-02-10', counted: 2 })
    expect(found.parts).toEqual([
      { op: 'share', met_on: '2001-02-10', counted: 2, needed: null, remaining: null, share: 0.5 },
    ])
  })
  it('a hair less is not enough', () => {
    const less = weights.map((one) =>
      one.participant === 'CCC' ? { ...one, weight: '0.3000000000000000001' } : one,
    )
    const rules = [rule({ condition: { op: 'share', weights: 'W', gte: 0.5 } })]
    expect(threshold({ rules, acts, groups: 'reio EUE', weights: less }).met_on).toBeNull()
  })
  it('what was taken back before weighs no more', () => {
    const rules = [rule({ condition: { op: 'share', weights: 'W', gte: 0.5 } })]
    const back = `${acts}\nT AAA withdrawal_of_instrument 2001-01-20`
    expect(threshold({ rules, acts: back, groups: 'reio EUE', weights }).met_on).toBeNull()
  })
  it('within a group both sums are of its members only', () => {
    const rules = [rule({ condition: { op: 'share', weights: 'W', gte: 1, group: 'G' } })]
    const groups = 'reio EUE\nG BBB\nG AAA 2001-06-01..'
    const found = threshold({ rules, acts, groups, weights })
    expect(found).toMatchObject({ met_on: '2001-02-10', reached_by: ['BBB'], counted: 1 })
  })
  it('those without a weight add to no part', () => {
    const rules = [rule({ condition: { op: 'share', weights: 'W', gte: 1 } })]
    const law = treatyLaw({ rules, acts, groups: 'reio EUE', weights })
    expect(reasonsOf(law, 'DDD')).toEqual(['not_eligible'])
  })
})

describe('another treaty as condition', () => {
  const other = { ...rule({ condition: { op: 'count', gte: 1 } }), treaty: 'P' }
  const rules = [
    rule({
      condition: {
        op: 'all',
        of: [
          { op: 'count', gte: 1 },
          { op: 'treaty_condition', ref: 'P' },
        ],
      },
    }),
    other,
  ]
  const acts = 'T AAA accession 2001-01-10\nP AAA accession 2001-01-20'
  it('is true from the day of its general entry into force', () => {
    const found = threshold({ rules, acts })
    expect(found).toMatchObject({ met_on: '2001-04-20', reached_by: [] })
    expect(found.parts?.[1]).toEqual({
      op: 'treaty_condition',
      met_on: '2001-04-20',
      counted: null,
      needed: null,
      remaining: null,
    })
  })
  it('a day that is fixed but has not come is not enough', () => {
    expect(threshold({ rules, acts, asOf: '2001-04-19' }).met_on).toBeNull()
  })
  it('alone it takes nobody’s instrument', () => {
    const alone = [rule({ condition: { op: 'treaty_condition', ref: 'P' } }), other]
    const law = treatyLaw({ rules: alone, acts }, 'T')
    expect(law.threshold).toMatchObject({ met_on: '2001-04-20', counted: 0, reached_by: [] })
    expect(reasonsOf(law, 'AAA')).toEqual(['not_eligible'])
  })
})

describe('treaties that look at each other', () => {
  const waits = (treaty: string, gte: number, ref: string) => ({
    ...rule({
      condition: {
        op: 'any',
        of: [
          { op: 'count', gte },
          { op: 'treaty_condition', ref },
        ],
      },
    }),
    treaty,
  })
  it('one enters into force by its count, the other with it, whatever their order', () => {
    const acts = 'A AAA accession 2001-01-10\nB AAA accession 2001-01-10'
    const rules = [waits('A', 9, 'B'), waits('B', 1, 'A')]
    for (const given of [rules, [...rules].reverse()]) {
      const law = treatyLaw({ rules: given, acts }, 'A')
      expect(law.threshold).toMatchObject({ met_on: '2001-04-10', counted: 1 })
      expect(law.entry_into_force.date).toBe('2001-07-09')
      expect(treatyLaw({ rules: given, acts }, 'B').entry_into_force.date).toBe('2001-04-10')
    }
  })
  it('two that only wait for each other never enter into force', () => {
    const waiting = (treaty: string, ref: string) => ({
      ...rule({ condition: { op: 'treaty_condition', ref } }),
      treaty,
    })
    const acts = 'A AAA accession 2001-01-10\nB AAA accession 2001-01-10'
    const law = treatyLaw({ rules: [waiting('A', 'B'), waiting('B', 'A')], acts }, 'A')
    expect(law.entry_into_force.state).toBe('not_met')
  })
  it('a part of its own parties, which a treaty has none of before it is in force, is never reached', () => {
    const own = rule({ condition: { op: 'fraction', of: 'parties_to:T', gte: [1, 2] } })
    expect(threshold({ rules: [own], acts: 'T AAA accession 2001-01-10' }).met_on).toBeNull()
  })
})

describe('organizations in the five ways', () => {
  const groups = 'reio EUE\nmembers:EUE AAA 2001-02-01..\nmembers:EUE BBB'
  const acts = 'T EUE approval 2001-01-10\nT AAA accession 2001-01-20\nT CCC accession 2001-03-10'
  const found = (reio: string, more = '', gte = 9) =>
    treatyLaw({ rules: [rule({ reio, condition: { op: 'count', gte } })], acts: `${acts}\n${more}`, groups })
  it('not additional: from the day on which a State with an instrument becomes a member', () => {
    expect(found('not_additional', '', 2).threshold).toMatchObject({
      met_on: '2001-01-20',
      reached_by: ['AAA'],
    })
    const law = found('not_additional', '', 3)
    expect(law.threshold.counted).toBe(2)
    expect(reasonsOf(law, 'EUE')).toEqual(['organization_not_additional'])
  })
  it('not additional: it counts again when the member takes its instrument back', () => {
    const law = found('not_additional', 'T AAA withdrawal_of_instrument 2001-02-10', 2)
    expect(law.threshold.met_on).toBe('2001-01-20')
    const later = found('not_additional', 'T AAA withdrawal_of_instrument 2001-01-25', 2)
    expect(later.threshold).toMatchObject({ met_on: '2001-01-20' })
    const none = found('not_additional', 'T AAA withdrawal_of_instrument 2001-02-10', 3)
    expect(none.threshold.counted).toBe(2)
    expect(reasonsOf(none, 'EUE')).toEqual(['counted'])
  })
  it('not additional: a member on the very day of the trigger takes its place', () => {
    const law = treatyLaw({
      rules: [rule({ reio: 'not_additional', condition: { op: 'count', gte: 2 } })],
      acts: 'T EUE approval 2001-01-10\nT BBB accession 2001-02-10\nT DDD accession 2001-02-10',
      groups,
    })
    expect(law.threshold).toMatchObject({ met_on: '2001-02-10', reached_by: ['BBB', 'DDD'], counted: 2 })
    expect(reasonsOf(law, 'EUE')).toEqual(['organization_not_additional'])
  })
  it('not additional: on and after the trigger nothing turns', () => {
    const law = treatyLaw({
      rules: [rule({ reio: 'not_additional', condition: { op: 'count', gte: 2 } })],
      acts: 'T EUE approval 2001-01-10\nT CCC accession 2001-02-10\nT BBB accession 2001-03-10',
      groups,
    })
    expect(law.threshold).toMatchObject({ met_on: '2001-02-10', reached_by: ['CCC'], counted: 2 })
    expect([reasonsOf(law, 'EUE'), reasonsOf(law, 'BBB')]).toEqual([['counted'], ['after_trigger']])
  })
  it('not additional: a member whose own instrument does not count leaves it counted', () => {
    const condition = { op: 'every', list: 'L' }
    const law = treatyLaw({
      rules: [rule({ reio: 'not_additional', condition })],
      acts: 'T EUE approval 2001-01-10\nT BBB accession 2001-01-20',
      groups: `${groups}\nL EUE\nL CCC`,
    })
    expect([reasonsOf(law, 'EUE'), reasonsOf(law, 'BBB')]).toEqual([['counted'], ['not_eligible']])
  })
  it('deposited after the trigger beside a member that counted, it is not additional', () => {
    const law = treatyLaw({
      rules: [rule({ reio: 'not_additional', condition: { op: 'count', gte: 1 } })],
      acts: 'T BBB accession 2001-01-10\nT EUE approval 2001-02-10',
      groups,
    })
    expect(reasonsOf(law, 'EUE')).toEqual(['organization_not_additional'])
  })
  it('excluded: never; counted: always', () => {
    expect(found('excluded').threshold.counted).toBe(2)
    expect(reasonsOf(found('excluded'), 'EUE')).toEqual(['organization_excluded'])
    expect(found('counted').threshold.counted).toBe(3)
  })
  it('counted if declared sole: from the later of deposit and declaration', () => {
    const law = found('counted_if_declared_sole', 'T EUE declared_sole 2001-03-20', 3)
    expect(law.threshold).toMatchObject({ met_on: '2001-03-20', reached_by: ['EUE'] })
    const counted = law.ledger.filter((row) => row.counts).map((row) => [row.ordinal, row.participant])
    expect(counted).toEqual([
      [3, 'EUE'],
      [1, 'AAA'],
      [2, 'CCC'],
    ])
    const early = found('counted_if_declared_sole', 'T EUE declared_sole 2000-03-20', 3)
    expect(early.threshold).toMatchObject({ met_on: '2001-03-10', reached_by: ['CCC'] })
    const late = found('counted_if_declared_sole', 'T EUE declared_sole 2001-06-01', 2)
    expect(reasonsOf(late, 'EUE')).toEqual(['after_trigger'])
  })
  it('not foreseen: as excluded, with a warning', () => {
    const law = found('n/a')
    expect(reasonsOf(law, 'EUE')).toEqual(['organization_excluded'])
    expect(law.warnings).toEqual([
      { code: 'ORGANIZATION_NOT_FORESEEN', message: expect.stringContaining('EUE') },
    ])
    expect(found('excluded').warnings).toEqual([])
  })
  it('is a participant all the same, and in force from the general day', () => {
    const law = found('excluded', '', 2)
    expect(law.counts).toMatchObject({ participants: 3, state_participants: 2, states_parties: 2 })
    expect(law.participants.map((row) => row.entry_into_force)).toEqual([
      '2001-06-08',
      '2001-06-08',
      '2001-06-08',
    ])
  })
})

describe('an instrument that waits for the parent', () => {
  const parent = { ...rule({ condition: { op: 'count', gte: 1 } }), treaty: 'P' }
  const child = (needs: string, more: object = {}) => rule({ eligible: { parent: 'P', needs }, ...more })
  const acts = `T AAA accession 2001-01-10
    T BBB accession 2001-02-10
    P AAA accession 2001-03-01`
  it('counts from the day on which the need is fulfilled, in the count and in who reached it', () => {
    const law = treatyLaw(
      { rules: [child('consented'), parent], acts: `${acts}\nP BBB accession 2001-02-01` },
      'T',
    )
    expect(law.threshold).toMatchObject({ met_on: '2001-03-01', reached_by: ['AAA'] })
    expect(law.ledger.map((row) => [row.ordinal, row.participant, row.action_date])).toEqual([
      [2, 'AAA', '2001-01-10'],
      [1, 'BBB', '2001-02-10'],
    ])
  })
  it('needs: party waits until the parent is in force for the participant', () => {
    // P is met on 1 February, in force for both on 2 May (AAA: 90 days after 1 March is 30 May).
    const all = `${acts}\nP BBB accession 2001-02-01`
    const law = treatyLaw({ rules: [child('party'), parent], acts: all }, 'T')
    expect(law.threshold).toMatchObject({ met_on: '2001-05-30', reached_by: ['AAA'] })
    const before = treatyLaw({ rules: [child('party'), parent], acts: all, asOf: '2001-05-01' }, 'T')
    expect(before.threshold.counted).toBe(0)
    expect(before.participants.map((row) => row.status)).toEqual(['blocked_parent', 'blocked_parent'])
    expect(before.counts.participants).toBe(0)
  })
  it('needs: none counts at once', () => {
    expect(threshold({ rules: [child('none'), parent], acts }).met_on).toBe('2001-02-10')
  })
  it('stops counting on the day on which the parent consent is withdrawn, and counts anew when it comes again', () => {
    const given = {
      rules: [
        child('consented', { condition: { op: 'count', gte: 3 } }),
        { ...parent, condition: { op: 'count', gte: 9 } },
      ],
      acts: `T AAA accession 2001-01-10
        P AAA accession 2001-01-10
        P AAA withdrawal_of_instrument 2001-02-10
        P AAA accession 2001-03-10`,
    }
    const counted = (asOf: string) => treatyLaw({ ...given, asOf }, 'T').threshold.counted
    expect(['2001-02-09', '2001-02-10', '2001-03-09', '2001-03-10'].map(counted)).toEqual([1, 0, 0, 1])
    expect(reasonsOf(treatyLaw({ ...given, asOf: '2001-02-10' }, 'T'), 'AAA')).toEqual(['waiting_for_parent'])
  })
  it('stops counting when the parent ends by denunciation before the trigger, and not after it', () => {
    const given = {
      rules: [
        child('consented', { condition: { op: 'count', gte: 2 } }),
        { ...parent, denunciation: { kind: 'days', n: 10 } },
      ],
      acts: `P AAA accession 2000-01-10
        P BBB accession 2000-01-10
        T AAA accession 2001-01-10
        P AAA denunciation 2001-02-01`,
    }
    const before = treatyLaw({ ...given, acts: `${given.acts}\nT BBB accession 2001-02-11` }, 'T')
    expect(before.threshold).toMatchObject({ met_on: null, counted: 1 })
    expect(reasonsOf(before, 'AAA')).toEqual(['waiting_for_parent'])
    const after = treatyLaw({ ...given, acts: `${given.acts}\nT BBB accession 2001-02-10` }, 'T')
    expect(after.threshold).toMatchObject({ met_on: '2001-02-10', counted: 2 })
    expect(reasonsOf(after, 'AAA')).toEqual(['counted'])
  })
})

describe('withdrawal of an instrument', () => {
  const three = rule({ condition: { op: 'count', gte: 3 } })
  const acts = 'T AAA accession 2001-01-10\nT BBB accession 2001-02-10'
  const codes = (given: LawCase) => treatyLaw(given).warnings.map(({ code }) => code)
  it('takes back every instrument of its participant, also repeats', () => {
    const more = `T AAA acceptance 2001-01-20\nT AAA withdrawal_of_instrument 2001-03-10`
    const law = treatyLaw({ rules: [three], acts: `${acts}\n${more}` })
    expect(reasonsOf(law, 'AAA')).toEqual(['withdrawn', 'withdrawn'])
    expect(law.threshold.counted).toBe(1)
  })
  it('on the day on which the threshold would be met it counts first', () => {
    const more = 'T AAA withdrawal_of_instrument 2001-03-10\nT CCC accession 2001-03-10'
    expect(threshold({ rules: [three], acts: `${acts}\n${more}` })).toMatchObject({
      met_on: null,
      counted: 2,
    })
  })
  it('with nothing to take back, or when it is in force, it has no effect', () => {
    const more = 'T CCC signature 2001-01-01\nT CCC withdrawal_of_instrument 2001-03-10'
    expect(codes({ rules: [three], acts: `${acts}\n${more}` })).toEqual(['WITHDRAWAL_WITHOUT_EFFECT'])
    const inForce = `${acts}\nT AAA withdrawal_of_instrument 2001-05-11`
    expect(codes({ rules: [rule()], acts: inForce })).toEqual(['WITHDRAWAL_WITHOUT_EFFECT'])
    expect(treatyLaw({ rules: [rule()], acts: inForce }).participants[0]?.status).toBe('party')
  })
  it('the day before the treaty is in force it still has effect', () => {
    const law = treatyLaw({ rules: [rule()], acts: `${acts}\nT AAA withdrawal_of_instrument 2001-05-10` })
    expect(law.warnings.map(({ code }) => code)).toEqual(['LEGAL_REVIEW'])
    expect(law.participants[0]).toMatchObject({ status: 'none', consent: null, entry_into_force: null })
    expect(reasonsOf(law, 'AAA')).toEqual(['counted'])
  })
  it('on the trigger itself it counts before what its day brings, even where that is in force at once', () => {
    const at = rule({ period: { kind: 'none' } })
    const more = 'T CCC accession 2001-02-20\nT AAA withdrawal_of_instrument 2001-02-20'
    const law = treatyLaw({ rules: [at], acts: `${acts.replace('2001-02-10', '2001-02-20')}\n${more}` })
    expect(law.threshold).toMatchObject({ met_on: '2001-02-20', reached_by: ['BBB', 'CCC'], counted: 2 })
    expect(law.participants[0]).toMatchObject({ participant: 'AAA', status: 'none' })
    expect(law.warnings).toEqual([])
  })
  it('of one deposited after the trigger: withdrawn, nothing to review', () => {
    const more = 'T CCC accession 2001-03-10\nT CCC withdrawal_of_instrument 2001-04-10'
    const law = treatyLaw({ rules: [rule()], acts: `${acts}\n${more}` })
    expect(reasonsOf(law, 'CCC')).toEqual(['withdrawn'])
    expect(law.warnings).toEqual([])
  })
  it('after it, the next instrument is judged anew, once', () => {
    const more = `T AAA withdrawal_of_instrument 2001-03-10
      T AAA acceptance 2001-03-20\nT AAA approval 2001-03-21`
    const law = treatyLaw({ rules: [three], acts: `${acts}\n${more}` })
    expect(reasonsOf(law, 'AAA')).toEqual(['withdrawn', 'counted', 'repeat'])
  })
  it('recount: left out from the beginning, and the trigger is found anew', () => {
    const rules = [rule({ trigger_after_withdrawal: 'recount' })]
    const more = 'T AAA withdrawal_of_instrument 2001-03-10\nT CCC accession 2001-04-01'
    const law = treatyLaw({ rules, acts: `${acts}\n${more}` })
    expect(law.threshold).toMatchObject({ met_on: '2001-04-01', reached_by: ['CCC'], counted: 2 })
    expect(law.entry_into_force.date).toBe('2001-06-30')
    expect(reasonsOf(law, 'AAA')).toEqual(['withdrawn'])
    expect(law.warnings).toEqual([])
  })
  it('recount: a withdrawal on or after the day of general entry into force changes nothing', () => {
    const rules = [
      rule({
        trigger_after_withdrawal: 'recount',
        floors: [{ parent: 'P' }],
        later_party: { parent_floor: true },
      }),
      { ...rule({ condition: { op: 'count', gte: 1 } }), treaty: 'P' },
    ]
    // BBB waits for the parent until 1 July 2001; the general day is 11 May 2001.
    for (const day of ['2001-05-11', '2001-05-20']) {
      const more = `P AAA accession 2000-01-01
        P BBB accession 2001-04-02
        T BBB withdrawal_of_instrument ${day}`
      const law = treatyLaw({ rules, acts: `${acts}\n${more}` }, 'T')
      expect(law.entry_into_force.date).toBe('2001-05-11')
      expect(law.threshold).toMatchObject({ met_on: '2001-02-10', counted: 2 })
      expect(reasonsOf(law, 'BBB')).toEqual(['counted'])
      expect(law.participants[1]).toMatchObject({ participant: 'BBB', status: 'none' })
    }
  })
})

describe('the ledger', () => {
  it('counts a succession only by its own rule, from the day of notification', () => {
    const acts = 'T AAA succession 2001-03-01 effect=2000-12-01\nT BBB accession 2001-02-10'
    const law = treatyLaw({ rules: [rule({ succession: 'yes' })], acts })
    expect(law.threshold).toMatchObject({ met_on: '2001-03-01', reached_by: ['AAA'] })
    for (const counts of [LISTED, [...LISTED, 'succession']]) {
      const none = treatyLaw({ rules: [rule({ counts })], acts })
      expect(none.threshold.counted).toBe(1)
      expect(reasonsOf(none, 'AAA')).toEqual(['succession'])
    }
  })
  it('a succession in effect but not yet notified is law already and does not count yet', () => {
    const acts = 'T AAA succession 2001-03-01 effect=2000-12-01'
    const law = treatyLaw({
      rules: [rule({ succession: 'yes' })],
      acts,
      asOf: '2001-02-28',
      knownAt: '2001-03-01',
    })
    expect(law.participants[0]).toMatchObject({ status: 'contracting', consent: 'succession' })
    expect(law.threshold.counted).toBe(0)
    expect(reasonsOf(law, 'AAA')).toEqual(['succession'])
  })
  it('a succession that takes effect before an accession does not undo what the accession counted for', () => {
    const succession = 'T AAA succession 2001-03-01 effect=2000-12-01'
    const acts = `T AAA accession 2001-01-10\nT BBB accession 2001-02-10\n${succession}`
    const law = treatyLaw({ rules: [rule({ succession: 'yes' })], acts })
    expect(law.threshold).toMatchObject({ met_on: '2001-02-10', reached_by: ['BBB'], counted: 2 })
    expect(reasonsOf(law, 'AAA')).toEqual(['counted', 'repeat'])
    const withdrawn = treatyLaw({
      rules: [rule({ succession: 'yes' })],
      acts: `${acts}\nT AAA withdrawal_of_instrument 2001-01-20`,
    })
    expect(withdrawn.threshold).toMatchObject({ met_on: '2001-03-01', reached_by: ['AAA'], counted: 2 })
    expect(reasonsOf(withdrawn, 'AAA')).toEqual(['withdrawn', 'counted'])
  })
  it('an accession where only ratifications count is no instrument, and still makes a participant', () => {
    const acts = 'T AAA accession 2001-01-10\nT AAA signature 2001-02-01\nT AAA ratification 2001-02-10'
    const law = treatyLaw({ rules: [rule({ counts: ['ratification'] })], acts })
    expect(reasonsOf(law, 'AAA')).toEqual(['not_an_instrument', 'not_an_instrument', 'counted'])
    expect(law.participants).toEqual([
      expect.objectContaining({ status: 'contracting', consent: 'accession', consent_date: '2001-01-10' }),
    ])
  })
  it('a definitive signature is consent only where it counts', () => {
    const acts = 'T AAA definitive_signature 2001-01-10'
    const signed = treatyLaw({ rules: [rule()], acts })
    expect(signed.participants[0]?.status).toBe('signatory')
    expect(reasonsOf(signed, 'AAA')).toEqual(['not_an_instrument'])
    const bound = treatyLaw({ rules: [rule({ counts: [...LISTED, 'definitive_signature'] })], acts })
    expect(bound.participants[0]).toMatchObject({ status: 'contracting', consent: 'definitive_signature' })
    expect(reasonsOf(bound, 'AAA')).toEqual(['counted'])
    expect([signed.counts.signatories, bound.counts.signatories]).toEqual([1, 1])
  })
  it('a definitive signature while signature was closed has no effect at all', () => {
    const given = {
      rules: [
        rule({ counts: [...LISTED, 'definitive_signature'], signature_window: [{ to: '2001-01-09' }] }),
      ],
      acts: 'T AAA definitive_signature 2001-01-10\nT BBB definitive_signature 2001-01-09',
    }
    const law = treatyLaw(given)
    expect(law.participants.map((row) => row.status)).toEqual(['none', 'contracting'])
    expect(reasonsOf(law, 'AAA')).toEqual(['not_an_instrument'])
    expect(law.counts).toMatchObject({ signatories: 1, threshold_count: 1 })
    expect(law.warnings.map(({ code }) => code)).toEqual(['SIGNATURE_OUTSIDE_WINDOW'])
  })
  it('is in the order of date, code, kind of act and id, and numbered by the day from which a row counts', () => {
    const acts = `T BBB ratification 2001-01-10 id=z
      T BBB signature 2001-01-10 id=y
      T AAA acceptance 2001-01-10 id=b
      T AAA acceptance 2001-01-10 id=a
      T CCC approval 2001-01-09 id=c`
    const law = treatyLaw({ rules: [rule({ condition: { op: 'count', gte: 9 } })], acts })
    expect(law.ledger.map((row) => [row.participant, row.action, row.ordinal, row.reason])).toEqual([
      ['CCC', 'approval', 1, 'counted'],
      ['AAA', 'acceptance', 2, 'counted'],
      ['AAA', 'acceptance', null, 'repeat'],
      ['BBB', 'signature', null, 'not_an_instrument'],
      ['BBB', 'ratification', 3, 'counted'],
    ])
  })
  it('orders codes by code point, not by code unit', () => {
    const acts = 'T \u{1F1E6} accession 2001-01-10\nT \uFF21 accession 2001-01-10\nT ZZZ accession 2001-01-10'
    const law = treatyLaw({ rules: [rule({ condition: { op: 'count', gte: 9 } })], acts })
    const order = ['ZZZ', '\uFF21', '\u{1F1E6}']
    expect(law.ledger.map((row) => row.participant)).toEqual(order)
    expect(law.participants.map((row) => row.participant)).toEqual(order)
  })
  it('has the rule’s article in each row, null where the rule has none', () => {
    const acts = 'T AAA accession 2001-01-10'
    expect(treatyLaw({ rules: [rule()], acts }).ledger[0]?.article).toBeNull()
    const law = treatyLaw({ rules: [rule({ article: '9(1)' })], acts })
    expect([law.ledger[0]?.article, law.entry_into_force.article]).toEqual(['9(1)', '9(1)'])
  })
  it('has no row for a denunciation, a withdrawal, a declaration or what the depositary stated', () => {
    const acts = `T AAA withdrawal_of_instrument 2001-01-10\nT AAA denunciation 2001-01-10
      T AAA rescission 2001-01-10\nT AAA declared_sole 2001-01-10\nT AAA asserted_threshold 2001-01-10
      T AAA provisional_application 2001-01-10\nT AAA formal_confirmation 2001-01-11`
    expect(treatyLaw({ rules: [rule()], acts }).ledger.map((row) => row.action)).toEqual([
      'provisional_application',
      'formal_confirmation',
    ])
  })
})

describe('one answer a rule', () => {
  it('in the order of the rules file, also two of one treaty', () => {
    const rules = [
      rule({ scope: 'provision:trade', condition: { op: 'count', gte: 1 } }),
      { ...rule(), treaty: 'S' },
      rule(),
    ]
    const { as_of, known_at, treaties } = lawOf({
      rules,
      acts: 'T AAA accession 2001-01-10',
      asOf: '2002-01-01',
    })
    expect([as_of, known_at]).toEqual(['2002-01-01', '2026-11-24'])
    expect(treaties.map((one) => [one.treaty, one.scope, one.threshold.met_on])).toEqual([
      ['T', 'provision:trade', '2001-01-10'],
      ['S', 'general', null],
      ['T', 'general', null],
    ])
  })
})
