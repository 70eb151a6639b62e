import { describe, expect, it } from 'vitest'
import { codesOf, type LawCase, rowOf, treatyLaw } from './law-case.ts'

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

const TWO = 'T AAA accession 2001-01-10\nT BBB accession 2001-02-10'

function general(more: object, asOf?: string) {
  const law = treatyLaw({ rules: [rule(more)], acts: TWO, ...(asOf === undefined ? {} : { asOf }) })
  return law.entry_into_force.date
}

function entry(given: LawCase, participant: string, treaty = 'T') {
  return rowOf(treatyLaw(given, treaty), participant).entry_into_force
}

describe('general entry into force', () => {
  const next = 'first_of_next_month'
  it.each([
    ['90 days', { kind: 'days', n: 90 }, '2001-05-11'],
    ['no days', { kind: 'days', n: 0 }, '2001-02-10'],
    ['the day itself', { kind: 'none' }, '2001-02-10'],
    ['three months', { kind: 'months', n: 3 }, '2001-05-10'],
    ['the first of the sixth month', { kind: 'calendar_month', n: 6 }, '2001-08-01'],
    [
      '19 days, then the first of the next month, also from a first',
      { kind: 'days', n: 19, round: next },
      '2001-04-01',
    ],
    ['three months, then the first of the next', { kind: 'months', n: 3, round: next }, '2001-06-01'],
    [
      'a fixed date met in time, however late',
      { kind: 'fixed_if_met_by', date: '2001-02-10', else: { kind: 'none' } },
      '2001-02-10',
    ],
    [
      'a fixed date met on that very day',
      { kind: 'fixed_if_met_by', date: '2001-02-10', else: { kind: 'months', n: 1 } },
      '2001-02-10',
    ],
    [
      'what follows a missed date',
      { kind: 'fixed_if_met_by', date: '2001-02-09', else: { kind: 'months', n: 1 } },
      '2001-03-10',
    ],
  ])('%s', (_, period, force) => {
    expect(general({ period })).toBe(force)
  })
  it('months end on the last day of a month that is too short', () => {
    const acts = 'T AAA accession 2001-01-31\nT BBB accession 2001-01-31'
    const law = treatyLaw({ rules: [rule({ period: { kind: 'months', n: 1 } })], acts })
    expect(law.entry_into_force.date).toBe('2001-02-28')
  })
  it('rounds before the floors', () => {
    const period = { kind: 'days', n: 30, round: next }
    expect(general({ period, floors: [{ date: '2001-03-15' }] })).toBe('2001-04-01')
    expect(general({ period, floors: [{ date: '2001-04-02' }] })).toBe('2001-04-02')
  })
  it('is fixed while it has not come, and in force on its day', () => {
    const state = (asOf: string) => treatyLaw({ rules: [rule()], acts: TWO, asOf }).entry_into_force
    expect(state('2001-02-09')).toMatchObject({ date: null, state: 'not_met' })
    expect(state('2001-05-10')).toMatchObject({ date: '2001-05-11', state: 'fixed' })
    expect(state('2001-05-11')).toMatchObject({ date: '2001-05-11', state: 'in_force' })
  })
  it('a floor with a parent and a date uses both', () => {
    const parent = { ...rule({ condition: { op: 'count', gte: 1 } }), treaty: 'P' }
    const acts = `${TWO}\nP AAA accession 2001-04-01`
    const date = (floor: object) =>
      treatyLaw({ rules: [rule({ floors: [floor] }), parent], acts }, 'T').entry_into_force.date
    expect(date({ parent: 'P', date: '2001-01-01' })).toBe('2001-06-30')
    expect(date({ parent: 'P', date: '2001-08-01' })).toBe('2001-08-01')
  })
})

describe('later parties', () => {
  const later = (later_party: object) => ({ rules: [rule({ later_party })], acts: `${TWO}\n` })
  const deposit = (day: string, later_party: object) => {
    const given = later(later_party)
    return entry({ ...given, acts: `${given.acts}T ZZZ accession ${day}` }, 'ZZZ')
  }
  const ten = { kind: 'days', n: 10 }
  it('everyone who had deposited by the trigger has the general day, whatever the later period', () => {
    const given = { rules: [rule({ later_party: { period: { kind: 'days', n: 300 } } })], acts: TWO }
    expect([entry(given, 'AAA'), entry(given, 'BBB')]).toEqual(['2001-05-11', '2001-05-11'])
    expect(deposit('2001-02-10', { period: { kind: 'days', n: 300 } })).toBe('2001-05-11')
    expect(deposit('2001-02-11', { period: { kind: 'days', n: 300 } })).toBe('2001-12-08')
  })
  it('without a later clause the rule’s own period applies; of a fixed date, what follows it', () => {
    const acts = `${TWO}\nT ZZZ accession 2001-06-01`
    expect(entry({ rules: [rule()], acts }, 'ZZZ')).toBe('2001-08-30')
    const period = { kind: 'fixed_if_met_by', date: '2001-06-30', else: { kind: 'months', n: 2 } }
    expect(entry({ rules: [rule({ period })], acts }, 'ZZZ')).toBe('2001-08-01')
    expect(entry({ rules: [rule({ later_party: {} })], acts }, 'ZZZ')).toBe('2001-08-30')
  })
  it('after the trigger: the later period, not before the general day', () => {
    expect(deposit('2001-03-01', { period: ten })).toBe('2001-05-11')
    expect(deposit('2001-05-05', { period: ten })).toBe('2001-05-15')
  })
  it('without a floor the period holds literally, even before the general day', () => {
    expect(deposit('2001-03-01', { period: ten, floor: 'none' })).toBe('2001-03-11')
  })
  it('where the clause speaks of deposits after entry into force, the gap has the general day', () => {
    const clause = { period: ten, applies: 'deposited_after_general_eif' }
    expect(deposit('2001-05-10', clause)).toBe('2001-05-11')
    expect(deposit('2001-05-11', clause)).toBe('2001-05-21')
    expect(deposit('2001-05-10', { ...clause, period: { kind: 'days', n: 300 } })).toBe('2001-05-11')
  })
  it('rounds as its own period says', () => {
    const period = { kind: 'months', n: 3, round: 'first_of_next_month' }
    expect(deposit('2001-09-01', { period })).toBe('2002-01-01')
  })
})

describe('the parent in force for the participant', () => {
  const parent = {
    ...rule({ condition: { op: 'count', gte: 1 }, later_party: { period: { kind: 'days', n: 200 } } }),
    treaty: 'P',
  }
  const acts = `P AAA accession 2000-01-01\nP BBB accession 2001-02-10\n${TWO}`
  const given = (more: object) => ({ rules: [rule(more), parent], acts })
  const eligible = { parent: 'P', needs: 'consented' }
  it('holds back who deposited by the trigger as well: 200 days after 10 February 2001', () => {
    expect(entry(given({ eligible }), 'AAA')).toBe('2001-05-11')
    expect(entry(given({ eligible }), 'BBB')).toBe('2001-08-29')
  })
  it('not where the rule says so, nor without a parent that is asked for', () => {
    expect(entry(given({ eligible, later_party: { parent_floor: false } }), 'BBB')).toBe('2001-05-11')
    expect(entry(given({ floors: [{ parent: 'P' }] }), 'BBB')).toBe('2001-05-11')
  })
  it('the parent of a floor, where the rule asks for it', () => {
    expect(entry(given({ floors: [{ parent: 'P' }], later_party: { parent_floor: true } }), 'BBB')).toBe(
      '2001-08-29',
    )
  })
  it('the last of several parents of floors, in whatever order; only the one that is asked for, where one is', () => {
    // In Q 200 days after 10 March 2001.
    const rules = (more: object) => [rule(more), parent, { ...parent, treaty: 'Q' }]
    const both = `${acts}\nQ AAA accession 2000-01-01\nQ BBB accession 2001-03-10`
    const entryIn = (more: object) => entry({ rules: rules(more), acts: both }, 'BBB')
    const later_party = { parent_floor: true }
    expect(entryIn({ floors: [{ parent: 'P' }, { parent: 'Q' }], later_party })).toBe('2001-09-26')
    expect(entryIn({ floors: [{ parent: 'Q' }, { parent: 'P' }], later_party })).toBe('2001-09-26')
    expect(entryIn({ floors: [{ parent: 'Q' }], eligible })).toBe('2001-08-29')
  })
  it('while that day is unknown there is no day, and the participant is contracting', () => {
    const law = treatyLaw(
      { ...given({ eligible: { parent: 'P', needs: 'none' } }), acts: `P AAA accession 2000-01-01\n${TWO}` },
      'T',
    )
    expect(law.entry_into_force.state).toBe('in_force')
    expect(rowOf(law, 'BBB')).toMatchObject({ status: 'contracting', entry_into_force: null })
    expect(rowOf(law, 'AAA')).toMatchObject({ status: 'party', entry_into_force: '2001-05-11' })
  })
  it('a participation in the parent that is over is not the one that is waited for', () => {
    const quick = { ...parent, denunciation: { kind: 'days', n: 1 } }
    const rules = [rule({ eligible: { parent: 'P', needs: 'none' } }), quick]
    const over = `P AAA accession 2000-01-01\nP AAA denunciation 2000-06-01\n${TWO}`
    expect(entry({ rules, acts: over }, 'AAA')).toBeNull()
    expect(entry({ rules, acts: `${over}\nP AAA accession 2001-04-01` }, 'AAA')).toBe('2001-10-18')
  })
  it('the day on which the need is fulfilled stands for the deposit', () => {
    const more = `${acts}\nT CCC accession 2001-01-01\nP CCC accession 2001-12-01`
    // In the parent from 19 June 2002; its own later period runs 90 days from 1 December 2001.
    const law = treatyLaw({ ...given({ eligible }), acts: more }, 'T')
    expect(rowOf(law, 'CCC')).toMatchObject({ consent_date: '2001-01-01', entry_into_force: '2002-06-19' })
  })
  it('a need that lapses before the day blocks the participant, one that lapses after it does not', () => {
    const quick = { ...parent, denunciation: { kind: 'days', n: 1 } }
    const rules = [rule({ eligible }), quick]
    const before = treatyLaw({ rules, acts: `${acts}\nP AAA denunciation 2001-05-09` }, 'T')
    expect(rowOf(before, 'AAA')).toMatchObject({ status: 'blocked_parent', entry_into_force: null })
    const after = treatyLaw({ rules, acts: `${acts}\nP AAA denunciation 2001-05-11` }, 'T')
    expect(rowOf(after, 'AAA')).toMatchObject({ status: 'party', entry_into_force: '2001-05-11' })
  })
})

describe('succession', () => {
  const given = (line: string, more: object = {}) => ({ rules: [rule(more)], acts: `${TWO}\n${line}` })
  it('is in force from its day of effect, else from its notification, not before the treaty', () => {
    expect(entry(given('T NEW succession 2002-03-01 effect=2001-12-01'), 'NEW')).toBe('2001-12-01')
    expect(entry(given('T NEW succession 2002-03-01'), 'NEW')).toBe('2002-03-01')
    expect(entry(given('T NEW succession 2002-03-01 effect=2001-03-01'), 'NEW')).toBe('2001-05-11')
  })
  it('takes part from its day of effect on, once it is known', () => {
    const before = treatyLaw({
      ...given('T NEW succession 2002-03-01 effect=2001-12-01'),
      asOf: '2001-12-01',
      knownAt: '2002-03-01',
    })
    expect(rowOf(before, 'NEW')).toMatchObject({ status: 'party', consent_date: '2002-03-01' })
    const later = treatyLaw({ ...given('T NEW succession 2002-03-01 effect=2002-06-01'), asOf: '2002-05-31' })
    expect(later.participants.map((row) => row.participant)).not.toContain('NEW')
  })
  it('the day of effect of other acts changes nothing', () => {
    expect(entry(given('T ZZZ accession 2002-03-01 effect=2001-12-01'), 'ZZZ')).toBe('2002-05-30')
  })
})

describe('denunciation', () => {
  const given = (lines: string, more: object = {}) => ({ rules: [rule(more)], acts: `${TWO}\n${lines}` })
  const row = (lines: string, asOf?: string, more: object = {}) =>
    rowOf(treatyLaw({ ...given(lines, more), ...(asOf === undefined ? {} : { asOf }) }), 'AAA')
  it('takes effect after the rule’s period, twelve months where it says nothing', () => {
    const notice = 'T AAA denunciation 2003-06-15'
    expect(row(notice, '2003-06-14')).toMatchObject({ status: 'party', until: null })
    expect(row(notice, '2003-06-15')).toMatchObject({ status: 'denouncing', until: '2004-06-15' })
    expect(row(notice, '2004-06-14').status).toBe('denouncing')
    expect(row(notice, '2004-06-15')).toMatchObject({ status: 'former_party', until: '2004-06-15' })
    expect(row(notice, '2003-09-01', { denunciation: { kind: 'days', n: 30 } }).until).toBe('2003-07-15')
  })
  it('or on the day that it names itself', () => {
    expect(row('T AAA denunciation 2003-06-15 effect=2003-12-31', '2003-12-30').status).toBe('denouncing')
    expect(row('T AAA denunciation 2003-06-15 effect=2003-12-31', '2003-12-31').status).toBe('former_party')
  })
  it('before it is in force, or a second time, it has no effect', () => {
    const early = treatyLaw(given('T AAA denunciation 2001-05-10'))
    expect([rowOf(early, 'AAA').status, codesOf(early)]).toEqual(['party', ['DENUNCIATION_WITHOUT_EFFECT']])
    const twice = treatyLaw(given('T AAA denunciation 2003-01-10\nT AAA denunciation 2003-02-10'))
    expect([rowOf(twice, 'AAA').until, codesOf(twice)]).toEqual([
      '2004-01-10',
      ['DENUNCIATION_WITHOUT_EFFECT'],
    ])
    const nobody = treatyLaw(given('T ZZZ denunciation 2003-01-10'))
    expect([rowOf(nobody, 'ZZZ').status, codesOf(nobody)]).toEqual(['none', ['DENUNCIATION_WITHOUT_EFFECT']])
    expect(row('T AAA denunciation 2001-05-11', '2001-05-11').status).toBe('denouncing')
  })
  it('is undone by a rescission before its effect, and by none on that day', () => {
    const notice = 'T AAA denunciation 2003-06-15\nT AAA rescission'
    expect(row(`${notice} 2004-06-14`)).toMatchObject({ status: 'party', until: null, earlier: [] })
    const late = treatyLaw(given(`${notice} 2004-06-15`))
    expect([rowOf(late, 'AAA').status, codesOf(late)]).toEqual([
      'former_party',
      ['RESCISSION_WITHOUT_EFFECT'],
    ])
    expect(codesOf(treatyLaw(given('T AAA rescission 2003-01-10')))).toEqual(['RESCISSION_WITHOUT_EFFECT'])
    expect(row(`${notice} 2004-06-14\nT AAA denunciation 2005-01-10`).until).toBe('2006-01-10')
  })
  it('leaves a signatory a former party, and the threshold as it was', () => {
    const law = treatyLaw(given('T AAA signature 2000-12-01\nT AAA denunciation 2003-06-15'))
    expect(rowOf(law, 'AAA').status).toBe('former_party')
    expect(law.threshold).toMatchObject({ counted: 2, met_on: '2001-02-10' })
    expect(law.counts).toMatchObject({
      signatories: 1,
      participants: 1,
      states_parties: 1,
      threshold_count: 2,
    })
  })
  it('an instrument on the day of effect is a new participation, one before it is not', () => {
    expect(row('T AAA denunciation 2003-06-15\nT AAA accession 2004-06-14').status).toBe('former_party')
    expect(row('T AAA denunciation 2003-06-15\nT AAA accession 2004-06-15')).toMatchObject({
      status: 'party',
      consent_date: '2004-06-15',
      entry_into_force: '2004-09-13',
      earlier: [
        {
          consent: 'accession',
          consent_date: '2001-01-10',
          entry_into_force: '2001-05-11',
          until: '2004-06-15',
        },
      ],
    })
  })
})

describe('a denunciation that carries other treaties with it', () => {
  const parent = { ...rule({ cascade_denunciation: ['T'] }), treaty: 'P' }
  const child = rule({ eligible: { parent: 'P', needs: 'consented' } })
  const base = `P AAA accession 2001-01-10\nP BBB accession 2001-01-10\n${TWO}`
  const given = (lines: string, asOf: string) => ({ rules: [parent, child], acts: `${base}\n${lines}`, asOf })
  const status = (lines: string, asOf: string, who = 'AAA') =>
    rowOf(treatyLaw(given(lines, asOf), 'T'), who).status
  const notice = 'P AAA denunciation 2003-06-15'
  it('ends them on the same day of effect', () => {
    expect(status(notice, '2003-06-15')).toBe('denouncing')
    expect(status(notice, '2004-06-14')).toBe('denouncing')
    expect(rowOf(treatyLaw(given(notice, '2004-06-15'), 'T'), 'AAA')).toMatchObject({
      status: 'former_party',
      until: '2004-06-15',
    })
  })
  it('unless they end sooner', () => {
    const sooner = `T AAA denunciation 2003-01-15\n${notice}`
    expect(rowOf(treatyLaw(given(sooner, '2026-01-01'), 'T'), 'AAA').until).toBe('2004-01-15')
    const later = `${notice}\nT AAA denunciation 2003-09-15`
    expect(rowOf(treatyLaw(given(later, '2026-01-01'), 'T'), 'AAA').until).toBe('2004-06-15')
  })
  it('a consent whose treaty enters into force in between is denouncing from that day', () => {
    const lines = 'P CCC accession 2002-01-10\nT CCC accession 2003-06-01\nP CCC denunciation 2003-06-15'
    expect(status(lines, '2003-08-29', 'CCC')).toBe('contracting')
    expect(status(lines, '2003-08-30', 'CCC')).toBe('denouncing')
    expect(status(lines, '2004-06-15', 'CCC')).toBe('former_party')
  })
  it('a consent that is not in force by that day lapses', () => {
    const lines =
      'P CCC accession 2002-01-10\nT CCC signature 2001-01-01\nT CCC accession 2004-06-01\nP CCC denunciation 2003-06-15'
    expect(status(lines, '2004-06-14', 'CCC')).toBe('contracting')
    expect(rowOf(treatyLaw(given(lines, '2004-06-15'), 'T'), 'CCC')).toMatchObject({
      status: 'signatory',
      consent: null,
      entry_into_force: null,
      earlier: [],
    })
    expect(status(lines.replace('T CCC signature 2001-01-01\n', ''), '2026-01-01', 'CCC')).toBe('none')
  })
  it('what is said of a consent that lapsed while it waited stays so, whatever comes of the parent later', () => {
    const lines = 'P CCC accession 2002-01-10\nP CCC denunciation 2003-06-15\nT CCC accession 2004-06-14'
    const back = `${lines}\nP CCC accession 2005-01-10`
    const onThatDay = `${lines}\nP CCC accession 2004-06-15`
    for (const acts of [lines, back, onThatDay]) {
      const law = treatyLaw(given(acts, '2026-01-01'), 'T')
      expect(law.ledger.find((row) => row.participant === 'CCC')?.reason).toBe('waiting_for_parent')
      expect(rowOf(law, 'CCC').status).toBe('none')
    }
  })
  it('a day of entry into force that is the day of effect is in force by that day', () => {
    const lines = 'P CCC accession 2002-01-10\nT CCC accession 2004-03-17\nP CCC denunciation 2003-06-15'
    expect(rowOf(treatyLaw(given(lines, '2004-06-15'), 'T'), 'CCC')).toMatchObject({
      status: 'former_party',
      entry_into_force: '2004-06-15',
      until: '2004-06-15',
    })
  })
  it('rescinded, it undoes all; a rescission there alone does nothing', () => {
    expect(status(`${notice}\nP AAA rescission 2004-01-10`, '2026-01-01')).toBe('party')
    const alone = treatyLaw(given(`${notice}\nT AAA rescission 2004-01-10`, '2026-01-01'), 'T')
    expect(rowOf(alone, 'AAA').status).toBe('former_party')
    expect(codesOf(alone)).toEqual(['RESCISSION_WITHOUT_EFFECT'])
  })
  it('coming back to the first does not bring back the others; a new instrument does, by the later rule', () => {
    const back = `${notice}\nP AAA accession 2005-01-10`
    expect(status(back, '2026-01-01')).toBe('former_party')
    const both = treatyLaw(given(`${back}\nT AAA accession 2005-02-10`, '2026-01-01'), 'T')
    expect(rowOf(both, 'AAA')).toMatchObject({ status: 'party', entry_into_force: '2005-05-11' })
    expect(both.ledger.at(-1)).toMatchObject({ participant: 'AAA', reason: 'after_trigger' })
  })
  it('an instrument on the day of effect is not ended by it, and counts in place of the one that was', () => {
    const rules = [
      { ...parent, condition: { op: 'count', gte: 1 } },
      rule({ condition: { op: 'count', gte: 2 } }),
    ]
    const acts = `P AAA accession 2001-01-10
      P AAA denunciation 2001-06-15
      T AAA accession 2001-06-20
      T AAA accession 2002-06-15`
    const law = treatyLaw({ rules, acts }, 'T')
    expect(law.ledger.map((row) => [row.action_date, row.reason])).toEqual([
      ['2001-06-20', 'withdrawn'],
      ['2002-06-15', 'counted'],
    ])
    expect(law.threshold.counted).toBe(1)
    expect(rowOf(law, 'AAA')).toMatchObject({ status: 'contracting', consent_date: '2002-06-15' })
  })
  it('works in whatever order the rules stand, and both ways at once', () => {
    const acts = `${base}\n${notice}`
    const backwards = treatyLaw({ rules: [child, parent], acts, asOf: '2004-06-15' }, 'T')
    expect(rowOf(backwards, 'AAA').status).toBe('former_party')
    const mutual = { ...child, cascade_denunciation: ['P'] }
    const other = { rules: [parent, mutual], acts: `${base}\nT BBB denunciation 2003-06-15` }
    expect(rowOf(treatyLaw({ ...other, asOf: '2004-06-15' }, 'P'), 'BBB').status).toBe('former_party')
    expect(rowOf(treatyLaw({ ...other, asOf: '2004-06-14' }, 'P'), 'BBB').status).toBe('denouncing')
  })
})

describe('an organization that is left without a member', () => {
  const ends = {
    reio: 'excluded',
    organization_ends_with_members: true,
    denunciation: { kind: 'days', n: 30 },
  }
  const groups = 'reio EUE\nmembers:EUE AAA\nmembers:EUE BBB\nmembers:EUE CCC 2005-01-01..'
  const base = `${TWO}\nT EUE approval 2001-03-01\nT CCC accession 2001-03-01`
  const union = (lines: string, asOf: string, more: object = ends) =>
    rowOf(treatyLaw({ rules: [rule(more)], acts: `${base}\n${lines}`, groups, asOf }), 'EUE')
  const both = 'T AAA denunciation 2003-01-10\nT BBB denunciation 2003-02-10'
  it('ceases on the day of effect of the last member’s denunciation', () => {
    expect(union(both, '2003-03-11')).toMatchObject({ status: 'party', until: null })
    expect(union(both, '2003-03-12')).toMatchObject({ status: 'former_party', until: '2003-03-12' })
  })
  it('not while one is left, nor where the rule does not say so', () => {
    expect(union('T AAA denunciation 2003-01-10', '2004-01-01').status).toBe('party')
    expect(union(both, '2004-01-01', { ...ends, organization_ends_with_members: false }).status).toBe('party')
  })
  it('not by the denunciation of a State that is a member no more', () => {
    const left = groups
      .replace('members:EUE AAA', 'members:EUE AAA ..2003-01-31')
      .replace('members:EUE BBB\n', '')
    const given = { rules: [rule(ends)], acts: `${base}\nT AAA denunciation 2003-01-10`, groups: left }
    expect(rowOf(treatyLaw({ ...given, asOf: '2004-01-01' }), 'EUE').status).toBe('party')
  })
  it('not when it is an organization no more on that day', () => {
    const given = {
      rules: [rule(ends)],
      acts: `${base}\n${both}`,
      groups: groups.replace('reio EUE', 'reio EUE ..2003-03-11'),
    }
    expect(rowOf(treatyLaw({ ...given, asOf: '2004-01-01' }), 'EUE').status).toBe('party')
  })
  it('a State that becomes a member only later does not keep it', () => {
    expect(union(both, '2005-06-01').status).toBe('former_party')
    const late = 'T AAA denunciation 2005-01-10\nT BBB denunciation 2005-02-10'
    expect(union(late, '2006-01-01').status).toBe('party')
  })
})
