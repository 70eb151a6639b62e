import { describe, expect, it } from 'vitest'
import type { Membership } from '../../src/law/act.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { courseOf, type Given, TWO } from './course-case.ts'

/** Organizations that end when no member State is Party any more (UNTOC art. 40(2)). */
const ENDS_WITH_MEMBERS = { ...TWO, reio: 'not_additional', organization_ends_with_members: true }
/** As long as this later parties wait in some cases: who accedes on 25 February is in force for on 21 March. */
const SLOW = { ...ENDS_WITH_MEMBERS, later_party: { period: { kind: 'days', n: 24 } } }
const AT_ONCE = { ...ENDS_WITH_MEMBERS, denunciation: { kind: 'days', n: 0 } }

function inGroup(group: string, participant: string, about: Partial<Membership> = {}): Membership {
  return { group, participant, from: null, to: null, ...about }
}

/** In force on 11 January; AAA may leave, BBB may come, CCC is no member. */
const BEGINNING = `
  T AAA accession 2001-01-01
  T CCC accession 2001-01-01
  T ORG accession 2001-01-05`
/** Its notice of 1 March ends its participation on the 21st. */
const LEAVES = 'T AAA denunciation 2001-03-01'

type Case = {
  readonly acts: string
  readonly rule?: object
  /** Of ORG; AAA and BBB where nothing is said. */
  readonly members?: readonly string[]
  readonly memberships?: readonly Membership[]
}

function caseOf({ acts, rule = ENDS_WITH_MEMBERS, members = ['AAA', 'BBB'], memberships = [] }: Case): Given {
  return {
    rule,
    acts: `${BEGINNING}\n${acts}`,
    memberships: [
      inGroup('reio', 'ORG'),
      ...members.map((state) => inGroup('members:ORG', state)),
      ...memberships,
    ],
  }
}

/** AAA is a member from a day on. */
function joins(day: string): Pick<Case, 'members' | 'memberships'> {
  return { members: ['BBB'], memberships: [inGroup('members:ORG', 'AAA', { from: plainDate(day) })] }
}

describe('with an organization, a treaty is followed as a whole', () => {
  it.each<[string, Case]>([
    ['where a member State was there before the notice', { acts: `T BBB accession 2001-01-20\n${LEAVES}` }],
    [
      'where it came on the day of the notice, when the other became a member',
      { ...joins('2001-03-01'), acts: `T BBB accession 2001-03-01\n${LEAVES}` },
    ],
    [
      'where it came before the notice, and the other became a member later',
      { ...joins('2001-02-01'), acts: `T BBB accession 2001-02-01\n${LEAVES}` },
    ],
    ['where it is Party by the end, if not by the notice', { acts: `T BBB accession 2001-02-25\n${LEAVES}` }],
    [
      'where it is Party on the day of the end',
      { rule: SLOW, acts: `T BBB accession 2001-02-25\n${LEAVES}` },
    ],
    [
      'where it did something else since',
      { acts: `T BBB accession 2001-01-20\n${LEAVES}\nT BBB provisional_application 2001-03-15` },
    ],
    [
      'where it had withdrawn before it came',
      {
        ...joins('2001-01-15'),
        acts: `T BBB accession 2001-01-02
          T BBB withdrawal_of_instrument 2001-01-04
          T BBB accession 2001-01-20
          ${LEAVES}`,
      },
    ],
    [
      'where another State left before it came',
      { acts: `T CCC denunciation 2001-01-15\nT BBB accession 2001-02-25\n${LEAVES}` },
    ],
    [
      'where the day of the end was stated',
      { acts: `T BBB accession 2001-01-20\nT AAA denunciation 2001-03-01 effect=2001-05-01` },
    ],
    [
      'where the end was stated for the day of the notice',
      { acts: `T BBB accession 2001-01-20\nT AAA denunciation 2001-03-01 effect=2001-03-01` },
    ],
    [
      'where it counts beside its members',
      { rule: { ...ENDS_WITH_MEMBERS, reio: 'counted' }, acts: `T BBB accession 2001-01-20\n${LEAVES}` },
    ],
    [
      'where an organization has no members',
      { acts: 'T NEW accession 2001-01-20', memberships: [inGroup('reio', 'NEW')] },
    ],
    [
      'where it does not end with its members',
      { rule: { ...ENDS_WITH_MEMBERS, organization_ends_with_members: false }, acts: LEAVES },
    ],
  ])('%s', (_what, given) => {
    expect(courseOf(caseOf(given))).not.toBeNull()
  })
})

describe('with an organization, a treaty is followed act by act', () => {
  it.each<[string, Case]>([
    ['where no other member State ever came', { acts: LEAVES }],
    ['where it has only signed', { acts: `T BBB signature 2001-01-20\n${LEAVES}` }],
    ['where it came after the notice, before the end', { acts: `${LEAVES}\nT BBB accession 2001-03-05` }],
    ['where it is not Party by the end', { rule: SLOW, acts: `T BBB accession 2001-02-26\n${LEAVES}` }],
    [
      'where it is not Party by the first of several ends, of which a later one was taken back',
      {
        acts: `T BBB accession 2001-02-25
          T AAA denunciation 2001-02-26 effect=2001-06-01
          T AAA rescission 2001-02-27
          T AAA denunciation 2001-03-01 effect=2001-03-05`,
      },
    ],
    [
      'where the end and an act after it were of one day',
      {
        rule: AT_ONCE,
        acts: `${LEAVES}
          T AAA rescission 2001-03-01
          T BBB accession 2001-03-05`,
      },
    ],
    [
      'where that was so before a later notice',
      {
        rule: AT_ONCE,
        acts: `${LEAVES}
          T AAA rescission 2001-03-01
          T AAA accession 2001-03-02
          T BBB accession 2001-03-05
          T AAA denunciation 2001-05-01`,
      },
    ],
    [
      'where a member with a later code gave notice before it came',
      {
        members: ['BAA', 'BBB', 'CCC'],
        acts: `T CCC denunciation 2001-03-01
          T BAA accession 2001-04-01
          T BBB accession 2001-05-01
          T BAA denunciation 2001-06-01`,
      },
    ],
    [
      'where a member with a later code had left before it is Party',
      {
        rule: SLOW,
        members: ['BAA', 'BBB', 'CCC'],
        acts: `T BBB accession 2001-02-26
          T CCC denunciation 2001-03-01
          T BAA accession 2001-03-05
          T BAA denunciation 2001-06-01`,
      },
    ],
    [
      'where who stays is an organization itself',
      { memberships: [inGroup('reio', 'BBB')], acts: `T BBB accession 2001-01-20\n${LEAVES}` },
    ],
    [
      'where it is so for one of two organizations',
      {
        memberships: [inGroup('reio', 'NEW'), inGroup('members:NEW', 'AAA')],
        acts: `T BBB accession 2001-01-20\nT NEW accession 2001-01-20\n${LEAVES}`,
      },
    ],
    [
      'where one of two is an organization on some days only',
      {
        memberships: [inGroup('reio', 'NEW', { to: plainDate('2001-06-01') })],
        acts: 'T NEW accession 2001-01-20',
      },
    ],
  ])('%s', (_what, given) => {
    expect(courseOf(caseOf(given))).toBeNull()
  })
})
