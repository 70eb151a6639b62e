import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { parseEachRule, parseRules, type RulesPlace } from '../../src/law/rule.ts'

const LEAST = {
  treaty: 'T',
  counts: ['ratification'],
  condition: { op: 'count', gte: 40 },
  period: { kind: 'days', n: 90 },
}

function told(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n')
    throw error
  }
}

/** What is said of rules in the file `r`. */
function ofRules(json: unknown, lineOf?: RulesPlace['lineOf']): string[] {
  return told(() => parseRules(json, { file: 'r', ...(lineOf === undefined ? {} : { lineOf }) }))
}

const OBJECT_OF_RULE =
  'id, treaty, scope, article, valid_text, counts, distinct_by, eligible, reio, succession, condition, period, ' +
  'floors, trigger_after_withdrawal, later_party, amendment, denunciation, cascade_denunciation, ' +
  'organization_needs_member, organization_ends_with_members, signature_window, ' +
  'bilateral_acceptance, provenance, note, notifications, calls'
const INSTRUMENTS =
  'definitive_signature, ratification, acceptance, approval, accession, formal_confirmation, succession'
const DAY = 'a calendar day as YYYY-MM-DD'
const TEXT = 'a text that is not empty'
const PERIOD = 'a period of the kind days, months, calendar_month, none or fixed_if_met_by'
const CONDITION = 'a condition with op count, every, share, fraction, treaty_condition, all or any'
const TO_MANY_DAYS = 'a whole number from 0 to 200000'
const TO_MANY_MONTHS = 'a whole number from 0 to 6000'
/** The first day of the month of a day is not after that day. */
const LATER_MONTHS = 'a whole number from 1 to 6000'
const FROM_ONE = 'a whole number from 1 to 1000000'
const SHARE = 'a number above 0 and not above 1'
const FRACTION = 'two whole numbers p and q with 0 < p <= q'
const OF = 'list:<group> or parties_to:<treaty>'
const count = (gte: unknown) => ({ condition: { op: 'count', gte } })
const share = (gte: unknown) => ({ condition: { op: 'share', weights: 'W', gte } })
const fraction = (of: unknown, gte: unknown) => ({ condition: { op: 'fraction', of, gte } })
const floors = (floor: unknown) => ({ floors: [floor] })
const fixed = (date: unknown) => ({ period: { kind: 'fixed_if_met_by', date, else: { kind: 'none' } } })

describe('who writes a rule is told the field, what was given and what is accepted:', () => {
  it.each<[string, string | null, string, object]>([
    ['id', '', TEXT, { id: '' }],
    ['scope', '5', TEXT, { scope: 5 }],
    ['note', '5', 'a text', { note: 5 }],
    ['article', '5', 'a text or null', { article: 5 }],
    ['valid_text', '5', 'a text', { valid_text: 5 }],
    ['distinct_by', 'state', 'one of participant', { distinct_by: 'state' }],
    ['succession', 'maybe', 'one of no, yes', { succession: 'maybe' }],
    ['trigger_after_withdrawal', 'x', 'one of latched, recount', { trigger_after_withdrawal: 'x' }],
    ['reio', 'x', 'one of not_additional, excluded, counted, counted_if_declared_sole, n/a', { reio: 'x' }],
    ['organization_needs_member', 'yes', 'true or false', { organization_needs_member: 'yes' }],
    ['organization_ends_with_members', '1', 'true or false', { organization_ends_with_members: 1 }],
    ['counts', 'ratification', `a list of ${INSTRUMENTS}`, { counts: 'ratification' }],
    ['counts[1]', 'signature', `one of ${INSTRUMENTS}`, { counts: ['ratification', 'signature'] }],
    ['cascade_denunciation', 'P', 'a list of treaties', { cascade_denunciation: 'P' }],
    ['cascade_denunciation[0]', '', TEXT, { cascade_denunciation: [''] }],
    ['signature_window', '{}', 'a list of windows', { signature_window: {} }],
    ['signature_window[0].from', '2000-02-30', DAY, { signature_window: [{ from: '2000-02-30' }] }],
    ['signature_window[0].to', '5', DAY, { signature_window: [{ to: 5 }] }],
    ['notifications', '{}', 'a list of notifications', { notifications: {} }],
    ['notifications[0].what', null, TEXT, { notifications: [{ article: '5(3)' }] }],
    ['calls', '{}', 'a list of calls', { calls: {} }],
    ['provenance.read', 'x', 'one of text, paraphrase, memory', { provenance: { read: 'x' } }],
    ['provenance.source', '5', 'a text', { provenance: { source: 5 } }],
    ['amendment', 'x', 'an object with per_party, note', { amendment: 'x' }],
    ['amendment.flor', '1', 'one of per_party, note', { amendment: { flor: 1 } }],
    [
      'later_party',
      'x',
      'an object with period, applies, floor, parent_floor, gap_rule, note',
      { later_party: 'x' },
    ],
    [
      'later_party.applies',
      'x',
      'one of deposited_after_trigger, deposited_after_general_eif',
      { later_party: { applies: 'x' } },
    ],
    ['eligible.parent', null, 'the treaty whose consent is needed', { eligible: { needs: 'party' } }],
    ['eligible.needs', null, 'one of consented, party, none', { eligible: { parent: 'T' } }],
    ['floors', '{}', 'a list of floors', { floors: {} }],
    ['floors[0]', '{}', 'an object with parent or date, or both', floors({})],
    ['floors[0].date', '9000-01-01', 'a day before the year 9000', floors({ date: '9000-01-01' })],
    ['floors[0].date', '01/07/2003', DAY, floors({ date: '01/07/2003' })],
    ['period', 'x', PERIOD, { period: 'x' }],
    ['period.kind', 'weeks', PERIOD, { period: { kind: 'weeks', n: 1 } }],
    ['period.n', '-1', TO_MANY_DAYS, { period: { kind: 'days', n: -1 } }],
    ['period.n', '1.5', TO_MANY_DAYS, { period: { kind: 'days', n: 1.5 } }],
    ['period.n', '90', TO_MANY_DAYS, { period: { kind: 'days', n: '90' } }],
    ['period.n', '200001', TO_MANY_DAYS, { period: { kind: 'days', n: 200_001 } }],
    ['period.n', '6001', TO_MANY_MONTHS, { period: { kind: 'months', n: 6001 } }],
    ['period.n', '6001', LATER_MONTHS, { period: { kind: 'calendar_month', n: 6001 } }],
    ['period.n', '0', LATER_MONTHS, { period: { kind: 'calendar_month', n: 0 } }],
    ['denunciation.n', '0', LATER_MONTHS, { denunciation: { kind: 'calendar_month', n: 0 } }],
    ['period.round', 'up', 'one of first_of_next_month', { period: { kind: 'days', n: 1, round: 'up' } }],
    ['period.m', '1', 'one of kind, n, round, note', { period: { kind: 'months', n: 1, m: 1 } }],
    ['period.n', '1', 'one of kind, note', { period: { kind: 'none', n: 1 } }],
    ['period.date', '9999-12-31', 'a day before the year 9000', fixed('9999-12-31')],
    ['period.else', null, PERIOD, { period: { kind: 'fixed_if_met_by', date: '2019-01-01' } }],
    ['denunciation.n', '-1', TO_MANY_MONTHS, { denunciation: { kind: 'months', n: -1 } }],
    ['condition', 'x', CONDITION, { condition: 'x' }],
    ['condition.op', 'most', CONDITION, { condition: { op: 'most' } }],
    ['condition.gte', '0', FROM_ONE, count(0)],
    ['condition.gte', '1000001', FROM_ONE, count(1_000_001)],
    ['condition.gte', '1.5', FROM_ONE, count(1.5)],
    ['condition.gt', '1', 'one of op, gte, group, note', { condition: { op: 'count', gte: 1, gt: 1 } }],
    ['condition.list', null, TEXT, { condition: { op: 'every' } }],
    ['condition.ref', '', TEXT, { condition: { op: 'treaty_condition', ref: '' } }],
    ['condition.gte', '0', SHARE, share(0)],
    ['condition.gte', '1.01', SHARE, share(1.01)],
    ['condition.gte', '55%', SHARE, share('55%')],
    ['condition.of', 'L', OF, fraction('L', [2, 3])],
    ['condition.of', 'the list:L', OF, fraction('the list:L', [2, 3])],
    ['condition.of', 'list:', OF, fraction('list:', [2, 3])],
    ['condition.of', '5', OF, fraction(5, [2, 3])],
    ['condition.gte', '[4,3]', FRACTION, fraction('list:L', [4, 3])],
    ['condition.gte', '[1]', FRACTION, fraction('list:L', [1])],
    ['condition.gte', '0.5', FRACTION, fraction('list:L', 0.5)],
    ['condition.gte[0]', '0', FROM_ONE, fraction('list:L', [0, 3])],
    ['condition.of', '[]', 'conditions', { condition: { op: 'all', of: [] } }],
    ['condition.of', '{}', 'conditions', { condition: { op: 'all', of: {} } }],
    ['condition.of', '[]', 'conditions', { condition: { op: 'any', of: [] } }],
    ['condition.of', '{}', 'conditions', { condition: { op: 'any', of: {} } }],
    [
      'condition.of[1].gte',
      '0',
      FROM_ONE,
      { condition: { op: 'any', of: [count(1).condition, count(0).condition] } },
    ],
  ])('%s %j', (field, given, accepted, change) => {
    const what = given === null ? 'is missing' : `"${given}" is not accepted`
    expect(ofRules([{ ...LEAST, ...change }])).toEqual([`r: T: ${field}: ${what}; expected ${accepted}.`])
  })

  it.each<[string, object]>([
    ['no days', { period: { kind: 'days', n: 0 } }],
    ['as many days as there may be', { period: { kind: 'days', n: 200_000 } }],
    [
      'months, then the first of the next',
      { period: { kind: 'months', n: 6000, round: 'first_of_next_month' } },
    ],
    ['the next month of the calendar', { period: { kind: 'calendar_month', n: 1 } }],
    ['a month of the calendar', { period: { kind: 'calendar_month', n: 6000 } }],
    ['no period', { period: { kind: 'none' } }],
    ['a fixed day', fixed('8999-12-31')],
    ['one instrument', count(1)],
    ['as many instruments as there may be', count(1_000_000)],
    ['all of a weight', share(1)],
    ['a little of a weight', share(0.000_001)],
    ['all of a list', fraction('list:L', [3, 3])],
    ['half of the parties to a treaty', fraction('parties_to:T', [1, 2])],
    ['one of two conditions', { condition: { op: 'any', of: [count(1).condition, count(2).condition] } }],
    ['two conditions', { condition: { op: 'all', of: [count(1).condition, count(2).condition] } }],
    ['one condition', { condition: { op: 'all', of: [count(1).condition] } }],
    ['a list', { condition: { op: 'every', list: 'L' } }],
    ['another treaty', { condition: { op: 'treaty_condition', ref: 'T' } }],
    ['a floor of a day', floors({ date: '8999-12-31' })],
    ['no parent where none is needed', { eligible: { needs: 'none' } }],
    ['no eligibility', { eligible: null }],
    ['its text by another', { provenance: { read: 'paraphrase' } }],
    ['its text by heart', { provenance: { read: 'memory' } }],
  ])('nothing of %s', (_, change) => {
    expect(ofRules([{ ...LEAST, ...change }])).toEqual([])
  })

  it('of a rule without a treaty, by its place', () => {
    const { treaty: _, ...rest } = LEAST
    expect(ofRules([LEAST, rest])).toEqual([`r: rule 2: treaty: is missing; expected ${TEXT}.`])
    expect(ofRules([{ ...LEAST, treaty: '' }])).toEqual([
      `r: rule 1: treaty: "" is not accepted; expected ${TEXT}.`,
    ])
    expect(ofRules([{ ...LEAST, treaty: 7 }])).toEqual([
      `r: rule 1: treaty: "7" is not accepted; expected ${TEXT}.`,
    ])
  })

  it.each([5, null, 'T'])('of %j, which is no rule', (given) => {
    expect(ofRules([given])).toEqual([
      `r: rule 1: rule: "${given}" is not accepted; expected an object with ${OBJECT_OF_RULE}.`,
    ])
  })

  it('of each field that there is not', () => {
    expect(ofRules([{ ...LEAST, flor: 'sea', wall: [1] }])).toEqual([
      `r: T: flor: "sea" is not accepted; expected one of ${OBJECT_OF_RULE}.`,
      `r: T: wall: "[1]" is not accepted; expected one of ${OBJECT_OF_RULE}.`,
    ])
  })

  it('the first eighty characters of what was given', () => {
    const [eighty, more] = ['x'.repeat(80), 'x'.repeat(81)]
    expect(ofRules([{ ...LEAST, succession: eighty }])).toEqual([
      `r: T: succession: "${eighty}" is not accepted; expected one of no, yes.`,
    ])
    expect(ofRules([{ ...LEAST, succession: more }])).toEqual([
      `r: T: succession: "${eighty}…" is not accepted; expected one of no, yes.`,
    ])
  })

  it('the line of what is wrong, where lines are known', () => {
    const lines = [
      '1.flor',
      '1.succession',
      '0.floors.1.parent',
      '0.eligible.parent',
      '0.cascade_denunciation.0',
    ]
    const lineOf: RulesPlace['lineOf'] = (path) => lines.indexOf(path.join('.')) + 10
    expect(ofRules([LEAST, { ...LEAST, treaty: 'P', flor: 1, succession: 'x' }], lineOf)).toEqual([
      'r:11: P: succession: "x" is not accepted; expected one of no, yes.',
      `r:10: P: flor: "1" is not accepted; expected one of ${OBJECT_OF_RULE}.`,
    ])
    const child = {
      ...LEAST,
      eligible: { parent: 'P', needs: 'consented' },
      floors: [{ date: '2003-01-01' }, { parent: 'P' }],
      cascade_denunciation: ['P'],
    }
    expect(ofRules([child], lineOf)).toEqual([
      'r:13: T: eligible.parent: "P" is not accepted; expected a treaty that has a rule in this file.',
      'r:12: T: floors[1].parent: "P" is not accepted; expected a treaty that has a rule in this file.',
      'r:14: T: cascade_denunciation[0]: "P" is not accepted; expected a treaty that has a rule in this file.',
    ])
  })
})

describe('rules that are read each by itself', () => {
  const child = { ...LEAST, eligible: { parent: 'P', needs: 'consented' } }
  it('may name treaties without a rule', () => {
    expect(parseEachRule([child], { file: 'r' }).map(({ treaty, eligible }) => [treaty, eligible])).toEqual([
      ['T', { parent: 'P', needs: 'consented' }],
    ])
  })
  it('have the fields that there are, in their form', () => {
    const flor = told(() => parseEachRule([{ ...child, flor: 1 }], { file: 'r' }))
    expect(flor).toEqual([`r: T: flor: "1" is not accepted; expected one of ${OBJECT_OF_RULE}.`])
    const succession = told(() => parseEachRule([{ ...child, succession: 'x' }], { file: 'r' }))
    expect(succession).toEqual(['r: T: succession: "x" is not accepted; expected one of no, yes.'])
  })
})

describe('rules are told of one another', () => {
  const eligible = (parent: string) => ({ eligible: { parent, needs: 'consented' } })
  it('that two are for one treaty and scope', () => {
    expect(ofRules([LEAST, LEAST])).toEqual([
      'r: T: scope: "general" is not accepted; expected one rule for each treaty and scope.',
    ])
  })
  it('which parents form a circle, without the children that lead to it', () => {
    const chain = [
      { ...LEAST, ...eligible('A') },
      { ...LEAST, treaty: 'A', ...eligible('B') },
      { ...LEAST, treaty: 'B', ...eligible('A') },
    ]
    expect(ofRules(chain)).toEqual([
      'r: A: parents: "A -> B -> A" is not accepted; expected parents that do not form a circle.',
    ])
  })
  it('a treaty is meant by its general rule, wherever that stands', () => {
    const trade = { ...LEAST, treaty: 'P', scope: 'provision:trade', ...eligible('T') }
    const general = { ...LEAST, treaty: 'P' }
    const child = { ...LEAST, ...eligible('P') }
    expect(ofRules([trade, general, child])).toEqual([])
    expect(ofRules([general, trade, child])).toEqual([])
    const other = { ...LEAST, treaty: 'P', scope: 'provision:art' }
    expect(ofRules([trade, other, child])).toEqual([
      'r: P: parents: "P -> T -> P" is not accepted; expected parents that do not form a circle.',
    ])
  })
})
