import { describe, expect, it } from 'vitest'
import { organizationProblems } from '../../src/law/check-organizations.ts'
import { describeProblem } from '../../src/law/input-error.ts'
import { actsIn, membershipsIn, problemsOf, rulesIn } from './law-case.ts'

const RULE = {
  treaty: 'T',
  counts: ['ratification', 'accession', 'definitive_signature'],
  condition: { op: 'count', gte: 2 },
  period: { kind: 'days', n: 90 },
  reio: 'not_additional',
  organization_needs_member: true,
}
const GROUPS = 'reio EUE\nreio ORG\nmembers:EUE AAA\nmembers:EUE BBB 2001-01-01..2002-01-01\nmembers:EUE ORG'

function told(acts: string, { rules = [RULE], groups = GROUPS }: { rules?: object[]; groups?: string } = {}) {
  return problemsOf({ rules, acts, groups })
}

function tooEarly(participant: string, what: string): string {
  return `participant: "${participant}" is not accepted; expected an organization only after a member State (its ${what} comes before any).`
}

describe('an organization that comes before its member States', () => {
  it('is told with its act in words and with the day', () => {
    expect(told('T EUE formal_confirmation 2001-03-01')).toEqual([
      tooEarly('EUE', 'formal confirmation of 2001-03-01'),
    ])
  })

  it('is told once for each act, also where a treaty has two rules', () => {
    const rules = [RULE, { ...RULE, scope: 'annex' }]
    expect(told('T EUE accession 2001-03-01\nT ORG accession 2001-03-02', { rules })).toEqual([
      tooEarly('EUE', 'accession of 2001-03-01'),
      tooEarly('ORG', 'accession of 2001-03-02'),
    ])
  })

  it('where one rule asks for it and another treaty’s does not, only there', () => {
    const rules = [RULE, { ...RULE, treaty: 'S', organization_needs_member: false }]
    expect(told('S EUE accession 2001-03-01', { rules })).toEqual([])
    expect(told('S EUE accession 2001-03-01\nT EUE accession 2001-03-01', { rules })).toEqual([
      tooEarly('EUE', 'accession of 2001-03-01'),
    ])
  })

  it('is not helped by a State that is no member on that day', () => {
    const member = 'T BBB accession 2000-06-01'
    expect(told(`${member}\nT EUE accession 2000-12-31`)).toHaveLength(1)
    expect(told(`${member}\nT EUE accession 2001-01-01`)).toEqual([])
    expect(told(`${member}\nT EUE accession 2002-01-01`)).toEqual([])
    expect(told(`${member}\nT EUE accession 2002-01-02`)).toHaveLength(1)
  })

  it('nor by a member that is an organization itself, nor by a State of another organization', () => {
    expect(told('T ORG accession 2001-01-01\nT EUE accession 2001-03-01')).toEqual([
      tooEarly('ORG', 'accession of 2001-01-01'),
      tooEarly('EUE', 'accession of 2001-03-01'),
    ])
    const groups = `${GROUPS}\nmembers:ORG CCC`
    expect(
      told('T CCC accession 2001-01-01\nT ORG accession 2001-02-01\nT EUE accession 2001-03-01', { groups }),
    ).toEqual([tooEarly('EUE', 'accession of 2001-03-01')])
  })

  it('without any list of its members there is none to come first', () => {
    expect(
      told('T AAA accession 2001-01-01\nT EUE accession 2001-03-01', { groups: 'reio EUE' }),
    ).toHaveLength(1)
  })

  it('a State is never an organization, with or without a list of them', () => {
    expect(told('T AAA accession 2001-01-01')).toEqual([])
    expect(told('T AAA accession 2001-01-01', { groups: 'members:EUE AAA' })).toEqual([])
  })

  it('an organization only later in the list is a State until then', () => {
    const groups = 'reio EUE 2001-03-02..\nmembers:EUE AAA'
    expect(told('T EUE accession 2001-03-01', { groups })).toEqual([])
    expect(told('T EUE accession 2001-03-02', { groups })).toHaveLength(1)
  })

  it('an instrument that was retracted is not told', () => {
    const act = 'T EUE accession 2001-03-01 id=e'
    expect(told(`${act}\nT EUE retraction 2001-04-01 corrects=e`)).toEqual([])
  })

  it('a correction that brings it behind a member State mends it, one that brings it before is told', () => {
    const acts = 'T AAA accession 2001-02-01\nT EUE accession 2001-01-01 id=e'
    expect(told(`${acts}\nT EUE correction 2001-02-01 corrects=e known=2001-05-01`)).toEqual([])
    const later = 'T AAA accession 2001-02-01\nT EUE accession 2001-02-01 id=e'
    expect(told(`${later}\nT EUE correction 2001-01-31 corrects=e known=2001-05-01`)).toEqual([
      tooEarly('EUE', 'accession of 2001-01-31'),
    ])
  })

  it('acts that give no consent may come first', () => {
    expect(told('T EUE signature 2001-01-01\nT EUE provisional_application 2001-01-01')).toEqual([])
  })

  it('a definitive signature gives consent only while the treaty is open for signature', () => {
    const rules = [{ ...RULE, signature_window: [{ from: '2001-01-01', to: '2001-12-31' }] }]
    expect(told('T EUE definitive_signature 2001-06-01', { rules })).toEqual([
      tooEarly('EUE', 'definitive signature of 2001-06-01'),
    ])
    expect(told('T EUE definitive_signature 2002-06-01', { rules })).toEqual([])
    expect(told('T EUE accession 2002-06-01', { rules })).toHaveLength(1)
  })
})

describe('where it is told', () => {
  function places(acts: ReturnType<typeof actsIn>, named: readonly number[]) {
    const origins = new Map(
      named.map((at) => [acts[at] as (typeof acts)[number], { file: 'events.csv', line: at + 2 }]),
    )
    const input = { rules: rulesIn([RULE]), acts, memberships: membershipsIn(GROUPS), weights: [] }
    return organizationProblems(input, origins).map((one) => describeProblem(one).split(' ')[0])
  }

  it('at the line of the act, corrected or not, with or without an id', () => {
    const acts = actsIn(`T EUE accession 2001-03-01 id=e
      T EUE correction 2001-02-01 corrects=e known=2001-05-01
      T ORG accession 2001-03-01`)
    expect(places(acts, [0, 1, 2])).toEqual(['events.csv:2:', 'events.csv:4:'])
    expect(places(acts, [2])).toEqual(['participant:', 'events.csv:4:'])
    expect(places(acts, [])).toEqual(['participant:', 'participant:'])
  })
})
