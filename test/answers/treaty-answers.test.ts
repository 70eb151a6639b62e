import { describe, expect, test } from 'vitest'
import { answer, type GivenParameters, readQuestion } from '../../src/answers/ask.ts'
import { gaps } from '../../src/answers/gaps.ts'
import { group } from '../../src/answers/groups.ts'
import { participant } from '../../src/answers/participant.ts'
import { participants } from '../../src/answers/participants.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import type { Resource } from '../../src/answers/resource.ts'
import { threshold } from '../../src/answers/threshold.ts'
import { timeline } from '../../src/answers/timeline.ts'
import { treaties } from '../../src/answers/treaties.ts'
import { treaty } from '../../src/answers/treaty.ts'
import { treatyParticipant } from '../../src/answers/treaty-participant.ts'
import { treatyParticipants } from '../../src/answers/treaty-participants.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { draft, realView, recordWith, TODAY } from './real-record.ts'

const view = realView()
const at = { view, today: TODAY }
const on = (asOf: string, ...more: GivenParameters): GivenParameters => [['as_of', asOf], ...more]

function summary(t: string, given: GivenParameters = []) {
  return answer(treaty, readQuestion(treaty, [['t', t], ...given], at))
}
function rows(t: string, given: GivenParameters = []) {
  return answer(treatyParticipants, readQuestion(treatyParticipants, [['t', t], ...given], at)).participants
}
function row(t: string, p: string, given: GivenParameters = []) {
  return answer(treatyParticipant, readQuestion(treatyParticipant, [['t', t], ['p', p], ...given], at))
}
function state(p: string, given: GivenParameters = []) {
  return answer(participant, readQuestion(participant, [['p', p], ...given], at))
}

describe('the day on which each of the four entered into force', () => {
  test.each([
    { t: 'untoc', met: '2003-07-01', by: ['Armenia'], inForce: '2003-09-29', article: '38(1)' },
    {
      t: 'trafficking',
      met: '2003-09-26',
      by: ['Belize', "Lao People's Democratic Republic", 'Poland', 'Rwanda'],
      inForce: '2003-12-25',
      article: '17(1)',
    },
    { t: 'smuggling', met: '2003-10-30', by: ['Azerbaijan'], inForce: '2004-01-28', article: '22(1)' },
    { t: 'firearms', met: '2005-04-04', by: ['Poland'], inForce: '2005-07-03', article: '18(1)' },
  ])('$t: threshold met on $met, in force since $inForce', ({ t, met, by, inForce, article }) => {
    const found = summary(t)
    expect(found.threshold.met_on).toBe(met)
    expect(found.reached_by_names.map((one) => one.name)).toEqual(by)
    expect(found.entry_into_force).toMatchObject({ date: inForce, article, state: 'in_force', agrees: true })
    expect(found.threshold.agrees).toBe(true)
  })

  test('on 30 June 2003 one instrument is missing and no day is fixed', () => {
    const found = summary('untoc', on('2003-06-30', ['known_at', '2003-06-30']))
    expect(found.threshold).toMatchObject({ met_on: null, counted: 39, needed: 40, remaining: 1 })
    expect(found.entry_into_force).toMatchObject({ date: null, state: 'not_met' })
  })

  test('on 1 July 2003 the day is fixed but has not come', () => {
    const found = summary('untoc', on('2003-07-01', ['known_at', '2003-07-01']))
    expect(found.threshold).toMatchObject({ met_on: '2003-07-01', counted: 40, remaining: 0 })
    expect(found.entry_into_force).toMatchObject({ date: '2003-09-29', state: 'fixed' })
  })
})

describe('who is listed as a State on a day', () => {
  const listed = (day: string) =>
    new Set(rows('untoc', on(day)).flatMap((one) => (one.kind === 'state' ? [one.participant] : [])))

  test.each([
    { p: 'CHE', why: 'a State long before it joined the United Nations', first: '2000-11-15' },
    { p: 'VAT', why: 'a State that is no Member', first: '2000-11-15' },
    { p: 'COK', why: 'free to conclude treaties', first: '2000-11-15' },
    { p: 'TLS', why: 'independent before its admission', first: '2002-05-20' },
    { p: 'MNE', why: 'independent before its admission', first: '2006-06-03' },
    { p: 'SSD', why: 'independent before its admission', first: '2011-07-09' },
    { p: 'PSE', why: 'a non-member observer State by A/RES/67/19', first: '2012-11-29' },
  ])('$p from $first: $why', ({ p, first }) => {
    expect(listed(first).has(p)).toBe(true)
    if (first > '2000-11-15') expect(listed(addDays(plainDate(first), -1)).has(p)).toBe(false)
  })

  test('193 States on the first day of the record, 197 today', () => {
    expect(listed('2000-11-15').size).toBe(193)
    expect(listed('2026-11-24').size).toBe(197)
  })
})

describe('the counts', () => {
  test.each([
    { day: '2005-03-04', t: 'untoc', participants: 100 },
    { day: '2014-07-10', t: 'untoc', participants: 179 },
    { day: '2014-07-10', t: 'trafficking', participants: 159 },
    { day: '2014-07-10', t: 'smuggling', participants: 138 },
    { day: '2014-07-10', t: 'firearms', participants: 109 },
  ])(
    'on $day, $t has the $participants participants the depositary printed',
    ({ day, t, participants: n }) => {
      expect(summary(t, on(day)).counts).toMatchObject({ participants: n })
      expect(summary(t, on(day)).counts).not.toHaveProperty('undated')
    },
  )

  test('on 4 March 2005 the Convention has 100 participants, 99 of them States, and fewer States Parties', () => {
    const { counts } = summary('untoc', on('2005-03-04'))
    expect(counts.state_participants).toBe(99)
    expect(counts.states_parties).toBeLessThan(99)
  })

  test('147, 117, 112 and 52 signed', () => {
    const all = answer(treaties, readQuestion(treaties, [], at)).treaties
    expect(all.map((one) => one.counts.signatories)).toEqual([147, 117, 112, 52])
  })

  test('five States are outside the Convention today; Somalia may have joined', () => {
    expect(summary('untoc').still_outside).toBe(5)
    const outside = rows('untoc', [['status', 'none,signatory']]).filter((one) => one.kind === 'state')
    expect(outside.map((one) => one.participant)).toEqual(['COG', 'PNG', 'SLB', 'SOM', 'TUV'])
  })
})

describe('a participant’s row', () => {
  test('Costa Rica is Party from 29 September 2003, not from its 30th day, under article 38(2)', () => {
    expect(row('untoc', 'CRI')).toMatchObject({
      consent_date: '2003-07-24',
      entry_into_force: '2003-09-29',
      article: '38(2)',
      signature_date: '2001-03-16',
    })
  })

  test('Armenia is Party from 29 September 2003 under article 38(1)', () => {
    expect(row('untoc', 'ARM')).toMatchObject({ entry_into_force: '2003-09-29', article: '38(1)' })
  })

  test('Montenegro’s succession counts from its day of effect once it is known', () => {
    const asOf = '2006-07-01'
    expect(row('untoc', 'MNE', on(asOf, ['known_at', '2006-12-01'])).status).toBe('party')
    expect(row('untoc', 'MNE', on(asOf, ['known_at', '2006-07-01'])).status).toBe('none')
    expect(row('untoc', 'MNE').article).toBeNull()
  })

  test('names are those of the day asked for, with today’s beside', () => {
    const serbia = (day: string) => row('untoc', 'SRB', on(day))
    expect(serbia('2001-09-06')).toMatchObject({ name: 'Yugoslavia', name_today: 'Serbia' })
    expect(serbia('2005-01-01')).toMatchObject({ name: 'Serbia and Montenegro', name_today: 'Serbia' })
    expect(serbia('2006-06-03')).toMatchObject({ name: 'Serbia', name_today: 'Serbia' })
    expect(row('untoc', 'EUE', on('2004-05-21')).name).toBe('European Community')
  })

  test('a State is listed from the day there is reason to expect it', () => {
    const codes = (day: string) => rows('firearms', on(day)).map((one) => one.participant)
    expect(codes('2002-01-01')).toContain('CHE')
    expect(codes('2005-01-01')).not.toContain('MNE')
    expect(codes('2005-01-01')).not.toContain('SSD')
    expect(codes('2011-07-14')).toContain('SSD')
  })

  test('status and group are filters, and the group has the members of that day', () => {
    const members = (day: string) =>
      rows('untoc', on(day, ['group', 'eu_members'])).map((one) => one.participant)
    expect(members('2003-01-01')).toHaveLength(15)
    expect(members('2003-01-01')).not.toContain('POL')
    expect(members('2021-01-01')).toHaveLength(27)
    expect(members('2021-01-01')).not.toContain('GBR')
    const parties = rows('untoc', [['status', 'party']])
    expect(new Set(parties.map((one) => one.status))).toEqual(new Set(['party']))
  })
})

describe('acts whose day is not known', () => {
  test('after their latest day the counts include them and say so', () => {
    const { counts } = summary('untoc', on('2024-05-04'))
    expect(counts).toMatchObject({ participants: 192, undated: 2 })
  })

  test('between earliest and latest the truth lies between two numbers', () => {
    const { counts } = summary('untoc', on('2017-12-01'))
    expect(counts.undated).toBeUndefined()
    expect(counts.at_most?.participants).toBe((counts.at_least?.participants ?? 0) + 1)
    expect(counts.participants).toBe(counts.at_least?.participants)
  })

  test('within thirty days of the latest day it is not sure that the treaty is in force for it', () => {
    const { counts } = summary('untoc', on('2018-01-20'))
    expect(counts).toMatchObject({ undated: 1 })
    expect(counts.at_least?.participants).toBe(counts.at_most?.participants)
    expect(counts.at_least?.states_parties).toBe((counts.at_most?.states_parties ?? 0) - 1)
  })

  test('no date is made from them, and no place in the ledger', () => {
    expect(row('untoc', 'PRK')).toMatchObject({
      status: 'party',
      consent: 'accession',
      consent_date: null,
      consent_earliest: '2016-06-16',
      consent_latest: '2018-01-10',
      entry_into_force: null,
      article: null,
      ledger: [],
    })
  })

  test('below the threshold they count from their latest day, in rows of the ledger without a day', () => {
    const reported = ['QAT', 'AZE', 'VNM'].map((code) =>
      draft({
        id: `reported-${code}`,
        treaty: 'XVIII-12',
        participant: code,
        action: 'ratification',
        earliest: plainDate('2025-10-25'),
        latest: plainDate('2026-05-21'),
      }),
    )
    const below = { view: viewRecord(recordWith(() => reported)), today: TODAY }
    const found = answer(threshold, readQuestion(threshold, [['t', 'untoc']], below))
    expect(found.threshold).toMatchObject({ met_on: null, counted: 3, needed: 40, remaining: 37 })
    const span = { action_date: null, earliest: '2025-10-25', latest: '2026-05-21' }
    expect(found.ledger).toMatchObject([
      { ordinal: 1, participant: 'AZE', counts: true, reason: 'counted', ...span },
      { ordinal: 2, participant: 'QAT', counts: true, reason: 'counted', ...span },
      { ordinal: 3, participant: 'VNM', counts: true, reason: 'counted', ...span },
    ])
    expect(found.counts).toMatchObject({ threshold_count: 3, participants: 3, undated: 3 })
    expect(found.counts.at_most).toBeUndefined()
    const day = [
      ['t', 'untoc'],
      ['as_of', '2026-05-20'],
    ] as const
    const before = answer(threshold, readQuestion(threshold, day, below))
    expect(before.threshold).toMatchObject({ counted: 0, remaining: 40 })
    expect(before.ledger).toEqual([])
    expect(before.counts).toMatchObject({
      at_least: { threshold_count: 0, participants: 0 },
      at_most: { threshold_count: 3, participants: 3 },
    })
    expect(found.undated_acts.map((act) => act.participant)).toEqual(['QAT', 'AZE', 'VNM'])
  })

  test('forty of them do not bring a treaty into force, nor make anyone Party to it', () => {
    const reported = view.record.participants
      .filter((one) => one.kind === 'state')
      .slice(0, 45)
      .map(({ code }) =>
        draft({
          id: `reported-${code}`,
          treaty: 'XVIII-12',
          participant: code,
          action: 'ratification',
          earliest: plainDate('2010-01-01'),
          latest: plainDate('2011-01-01'),
        }),
      )
    const below = { view: viewRecord(recordWith(() => reported)), today: TODAY }
    const found = answer(treaty, readQuestion(treaty, [['t', 'untoc']], below))
    expect(found.threshold).toMatchObject({ met_on: null, counted: 45, remaining: 0, reached_by: [] })
    expect(found.earliest_entry_into_force).toBeNull()
    expect(found.entry_into_force).toMatchObject({ date: null, state: 'not_met' })
    expect(found.counts).toMatchObject({ participants: 45, states_parties: 0, undated: 45 })
    expect(found.counts.at_most).toBeUndefined()
  })

  test('one that nothing shows to have happened stays possible', () => {
    expect(row('untoc', 'SOM')).toMatchObject({
      status: 'none',
      consent: null,
      consent_earliest: '2024-11-23',
      consent_latest: null,
    })
    const { counts } = summary('untoc')
    expect(counts).toMatchObject({ participants: 193, undated: 2 })
    expect(counts.at_most).toMatchObject({ participants: 194, threshold_count: 40 })
  })
})

describe('the count ledger', () => {
  test('has forty counted rows in order, Armenia’s the fortieth, and a reason for every other', () => {
    const found = answer(threshold, readQuestion(threshold, [['t', 'untoc']], at))
    const counted = found.ledger.filter((one) => one.counts)
    expect(counted).toHaveLength(found.threshold.counted)
    expect(counted.map((one) => one.ordinal)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(counted.at(-1)).toMatchObject({ participant: 'ARM', action_date: '2003-07-01', article: '38(1)' })
    const union = found.ledger.find((one) => one.participant === 'EUE' && one.action === 'approval')
    expect(union).toMatchObject({ counts: false, reason: 'organization_not_additional' })
    expect(found.ledger.every((one) => one.reason_text !== '')).toBe(true)
  })
})

describe('the timeline', () => {
  test('has a row for each day of change, in order, and none where nothing changed', () => {
    const { timeline: changes } = answer(timeline, readQuestion(timeline, [['t', 'untoc']], at))
    const days = changes.map((one) => one.date)
    expect(days[0]).toBe('2000-12-12')
    expect(days).toEqual([...new Set(days)].sort())
    expect(changes.find((one) => one.date === '2003-07-01')?.counts.threshold_count).toBe(40)
    expect(changes.find((one) => one.date === '2003-09-29')?.counts.states_parties).toBeGreaterThan(40)
    for (const [place, change] of changes.entries()) {
      expect(change.counts).not.toEqual(changes[place - 1]?.counts)
    }
  })

  test('of a day is the same whatever days were asked before', () => {
    const asked = (view: RecordView, asOf: string, knownAt: string) => {
      const given: GivenParameters = [['t', 'firearms'], ...on(asOf, ['known_at', knownAt])]
      return answer(timeline, readQuestion(timeline, given, { ...at, view })).timeline
    }
    const days = ['2004-03-01', '2012-05-05', '2026-11-24', '2005-04-04', '2001-01-01', '2012-05-05']
    const warm = realView()
    for (const [place, asOf] of days.entries()) {
      const knownAt = place % 2 === 0 ? '2026-11-24' : '2012-05-05'
      expect(asked(warm, asOf, knownAt)).toEqual(asked(realView(), asOf, knownAt))
    }
    expect(asked(warm, '2005-04-04', '2026-11-24').at(-1)?.date).toBe('2005-04-04')
  })
})

describe('a State under all four', () => {
  test('Japan: what it is Party to and what remains', () => {
    const found = state('JPN')
    expect(found.treaties.map((one) => [one.slug, one.status])).toEqual([
      ['untoc', 'party'],
      ['trafficking', 'party'],
      ['smuggling', 'party'],
      ['firearms', 'signatory'],
    ])
    expect(found.remaining).toMatchObject([{ slug: 'firearms', step: 'deposit' }])
    expect(found.groups.map((one) => one.group)).toContain('un_asia_pacific_group')
  })

  test('who neither signed nor joined can sign only while the window is open', () => {
    const step = (day: string) => state('PNG', on(day)).remaining.find((one) => one.slug === 'untoc')?.step
    expect(step('2002-12-12')).toBe('sign_or_accede')
    expect(step('2002-12-13')).toBe('accede')
  })

  test('before a treaty is adopted, and before it is open for signature, nothing can be done, and it is said until when', () => {
    const steps = (day: string) =>
      state('CRI', on(day)).remaining.map(({ slug, step, on: comes, until }) => [slug, step, comes, until])
    expect(steps('2000-11-20')).toEqual([
      ['untoc', 'not_open', '2000-12-12', null],
      ['trafficking', 'not_open', '2000-12-12', null],
      ['smuggling', 'not_open', '2000-12-12', null],
      ['firearms', 'not_adopted', '2001-05-31', null],
    ])
    expect(steps('2001-05-31').at(-1)).toEqual(['firearms', 'not_open', '2001-06-30', null])
    expect(steps('2001-06-30').at(-1)).toEqual(['firearms', 'sign_or_accede', null, '2002-12-12'])
    for (const { words } of state('FRA', on('2000-11-20')).remaining) expect(words).not.toContain('no longer')
  })

  test('an instrument whose day is not known may be the one that remains: North Korea in 2017, Somalia today', () => {
    const step = (code: string, day: string) =>
      state(code, on(day)).remaining.find((one) => one.slug === 'untoc')
    expect(step('PRK', '2017-01-01')).toMatchObject({ step: 'accede', perhaps_since: '2016-06-16' })
    expect(step('PRK', '2017-01-01')?.words).toContain(
      'It may have deposited one already, on 2016-06-16 or later',
    )
    expect(step('SOM', TODAY)).toMatchObject({ step: 'accede', perhaps_since: '2024-11-23' })
    expect(step('PRK', '2016-06-15')).toMatchObject({ step: 'accede', perhaps_since: null })
    expect(step('TUV', TODAY)).toMatchObject({ step: 'accede', perhaps_since: null })
    expect(step('TUV', TODAY)?.words).not.toContain('already')
  })

  test('the list has everyone once, with four positions', () => {
    const { participants: all } = answer(participants, readQuestion(participants, [], at))
    expect(new Set(all.map((one) => one.participant)).size).toBe(all.length)
    expect(all.every((one) => one.treaties.length === 4)).toBe(true)
    expect(all).toHaveLength(198)
  })
})

describe('gaps', () => {
  const found = (given: GivenParameters) =>
    answer(gaps, readQuestion(gaps, [['party', 'untoc'], ['not_party', 'firearms'], ...given], at))

  test('Japan is bound by the Convention and not by the Firearms Protocol, which it signed', () => {
    const all = found([])
    expect(all.count).toBe(all.gaps.length)
    expect(all.gaps.find((one) => one.participant === 'JPN')).toMatchObject({
      status: 'party',
      consent_date: '2017-07-11',
      not_party_status: 'signatory',
      not_party_signature_date: '2002-12-09',
    })
  })

  test('everyone bound by the first is either bound by the second or a gap', () => {
    const inFirst = summary('untoc').counts.participants
    const both = rows('firearms', [['status', 'party,contracting']]).length
    expect(found([]).count).toBe(inFirst - both)
  })

  test('a group narrows it to its members', () => {
    const members = new Set(
      answer(group, readQuestion(group, [['g', 'un_african_group']], at)).members.map(
        (one) => one.participant,
      ),
    )
    const inGroup = found([['group', 'un_african_group']])
    expect(inGroup.gaps.every((one) => members.has(one.participant))).toBe(true)
    expect(inGroup.count).toBeLessThan(found([]).count)
  })
})

describe('what every answer carries', () => {
  const everything: readonly Resource[] = [treaties, participants]

  test.each(everything.map((resource) => ({ resource, id: resource.id })))(
    '$id: clocks, record, freshness, licence; a day to come is marked',
    ({ resource }) => {
      const now = answer(resource, readQuestion(resource, [], at))
      expect(now).toMatchObject({
        as_of: TODAY,
        known_at: TODAY,
        record: view.record.head,
        checked_at: view.record.checked_at,
        source_as_at: '2024-05-04',
        licence: 'CC0-1.0',
      })
      expect(now).not.toHaveProperty('future')
      expect(answer(resource, readQuestion(resource, on('2026-11-25'), at))).toHaveProperty('future', true)
    },
  )

  test('an answer for a past day of knowledge names the record as it was known then', () => {
    const past = summary('untoc', [['known_at', '2003-07-01']])
    expect(past.record.seq).toBeLessThan(view.record.head.seq)
    expect(past.checked_at).toBeNull()
    const last = view.record.events.findLast((event) => event.known_on <= '2003-07-01')
    expect(past.record).toEqual({ seq: last?.seq, hash: last?.hash })
  })
})
