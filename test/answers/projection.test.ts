import { describe, expect, it, test } from 'vitest'
import { answer, readQuestion } from '../../src/answers/ask.ts'
import { entryForecast, forecastOf } from '../../src/answers/forecast.ts'
import { projection } from '../../src/answers/projection.ts'
import { PROJECTION_COLUMNS, projectionRows } from '../../src/answers/projection-columns.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { stateProjection } from '../../src/answers/state-projection.ts'
import { InputError } from '../../src/law/input-error.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import type { Spread } from '../../src/projection/spread.ts'
import { draft, realRecord, realView, recordWith, TODAY, viewOfAllPacks } from './real-record.ts'

const VIEW = realView()

function ask(t: string, query: Readonly<Record<string, string>> = {}, view: RecordView = VIEW) {
  const given = Object.entries({ t, ...query })
  return answer(projection, readQuestion(projection, given, { view, today: TODAY }))
}

function days(found: { readonly quantiles: Readonly<Record<string, string | null>> | null }) {
  return Object.values(found.quantiles ?? {})
}

function problem(work: () => unknown): InputError {
  try {
    work()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a treaty below its threshold', () => {
  const on = { as_of: '2002-06-01' }

  it('has five days and chances for the threshold, and entry into force ninety days after each', () => {
    const { threshold_met, entry_into_force } = ask('untoc', on)
    expect(threshold_met).toMatchObject({ state: 'projected', date: null, because: null })
    const met = days(threshold_met)
    expect(met).toEqual(met.toSorted())
    expect(met.every((day) => day !== null && day > '2002-06-01')).toBe(true)
    expect(days(entry_into_force)).toEqual(met.map((day) => addDays(plainDate(String(day)), 90)))
    const within = Object.values(entry_into_force.within ?? {})
    expect(within).toEqual(within.toSorted((one, other) => one - other))
  })

  it('uses nothing that happened or became known later', () => {
    const both = { ...on, known_at: '2002-06-01' }
    const { record: _record, ...found } = ask('untoc', both)
    const without = viewRecord(
      recordWith((events) =>
        events.filter((event) => (event.action_date ?? event.earliest ?? '') <= '2002-06-01'),
      ),
    )
    const { record: _shorter, ...bare } = ask('untoc', both, without)
    expect(bare).toEqual(found)
  })

  it('a Protocol is not in force before the Convention, which is told as its floor', () => {
    const protocol = ask('trafficking', on)
    const parent = ask('untoc', on).entry_into_force
    expect(protocol.floors).toMatchObject([{ slug: 'untoc', state: 'projected' }])
    expect(protocol.floors[0]?.quantiles).toEqual(parent.quantiles)
    for (const [place, day] of days(protocol.entry_into_force).entries()) {
      expect(String(day) >= String(days(parent)[place])).toBe(true)
    }
  })

  it('a threshold that is met fixes the day, and nothing is projected', () => {
    expect(ask('untoc', { as_of: '2003-07-02' })).toMatchObject({
      threshold_met: { state: 'happened', date: '2003-07-01', quantiles: null },
      entry_into_force: { state: 'fixed', date: '2003-09-29', quantiles: null },
    })
  })

  it('before it is open for signature nothing is said, and why', () => {
    const { threshold_met, milestones, path } = ask('untoc', { as_of: '2000-11-20' })
    expect(threshold_met).toMatchObject({
      state: 'cannot_be_said',
      because: 'it was not open for signature yet, and nobody had signed',
    })
    expect(milestones.map(({ state }) => state)).toEqual(['cannot_be_said', 'cannot_be_said'])
    expect(path).toEqual([])
  })

  it('a condition that is more than a number of instruments is not projected', () => {
    const [first, ...others] = realRecord.treaties
    if (first === undefined) throw new Error('no treaty')
    const rules = first.rules.map((rule) => ({
      ...rule,
      condition: { op: 'all' as const, of: [rule.condition, { op: 'every' as const, list: 'g20' }] },
    }))
    const view = viewRecord({ ...realRecord, treaties: [{ ...first, rules }, ...others] })
    expect(ask('untoc', on, view).threshold_met).toMatchObject({
      state: 'cannot_be_said',
      because: 'its condition is more than a number of instruments',
    })
  })
})

describe('as a table', () => {
  it('a number of participants and a number of instruments stand in columns of their own, each with its unit', () => {
    const place = (name: string) => PROJECTION_COLUMNS.findIndex((column) => column.name === name)
    const rows = projectionRows(ask('untoc', { as_of: '2002-06-01' }))
    const cells = (what: string) => {
      const row = rows.find((one) => one[0] === what)
      return [row?.[place('number')], row?.[place('needed')]]
    }
    expect(PROJECTION_COLUMNS[place('number')]?.unit).toBe('participants')
    expect(PROJECTION_COLUMNS[place('needed')]?.unit).toBe('instruments')
    expect(cells('threshold_met')).toEqual([null, 40])
    expect(cells('entry_into_force')).toEqual([null, null])
    expect(cells('tenth')).toEqual([20, null])
  })
})

describe('milestones', () => {
  it('of a treaty in force: the next deposit, every tenth participant, all States', () => {
    const { milestones, deposits_in_12_months, count } = ask('firearms')
    expect(milestones[0]).toMatchObject({ milestone: 'next_deposit', number: count + 1, state: 'projected' })
    const tenths = milestones.filter(({ milestone }) => milestone === 'tenth').map(({ number }) => number)
    expect(tenths).toEqual([130, 140, 150, 160, 170, 180, 190])
    expect(milestones.at(-1)).toMatchObject({ milestone: 'universal' })
    expect(deposits_in_12_months.quantiles?.p50).toBeLessThanOrEqual(2)
  })

  it('the way there begins with today’s number and widens', () => {
    const { path, count, history } = ask('firearms')
    expect(path[0]).toEqual({ date: TODAY, p05: count, p25: count, p50: count, p75: count, p95: count })
    expect(history.at(-1)?.count).toBe(count)
    for (const { p05, p25, p50, p75, p95 } of path) {
      const numbers = [p05, p25, p50, p75, p95]
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
    }
    const widths = path.map(({ p05, p95 }) => p95 - p05)
    expect(widths.at(-1)).toBeGreaterThan(widths[1] ?? 0)
  })

  it('of a group are those of its members on the day', () => {
    const { group, pace, milestones, outside, history } = ask('firearms', { group: 'un_african_group' })
    expect(group?.group).toBe('un_african_group')
    expect(pace.members).toBe(54)
    expect(outside).toHaveLength(pace.members - pace.joined)
    expect(milestones.at(-1)?.number).toBe(54)
    expect(history.at(-1)?.count).toBeLessThanOrEqual(pace.joined)
  })

  it('nothing is projected from a day to come', () => {
    const found = ask('untoc', { as_of: '2027-06-01' })
    expect(found.milestones[0]).toMatchObject({
      state: 'cannot_be_said',
      because: '2027-06-01 has not come yet, and what is deposited until then is not known',
    })
  })

  it('an act without a day is counted and moves no day', () => {
    const view = viewRecord(
      recordWith((events) => [
        ...events,
        draft({
          id: 'undated-png',
          treaty: 'XVIII-12',
          action: 'accession',
          participant: 'PNG',
          earliest: plainDate('2025-01-01'),
          latest: plainDate('2025-06-01'),
        }),
      ]),
    )
    const before = ask('untoc')
    const after = ask('untoc', {}, view)
    expect(after.count).toBe(before.count + 1)
    expect(after.acts_without_day).toBe(before.acts_without_day + 1)
    expect(after.milestones[0]?.quantiles).toEqual(before.milestones[0]?.quantiles)
    expect(after.outside).toHaveLength(before.outside.length - 1)
  })
})

describe('what-if', () => {
  const may = { as_of: '2003-05-01' }
  const FOUR = 'AND:2003-06-01,AGO:2003-06-01,AUS:2003-06-02,AUT:2003-06-03'

  it('four further deposits at once make forty on their day, and the law gives the ninetieth day after', () => {
    expect(ask('untoc', { ...may, add: FOUR.replaceAll(/2003-06-0./g, '2003-05-02') })).toMatchObject({
      hypothetical: true,
      threshold_met: { state: 'fixed', date: '2003-05-02', because: 'the hypothetical deposits are enough' },
      entry_into_force: {
        state: 'fixed',
        date: '2003-07-31',
        because: 'the hypothetical deposits are enough',
      },
    })
  })

  it('in a month they make it at the latest on the day of the last: by then one of another State may have come', () => {
    const found = ask('untoc', { ...may, add: FOUR })
    expect(found).toMatchObject({
      hypothetical: true,
      threshold_met: { state: 'projected', date: null, quantiles: { p95: '2003-06-03' } },
      entry_into_force: { state: 'projected', quantiles: { p95: '2003-09-01' } },
    })
    expect(String(found.threshold_met.quantiles?.p05) < '2003-06-03').toBe(true)
    expect(found.what_if?.added.map(({ counts }) => counts)).toEqual([true, true, true, true])
    expect(found.what_if?.changes).toContainEqual({
      treaty: 'XVIII-12',
      slug: 'untoc',
      what: 'threshold met on',
      before: null,
      after: '2003-06-03',
    })
  })

  it('three of them leave one to come, which is projected and comes sooner than without them', () => {
    const three = ask('untoc', { ...may, add: FOUR.split(',').slice(0, 3).join() })
    const none = ask('untoc', may)
    expect(none.hypothetical).toBe(false)
    expect(three.threshold_met.state).toBe('projected')
    expect(String(three.threshold_met.quantiles?.p50) < String(none.threshold_met.quantiles?.p50)).toBe(true)
    // From 2 June on one is missing, and by then one more has come with a chance above 75 %.
    expect(String(none.milestones[0]?.quantiles?.p75) < '2003-06-02').toBe(true)
    expect(String(three.threshold_met.quantiles?.p75) <= '2003-06-02').toBe(true)
  })

  it('a deposit supposed before as_of stands among those the projection starts from', () => {
    const found = ask('untoc', { ...may, add: 'AND:2003-04-01' })
    expect(found.count).toBe(ask('untoc', may).count + 1)
    expect(found.threshold.counted).toBe(37)
  })

  test.each([
    ['untoc', 'FRA:2026-12-01', 'it has deposited already, on 2002-10-29'],
    ['untoc', 'EUE:2026-12-01', 'it has deposited already, on 2004-05-21'],
    ['firearms', 'PNG:2026-12-01', 'waits for consent to the parent treaty'],
  ])('%s with %s says why it changes no count', (t, add, because) => {
    const { what_if, hypothetical, milestones } = ask(t, { add })
    expect(hypothetical).toBe(true)
    expect(what_if?.added[0]).toMatchObject({ counts: false, joins: false, nothing_changed: because })
    expect(milestones).toEqual(ask(t).milestones)
  })

  it('an organization that is not additional to its members does not count, and the threshold stays where it was', () => {
    const { what_if, threshold_met } = ask('untoc', { ...may, add: 'EUE:2003-06-01' })
    expect(what_if?.added[0]).toMatchObject({
      counts: false,
      not_counted: 'an organization: not counted in addition to its member States',
      joins: true,
      nothing_changed: null,
    })
    expect(threshold_met).toEqual(ask('untoc', may).threshold_met)
  })

  it('an organization cannot come before its member States, and the first of them opens the way for it', () => {
    const all = viewOfAllPacks()
    const add = (text: string) =>
      ask('cybercrime', { add: text }, all).what_if?.added.map((one) => one.counts)
    expect(() => add('EUE:2027-02-01,FRA:2027-02-02')).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ field: 'add', value: 'EUE:2027-02-01' })],
      }),
    )
    expect(add('EUE:2027-02-02,FRA:2027-02-02')).toEqual([false, true])
  })

  it('nothing changes at all, and it says so, where all have deposited', () => {
    expect(ask('untoc', { add: 'FRA:2026-12-01' }).what_if).toMatchObject({
      changes: [],
      nothing_changed: 'France: it has deposited already, on 2002-10-29',
    })
  })

  test.each([
    ['FRA', 'FRA', 'participant:day pairs'],
    ['FRA:2027-02-30', 'FRA:2027-02-30', 'a day of the calendar'],
    ['FRA:2000-01-01', 'FRA:2000-01-01', 'the treaty was adopted then'],
    ['SSD:2005-01-01', 'SSD:2005-01-01', 'no such State'],
    ['PNG:9999-12-31', 'PNG:9999-12-31', 'a day before 9000-01-01'],
    ['Japn:2027-01-01', 'Japn', '(ISO 3166-1)'],
  ])('refuses %s', (add, value, expected) => {
    const [found] = problem(() => ask('untoc', { add })).problems
    expect(found).toMatchObject({ field: 'add', value })
    expect(found?.accepted).toContain(expected)
  })

  it('names every deposit that cannot be, and the treaty that is not there', () => {
    expect(problem(() => ask('untoc', { add: 'FRA:2027-02-30,x,JPN:2027-01-01' })).problems).toHaveLength(2)
    expect(problem(() => ask('untok')).problems[0]).toMatchObject({ field: 't', nearest: 'untoc' })
  })
})

describe('entry into force by the law', () => {
  const [rule] = realRecord.treaties.find(({ slug }) => slug === 'trafficking')?.rules ?? []
  const asOf = plainDate('2003-01-01')
  /** Half by a day, all a hundred days later. */
  const late: Spread = {
    dayAt: (chance) => plainDate(chance <= 0.5 ? '2005-01-01' : '2005-04-11'),
    within: (after) => (after >= 831 ? 1 : after >= 731 ? 0.5 : 0),
    unseen: 0,
  }

  it('of a treaty whose threshold is met, and whose parent is not in force, is the parent’s', () => {
    if (rule === undefined) throw new Error('no rule')
    const threshold = { kind: 'day', day: plainDate('2002-12-01'), because: null } as const
    const parents = [{ treaty: 'XVIII-12', entry: { kind: 'spread', spread: late } as const }]
    const found = forecastOf(entryForecast({ rule, parents, asOf }, threshold), asOf)
    expect(found).toMatchObject({
      state: 'projected',
      quantiles: { p05: '2005-01-01', p50: '2005-01-01', p75: '2005-04-11' },
      within: { '1y': 0, '2y': 0, '3y': 1 },
    })
  })

  it('of a threshold that may have been met in days of which nobody here knows, counts from such a day', () => {
    if (rule === undefined) throw new Error('no rule')
    // In each of the hundred days before the day asked about one chance in a hundred.
    const unseen: Spread = {
      dayAt: (chance) => addDays(asOf, Math.round(100 * chance) - 100),
      within: (days) => Math.max(0, Math.min(1, (100 + days) / 100)),
      unseen: 100,
    }
    const threshold = { kind: 'spread', spread: unseen } as const
    const parents = [
      { treaty: 'XVIII-12', entry: { kind: 'day', day: plainDate('2002-06-01'), because: null } as const },
    ]
    const found = entryForecast({ rule, parents, asOf }, threshold)
    if (found.kind !== 'spread') throw new Error(found.kind)
    // In force on the ninetieth day after: by the 30th day where it was met 60 days ago.
    expect(found.spread.within(30)).toBeCloseTo(0.4, 10)
    expect(found.spread.dayAt(0.4)).toBe(addDays(asOf, 30))
    expect(found.spread.unseen).toBe(100)
  })

  it('cannot be said where it cannot of the parent', () => {
    if (rule === undefined) throw new Error('no rule')
    const threshold = { kind: 'day', day: plainDate('2002-12-01'), because: null } as const
    const parents = [{ treaty: 'XVIII-12', entry: { kind: 'unsaid', because: 'nobody signed' } as const }]
    expect(entryForecast({ rule, parents, asOf }, threshold)).toEqual({
      kind: 'unsaid',
      because: 'of a parent treaty it cannot be said: nobody signed',
    })
  })
})

describe('one State', () => {
  const state = (p: string, query: Readonly<Record<string, string>> = {}, t = 'firearms') =>
    answer(
      stateProjection,
      readQuestion(stateProjection, Object.entries({ t, p, ...query }), { view: VIEW, today: TODAY }),
    )

  it('has a stage, how long it has waited, and no day to come', () => {
    const found = state('JPN')
    expect(found).toMatchObject({ stage: 'signed', signature_date: '2002-12-09', consent_date: null })
    // From 9 December 2002 to 24 November 2026, by the calendar.
    expect(found.waited_days).toBe(8751)
    expect(found.groups[0]).toMatchObject({ group: null, time_from_signature: { state: 'estimated' } })
    expect(found.groups.map(({ group }) => group)).toContain('g20')
    expect(JSON.stringify(found)).not.toContain('p05')
  })

  it('that deposited tells how long it took, and one that did nothing has not signed', () => {
    expect(state('FRA', {}, 'untoc')).toMatchObject({ stage: 'deposited', waited_days: 686 })
    expect(state('PNG', {}, 'untoc')).toMatchObject({ stage: 'not_signed', waited_days: null })
  })

  it('counts those that still wait as waiting', () => {
    const { time_from_signature } = state('JPN', { as_of: '2005-01-01' }).groups[0] ?? {}
    expect(time_from_signature?.waiting).toBeGreaterThan(10)
    expect(time_from_signature?.within?.['10y']).toBeNull()
  })
})
