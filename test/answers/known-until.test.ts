import { describe, expect, it } from 'vitest'
import { answer, readQuestion } from '../../src/answers/ask.ts'
import { projection } from '../../src/answers/projection.ts'
import { projectionsToKeep } from '../../src/answers/projections-to-keep.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { scoreboardOf } from '../../src/answers/scoreboard.ts'
import { stateProjection } from '../../src/answers/state-projection.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { draft, realRecord, realView, recordWith, TODAY, viewOfAllPacks } from './real-record.ts'

const CHECKED = realView()
/** The same record on a machine that has never looked at the depositary. */
const SILENT = viewRecord({ ...realRecord, checked_at: null, checked_by_treaty: {} })
/** Day of the newest page of the depositary that acts of the Firearms Protocol cite. */
const NEWEST_SOURCE = '2024-05-04'

function ask(view: RecordView, t: string, query: Readonly<Record<string, string>> = {}) {
  return answer(projection, readQuestion(projection, Object.entries({ t, ...query }), { view, today: TODAY }))
}

function askState(view: RecordView, p: string, query: Readonly<Record<string, string>> = {}) {
  const given = Object.entries({ t: 'firearms', p, ...query })
  return answer(stateProjection, readQuestion(stateProjection, given, { view, today: TODAY }))
}

describe('how far the record reaches', () => {
  it('is the day of the last good check of the treaty, and then there is nothing to say', () => {
    expect(ask(CHECKED, 'firearms')).toMatchObject({ known_until: TODAY, silence: null })
  })

  it('without a check it is the newest source or act, and the answer says that it is told from there', () => {
    expect(ask(SILENT, 'firearms')).toMatchObject({
      known_until: NEWEST_SOURCE,
      silence: `what happened after ${NEWEST_SOURCE} is not known: what is projected is projected from that day, and may have come already by ${TODAY}`,
    })
    expect(ask(SILENT, 'firearms', { as_of: NEWEST_SOURCE }).silence).toBeNull()
  })

  it('a check of another treaty says nothing about this one', () => {
    const other = viewRecord({
      ...realRecord,
      checked_by_treaty: { 'XVIII-12': '2026-11-24T06:00:00.000Z' },
    })
    expect(ask(other, 'untoc').known_until).toBe(TODAY)
    expect(ask(other, 'firearms').known_until).toBe(NEWEST_SOURCE)
  })

  it('is never after known_at', () => {
    const found = ask(CHECKED, 'firearms', { as_of: '2010-01-01', known_at: '2008-01-01' })
    expect(found.known_until).toBe('2008-01-01')
    expect(found.silence).toContain('after 2008-01-01')
    expect(ask(CHECKED, 'firearms', { as_of: '2008-01-01', known_at: '2008-01-01' }).silence).toBeNull()
  })

  it('is kept with every projection that is kept', () => {
    const days = (view: RecordView) =>
      new Set(projectionsToKeep(view, TODAY).map(({ treaty, known_until }) => `${treaty} ${known_until}`))
    expect(days(CHECKED)).toContain(`XVIII-12-c ${TODAY}`)
    expect(days(SILENT)).toContain(`XVIII-12-c ${NEWEST_SOURCE}`)
  })
})

describe('what comes is told from the last day that is known of', () => {
  const [then, now] = [ask(SILENT, 'firearms', { as_of: NEWEST_SOURCE }), ask(SILENT, 'firearms')]

  it('days of which nobody here knows put nothing off: the same days, those that have passed told as the day itself', () => {
    for (const [place, { quantiles }] of then.milestones.entries()) {
      const told = Object.fromEntries(
        Object.entries(quantiles ?? {}).map(([name, day]) => [
          name,
          day !== null && day < TODAY ? TODAY : day,
        ]),
      )
      expect(now.milestones[place]).toMatchObject({ state: 'projected', quantiles: told })
    }
    expect(now.milestones[0]?.quantiles).toMatchObject({ p05: TODAY, p50: TODAY })
    expect(now.milestones[1]?.quantiles?.p25).not.toBe(TODAY)
  })

  it('chances within years are of years after the day asked about', () => {
    const next = (found: typeof now, years: '1y' | '3y' | '5y') =>
      Number(found.milestones[0]?.within?.[years])
    // From 4 May 2024 to 24 November 2026 are two and a half years more.
    expect(next(now, '1y')).toBeGreaterThan(next(then, '3y'))
    expect(next(now, '1y')).toBeLessThan(next(then, '5y'))
  })

  it('the fan begins where the record ends, and the deposits since are among those of the year to come', () => {
    expect(now.path).toEqual(then.path)
    expect(now.path[0]).toMatchObject({ date: NEWEST_SOURCE, p05: now.count, p95: now.count })
    expect(then.deposits_in_12_months).toMatchObject({ since: NEWEST_SOURCE })
    expect(now.deposits_in_12_months).toMatchObject({ since: NEWEST_SOURCE })
    const middle = (found: typeof now) => Number(found.deposits_in_12_months.quantiles?.p95)
    expect(middle(now)).toBeGreaterThan(middle(then))
  })

  it('entry into force follows from the day of the threshold, also where that may have passed already', () => {
    const clocks = { known_at: '2002-06-01' }
    const then = ask(CHECKED, 'untoc', { ...clocks, as_of: '2002-06-01' })
    const later = ask(CHECKED, 'untoc', { ...clocks, as_of: '2003-06-01' })
    expect(then.threshold_met.quantiles).toMatchObject({ p50: '2003-03-25' })
    expect(later.threshold_met.quantiles).toEqual({
      ...then.threshold_met.quantiles,
      ...{ p05: '2003-06-01', p25: '2003-06-01', p50: '2003-06-01' },
    })
    expect(later.entry_into_force.quantiles).toEqual({
      ...then.entry_into_force.quantiles,
      ...{ p05: '2003-06-01', p25: '2003-06-01' },
    })
    // By 1 June 2005 and 2006; and by half a year and a year after 1 June 2003 a chance between those of the years around.
    const chance = (found: typeof then, years: '0.5y' | '1y' | '2y' | '3y') =>
      Number(found.entry_into_force.within?.[years])
    expect(chance(later, '1y')).toBeCloseTo(chance(then, '2y'), 2)
    expect(chance(later, '2y')).toBeCloseTo(chance(then, '3y'), 2)
    expect(chance(later, '0.5y')).toBeGreaterThan(chance(then, '1y'))
  })

  it('what is kept is told so too, and held against what came since the record ended', () => {
    const kept = projectionsToKeep(SILENT, TODAY).filter(
      ({ treaty, milestone }) => treaty === 'XVIII-12-c' && milestone === 'next_deposit',
    )
    expect(kept).toMatchObject(['model', 'recent rate', 'whole-life rate'].map((method) => ({ method })))
    expect(kept[0]).toMatchObject({ known_until: NEWEST_SOURCE, ...now.milestones[0]?.quantiles })
    const live = (view: RecordView) =>
      scoreboardOf(view, kept, TODAY).live.rows.filter(
        ({ milestone, method }) => milestone === 'next_deposit' && method === 'model',
      )
    expect(live(SILENT)).toMatchObject([{ projections: 1, reached: 0, in_90: 1 }])
    const found = viewRecord(
      recordWith((events) => [
        ...events,
        draft({
          id: 'found-later',
          treaty: 'XVIII-12-c',
          action: 'accession',
          participant: 'PNG',
          action_date: plainDate('2025-02-03'),
        }),
      ]),
    )
    expect(live(found)).toMatchObject([{ reached: 1, reached_in_90: 1, median_error_days: 0 }])
  })

  it('a band has not ended while nobody here can know', () => {
    const [own] = projectionsToKeep(SILENT, plainDate('2024-05-04')).filter(
      ({ treaty, milestone }) => treaty === 'XVIII-12-c' && milestone === 'next_deposit',
    )
    if (own === undefined) throw new Error('nothing was kept')
    const ended = { ...own, p75: plainDate('2024-06-01'), p95: plainDate('2024-07-01') }
    const live = (view: RecordView) =>
      scoreboardOf(view, [ended], TODAY).live.rows.find(({ projections }) => projections > 0)
    expect(live(SILENT)).toMatchObject({ in_90: 1, in_50: 1, brier: null })
    expect(live(CHECKED)).toMatchObject({ in_90: 0, in_50: 0, brier: expect.any(Number) })
  })
})

describe('nobody is watched after the last day that is known of', () => {
  it('a day to come tells the pace and the waiting of the last known day', () => {
    const now = ask(CHECKED, 'firearms')
    const later = ask(CHECKED, 'firearms', { as_of: '2041-01-01' })
    expect(later).toMatchObject({ known_until: TODAY, silence: expect.stringContaining(TODAY) })
    expect(later.pace).toEqual({ ...now.pace, until: TODAY })
    expect(later.time_from_signature).toEqual(now.time_from_signature)
    expect(later.outside.map(({ waited_days }) => waited_days)).toEqual(
      now.outside.map(({ waited_days }) => waited_days),
    )
  })

  it('silence of the source makes no years without a deposit', () => {
    const known = ask(SILENT, 'firearms', { as_of: NEWEST_SOURCE })
    const now = ask(SILENT, 'firearms')
    expect(known.pace.deposits_12_months).toBeGreaterThan(0)
    expect(now.pace).toMatchObject({
      until: NEWEST_SOURCE,
      deposits_12_months: known.pace.deposits_12_months,
    })
    expect(now.time_from_signature).toEqual(known.time_from_signature)
  })

  it('of one State the same', () => {
    const now = askState(CHECKED, 'JPN')
    const later = askState(CHECKED, 'JPN', { as_of: '2041-01-01' })
    expect(later.waited_days).toBe(now.waited_days)
    expect(later.groups).toEqual(now.groups)
    // From 9 December 2002 to 4 May 2024, by the calendar.
    expect(askState(SILENT, 'JPN')).toMatchObject({ known_until: NEWEST_SOURCE, waited_days: 7817 })
  })
})

describe('who has joined and who counts', () => {
  const all = viewOfAllPacks()

  it('a joiner on a day that nobody knows counts from its latest day, and is told how many may count', () => {
    const before = ask(all, 'cybercrime', { as_of: '2026-05-20' })
    expect(before).toMatchObject({ count: 0, threshold: { counted: 0 } })
    const found = ask(all, 'cybercrime')
    expect(found).toMatchObject({ count: 1, threshold: { counted: 1 }, counted_at_most: 3 })
    expect(found.joined_uncounted).toEqual([])
  })

  it.each(['2001-06-01', '2002-12-31', '2003-06-30'])(
    'on %s participants are those that count and those that do not, each with the reason',
    (as_of) => {
      for (const t of ['untoc', 'trafficking', 'smuggling', 'firearms']) {
        if (t === 'firearms' && as_of === '2001-06-01') continue
        const { count, threshold, joined_uncounted } = ask(CHECKED, t, { as_of })
        expect(`${t} ${threshold.counted + joined_uncounted.length}`).toBe(`${t} ${count}`)
      }
    },
  )

  it('once the threshold is met nobody is left to explain', () => {
    expect(ask(CHECKED, 'untoc').joined_uncounted).toEqual([])
  })
})
