import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { answer, readQuestion } from '../../src/answers/ask.ts'
import { check } from '../../src/answers/check.ts'
import { latestActs } from '../../src/answers/latest-acts.ts'
import { participant } from '../../src/answers/participant.ts'
import { projection } from '../../src/answers/projection.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import type { Resource } from '../../src/answers/resource.ts'
import { threshold } from '../../src/answers/threshold.ts'
import { timeline } from '../../src/answers/timeline.ts'
import { treaties } from '../../src/answers/treaties.ts'
import { treaty } from '../../src/answers/treaty.ts'
import { treatyParticipants } from '../../src/answers/treaty-participants.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { SMALL_PACK, smallPack } from '../pack/small-pack.ts'
import { draft, recordOfPacks, viewOfAllPacks } from './real-record.ts'

const TODAY = plainDate('2026-11-26')
const view = viewOfAllPacks()

type Asked = Readonly<Record<string, string>>

function ask<P extends z.ZodObject, A extends z.ZodObject>(
  resource: Resource<P, A>,
  given: Asked,
  of: RecordView = view,
) {
  return answer(resource, readQuestion(resource, Object.entries(given), { view: of, today: TODAY }))
}

const THE_SECOND = { t: 'cybercrime' }

function deposited(participants: readonly string[], action: EventDraft['action'], day: string): EventDraft[] {
  return participants.map((code) =>
    draft({
      id: `XVIII-16.${code}.${action}.${day}`,
      treaty: 'XVIII-16',
      participant: code,
      action,
      action_date: plainDate(day),
    }),
  )
}

describe('a threshold that is still open', () => {
  test('its acts are among the latest of all, and left out where other treaties are named', () => {
    const latest = (given: Asked) =>
      new Set(ask(latestActs, { limit: '50', ...given }).acts.map((one) => one.slug))
    expect([...latest({})]).toEqual(['cybercrime'])
    expect([...latest({ treaty: 'smuggling,XVIII-12-c' })].sort()).toEqual(['firearms', 'smuggling'])
    expect(() => latest({ treaty: 'smuggling,firearm' })).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ value: 'firearm', nearest: 'firearms' })],
      }),
    )
  })

  test('the earliest day is told for the last day that can be asked for, and later days are refused', () => {
    const on = (asOf: string) => ask(treaty, { ...THE_SECOND, as_of: asOf }).earliest_entry_into_force
    expect(on('8999-12-31')).toBe('9000-03-31')
    for (const day of ['9000-01-01', '9999-12-31']) {
      expect(() => on(day)).toThrow(
        expect.objectContaining({
          problems: [
            expect.objectContaining({
              field: 'as_of',
              accepted: expect.stringContaining('before 9000-01-01'),
            }),
          ],
        }),
      )
    }
  })

  test('the four of the first pack come first, then the second', () => {
    const listed = ask(treaties, {}).treaties.map(({ slug, pack }) => `${pack}/${slug}`)
    expect(listed).toEqual([
      'untoc/untoc',
      'untoc/trafficking',
      'untoc/smuggling',
      'untoc/firearms',
      'cybercrime/cybercrime',
    ])
  })

  test('three ratifications reported without a day, one of them surely made: at least 1, at most 3 of 40', () => {
    const { counts, threshold: met, entry_into_force, undated_acts } = ask(treaty, THE_SECOND)
    expect(met).toMatchObject({ met_on: null, counted: 1, needed: 40, remaining: 39 })
    expect(counts.at_least).toMatchObject({ threshold_count: 1, signatories: 69 })
    expect(counts.at_most).toMatchObject({ threshold_count: 3, signatories: 69 })
    expect(entry_into_force).toMatchObject({ date: null, state: 'not_met', article: '65(1)' })
    const consents = undated_acts.filter(({ action }) => action === 'ratification')
    expect(consents.map((act) => [act.participant, act.latest]).sort()).toEqual([
      ['AZE', null],
      ['QAT', '2026-05-21'],
      ['VNM', null],
    ])
  })

  test('only a deposit that was surely made makes a contracting State; the other two have signed', () => {
    const { participants } = ask(treatyParticipants, THE_SECOND)
    const statuses = ['AZE', 'QAT', 'VNM'].map((code) => participants.find((one) => one.participant === code))
    expect(statuses.map((row) => row?.status)).toEqual(['signatory', 'contracting', 'signatory'])
    expect(statuses[0]).toMatchObject({ consent_earliest: '2026-02-10', consent_latest: null })
  })

  // 26 November + 90 days: 4 days to 30 November, 31 in December, 31 in January, 24 in February.
  test.each([
    ['cybercrime', '2026-11-26', '2027-02-24'],
    ['cybercrime', '2026-11-27', '2027-02-25'],
    // There was no such treaty yet.
    ['cybercrime', '2024-12-23', null],
    // The day before Armenia’s deposit; from that day on the law gives the day itself.
    ['untoc', '2003-06-30', '2003-09-28'],
    ['untoc', '2003-07-01', null],
    ['untoc', '2026-11-26', null],
    // 1 September + 90 days; the Convention, in force on 29 September 2003, holds it back no longer.
    ['trafficking', '2003-09-01', '2003-11-30'],
  ])('%s, seen on %s: in force on %s at the earliest', (t, as_of, earliest) => {
    expect(ask(treaty, { t, as_of }).earliest_entry_into_force).toBe(earliest)
    expect(ask(threshold, { t, as_of }).earliest_entry_into_force).toBe(earliest)
  })

  test('a parent that is not in force holds the earliest day back', () => {
    // The protocol needs nothing after its second instrument, its parent 90 days after its own.
    const rules = JSON.parse(String(SMALL_PACK['rules.json']))
    rules[1].period = { kind: 'none' }
    const files = smallPack({ 'rules.json': JSON.stringify(rules) })
    const small = viewRecord(recordOfPacks([{ folder: 'small', files }], (events) => events))
    expect(ask(treaty, { t: 'protocol', as_of: '2002-06-01' }, small).earliest_entry_into_force).toBe(
      '2002-08-30',
    )
  })

  test('the Union never counts, however many of its member States deposit with it', () => {
    const members = view.record.memberships
      .filter(({ group, to }) => group === 'eu_members' && to === null)
      .map((one) => one.participant)
    expect(members).toHaveLength(27)
    // The fortieth place but one is that of Qatar, whose day is not known.
    const others = ['AGO', 'AUS', 'BRA', 'CHL', 'CHN', 'CRI', 'CUB', 'DJI', 'DZA', 'ECU', 'EGY']
    const first = deposited(members, 'ratification', '2026-11-01')
    const union = deposited(['EUE'], 'approval', '2026-11-01')
    const more = deposited(others, 'ratification', '2026-11-10')
    const almost = viewOfAllPacks([...first, ...union, ...more])
    const seen = ask(threshold, THE_SECOND, almost)
    expect(seen.threshold).toMatchObject({ counted: 39, remaining: 1, met_on: null })
    expect(seen.ledger.find((row) => row.participant === 'EUE' && row.action === 'approval')).toMatchObject({
      counts: false,
      ordinal: null,
      article: '65(1)',
    })
    const one = viewOfAllPacks([
      ...first,
      ...union,
      ...more,
      ...deposited(['GHA'], 'ratification', '2026-11-15'),
    ])
    const projected = ask(projection, THE_SECOND, one)
    expect(projected.threshold_met).toMatchObject({
      state: 'cannot_be_said',
      because: 'its threshold was met on a day that is not known',
    })
    expect(projected.entry_into_force).toMatchObject({ state: 'cannot_be_said' })
    expect(ask(threshold, THE_SECOND, one)).toMatchObject({
      threshold: { counted: 40, remaining: 0, met_on: null, reached_by: [] },
      entry_into_force: { date: null, state: 'not_met' },
      day_count: { from: null, date: null },
    })
    const last = deposited(['GHA', 'JAM'], 'ratification', '2026-11-20')
    const done = ask(threshold, THE_SECOND, viewOfAllPacks([...first, ...union, ...more, ...last]))
    expect(done.threshold).toMatchObject({ met_on: '2026-11-20', reached_by: ['GHA', 'JAM'] })
    expect(done.entry_into_force).toMatchObject({ date: '2027-02-18', state: 'fixed' })
  })
})

describe('the window of signature', () => {
  test.each([
    ['2025-10-24', false],
    ['2025-10-25', true],
    ['2025-10-27', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('on %s it is open: %s', (as_of, open) => {
    expect(ask(treaty, { ...THE_SECOND, as_of }).signature_window).toEqual({
      opens_on: '2025-10-25',
      closes_on: '2026-12-31',
      open,
    })
  })

  test('a State that has done nothing may sign until it closes, and then only accede', () => {
    const stepOn = (p: string, as_of: string) =>
      ask(participant, { p, as_of }).remaining.find(({ slug }) => slug === 'cybercrime')
    expect(stepOn('USA', '2026-12-31')).toMatchObject({ step: 'sign_or_accede', until: '2026-12-31' })
    expect(stepOn('USA', '2027-01-01')).toMatchObject({ step: 'accede', until: null })
    expect(stepOn('FRA', '2027-01-01')).toMatchObject({ step: 'deposit' })
    expect(stepOn('USA', '2025-10-24')).toMatchObject({ step: 'not_open', on: '2025-10-25', until: null })
    expect(stepOn('USA', '2024-12-24')).toMatchObject({ step: 'not_open', on: '2025-10-25' })
    expect(stepOn('USA', '2024-12-23')).toMatchObject({ step: 'not_adopted', on: '2024-12-24', until: null })
  })
})

describe('what is known to be missing', () => {
  test('72 and 74 signatories were stated; the difference is named and who it can be', () => {
    const rows = ask(check, {}).checks.filter(({ slug }) => slug === 'cybercrime')
    expect(rows.map((row) => [row.as_at, row.asserted, row.computed, row.agrees, row.outcome])).toEqual([
      ['2025-10-31', '72', '68', false, 'known_gap'],
      ['2026-03-31', '74', '69', false, 'known_gap'],
    ])
    expect(rows[0]?.explained_by.join()).toContain('Zimbabwe')
    expect(rows[1]?.explained_by.join()).toContain('Five of the 74 signatories')
  })

  test('a signatory that the record has not is not explained twice', () => {
    const one = draft({
      id: 'XVIII-16.URY.signature.2025-10-25',
      treaty: 'XVIII-16',
      participant: 'URY',
      action: 'signature',
      action_date: plainDate('2025-10-25'),
    })
    const rows = ask(check, {}, viewOfAllPacks([one])).checks.filter(({ slug }) => slug === 'cybercrime')
    expect(rows.map((row) => row.agrees)).toEqual([false, false])
  })

  test('the timeline begins with the ceremony of Hanoi', () => {
    const [first] = ask(timeline, THE_SECOND).timeline
    expect(first).toMatchObject({ date: '2025-10-25', counts: { threshold_count: 0 } })
  })
})
