import { describe, expect, it } from 'vitest'
import { evaluatePrepared } from '../../src/law/evaluate.ts'
import { belongsTo, groupHistory, groupsByName, sizeOn } from '../../src/law/group-history.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { prepareLaw } from '../../src/law/prepare-law.ts'
import { actsIn, membershipsIn, rowOf, rulesIn, treatyLaw } from './law-case.ts'

const RULE = {
  treaty: 'T',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 2 },
  period: { kind: 'none' },
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

describe('one law asked about many days of knowledge', () => {
  // Each day of January another correction becomes known: on day n the second accession is of n March.
  const corrections = Array.from(
    { length: 31 },
    (_, at) => `T BBB correction 2001-03-${two(at + 1)} id=c${at} corrects=b known=2002-01-${two(at + 1)}`,
  )
  const acts = actsIn(
    `T AAA accession 2001-01-10 id=a\nT BBB accession 2001-02-10 id=b\n${corrections.join('\n')}`,
  )
  const law = prepareLaw({ rules: rulesIn([RULE]), acts, memberships: [], weights: [] })
  const metOn = (knownAt: string, asOf = '2030-01-01') =>
    evaluatePrepared(law, { asOf: plainDate(asOf), knownAt: plainDate(knownAt) }).treaties[0]?.threshold
      .met_on

  it('tells for each what was known by then, in whatever order it is asked', () => {
    const days = Array.from({ length: 31 }, (_, at) => at + 1)
    for (const order of [days, days.toReversed(), days.toSorted((one, other) => (one % 7) - (other % 7))]) {
      for (const day of order) expect(metOn(`2002-01-${two(day)}`)).toBe(`2001-03-${two(day)}`)
    }
    expect(metOn('2001-12-31')).toBe('2001-02-10')
    expect(metOn('2002-02-01')).toBe('2001-03-31')
    expect(metOn('2001-02-09')).toBeNull()
  })

  it('keeps the two clocks apart', () => {
    expect(metOn('2002-01-05', '2001-03-04')).toBeNull()
    expect(metOn('2002-01-05', '2001-03-05')).toBe('2001-03-05')
    expect(metOn('2002-01-04', '2001-03-04')).toBe('2001-03-04')
  })
})

describe('rows that only speak of other rows', () => {
  it('make nobody a participant, nor does what the depositary states without a name', () => {
    const acts = `T AAA accession 2001-01-10
      T BBB accession 2001-02-10 id=b
      T BBB correction 2001-02-11 id=c corrects=b known=2001-03-01
      T BBB retraction 2001-04-01 corrects=b
      T - asserted_threshold 2001-02-10`
    const law = treatyLaw({ rules: [RULE], acts })
    expect(law.participants.map(({ participant }) => participant)).toEqual(['AAA'])
    expect(law.ledger.map(({ participant, action, reason }) => [participant, action, reason])).toEqual([
      ['AAA', 'accession', 'counted'],
      ['BBB', 'accession', 'retracted'],
    ])
  })
})

describe('what a parent asks for, on the day asked', () => {
  const parent = { ...RULE, treaty: 'P', condition: { op: 'count', gte: 1 } }
  const rules = (needs: string) => [
    parent,
    {
      ...RULE,
      condition: { op: 'count', gte: 1 },
      later_party: { period: { kind: 'days', n: 90 } },
      eligible: { parent: 'P', needs },
    },
  ]
  // In force for AAA it would be on 14 March 2004, after its participation in the parent has ended.
  const acts = `P AAA accession 2001-01-10
    P AAA denunciation 2003-01-01
    P BBB accession 2001-01-10
    T BBB accession 2002-01-10
    T AAA accession 2003-12-15`
  const row = (needs: string, asOf: string, more = '') =>
    rowOf(treatyLaw({ rules: rules(needs), acts: `${acts}\n${more}`, asOf }, 'T'), 'AAA')

  it.each(['consented', 'party'])('%s: an end of the parent counts from its day on, not before', (needs) => {
    expect(row(needs, '2003-12-31')).toMatchObject({ status: 'contracting', entry_into_force: '2004-03-14' })
    expect(row(needs, '2004-01-01')).toMatchObject({ status: 'blocked_parent', entry_into_force: null })
  })

  it('a return to the parent opens the way again, from its day on', () => {
    const again = 'P AAA accession 2005-01-01'
    expect(row('party', '2004-12-31', again).status).toBe('blocked_parent')
    expect(row('party', '2005-01-01', again)).toMatchObject({
      status: 'contracting',
      consent_date: '2003-12-15',
      entry_into_force: '2005-04-01',
    })
  })

  it('party: a consent that is not in force yet is not enough, where consented is', () => {
    const waiting = (needs: string) => {
      const given = [{ ...parent, condition: { op: 'count', gte: 2 } }, ...rules(needs).slice(1)]
      const lines = 'P AAA accession 2001-01-10\nT AAA accession 2001-02-10'
      return rowOf(treatyLaw({ rules: given, acts: lines }, 'T'), 'AAA').status
    }
    expect(waiting('party')).toBe('blocked_parent')
    expect(waiting('consented')).toBe('contracting')
  })
})

describe('who belongs to a group', () => {
  const group = groupsByName(
    membershipsIn(`G AAA 2001-01-01..2001-12-31
      G AAA 2003-01-01..
      G BBB 2002-01-01..2002-06-30
      G CCC 2002-01-01..
      G DDD
      H EEE`),
  ).get('G')
  if (group === undefined) throw new Error('G is given')

  it('belongs on each day of each of its times, the last included', () => {
    const on = (participant: string, day: string) => belongsTo(group, participant, plainDate(day))
    expect(
      ['2000-12-31', '2001-01-01', '2001-12-31', '2002-01-01', '2003-01-01'].map((day) => on('AAA', day)),
    ).toEqual([false, true, true, false, true])
    expect(on('DDD', '1900-01-01')).toBe(true)
    expect(on('EEE', '2002-01-01')).toBe(false)
  })

  it('is counted on each day, where several come and go on one day too', () => {
    const sizes = [
      ['1900-01-01', 1],
      ['2000-12-31', 1],
      ['2001-01-01', 2],
      ['2001-12-31', 2],
      ['2002-01-01', 3],
      ['2002-06-30', 3],
      ['2002-07-01', 2],
      ['2002-12-31', 2],
      ['2003-01-01', 3],
      ['9999-12-31', 3],
    ] as const
    expect(sizes.map(([day]) => [day, sizeOn(group, plainDate(day))])).toEqual(sizes)
  })

  it('changes are told in the order of their days, whoever was given first', () => {
    const day = plainDate
    const { changes, sizes } = groupHistory([
      ['Z', [{ from: day('2003-01-01'), to: day('2004-01-01') }]],
      ['A', [{ from: day('2001-01-01'), to: day('2003-01-01') }]],
      ['M', [{ from: null, to: day('2002-01-01') }]],
    ])
    expect(changes.map(({ day: on }) => on)).toEqual([
      '2001-01-01',
      '2002-01-01',
      '2003-01-01',
      '2003-01-01',
      '2004-01-01',
    ])
    expect(sizes).toEqual([
      { from: null, size: 1 },
      { from: '2001-01-01', size: 2 },
      { from: '2002-01-01', size: 1 },
      { from: '2003-01-01', size: 1 },
      { from: '2004-01-01', size: 0 },
    ])
  })

  it('a last day that is the end of time has none after it', () => {
    const endless = groupsByName(membershipsIn('G AAA 2001-01-01..9999-12-31')).get('G')
    expect(endless?.spans.get('AAA')).toEqual([{ from: '2001-01-01', to: null }])
  })

  it('of a name that nobody gave there is none', () => {
    const groups = groupsByName(membershipsIn('G AAA'))
    expect([groups.has('G'), groups.has('H'), groups.get('H')]).toEqual([true, false, undefined])
  })
})
