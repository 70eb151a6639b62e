import { describe, expect, it } from 'vitest'
import { answer, readQuestion } from '../../src/answers/ask.ts'
import { projection } from '../../src/answers/projection.ts'
import { projectionsToKeep } from '../../src/answers/projections-to-keep.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { stateProjection } from '../../src/answers/state-projection.ts'
import { realRecord, realView, TODAY, viewOfAllPacks } from './real-record.ts'

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

  it('without a check it is the newest source or act, and the answer says what it reads silence as', () => {
    expect(ask(SILENT, 'firearms')).toMatchObject({
      known_until: NEWEST_SOURCE,
      silence: `what happened after ${NEWEST_SOURCE} is not known, and is read as if nothing happened until ${TODAY}`,
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
