import { describe, expect, it } from 'vitest'
import { codesOf, problemsOf, reasonsOf, rowOf, treatyLaw } from './law-case.ts'

const RULES = [
  {
    treaty: 'T',
    counts: ['ratification', 'accession'],
    condition: { op: 'count', gte: 2 },
    period: { kind: 'days', n: 90 },
  },
]
const ACTS = 'T AAA accession 2001-01-10 id=a\nT BBB accession 2001-02-10 id=b'

function law(lines: string, clocks: { asOf?: string; knownAt?: string } = {}) {
  return treatyLaw({ rules: RULES, acts: `${ACTS}\n${lines}`, ...clocks })
}

describe('rows that take part', () => {
  it('are known by the one day and dated by the other', () => {
    const late = 'T CCC accession 2000-12-01 known=2003-01-01'
    expect(law(late, { knownAt: '2002-12-31' }).participants).toHaveLength(2)
    expect(law(late, { knownAt: '2003-01-01' }).threshold.met_on).toBe('2001-01-10')
    expect(law('', { asOf: '2001-02-09' }).ledger).toHaveLength(1)
    expect(law('', { asOf: '2001-02-10' }).ledger).toHaveLength(2)
  })
  it('what the depositary stated is asked for knowledge only', () => {
    const stated = 'T - asserted_threshold 2001-02-10 known=2001-02-01'
    const { threshold } = law(stated, { asOf: '2001-02-05', knownAt: '2001-02-05' })
    expect(threshold).toMatchObject({ met_on: null, asserted: '2001-02-10', agrees: null })
    expect(law(stated, { knownAt: '2001-01-31' }).threshold.asserted).toBeNull()
  })
  it('everyone with such a row is a participant, whatever the row', () => {
    const lines =
      'T CCC declared_sole 2001-01-01\nT DDD provisional_application 2001-01-01\nT EEE signature 2001-01-01'
    expect(law(lines).participants.map((row) => [row.participant, row.status])).toEqual([
      ['AAA', 'party'],
      ['BBB', 'party'],
      ['CCC', 'none'],
      ['DDD', 'provisional'],
      ['EEE', 'signatory'],
    ])
  })
})

describe('corrections', () => {
  const earlier = 'T BBB correction 2001-01-05 id=c corrects=b known=2002-01-01'
  it('replace the date from the day on which they are known, in one row', () => {
    expect(law(earlier, { knownAt: '2001-12-31' }).threshold.met_on).toBe('2001-02-10')
    const after = law(earlier)
    expect(after.threshold).toMatchObject({ met_on: '2001-01-10', reached_by: ['AAA'] })
    expect(after.ledger.map((row) => [row.participant, row.action_date])).toEqual([
      ['BBB', '2001-01-05'],
      ['AAA', '2001-01-10'],
    ])
  })
  it('the one known last holds, also when it corrects a correction', () => {
    const lines = `T BBB correction 2001-03-01 id=d corrects=b known=2003-01-01
      ${earlier}
      T BBB correction 2001-04-01 id=e corrects=c known=2004-01-01`
    const day = (knownAt: string) => law(lines, { knownAt }).threshold.met_on
    expect(['2002-06-01', '2003-06-01', '2004-06-01'].map(day)).toEqual([
      '2001-01-10',
      '2001-03-01',
      '2001-04-01',
    ])
  })
  it('a correction that is retracted is gone, the one before it holds again', () => {
    const lines = `${earlier}
      T BBB correction 2001-04-01 id=d corrects=b known=2003-01-01
      T BBB retraction 2001-04-01 id=r corrects=d known=2004-01-01`
    expect(law(lines, { knownAt: '2003-06-01' }).threshold.met_on).toBe('2001-04-01')
    expect(law(lines).threshold.met_on).toBe('2001-01-10')
  })
  it('can move an act out of the days asked for', () => {
    const lines = 'T BBB correction 2003-02-10 id=c corrects=b known=2002-01-01'
    expect(law(lines, { asOf: '2002-06-01' }).participants.map((row) => row.participant)).toEqual(['AAA'])
  })
  it('replace the day of effect as well, also by none', () => {
    const lines =
      'T NEW succession 2002-03-01 effect=2001-12-01 id=s\nT NEW correction 2002-03-01 corrects=s known=2003-01-01 id=c'
    expect(rowOf(law(lines, { knownAt: '2002-12-31' }), 'NEW').entry_into_force).toBe('2001-12-01')
    expect(rowOf(law(lines), 'NEW').entry_into_force).toBe('2002-03-01')
  })
  it('correct a denunciation, a withdrawal and what the depositary stated in the same way', () => {
    const denounced = `T AAA denunciation 2003-01-10 id=x
      T AAA correction 2003-06-10 corrects=x known=2003-07-01 id=y`
    expect(rowOf(law(denounced), 'AAA').until).toBe('2004-06-10')
    const stated = `T - asserted_threshold 2001-02-11 id=x
      T - correction 2001-02-10 corrects=x known=2003-07-01 id=y`
    expect(law(stated, { knownAt: '2003-06-30' }).threshold.agrees).toBe(false)
    expect(law(stated).threshold.agrees).toBe(true)
  })
})

describe('retractions', () => {
  it('the act never happened, from the day on which that is known', () => {
    const lines = 'T BBB retraction 2005-01-01 id=r corrects=b known=2005-01-01'
    expect(law(lines, { knownAt: '2004-12-31' }).threshold.met_on).toBe('2001-02-10')
    const after = law(lines, { asOf: '2003-01-01' })
    expect(after.threshold).toMatchObject({ met_on: null, counted: 1 })
    expect(reasonsOf(after, 'BBB')).toEqual(['retracted'])
    expect(after.participants.map((row) => row.participant)).toEqual(['AAA'])
  })
  it('of an event takes its corrections with it', () => {
    const lines = `T BBB correction 2001-01-05 id=c corrects=b known=2002-01-01
      T BBB retraction 2001-01-05 id=r corrects=b known=2003-01-01`
    expect(law(lines).threshold.counted).toBe(1)
  })
  it('recompute also after the trigger and with a latched rule', () => {
    const withdrawn = `T AAA withdrawal_of_instrument 2001-03-10 id=w
      T AAA retraction 2001-03-10 corrects=w known=2002-01-01 id=r`
    expect(codesOf(law(withdrawn, { knownAt: '2001-12-31' }))).toEqual(['LEGAL_REVIEW'])
    expect(codesOf(law(withdrawn))).toEqual([])
    expect(rowOf(law(withdrawn), 'AAA').status).toBe('party')
  })
  it('of a signature takes it out of the signatories, and the next ratification lacks it', () => {
    const lines = `T CCC signature 2001-01-01 id=s\nT CCC ratification 2002-01-01
      T CCC retraction 2001-01-01 corrects=s known=2003-01-01 id=r`
    expect(law(lines, { knownAt: '2002-12-31' }).counts.signatories).toBe(1)
    const after = law(lines)
    expect([after.counts.signatories, codesOf(after)]).toEqual([0, ['RATIFICATION_WITHOUT_SIGNATURE']])
  })
})

describe('what the depositary stated', () => {
  it('the statement known last is taken; of two known on one day, the later date', () => {
    const lines = `T - asserted_entry_into_force 2001-05-11 known=2001-03-01
      T BBB asserted_entry_into_force 2001-05-12 known=2001-04-01
      T - asserted_entry_into_force 2001-05-10 known=2001-04-01`
    expect(law(lines, { knownAt: '2001-03-31' }).entry_into_force).toMatchObject({
      asserted: '2001-05-11',
      agrees: true,
    })
    const last = law(lines)
    expect(last.entry_into_force).toMatchObject({ date: '2001-05-11', asserted: '2001-05-12', agrees: false })
    expect(codesOf(last)).toEqual(['ASSERTED_MISMATCH'])
  })
  it('never moves a computed date', () => {
    const lines = 'T - asserted_threshold 1999-01-01\nT - asserted_entry_into_force 1999-01-02'
    expect(law(lines).threshold).toMatchObject({
      met_on: '2001-02-10',
      asserted: '1999-01-01',
      agrees: false,
    })
    expect(law(lines).entry_into_force).toMatchObject({
      date: '2001-05-11',
      asserted: '1999-01-02',
      agrees: false,
    })
  })
})

describe('acts that are bad input', () => {
  const problems = (lines: string) => problemsOf({ rules: RULES, acts: `${ACTS}\n${lines}` })
  const c = 'T BBB correction 2001-01-05 id=c corrects=b known=2002-01-01'
  it.each([
    ['a treaty without a rule', 'X AAA accession 2001-01-10', 'treaty: "X"'],
    ['a doubled id', 'T CCC accession 2001-01-10 id=a', 'id: "a"'],
    ['no participant', 'T - accession 2001-01-10', 'participant: is missing'],
    ['a correction of nothing', 'T BBB correction 2001-01-05 id=c corrects=zzz', 'corrects: "zzz"'],
    ['a correction that names no row', 'T BBB correction 2001-01-05 id=c', 'corrects: is missing'],
    ['a correction of itself', 'T BBB correction 2001-01-05 id=c corrects=c', 'corrects: "c"'],
    ['a correction of another participant', 'T AAA correction 2001-03-05 corrects=b', 'participant: "AAA"'],
    [
      'a correction known before its event',
      'T BBB correction 2001-01-05 corrects=b',
      'known_on: "2001-01-05"',
    ],
    [
      'a correction known before the correction it names',
      `${c}\nT BBB correction 2001-01-06 corrects=c known=2001-12-31`,
      'known_on: "2001-12-31"',
    ],
    [
      'two corrections known on one day',
      `${c}\nT BBB correction 2001-01-06 corrects=b known=2002-01-01`,
      'known_on: "2002-01-01"',
    ],
    [
      'two of one event, one through the other',
      `${c}\nT BBB correction 2001-01-06 corrects=c known=2002-01-01`,
      'known_on: "2002-01-01"',
    ],
    ['a retraction known too early', 'T BBB retraction 2001-02-09 corrects=b', 'known_on: "2001-02-09"'],
    [
      'a retraction of a retraction',
      'T BBB retraction 2002-01-01 id=r corrects=b\nT BBB retraction 2002-01-01 corrects=r',
      'corrects: "r"',
    ],
    [
      'a correction of a retraction',
      'T BBB retraction 2002-01-01 id=r corrects=b\nT BBB correction 2002-01-01 corrects=r',
      'corrects: "r"',
    ],
    ['an act that corrects', 'T CCC accession 2001-01-10 corrects=a', 'corrects: "a"'],
  ])('%s', (_, lines, told) => {
    expect(problems(lines)).toEqual([expect.stringContaining(told)])
  })
  it('corrections that name each other lead to no event', () => {
    const lines = `T BBB correction 2002-01-01 id=c corrects=d\nT BBB correction 2002-01-01 id=d corrects=c`
    expect(problems(lines)).toHaveLength(2)
  })
  it('a correction of another treaty’s event', () => {
    const two = [...RULES, { ...RULES[0], treaty: 'S' }]
    const acts = `${ACTS}\nS BBB correction 2002-01-01 corrects=b`
    expect(problemsOf({ rules: two, acts })).toEqual([expect.stringContaining('treaty: "S"')])
  })
  it('acts without an id may be alike', () => {
    expect(problems('T CCC signature 2001-01-01\nT CCC signature 2001-01-01')).toEqual([])
  })
})

describe('an organization before its member States, where that is forbidden', () => {
  const rules = [{ ...RULES[0], reio: 'not_additional', organization_needs_member: true }]
  const groups = 'reio EUE\nmembers:EUE AAA 2001-06-01..\nmembers:EUE BBB\nmembers:EUE EUE'
  const problems = (lines: string) => problemsOf({ rules, acts: lines, groups })
  const refused = [expect.stringContaining('participant: "EUE"')]
  it('is refused when it comes first, and taken when a member comes on the same day', () => {
    expect(problems('T EUE accession 2001-01-10')).toEqual(refused)
    expect(problems('T EUE accession 2001-01-10\nT BBB accession 2001-01-11')).toEqual(refused)
    expect(problems('T EUE accession 2001-01-10\nT BBB accession 2001-01-10')).toEqual([])
  })
  it('a State that is a member only later does not help', () => {
    expect(problems('T AAA accession 2001-01-01\nT EUE accession 2001-05-31')).toEqual(refused)
    expect(problems('T AAA accession 2001-01-01\nT EUE accession 2001-06-01')).toEqual([])
  })
  it('nor does an instrument that was withdrawn or retracted', () => {
    const member = 'T BBB accession 2001-01-01 id=b'
    expect(
      problems(`${member}\nT BBB withdrawal_of_instrument 2001-02-01\nT EUE accession 2001-02-01`),
    ).toEqual(refused)
    expect(problems(`${member}\nT BBB retraction 2001-02-01 corrects=b\nT EUE accession 2001-02-01`)).toEqual(
      refused,
    )
  })
  it('its signature may come first', () => {
    expect(problems('T EUE signature 2001-01-10')).toEqual([])
  })
  it('without the rule’s word nothing is refused', () => {
    expect(problemsOf({ rules: RULES, acts: 'T EUE accession 2001-01-10', groups })).toEqual([])
  })
})
