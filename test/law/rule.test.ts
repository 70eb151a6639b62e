import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { parseRules } from '../../src/law/rule.ts'
import { problemsOf, THE_FOUR } from './law-case.ts'

const LEAST = {
  treaty: 'T',
  counts: ['ratification'],
  condition: { op: 'count', gte: 2 },
  period: { kind: 'days', n: 90 },
}

function told(json: unknown): string[] {
  try {
    parseRules(json, { file: 'rules.json' })
    return []
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n')
    throw error
  }
}

describe('a rule', () => {
  it('has a default for everything but treaty, counts, condition and period', () => {
    expect(parseRules([LEAST], { file: 'rules.json' })).toEqual([
      {
        ...LEAST,
        scope: 'general',
        article: null,
        distinct_by: 'participant',
        reio: 'n/a',
        succession: 'no',
        floors: [],
        trigger_after_withdrawal: 'latched',
        later_party: {
          period: { kind: 'days', n: 90 },
          applies: 'deposited_after_trigger',
          floor: 'general_eif',
          parent_floor: false,
          gap_rule: 'general_eif',
        },
        denunciation: { kind: 'months', n: 12 },
        cascade_denunciation: [],
        organization_needs_member: false,
        organization_ends_with_members: false,
      },
    ])
  })
  it('once filled in, is read again as the same', () => {
    const filled = parseRules(THE_FOUR.rules, { file: 'rules.json' })
    expect(parseRules(JSON.parse(JSON.stringify(filled)), { file: 'rules.json' })).toEqual(filled)
  })
  it.each(['treaty', 'counts', 'condition', 'period'])('needs %s', (field) => {
    const { [field as 'treaty']: _, ...rest } = LEAST
    expect(told([rest])).toEqual([expect.stringMatching(new RegExp(`${field}: is missing`))])
  })
  it('has a parent floor where a parent is asked for', () => {
    const eligible = { parent: 'P', needs: 'consented' }
    const [rule] = parseRules(
      [
        { ...LEAST, eligible },
        { ...LEAST, treaty: 'P' },
      ],
      { file: 'rules.json' },
    )
    expect(rule?.later_party.parent_floor).toBe(true)
  })
  it('may carry a note in every object', () => {
    const note = 'why'
    const noted = {
      ...LEAST,
      note,
      eligible: { parent: 'P', needs: 'consented', note },
      condition: {
        op: 'all',
        note,
        of: [
          { op: 'count', gte: 2, note },
          { op: 'every', list: 'L', note },
          { op: 'share', weights: 'W', gte: 0.5, note },
          { op: 'fraction', of: 'list:L', gte: [1, 2], note },
          { op: 'treaty_condition', ref: 'P', note },
          { op: 'any', of: [{ op: 'count', gte: 1, note }], note },
        ],
      },
      period: { kind: 'fixed_if_met_by', date: '2019-01-01', else: { kind: 'none', note }, note },
      floors: [{ parent: 'P', note }],
      later_party: { period: { kind: 'calendar_month', n: 6, note }, note },
      amendment: { per_party: { kind: 'days', n: 90, note }, note },
      denunciation: { kind: 'months', n: 12, note },
      signature_window: [
        { from: '2000-12-12', to: '2000-12-15', place: 'Palermo', note },
        { to: '2002-12-12' },
      ],
      provenance: { source: 'the text', read: 'text', note },
      bilateral_acceptance: true,
      valid_text: 'words',
      id: 'T/general',
    }
    expect(told([noted, { ...LEAST, treaty: 'P' }])).toEqual([])
  })
  it.each([
    ['flor', { ...LEAST, flor: 1 }, 'T: flor:'],
    ['later_party.flor', { ...LEAST, later_party: { flor: 1 } }, 'T: later_party.flor:'],
    [
      'condition.of[0].gt',
      { ...LEAST, condition: { op: 'any', of: [{ op: 'count', gte: 1, gt: 1 }] } },
      'T: condition.of[0].gt:',
    ],
    ['period.m', { ...LEAST, period: { kind: 'days', n: 1, m: 2 } }, 'T: period.m:'],
    [
      'signature_window[0].until',
      { ...LEAST, signature_window: [{ until: '2001-01-01' }] },
      'T: signature_window[0].until:',
    ],
  ])('with the unknown field %s is refused: field and treaty are named', (_, rule, place) => {
    expect(told([rule])).toEqual([expect.stringContaining(place)])
  })
  it('rounds only days and months', () => {
    const round = 'first_of_next_month'
    for (const kind of ['days', 'months'])
      expect(told([{ ...LEAST, period: { kind, n: 1, round } }])).toEqual([])
    expect(told([{ ...LEAST, period: { kind: 'calendar_month', n: 1, round } }])).toHaveLength(1)
    expect(told([{ ...LEAST, period: { kind: 'none', round } }])).toHaveLength(1)
  })
  it.each([
    ['counts', { counts: ['signature'] }],
    ['reio', { reio: 'sometimes' }],
    ['period.kind', { period: { kind: 'weeks', n: 1 } }],
    ['condition.op', { condition: { op: 'most' } }],
    ['condition.gte', { condition: { op: 'fraction', of: 'list:L', gte: [4, 3] } }],
    ['condition.of', { condition: { op: 'fraction', of: 'L', gte: [1, 3] } }],
    ['floors[0]', { floors: [{}] }],
    ['floors[0].date', { floors: [{ date: '2003-02-30' }] }],
    ['eligible.parent', { eligible: { needs: 'party' } }],
    ['later_party.gap_rule', { later_party: { gap_rule: 'own' } }],
  ])('with a %s that is none says what is accepted', (field, change) => {
    const [line] = told([{ ...LEAST, ...change }])
    expect(line).toContain(`rules.json: T: ${field}`)
    expect(line).toContain('expected')
  })
  it('every problem of every rule is told at once', () => {
    expect(told([{ ...LEAST, flor: 1, reio: 'x' }, {}])).toHaveLength(6)
    expect(told({})).toEqual(['rules.json: rules: "{}" is not accepted; expected a list of rules.'])
  })
})

describe('what rules say of each other', () => {
  const eligible = (parent: string) => ({ eligible: { parent, needs: 'consented' } })
  it.each([
    ['eligible.parent', eligible('Z')],
    ['floors[0].parent', { floors: [{ parent: 'Z' }] }],
    ['cascade_denunciation[0]', { cascade_denunciation: ['Z'] }],
    ['condition.ref', { condition: { op: 'treaty_condition', ref: 'Z' } }],
  ])('a treaty in %s must have a rule', (field, change) => {
    expect(told([{ ...LEAST, ...change }])).toEqual([expect.stringContaining(`T: ${field}: "Z"`)])
  })
  it('is told beside an unknown field, which hides no missing parent', () => {
    expect(told([{ ...LEAST, flor: 1, ...eligible('Z') }])).toEqual([
      expect.stringContaining('T: flor: "1"'),
      expect.stringContaining('T: eligible.parent: "Z"'),
    ])
  })
  it('parents form no circle, of one, two or three', () => {
    const rules = (chain: readonly string[]) =>
      chain.map((treaty, at) => ({ ...LEAST, treaty, ...eligible(chain[(at + 1) % chain.length] ?? '') }))
    for (const chain of [['A'], ['A', 'B'], ['A', 'B', 'C']]) {
      expect(told(rules(chain))).toEqual([expect.stringContaining([...chain, 'A'].join(' -> '))])
    }
  })
  it('parents form no circle either through the second parent of a rule that is not the first', () => {
    const two = { ...LEAST, treaty: 'A', floors: [{ parent: 'B' }, { parent: 'C' }] }
    const rules = [{ ...LEAST, treaty: 'B' }, two, { ...LEAST, treaty: 'C', ...eligible('A') }]
    expect(told(rules)).toEqual([expect.stringContaining('A -> C -> A')])
  })
  it('conditions may: a treaty may wait for its own Protocol', () => {
    const waiting = { ...LEAST, treaty: 'A', condition: { op: 'treaty_condition', ref: 'B' } }
    expect(told([waiting, { ...LEAST, treaty: 'B', floors: [{ parent: 'A' }] }])).toEqual([])
  })
  it('a denunciation that carries a treaty back to its parent is no circle', () => {
    const child = { ...LEAST, ...eligible('P') }
    expect(told([child, { ...LEAST, treaty: 'P', cascade_denunciation: ['T'] }])).toEqual([])
  })
  it('one rule for each treaty and scope', () => {
    expect(told([LEAST, LEAST])).toEqual([expect.stringContaining('T: scope')])
    expect(told([LEAST, { ...LEAST, scope: 'provision:trade' }])).toEqual([])
  })
})

describe('lists that rules name', () => {
  const acts = 'T AAA accession 2001-01-10'
  it.each([
    ['a group', { op: 'count', gte: 1, group: 'Z' }, 'T: condition.group: "Z"'],
    ['a list', { op: 'every', list: 'Z' }, 'T: condition.list: "Z"'],
    ['the list of a fraction', { op: 'fraction', of: 'list:Z', gte: [1, 2] }, 'T: condition.of: "Z"'],
    [
      'a treaty without a rule',
      { op: 'fraction', of: 'parties_to:Z', gte: [1, 2] },
      'T: condition.of: "parties_to:Z"',
    ],
    ['weights', { op: 'share', weights: 'Z', gte: 0.5 }, 'T: condition.weights: "Z"'],
  ])('%s must be given', (_, condition, place) => {
    expect(problemsOf({ rules: [{ ...LEAST, condition }], acts })).toEqual([expect.stringContaining(place)])
  })
})
