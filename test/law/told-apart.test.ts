import { describe, expect, it } from 'vitest'
import { followCourse } from '../../src/law/course.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { prepareLaw } from '../../src/law/prepare-law.ts'
import { actsIn, lawOf, membershipsIn, problemsOf, reasonsOf, rowOf, rulesIn, treatyLaw } from './law-case.ts'

// Small cases in which one clause of the law makes the difference.

const ONE = {
  treaty: 'T',
  counts: ['ratification', 'accession'],
  condition: { op: 'count', gte: 1 },
  period: { kind: 'days', n: 10 },
  denunciation: { kind: 'days', n: 20 },
  reio: 'excluded',
}
const PARENT = { ...ONE, treaty: 'P', condition: { op: 'count', gte: 2 } }
const CHILD = {
  ...ONE,
  treaty: 'C',
  eligible: { parent: 'P', needs: 'consented' },
  floors: [{ parent: 'P' }],
}

describe('statements of the depositary', () => {
  it('of two the one that became known last holds', () => {
    const acts = `
      T - asserted_entry_into_force 2001-01-01
      T - asserted_entry_into_force 2001-01-11`
    expect(treatyLaw({ rules: [ONE], acts }).entry_into_force.asserted).toBe('2001-01-11')
  })

  it('speak of the treaty, and of no provision that has a rule of its own', () => {
    const provision = { ...ONE, scope: 'provision:x', condition: { op: 'count', gte: 3 } }
    const { treaties } = lawOf({ rules: [ONE, provision], acts: 'T - asserted_threshold 2001-01-01' })
    expect(treaties.map(({ scope, threshold }) => [scope, threshold.asserted])).toEqual([
      ['general', '2001-01-01'],
      ['provision:x', null],
    ])
  })
})

describe('corrections of a row that is not there', () => {
  it('are told once, and their retraction is no second mistake', () => {
    const acts = `
      T AAA correction 2001-01-01 id=c corrects=gone
      T AAA retraction 2001-01-11 corrects=c`
    expect(problemsOf({ rules: [ONE], acts })).toEqual([
      expect.stringContaining('corrects: "gone" is not accepted; expected the id of another row'),
    ])
  })
})

describe('organizations', () => {
  const groups = `
    reio ORG
    members:ORG BBB`

  it('may not come after a member State of which there is only a statement', () => {
    const rule = { ...ONE, reio: 'not_additional', organization_needs_member: true }
    const acts = `
      T ORG ratification 2001-01-01
      T BBB asserted_threshold 2001-01-01`
    expect(problemsOf({ rules: [rule], acts, groups })).toEqual([
      expect.stringContaining('expected an organization only after a member State'),
    ])
  })

  it('count from their deposit where the rule asks for no declaration, whatever they declare', () => {
    const rule = { ...ONE, condition: { op: 'count', gte: 2 }, reio: 'counted' }
    const acts = `
      T AAA ratification 2001-01-01
      T ORG ratification 2001-01-01
      T ORG declared_sole 2001-01-11`
    const { threshold } = treatyLaw({ rules: [rule], acts, groups })
    expect(threshold).toMatchObject({ met_on: '2001-01-01', reached_by: ['AAA', 'ORG'] })
  })

  it('that a rule does not foresee never count, whatever they declare', () => {
    const acts = `
      T ORG ratification 2001-01-01
      T ORG declared_sole 2001-01-01`
    const law = treatyLaw({ rules: [{ ...ONE, reio: 'n/a' }], acts, groups })
    expect(reasonsOf(law, 'ORG')).toEqual(['organization_excluded'])
  })

  it('without a member on record end with none', () => {
    const rule = { ...ONE, reio: 'counted', organization_ends_with_members: true }
    const acts = `
      T ORG ratification 2001-01-01
      T AAA ratification 2001-01-01
      T AAA denunciation 2001-02-01`
    const law = treatyLaw({ rules: [rule], acts, groups: 'reio ORG' })
    expect(rowOf(law, 'ORG')).toMatchObject({ status: 'party', until: null })
  })
})

describe('an organization that counts only where it declares that its members will not join', () => {
  const rule = { ...ONE, condition: { op: 'count', gte: 2 }, reio: 'counted_if_declared_sole' }
  const law = (declared: string, asOf: string) =>
    treatyLaw({
      rules: [rule],
      acts: `T ORG ratification 2001-01-01\nT AAA ratification 2001-01-02\n${declared}`,
      groups: 'reio ORG',
      asOf,
      knownAt: asOf,
    })

  it('does not count while the declaration is not known', () => {
    const declared = 'T ORG declared_sole 2001-01-01 known=2001-06-01'
    expect(law(declared, '2001-03-01').threshold).toMatchObject({ met_on: null, counted: 1 })
    expect(law(declared, '2001-06-01').threshold).toMatchObject({ met_on: '2001-01-02', counted: 2 })
  })

  it('counts from the first of several declarations', () => {
    const declared = 'T ORG declared_sole 2001-06-01\nT ORG declared_sole 2001-04-01'
    expect(law(declared, '2001-12-01').threshold.met_on).toBe('2001-04-01')
  })

  it('is left out before its declaration, not taken back', () => {
    const found = law('T ORG declared_sole 2001-06-01', '2001-03-01')
    expect(reasonsOf(found, 'ORG')).toEqual(['organization_excluded'])
  })
})

describe('why an instrument does not count', () => {
  it('it waits for the parent where it could count otherwise, also toward a part of its own group', () => {
    const rule = { ...CHILD, condition: { op: 'count', gte: 1, group: 'list' } }
    const law = treatyLaw(
      { rules: [rule, PARENT], acts: 'C AAA accession 2001-01-01', groups: 'list AAA' },
      'C',
    )
    expect(reasonsOf(law, 'AAA')).toEqual(['waiting_for_parent'])
  })

  it('it came after the trigger where it would have added to one of several parts', () => {
    const all = [
      { op: 'count', gte: 1 },
      { op: 'count', gte: 1, group: 'list' },
    ]
    const acts = `
      T AAA accession 2001-01-01
      T NEW accession 2001-01-11`
    const law = treatyLaw({
      rules: [{ ...ONE, condition: { op: 'all', of: all } }],
      acts,
      groups: 'list AAA',
    })
    expect(reasonsOf(law, 'NEW')).toEqual(['after_trigger'])
  })

  it('of two on one day after the trigger the first came after it, the second repeats', () => {
    const acts = `
      T AAA ratification 2001-01-01
      T NEW ratification 2001-01-11 id=a
      T NEW ratification 2001-01-11 id=b`
    expect(reasonsOf(treatyLaw({ rules: [ONE], acts }), 'NEW')).toEqual(['after_trigger', 'repeat'])
  })

  it('a kind that does not count takes no place from one that does', () => {
    const rule = { ...CHILD, counts: ['ratification'], succession: 'yes' }
    const acts = `
      C BBB accession 2001-01-01
      C BBB succession 2001-01-01 effect=2001-01-01`
    expect(reasonsOf(treatyLaw({ rules: [rule, PARENT], acts }, 'C'), 'BBB').toSorted()).toEqual([
      'not_an_instrument',
      'waiting_for_parent',
    ])
  })
})

describe('a list with memberships that overlap', () => {
  it('has each member once', () => {
    const groups = `
      list BBB ..2001-01-21
      list BBB
      list AAA`
    const rule = { ...ONE, condition: { op: 'every', list: 'list' } }
    const { threshold } = treatyLaw({ rules: [rule], acts: '', groups, asOf: '2001-01-10' })
    expect(threshold.parts).toMatchObject([{ needed: 2 }])
  })
})

describe('successions', () => {
  it('of two acts of one day the one that takes effect first is the consent', () => {
    const acts = `
      T DDD succession 2001-01-01 effect=2001-01-11
      T DDD ratification 2001-01-01`
    expect(rowOf(treatyLaw({ rules: [ONE], acts }), 'DDD').consent).toBe('ratification')
  })

  it('take their place by their day of effect, before an instrument of a later day', () => {
    const acts = `
      T EEE succession 2001-01-01 effect=2001-01-11
      T EEE ratification 2001-01-21`
    expect(rowOf(treatyLaw({ rules: [ONE], acts }), 'EEE').consent).toBe('succession')
  })

  it('one that is received on the day of a ratification, and takes effect before it, repeats what that counts for', () => {
    const acts = `
      T AAA ratification 2001-01-11
      T AAA succession 2001-01-11 effect=2001-01-01`
    const rule = { ...ONE, succession: 'yes', condition: { op: 'count', gte: 2 } }
    const law = treatyLaw({ rules: [rule], acts })
    expect(reasonsOf(law, 'AAA')).toEqual(['counted', 'repeat'])
  })

  it('of two successions the one that takes effect first is the consent, also where a correction made it so', () => {
    const acts = `
      T BBB succession 2001-01-11 effect=2001-01-01
      T BBB succession 2001-01-01 id=b
      T BBB correction 2001-01-01 effect=2001-01-11 corrects=b`
    expect(rowOf(treatyLaw({ rules: [ONE], acts }), 'BBB').consent_date).toBe('2001-01-11')
  })

  it('of one that a correction moved to the day of a ratification the ratification is the consent', () => {
    const acts = `
      T AAA succession 2001-01-01 id=a
      T AAA correction 2001-01-01 effect=2001-07-10 corrects=a
      T AAA ratification 2001-07-10`
    expect(rowOf(treatyLaw({ rules: [ONE], acts }), 'AAA').consent).toBe('ratification')
  })

  it('are not in force before the treaty is', () => {
    const rule = { ...ONE, treaty: 'C', succession: 'yes', floors: [{ parent: 'P' }] }
    const law = treatyLaw({ rules: [rule, PARENT], acts: 'C AAA succession 2001-01-01' }, 'C')
    expect(rowOf(law, 'AAA')).toMatchObject({ status: 'contracting', entry_into_force: null })
  })
})

describe('withdrawals of instruments', () => {
  it('leave an instrument alone that nobody took back, also where a treaty counts anew', () => {
    const rule = { ...CHILD, trigger_after_withdrawal: 'recount' }
    const acts = `
      P AAA ratification 2001-01-01
      C AAA ratification 2001-01-01`
    expect(treatyLaw({ rules: [rule, PARENT], acts }, 'C').threshold.met_on).toBe('2001-01-01')
  })

  it('on a day on which the treaty is in force for the participant change nothing', () => {
    const rule = { ...ONE, trigger_after_withdrawal: 'recount', period: { kind: 'days', n: 0 } }
    const acts = `
      T CCC ratification 2001-01-01
      T CCC withdrawal_of_instrument 2001-01-11`
    expect(treatyLaw({ rules: [rule], acts }).threshold.met_on).toBe('2001-01-01')
  })

  it('on the day of the deposit, with nothing else, leave nobody behind', () => {
    const acts = `
      C CCC ratification 2001-01-01
      C CCC withdrawal_of_instrument 2001-01-01`
    const law = treatyLaw({ rules: [CHILD, PARENT], acts }, 'C')
    expect(reasonsOf(law, 'CCC')).toEqual(['withdrawn'])
  })

  it('of an instrument that another replaced before the threshold was met need no review', () => {
    const acts = `
      T CCC ratification 2001-02-20
      T CCC withdrawal_of_instrument 2001-02-20
      T CCC ratification 2001-03-02`
    const { warnings } = treatyLaw({ rules: [ONE], acts })
    expect(warnings.map(({ code }) => code)).not.toContain('LEGAL_REVIEW')
  })
})

describe('the course of a treaty', () => {
  type Given = { readonly acts: string; readonly rule?: object; readonly knownAt?: string }

  const courseOf = (given: Given) => {
    const acts = actsIn(given.acts)
    const days = acts.map(({ action_date }) => action_date).toSorted()
    const lastDay = days.at(-1) ?? plainDate('2001-01-01')
    const input = { rules: rulesIn([given.rule ?? ONE]), acts, memberships: membershipsIn(''), weights: [] }
    const course = followCourse(prepareLaw(input), {
      treaty: 'T',
      lastDay,
      lastKnown: lastDay,
      knownOnTheirDays: true,
    })
    return (day: string) => {
      const found = course?.numbersAt({ asOf: plainDate(day), knownAt: plainDate(given.knownAt ?? day) })
      return found && { ...found, rows: found.everyone().rows() }
    }
  }
  const numbersOn = (day: string, given: Given) => courseOf(given)(day)

  it('tells of each day, also when it was asked of the day before', () => {
    const on = courseOf({ acts: 'T AAA ratification 2001-01-01' })
    expect(on('2001-01-10')?.rows).toMatchObject([{ row: { status: 'contracting' } }])
    expect(on('2001-01-11')?.rows).toMatchObject([{ row: { status: 'party' } }])
  })

  it('is followed where the treaty waits for a fixed day', () => {
    const rule = { ...ONE, floors: [{ date: '2001-04-01' }] }
    const found = numbersOn('2001-03-01', { rule, acts: 'T AAA ratification 2001-01-01' })
    expect(found?.entry_into_force.date).toBe('2001-04-01')
  })

  it('changes on the day of entry into force also where nobody is left by then', () => {
    const rule = { ...ONE, floors: [{ date: '2001-04-01' }] }
    const acts = `
      T AAA ratification 2001-01-01
      T AAA withdrawal_of_instrument 2001-01-11`
    expect(numbersOn('2001-05-01', { rule, acts })?.changedOn).toBe('2001-04-01')
    expect(numbersOn('2001-03-01', { rule, acts })?.changesOn).toBe('2001-04-01')
  })

  it.each([
    ['2001-05-20', null],
    ['2001-05-21', '2001-05-21'],
  ])('tells on %s of a signature after the ratification as of any other', (day, signedOn) => {
    const acts = `
      T AAA ratification 2001-01-01
      T AAA signature 2001-05-21`
    expect(numbersOn(day, { acts })?.rows).toMatchObject([{ signedOn }])
  })

  it('takes a definitive signature for a signature', () => {
    const acts = `
      T AAA definitive_signature 2001-01-01
      T AAA ratification 2001-01-01`
    expect(numbersOn('2001-01-01', { acts })?.rows).toMatchObject([{ signedOn: '2001-01-01' }])
  })

  it('has a participant until the day on which the denunciation is received, however early it says it ends', () => {
    const acts = `
      T NEW ratification 2001-01-01
      T NEW denunciation 2001-01-11 effect=2001-01-01`
    expect(numbersOn('2001-01-01', { acts })?.counts).toMatchObject({ participants: 1, states_parties: 0 })
  })

  it('counts one that deposits twice once, on the day on which all enter into force and on that of the second deposit', () => {
    const rule = { ...ONE, floors: [{ date: '2001-04-01' }] }
    const acts = `
      T DDD ratification 2001-01-01
      T DDD ratification 2001-03-02
      T AAA ratification 2001-04-12`
    expect(numbersOn('2001-04-01', { rule, acts, knownAt: '2001-03-02' })?.counts).toMatchObject({
      participants: 1,
      states_parties: 1,
    })
    const twice = `
      T AAA ratification 2001-04-11
      T AAA ratification 2001-04-21`
    expect(numbersOn('2001-04-21', { acts: twice, knownAt: '2001-04-11' })).toMatchObject({
      counts: { participants: 1, states_parties: 1 },
      changedOn: '2001-04-21',
      changesOn: null,
    })
  })
})
