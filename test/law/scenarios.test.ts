import { describe, expect, it } from 'vitest'
import type { Act } from '../../src/law/act.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import {
  actsIn,
  actsOfCase,
  codesOf,
  deposits,
  groupsOfCase,
  membershipsIn,
  problemsOf,
  reasonsOf,
  rowOf,
  THE_FOUR,
  treatyLaw,
  untocFamily,
  weightsOfCase,
} from './law-case.ts'

const UNTOC = 'XVIII-12'
const TRAFFICKING = 'XVIII-12-a'
const SMUGGLING = 'XVIII-12-b'
const FIREARMS = 'XVIII-12-c'

const LISTED = ['ratification', 'acceptance', 'approval', 'accession']

function ruleFor(treaty: string, gte: number, more: object = {}) {
  return { treaty, counts: LISTED, condition: { op: 'count', gte }, period: { kind: 'days', n: 90 }, ...more }
}

/** The real record with changes: acts left out, acts added. */
function realWith({
  without = () => false,
  more = '',
}: {
  without?: (act: Act) => boolean
  more?: string
} = {}) {
  return { ...THE_FOUR, acts: [...THE_FOUR.acts.filter((act) => !without(act)), ...actsIn(more)] }
}

function dates(law: ReturnType<typeof treatyLaw>) {
  return { trigger: law.threshold.met_on, force: law.entry_into_force.date }
}

function entryOf(law: ReturnType<typeof treatyLaw>, participant: string) {
  return rowOf(law, participant).entry_into_force
}

describe('1. The Convention from its deposits up to 1 July 2003', () => {
  it('had 39 instruments and no trigger on 30 June 2003', () => {
    const law = treatyLaw({ ...THE_FOUR, asOf: '2003-06-30' }, UNTOC)
    expect(law.threshold).toMatchObject({ counted: 39, remaining: 1, met_on: null, reached_by: [] })
  })
  it('reached 40 on 1 July 2003 with Armenia and is in force since 29 September 2003', () => {
    const law = treatyLaw({ ...THE_FOUR, asOf: '2003-07-01' }, UNTOC)
    expect(law.threshold).toMatchObject({ counted: 40, remaining: 0, reached_by: ['ARM'] })
    expect(dates(law)).toEqual({ trigger: '2003-07-01', force: '2003-09-29' })
    expect(law.entry_into_force).toMatchObject({ state: 'fixed', article: '38(1)' })
  })
  it('has no day for entry into force by what was known on 30 June 2003', () => {
    const law = treatyLaw({ ...THE_FOUR, knownAt: '2003-06-30' }, UNTOC)
    expect(law.entry_into_force).toMatchObject({ date: null, state: 'not_met' })
  })
})

describe('2. Four deposits on the day on which the Trafficking threshold was met', () => {
  const expected = ['BLZ', 'LAO', 'POL', 'RWA']
  it('had 36 on 24 September 2003; the four of the 26th reached it together', () => {
    expect(treatyLaw({ ...THE_FOUR, asOf: '2003-09-24' }, TRAFFICKING).threshold.counted).toBe(36)
    const law = treatyLaw(THE_FOUR, TRAFFICKING)
    expect(law.threshold).toMatchObject({ met_on: '2003-09-26', reached_by: expected, counted: 40 })
    expect(law.entry_into_force.date).toBe('2003-12-25')
  })
  it('the order of the input changes nothing', () => {
    const backwards = { ...THE_FOUR, acts: [...THE_FOUR.acts].reverse() }
    expect(treatyLaw(backwards, TRAFFICKING)).toEqual(treatyLaw(THE_FOUR, TRAFFICKING))
  })
})

describe('3. Deposits between the trigger and the entry into force of the Convention', () => {
  it.each([
    ['CRI', '2003-07-24', '2003-09-29'],
    ['NOR', '2003-09-23', '2003-10-23'],
    ['JAM', '2003-09-29', '2003-10-29'],
  ])('%s, deposit of %s, is Party from %s', (participant, deposited, force) => {
    const row = rowOf(treatyLaw(THE_FOUR, UNTOC), participant)
    expect([row.consent_date, row.entry_into_force]).toEqual([deposited, force])
  })
})

describe('4. The same under the Protocols', () => {
  it.each([
    [TRAFFICKING, 'AZE', '2003-10-30', '2003-12-25'],
    [TRAFFICKING, 'BRA', '2004-01-29', '2004-02-28'],
    [FIREARMS, 'ZMB', '2005-04-24', '2005-07-03'],
  ])('%s: %s, deposit of %s, is Party from %s', (treaty, participant, deposited, force) => {
    const row = rowOf(treatyLaw(THE_FOUR, treaty), participant)
    expect([row.consent_date, row.entry_into_force]).toEqual([deposited, force])
  })
})

describe('5. One wrong year', () => {
  const wrong = realWith({
    without: (act) => act.treaty === SMUGGLING && act.participant === 'LSO' && act.action === 'ratification',
    more: `${SMUGGLING} LSO ratification 2003-09-24`,
  })
  it('Lesotho in 2003 instead of 2004 would bring the Smuggling Protocol into force on 25 January 2004', () => {
    expect(dates(treatyLaw(wrong, SMUGGLING))).toEqual({ trigger: '2003-10-27', force: '2004-01-25' })
  })
  it('with the right year it is 28 January 2004', () => {
    expect(dates(treatyLaw(THE_FOUR, SMUGGLING))).toEqual({ trigger: '2003-10-30', force: '2004-01-28' })
  })
  it('the depositary’s dates show that something is wrong', () => {
    const law = treatyLaw(wrong, SMUGGLING)
    expect(law.entry_into_force).toMatchObject({ asserted: '2004-01-28', agrees: false })
    expect(codesOf(law)).toContain('ASSERTED_MISMATCH')
    expect(codesOf(treatyLaw(THE_FOUR, SMUGGLING))).not.toContain('ASSERTED_MISMATCH')
  })
})

describe('6. The European Community as the fortieth depositor', () => {
  const acts = `${deposits(UNTOC, { count: 39 }, '2003-01-10')}
    ${UNTOC} EUE approval 2003-02-01`
  const groups = 'reio EUE\nmembers:EUE S001'
  it('leaves the count at 39 and makes 40 participants', () => {
    const law = treatyLaw({ rules: untocFamily(), acts, groups }, UNTOC)
    expect(law.threshold).toMatchObject({ counted: 39, met_on: null })
    expect(law.counts).toMatchObject({ threshold_count: 39, participants: 40, state_participants: 39 })
    expect(reasonsOf(law, 'EUE')).toEqual(['organization_not_additional'])
  })
  it('the next State ten days later meets the threshold', () => {
    const more = `${acts}\n${UNTOC} S040 accession 2003-02-11`
    const law = treatyLaw({ rules: untocFamily(), acts: more, groups }, UNTOC)
    expect(law.threshold).toMatchObject({ met_on: '2003-02-11', reached_by: ['S040'] })
  })
})

const EU_15 =
  'austria belgium denmark finland france germany greece ireland italy luxembourg netherlands portugal spain sweden united-kingdom-of-great-britain-and-northern-ireland'
const UNION = `reio european-union\n${EU_15.split(' ')
  .map((state) => `members:european-union ${state}`)
  .join('\n')}`

describe('7. An organization in the middle of the count', () => {
  const rotterdam = { acts: actsOfCase('rotterdam'), groups: UNION }
  const cartagena = {
    // The files at hand do not have the day of the Union's instrument; any day before 30 May 2003 gives the same.
    acts: [...actsOfCase('cartagena'), ...actsIn('XXVII-8-a european-union approval 2002-12-31')],
    groups: UNION,
  }
  it.each([
    ['Rotterdam', 'XXVII-14', rotterdam, 'not_additional', '2003-11-26', '2004-02-24'],
    ['Rotterdam, were it counted', 'XXVII-14', rotterdam, 'counted', '2003-10-10', '2004-01-08'],
    ['Cartagena', 'XXVII-8-a', cartagena, 'not_additional', '2003-06-13', '2003-09-11'],
    ['Cartagena, were it counted', 'XXVII-8-a', cartagena, 'counted', '2003-05-30', '2003-08-28'],
  ])('%s', (_, treaty, given, reio, trigger, force) => {
    expect(dates(treatyLaw({ ...given, rules: [ruleFor(treaty, 50, { reio })] }))).toEqual({ trigger, force })
  })
})

describe('8. What "additional" means', () => {
  const groups = 'reio ORG\nmembers:ORG AAA\nmembers:ORG BBB'
  const acts = 'T ORG approval 2001-01-01\nT AAA ratification 2001-02-01\nT BBB ratification 2001-03-01'
  const counted = (reio: string) =>
    ['2001-01-15', '2001-02-15', '2001-03-15'].map(
      (asOf) => treatyLaw({ rules: [ruleFor('T', 40, { reio })], acts, groups, asOf }).threshold.counted,
    )
  it('an organization adds one while none of its members counts, and nothing beside them', () => {
    expect(counted('not_additional')).toEqual([1, 1, 2])
    expect(counted('excluded')).toEqual([0, 1, 2])
  })
  it('the organization’s row turns when the first member comes', () => {
    const law = treatyLaw({ rules: [ruleFor('T', 40, { reio: 'not_additional' })], acts, groups })
    expect(law.ledger.map(({ participant, reason }) => [participant, reason])).toEqual([
      ['ORG', 'organization_not_additional'],
      ['AAA', 'counted'],
      ['BBB', 'counted'],
    ])
  })
  it('under the Convention an organization before any member is bad input', () => {
    const rules = [ruleFor('T', 40, { reio: 'not_additional', organization_needs_member: true })]
    expect(problemsOf({ rules, acts, groups })).toEqual([expect.stringContaining('"ORG"')])
  })
})

describe('9. An organization whose instrument counts', () => {
  const rule = ruleFor('T', 2, {
    reio: 'counted_if_declared_sole',
    period: { kind: 'months', n: 3, round: 'first_of_next_month' },
  })
  const acts = 'T MEX accession 2007-09-26\nT EUE approval 2015-06-11'
  it('Choice of Court: the Union’s declaration makes it the second; in force 1 October 2015', () => {
    const law = treatyLaw({
      rules: [rule],
      acts: `${acts}\nT EUE declared_sole 2015-06-11`,
      groups: 'reio EUE',
    })
    expect(dates(law)).toEqual({ trigger: '2015-06-11', force: '2015-10-01' })
    expect(law.threshold.reached_by).toEqual(['EUE'])
  })
  it('without the declaration there is no trigger', () => {
    const law = treatyLaw({ rules: [rule], acts, groups: 'reio EUE' })
    expect(dates(law)).toEqual({ trigger: null, force: null })
    expect(reasonsOf(law, 'EUE')).toEqual(['organization_excluded'])
  })
})

/** The Convention needing 41, so that a Protocol can have 40 eligible instruments before it. */
const SLOW_PARENT = untocFamily().map((rule) =>
  'treaty' in rule && rule.treaty === UNTOC ? { ...rule, condition: { op: 'count', gte: 41 } } : rule,
)
const READY_PROTOCOL = `${deposits(UNTOC, { count: 40 }, '2003-02-01')}
  ${deposits(TRAFFICKING, { count: 39 }, '2003-02-01')}
  ${TRAFFICKING} S040 ratification 2003-03-01`

describe('10. A Protocol that is ready before the Convention', () => {
  const acts = `${READY_PROTOCOL}
    ${UNTOC} S041 ratification 2003-07-01
    ${TRAFFICKING} S041 ratification 2003-07-02`
  it('enters into force with the Convention, for everyone whose own day is earlier', () => {
    const law = treatyLaw({ rules: SLOW_PARENT, acts }, TRAFFICKING)
    expect(dates(law)).toEqual({ trigger: '2003-03-01', force: '2003-09-29' })
    expect(new Set(law.participants.map((row) => row.entry_into_force))).toEqual(new Set(['2003-09-29']))
  })
  it('the real one: the first Optional Protocol waited for the Covenant until 23 March 1976', () => {
    // Three predecessor States that the list of today has left out; only the last day matters.
    const replaced = `IV-4 YUG ratification 1971-06-02
      IV-4 DDR ratification 1973-11-08
      IV-4 CSK ratification 1975-12-23`
    const months = { period: { kind: 'months', n: 3 } }
    const rules = [
      ruleFor('IV-4', 35, months),
      ruleFor('IV-5', 10, { ...months, floors: [{ parent: 'IV-4' }] }),
    ]
    const acts = [...actsOfCase('civil-and-political-rights'), ...actsIn(replaced)]
    expect(dates(treatyLaw({ rules, acts }, 'IV-4'))).toEqual({ trigger: '1975-12-23', force: '1976-03-23' })
    expect(dates(treatyLaw({ rules, acts }, 'IV-5'))).toEqual({ trigger: '1973-12-12', force: '1976-03-23' })
  })
})

describe('11. A Protocol whose Convention has no day', () => {
  it('has met its threshold and waits: no day, not even trigger plus 90', () => {
    const law = treatyLaw({ rules: SLOW_PARENT, acts: READY_PROTOCOL }, TRAFFICKING)
    expect(law.threshold.met_on).toBe('2003-03-01')
    expect(law.entry_into_force).toMatchObject({ date: null, state: 'waiting_for_parent' })
    expect(rowOf(law, 'S001')).toMatchObject({ status: 'contracting', entry_into_force: null })
  })
})

describe('12. A Protocol instrument without the Convention', () => {
  const early = realWith({ more: `${TRAFFICKING} ZZZ ratification 2003-09-20` })
  const later = realWith({
    more: `${TRAFFICKING} ZZZ ratification 2003-09-20\n${UNTOC} ZZZ ratification 2004-02-01`,
  })
  it('is not counted and blocked', () => {
    const law = treatyLaw(early, TRAFFICKING)
    expect(reasonsOf(law, 'ZZZ')).toEqual(['waiting_for_parent'])
    expect(rowOf(law, 'ZZZ')).toMatchObject({
      status: 'blocked_parent',
      consent: 'ratification',
      consent_date: '2003-09-20',
      entry_into_force: null,
    })
    expect(law.counts.participants).toBe(treatyLaw(THE_FOUR, TRAFFICKING).counts.participants)
  })
  it('counts from the day of the Convention instrument: Party to both from 2 March 2004', () => {
    expect(entryOf(treatyLaw(later, UNTOC), 'ZZZ')).toBe('2004-03-02')
    const law = treatyLaw(later, TRAFFICKING)
    expect(entryOf(law, 'ZZZ')).toBe('2004-03-02')
    expect(reasonsOf(law, 'ZZZ')).toEqual(['after_trigger'])
    expect(rowOf(law, 'ZZZ').consent_date).toBe('2003-09-20')
  })
  it('both on one day: counted, no block', () => {
    const acts = `${UNTOC} ZZZ ratification 2003-01-01\n${TRAFFICKING} ZZZ ratification 2003-01-01`
    const law = treatyLaw({ rules: untocFamily(), acts }, TRAFFICKING)
    expect(reasonsOf(law, 'ZZZ')).toEqual(['counted'])
    expect(rowOf(law, 'ZZZ').status).toBe('contracting')
  })
})

describe('13. A Convention that is not yet in force is no block', () => {
  it('Armenia’s Trafficking instrument of 1 July 2003 counts on that day', () => {
    const law = treatyLaw({ ...THE_FOUR, asOf: '2003-07-01' }, TRAFFICKING)
    const row = law.ledger.find(({ participant, counts }) => participant === 'ARM' && counts)
    expect(row).toMatchObject({ action_date: '2003-07-01', reason: 'counted' })
  })
})

describe('14. Leap years', () => {
  it.each([
    ['2003-12-01', '2004-02-29'],
    ['2004-01-31', '2004-04-30'],
    ['2007-12-01', '2008-02-29'],
    ['2006-12-01', '2007-03-01'],
  ])('the fortieth on %s: in force on %s', (fortieth, force) => {
    const acts = `${deposits(UNTOC, { count: 39 }, '2003-01-10')}\n${UNTOC} S040 ratification ${fortieth}`
    expect(dates(treatyLaw({ rules: untocFamily(), acts }, UNTOC))).toEqual({ trigger: fortieth, force })
  })
  it.each([
    ['2004-02-20', '2004-03-21'],
    ['2005-02-20', '2005-03-22'],
  ])('a later deposit of %s: Party from %s', (deposited, force) => {
    const more = `${UNTOC} ZZZ accession ${deposited}`
    expect(entryOf(treatyLaw(realWith({ more }), UNTOC), 'ZZZ')).toBe(force)
  })
})

describe('15. Weekends and holidays', () => {
  it.each([
    [FIREARMS, '2005-04-04', '2005-07-03', 'a Sunday'],
    [TRAFFICKING, '2003-09-26', '2003-12-25', 'Christmas Day'],
  ])('%s: %s gives %s, %s; nothing rolls', (treaty, trigger, force) => {
    expect(dates(treatyLaw(THE_FOUR, treaty))).toEqual({ trigger, force })
  })
})

describe('16. An instrument withdrawn before the trigger', () => {
  const acts = `${deposits(UNTOC, { count: 39 }, '2003-01-10')}
    ${UNTOC} S039 withdrawal_of_instrument 2003-02-01`
  const two = `${acts}\n${deposits(UNTOC, { count: 2, first: 40 }, '2003-03-01')}`
  it('is out of the count from that day, and its row is kept', () => {
    const law = treatyLaw({ rules: untocFamily(), acts }, UNTOC)
    expect(law.threshold.counted).toBe(38)
    expect(reasonsOf(law, 'S039')).toEqual(['withdrawn'])
    expect(rowOf(law, 'S039')).toMatchObject({ status: 'none', consent: null })
  })
  it('two more meet the threshold', () => {
    const { threshold } = treatyLaw({ rules: untocFamily(), acts: two }, UNTOC)
    expect(threshold).toMatchObject({ met_on: '2003-03-01', reached_by: ['S040', 'S041'], counted: 40 })
  })
  it('deposited anew, it counts again, once', () => {
    const again = `${acts}\n${UNTOC} S039 accession 2003-02-15`
    const law = treatyLaw({ rules: untocFamily(), acts: again }, UNTOC)
    expect(law.threshold.counted).toBe(39)
    expect(reasonsOf(law, 'S039')).toEqual(['withdrawn', 'counted'])
  })
})

describe('17. An instrument withdrawn between the trigger and entry into force', () => {
  const acts = `${deposits(UNTOC, { count: 39 }, '2003-01-10')}
    ${UNTOC} S040 ratification 2003-02-01
    ${UNTOC} S007 withdrawal_of_instrument 2003-02-21`
  it('latched: the day stands, the State never becomes Party, a lawyer should look', () => {
    const law = treatyLaw({ rules: untocFamily(), acts }, UNTOC)
    expect(dates(law)).toEqual({ trigger: '2003-02-01', force: '2003-05-02' })
    expect(law.threshold.counted).toBe(40)
    expect(reasonsOf(law, 'S007')).toEqual(['counted'])
    expect(rowOf(law, 'S007').status).toBe('none')
    expect(codesOf(law)).toContain('LEGAL_REVIEW')
  })
  it('recount: the trigger is gone', () => {
    const rules = untocFamily({ trigger_after_withdrawal: 'recount' })
    const law = treatyLaw({ rules, acts }, UNTOC)
    expect(dates(law)).toEqual({ trigger: null, force: null })
    expect(law.threshold.counted).toBe(39)
    expect(reasonsOf(law, 'S007')).toEqual(['withdrawn'])
  })
  it('Malaysia took its accession to the Rome Statute back before it was in force for it', () => {
    const more = `XVIII-10 malaysia accession 2019-03-04
      XVIII-10 malaysia withdrawal_of_instrument 2019-04-29`
    const later = { period: { kind: 'days', n: 60, round: 'first_of_next_month' } }
    const rules = [ruleFor('XVIII-10', 60, { ...later, later_party: later })]
    const given = { rules, acts: [...actsOfCase('rome-statute'), ...actsIn(more)] }
    expect(rowOf(treatyLaw({ ...given, asOf: '2019-04-28' }), 'malaysia')).toMatchObject({
      status: 'contracting',
      entry_into_force: '2019-06-01',
    })
    const law = treatyLaw(given)
    expect(rowOf(law, 'malaysia').status).toBe('none')
    expect(reasonsOf(law, 'malaysia')).toEqual(['withdrawn'])
  })
  it('Russia revoked its ratification of the Test-Ban Treaty: 36 of the 44 States of annex 2 became 35', () => {
    const more = 'XXVI-4 russian-federation withdrawal_of_instrument 2023-11-03'
    const given = {
      rules: TEST_BAN,
      groups: ANNEX_2,
      acts: [...actsOfCase('nuclear-test-ban'), ...actsIn(more)],
    }
    const [before] = treatyLaw({ ...given, asOf: '2023-11-02' }).threshold.parts ?? []
    const [after] = treatyLaw(given).threshold.parts ?? []
    expect([before?.counted, after?.counted, after?.needed]).toEqual([36, 35, 44])
  })
})

const TEST_BAN = [
  {
    treaty: 'XXVI-4',
    counts: ['ratification'],
    succession: 'yes',
    condition: { op: 'every', list: 'annex_2' },
    period: { kind: 'days', n: 180 },
    floors: [{ date: '1998-09-24' }],
  },
]
const ANNEX_2 = membershipsIn(
  `algeria argentina australia austria bangladesh belgium brazil bulgaria canada chile china colombia
   democratic-people-s-republic-of-korea democratic-republic-of-the-congo egypt finland france germany hungary india
   indonesia iran-islamic-republic-of israel italy japan mexico netherlands norway pakistan peru poland romania
   republic-of-korea russian-federation slovakia south-africa spain sweden switzerland turkey ukraine
   united-kingdom-of-great-britain-and-northern-ireland united-states-of-america viet-nam`
    .split(/\s+/)
    .map((state) => `annex_2 ${state}`)
    .join('\n'),
)

describe('18. Fewer than forty Parties', () => {
  it('leaves the treaty in force since the same day (VCLT art. 55)', () => {
    const acts = `${deposits(UNTOC, { count: 43 }, '2003-01-10')}
      ${deposits(UNTOC, { count: 5 }, '2010-01-10', 'denunciation')}`
    const law = treatyLaw({ rules: untocFamily(), acts }, UNTOC)
    expect(law.entry_into_force).toMatchObject({ date: '2003-04-10', state: 'in_force' })
    expect(law.counts).toMatchObject({ participants: 38, threshold_count: 43 })
  })
})

describe('19. Denunciation', () => {
  const notice = `${UNTOC} CRI denunciation 2024-02-29`
  it('of the Convention of 29 February 2024 ends it and the Protocols on 28 February 2025', () => {
    const given = realWith({ more: notice })
    for (const treaty of [UNTOC, TRAFFICKING, SMUGGLING, FIREARMS]) {
      const before = rowOf(treatyLaw({ ...given, asOf: '2025-02-27' }, treaty), 'CRI')
      expect(before).toMatchObject({ status: 'denouncing', until: '2025-02-28' })
      const after = rowOf(treatyLaw({ ...given, asOf: '2025-02-28' }, treaty), 'CRI')
      expect(after).toMatchObject({ status: 'former_party', until: '2025-02-28' })
    }
  })
  it('of the Smuggling Protocol alone leaves the rest', () => {
    const given = realWith({ more: `${SMUGGLING} CRI denunciation 2024-02-29` })
    const status = (treaty: string) => rowOf(treatyLaw(given, treaty), 'CRI').status
    expect([UNTOC, TRAFFICKING, SMUGGLING, FIREARMS].map(status)).toEqual([
      'party',
      'party',
      'former_party',
      'party',
    ])
  })
  it('rescinded on 1 October 2024: Party throughout, without a gap', () => {
    const given = realWith({ more: `${notice}\n${UNTOC} CRI rescission 2024-10-01` })
    for (const treaty of [UNTOC, FIREARMS]) {
      const row = rowOf(treatyLaw(given, treaty), 'CRI')
      expect(row).toMatchObject({ status: 'party', until: null, earlier: [] })
    }
  })
  it('by all member States: the Union ceases with the last', () => {
    const members = THE_FOUR.groups.filter(({ group, to }) => group === 'members:EUE' && to === null)
    const more = members
      .map(
        ({ participant }, at) =>
          `${UNTOC} ${participant} denunciation ${at === 0 ? '2024-06-01' : '2024-03-01'}`,
      )
      .join('\n')
    expect(members).toHaveLength(27)
    const given = realWith({ more })
    expect(rowOf(treatyLaw({ ...given, asOf: '2025-05-31' }, UNTOC), 'EUE').status).toBe('party')
    const row = rowOf(treatyLaw({ ...given, asOf: '2025-06-01' }, UNTOC), 'EUE')
    expect(row).toMatchObject({ status: 'former_party', until: '2025-06-01' })
  })
})

describe('20. Coming back', () => {
  it('a former Party that accedes is Party again by the later-party rule and never counts', () => {
    const more = `${UNTOC} CRI denunciation 2024-03-01\n${UNTOC} CRI accession 2026-01-10`
    const law = treatyLaw(realWith({ more }), UNTOC)
    expect(rowOf(law, 'CRI')).toEqual({
      participant: 'CRI',
      status: 'party',
      consent: 'accession',
      consent_date: '2026-01-10',
      entry_into_force: '2026-02-09',
      until: null,
      earlier: [
        {
          consent: 'ratification',
          consent_date: '2003-07-24',
          entry_into_force: '2003-09-29',
          until: '2025-03-01',
        },
      ],
    })
    expect(reasonsOf(law, 'CRI')).toEqual(['not_an_instrument', 'after_trigger', 'after_trigger'])
  })
})

describe('21. Montenegro’s succession', () => {
  const acts = THE_FOUR.acts.map((act) =>
    act.participant === 'MNE' ? { ...act, known_on: plainDate('2006-10-23') } : act,
  )
  const given = { ...THE_FOUR, acts, asOf: '2006-07-01' }
  it('is Party on 1 July 2006 by what was known in December, and was not by what was known then', () => {
    const law = treatyLaw({ ...given, knownAt: '2006-12-01' }, UNTOC)
    expect(rowOf(law, 'MNE')).toMatchObject({
      status: 'party',
      consent: 'succession',
      entry_into_force: '2006-06-03',
    })
    expect(reasonsOf(law, 'MNE')).toEqual(['succession'])
    const then = treatyLaw({ ...given, knownAt: '2006-07-01' }, UNTOC)
    expect(then.participants.find(({ participant }) => participant === 'MNE')).toBeUndefined()
  })
  it('changes no threshold, and Serbia keeps 6 September 2001', () => {
    const law = treatyLaw({ ...THE_FOUR, acts }, UNTOC)
    expect(law.threshold).toMatchObject({ counted: 40, met_on: '2003-07-01' })
    expect(rowOf(law, 'SRB').consent_date).toBe('2001-09-06')
  })
})

describe('22. A table of today is no history: the Law of the Sea as listed in 2014', () => {
  const period = { period: { kind: 'months', n: 12 } }
  const stated = `XXI-6 - asserted_threshold 1993-11-16
    XXI-6 - asserted_entry_into_force 1994-11-16`
  const acts = [
    ...actsOfCase('law-of-the-sea-as-listed-in-2014'),
    ...actsIn(`XXI-6 bosnia-and-herzegovina succession 1994-01-12\n${stated}`),
  ]
  it.each([
    ['yes', '1994-01-12', '1995-01-12', ['bosnia-and-herzegovina']],
    ['no', '1994-06-21', '1995-06-21', ['comoros']],
  ])('with succession %s it recounts to %s', (succession, trigger, force, by) => {
    const law = treatyLaw({ rules: [ruleFor('XXI-6', 60, { ...period, succession })], acts })
    expect(dates(law)).toEqual({ trigger, force })
    expect(law.threshold.reached_by).toEqual(by)
    expect(law.threshold).toMatchObject({ asserted: '1993-11-16', agrees: false })
    expect(law.entry_into_force).toMatchObject({ asserted: '1994-11-16', agrees: false })
    expect(codesOf(law).filter((code) => code === 'ASSERTED_MISMATCH')).toHaveLength(2)
  })
})

describe('23. The Tobacco Convention’s fortieth, corrected (38 earlier deposits and the mistaken one made up)', () => {
  const acts = `${deposits('IX-4', { count: 38 }, '2004-06-01')}
    IX-4 ZZZ ratification 2004-11-30 id=x
    IX-4 PER ratification 2004-11-30
    IX-4 YYY ratification 2004-11-29 known=2004-12-10
    IX-4 ZZZ correction 2004-11-29 id=c corrects=x known=2004-12-10`
  const given = { rules: [ruleFor('IX-4', 40)], acts }
  it('known on 2 December 2004: Peru’s day, in force 28 February 2005', () => {
    const law = treatyLaw({ ...given, knownAt: '2004-12-02' })
    expect(dates(law)).toEqual({ trigger: '2004-11-30', force: '2005-02-28' })
    expect(law.threshold.reached_by).toContain('PER')
  })
  it('corrected: 29 November, in force 27 February 2005; Peru’s own 90th day stays 28 February', () => {
    const law = treatyLaw(given)
    expect(dates(law)).toEqual({ trigger: '2004-11-29', force: '2005-02-27' })
    expect(entryOf(law, 'PER')).toBe('2005-02-28')
  })
})

describe('24. The depositary corrects a day of deposit', () => {
  const acts = `${deposits(UNTOC, { count: 38 }, '2003-01-10')}
    ${UNTOC} S039 ratification 2002-06-01 id=twelfth
    ${UNTOC} S040 ratification 2003-07-01 id=fortieth
    ${UNTOC} ZZZ ratification 2003-08-28
    ${UNTOC} S040 correction 2003-06-30 id=c1 corrects=fortieth known=2003-11-01
    ${UNTOC} S039 correction 2002-06-02 id=c2 corrects=twelfth known=2004-11-01`
  const given = { rules: untocFamily(), acts }
  it('the fortieth a day earlier: trigger, entry into force and the gap depositor move', () => {
    const before = treatyLaw({ ...given, knownAt: '2003-10-31' }, UNTOC)
    expect(dates(before)).toEqual({ trigger: '2003-07-01', force: '2003-09-29' })
    expect(entryOf(before, 'ZZZ')).toBe('2003-09-29')
    const after = treatyLaw({ ...given, knownAt: '2003-11-01' }, UNTOC)
    expect(dates(after)).toEqual({ trigger: '2003-06-30', force: '2003-09-28' })
    expect(entryOf(after, 'ZZZ')).toBe('2003-09-28')
    expect(after.ledger.filter(({ participant }) => participant === 'S040')).toHaveLength(1)
  })
  it('another that does not cross the trigger changes no date', () => {
    expect(dates(treatyLaw(given, UNTOC))).toEqual({ trigger: '2003-06-30', force: '2003-09-28' })
  })
})

describe('25. The day of the deposit, not of the notification', () => {
  it('known only on 7 or 9 July, everything is computed from 1 July 2003', () => {
    const acts = THE_FOUR.acts.map((act) =>
      act.participant === 'ARM' && act.action_date === '2003-07-01'
        ? { ...act, known_on: plainDate('2003-07-09') }
        : act,
    )
    expect(dates(treatyLaw({ ...THE_FOUR, acts }, UNTOC))).toEqual({
      trigger: '2003-07-01',
      force: '2003-09-29',
    })
    const then = treatyLaw({ ...THE_FOUR, acts, knownAt: '2003-07-08', asOf: '2003-07-08' }, UNTOC)
    expect(then.threshold.counted).toBe(39)
  })
})

describe('26. Two sources for Switzerland’s accession to the Firearms Protocol', () => {
  it.each([
    ['the depositary', '2012-11-29', '2012-12-29'],
    ['the Swiss collection', '2012-11-27', '2012-12-27'],
  ])('by %s, %s gives %s', (_, deposited, force) => {
    const other = realWith({
      without: (act) => act.treaty === FIREARMS && act.participant === 'CHE',
      more: `${FIREARMS} CHE accession ${deposited}`,
    })
    expect(entryOf(treatyLaw(other, FIREARMS), 'CHE')).toBe(force)
  })
})

describe('27. The first day of the next month, strictly: the Rome Statute', () => {
  const period = { kind: 'days', n: 60, round: 'first_of_next_month' }
  const rome = () =>
    treatyLaw({ rules: [ruleFor('XVIII-10', 60, { period })], acts: actsOfCase('rome-statute') })
  it('ten deposits of 11 April 2002 bring it into force on 1 July 2002', () => {
    const law = rome()
    expect(dates(law)).toEqual({ trigger: '2002-04-11', force: '2002-07-01' })
    expect(law.threshold.reached_by).toHaveLength(10)
  })
  it.each([
    ['albania', '2003-01-31', '2003-05-01'],
    ['australia', '2002-07-01', '2002-09-01'],
  ])('%s, deposit of %s, is Party from %s', (participant, deposited, force) => {
    const row = rowOf(rome(), participant)
    expect([row.consent_date, row.entry_into_force]).toEqual([deposited, force])
  })
})

describe('28. Two conditions at once: Kyoto', () => {
  const rules = [
    ruleFor('XXVII-7-a', 1, {
      reio: 'excluded',
      condition: {
        op: 'all',
        of: [
          { op: 'count', gte: 55 },
          { op: 'share', weights: 'annex_i_1990', gte: 0.55 },
        ],
      },
    }),
  ]
  const weights = weightsOfCase('kyoto-weights')
  const given = { rules, acts: actsOfCase('kyoto'), groups: 'reio european-union' }
  it('the weights add up to the printed total of 13,728,306', () => {
    expect(weights.reduce((sum, { weight }) => sum + Number(weight), 0)).toBe(13_728_306)
  })
  it('55 instruments on 23 May 2002, 55 per cent with Russia on 18 November 2004', () => {
    const law = treatyLaw({ ...given, weights })
    expect(law.threshold.parts?.map(({ op, met_on }) => [op, met_on])).toEqual([
      ['count', '2002-05-23'],
      ['share', '2004-11-18'],
    ])
    expect(law.threshold).toMatchObject({ needed: null, remaining: null })
    // Two instruments came on that day; only Russia's has a weight.
    expect(law.threshold.reached_by).toEqual([
      'russian-federation',
      'the-former-yugoslav-republic-of-macedonia',
    ])
    expect(dates(law)).toEqual({ trigger: '2004-11-18', force: '2005-02-16' })
  })
  it('without Russia’s instrument: more than 120 instruments and no trigger', () => {
    const acts = given.acts.filter(({ participant }) => participant !== 'russian-federation')
    const law = treatyLaw({ ...given, acts, weights })
    expect(law.threshold.met_on).toBeNull()
    expect(law.threshold.counted).toBeGreaterThan(120)
  })
})

describe('29. A fixed date is not a floor', () => {
  const period = { kind: 'fixed_if_met_by', date: '2019-01-01', else: { kind: 'days', n: 90 } }
  const rules = [ruleFor('XXVII-2-f', 20, { period })]
  const twentieth = (date: string) =>
    `${deposits('XXVII-2-f', { count: 19 }, '2017-01-10')}\nXXVII-2-f S020 ratification ${date}`
  it('Kigali: the twentieth of 17 November 2017, in force on 1 January 2019', () => {
    const law = treatyLaw({ rules, acts: actsOfCase('kigali') })
    expect(dates(law)).toEqual({ trigger: '2017-11-17', force: '2019-01-01' })
  })
  it.each([
    ['2018-12-20', '2019-01-01'],
    ['2019-01-05', '2019-04-05'],
  ])('made up: the twentieth of %s gives %s', (date, force) => {
    expect(treatyLaw({ rules, acts: twentieth(date) }).entry_into_force.date).toBe(force)
  })
  it('"not earlier than" is a floor: Chemical Weapons, 31 October 1996 gives 29 April 1997', () => {
    const floored = ruleFor('XXVI-3', 65, {
      period: { kind: 'days', n: 180 },
      floors: [{ date: '1995-01-13' }],
    })
    const law = treatyLaw({ rules: [floored], acts: actsOfCase('chemical-weapons') })
    expect(dates(law)).toEqual({ trigger: '1996-10-31', force: '1997-04-29' })
  })
})

describe('30. A fixed and a moving list (Basel: acts to 2014, its list without three members; the rest made up)', () => {
  const rules = [
    ruleFor('XXVII-3-a', 1, {
      reio: 'excluded',
      condition: { op: 'fraction', of: 'list:parties_in_1995', gte: [3, 4] },
    }),
  ]
  const groups = groupsOfCase('basel-ban-list')
  const ban = actsOfCase('basel-ban')
  const banned = new Set(ban.map(({ participant }) => participant))
  const missing = groups
    .map(({ participant }) => participant)
    .filter((state) => !banned.has(state) && state !== 'croatia')
    .slice(0, 12)
  const more = missing.map((state) => `XXVII-3-a ${state} ratification 2016-01-10`).join('\n')
  const croatia = 'XXVII-3-a croatia ratification 2019-09-06'
  it('77 instruments in 2014 are not enough: only 51 are of the list', () => {
    const law = treatyLaw({ rules, acts: ban, groups })
    expect(ban).toHaveLength(77)
    expect(law.threshold.parts).toEqual([
      { op: 'fraction', met_on: null, counted: 51, needed: 64, remaining: 13 },
    ])
  })
  it('Croatia completes three quarters of the list on 6 September 2019', () => {
    const law = treatyLaw({ rules, acts: [...ban, ...actsIn(`${more}\n${croatia}`)], groups })
    expect(law.threshold).toMatchObject({ met_on: '2019-09-06', reached_by: ['croatia'] })
  })
  it('any number of others does not bring it forward', () => {
    const others = deposits('XXVII-3-a', { count: 50 }, '2015-01-10')
    const law = treatyLaw({ rules, acts: [...ban, ...actsIn(`${more}\n${others}\n${croatia}`)], groups })
    expect(law.threshold.met_on).toBe('2019-09-06')
    expect(reasonsOf(law, 'S001')).toEqual(['not_eligible'])
  })
  it('Doha: three quarters of 192 parties are 144, and the Union is not among those counted', () => {
    const protocol = ruleFor('P', 1, { reio: 'excluded' })
    const amendment = ruleFor('D', 1, {
      reio: 'excluded',
      condition: { op: 'fraction', of: 'parties_to:P', gte: [3, 4] },
    })
    const acts = `${deposits('P', { count: 191 }, '2005-01-10')}\nP EUE approval 2005-01-10
      ${deposits('D', { count: 143 }, '2020-01-10', 'acceptance')}\nD EUE acceptance 2020-01-10`
    const given = { rules: [protocol, amendment], groups: 'reio EUE' }
    const before = treatyLaw({ ...given, acts }, 'D')
    expect(before.threshold.parts).toEqual([
      { op: 'fraction', met_on: null, counted: 143, needed: 144, remaining: 1 },
    ])
    const after = treatyLaw({ ...given, acts: `${acts}\nD S144 acceptance 2020-10-02` }, 'D')
    expect(after.threshold).toMatchObject({ met_on: '2020-10-02', reached_by: ['S144'] })
  })
})

describe('31. Acts that are not in the list', () => {
  it('Arms Trade: provisional application by Antigua and Barbuda is no second instrument, an accession none', () => {
    const rules = [ruleFor('XXVI-8', 50, { counts: ['ratification', 'acceptance', 'approval'] })]
    const acts = [...actsOfCase('arms-trade'), ...actsIn('XXVI-8 ZZZ accession 2014-07-01')]
    const law = treatyLaw({ rules, acts, asOf: '2014-07-10' })
    expect(reasonsOf(law, 'antigua-and-barbuda')).toEqual(['counted', 'not_an_instrument'])
    expect(reasonsOf(law, 'ZZZ')).toEqual(['not_an_instrument'])
    expect(law.threshold.counted).toBe(41)
  })
  it('Test Ban: 166 instruments in 2018 and no entry into force, because annex 2 is not complete', () => {
    const law = treatyLaw({ rules: TEST_BAN, groups: ANNEX_2, acts: actsOfCase('nuclear-test-ban') })
    expect(law.counts.participants).toBe(166)
    expect(law.entry_into_force).toMatchObject({ date: null, state: 'not_met' })
    expect(law.threshold.parts?.[0]).toMatchObject({ op: 'every', counted: 36, needed: 44, remaining: 8 })
  })
})

describe('32. The signature window', () => {
  it('a signature after 12 December 2002 has no effect and is reported', () => {
    const law = treatyLaw(realWith({ more: `${UNTOC} ZZZ signature 2002-12-13` }), UNTOC)
    expect(codesOf(law)).toEqual(['SIGNATURE_OUTSIDE_WINDOW'])
    expect(law.counts.signatories).toBe(147)
    expect(rowOf(law, 'ZZZ').status).toBe('none')
  })
  it('a signatory may ratify at any time: Barbados, 11 November 2014, Party from 11 December', () => {
    const law = treatyLaw(THE_FOUR, UNTOC)
    expect(rowOf(law, 'BRB')).toMatchObject({ consent_date: '2014-11-11', entry_into_force: '2014-12-11' })
    expect(codesOf(law)).toEqual([])
  })
  it.each([
    [TRAFFICKING, 'ATG'],
    [FIREARMS, 'BHS'],
  ])(
    '%s: the ratification of %s, which had not signed, is taken as it is, with a warning',
    (treaty, code) => {
      const law = treatyLaw(THE_FOUR, treaty)
      expect(rowOf(law, code)).toMatchObject({ status: 'party', consent: 'ratification' })
      expect(law.warnings).toEqual([
        { code: 'RATIFICATION_WITHOUT_SIGNATURE', message: expect.stringContaining(code) },
      ])
    },
  )
  it.each([
    ['2001-06-29', 'none'],
    ['2001-06-30', 'signatory'],
  ])('Firearms: a signature of %s makes it %s', (date, status) => {
    const law = treatyLaw(realWith({ more: `${FIREARMS} ZZZ signature ${date}` }), FIREARMS)
    expect(rowOf(law, 'ZZZ').status).toBe(status)
  })
})

describe('33. Two counters', () => {
  it('with Uruguay on 4 March 2005: 100 participants, 99 of them States, fewer States Parties', () => {
    const { counts } = treatyLaw({ ...THE_FOUR, asOf: '2005-03-04' }, UNTOC)
    expect(counts).toMatchObject({ participants: 100, state_participants: 99, threshold_count: 40 })
    expect(counts.states_parties).toBeLessThan(99)
  })
})
