import { describe, expect, it } from 'vitest'
import { justBefore, missedRun, nextRun, type Timetable } from '../../jobs/missed-run.ts'

const NIGHTLY: Timetable = { cron: '17 3 * * *', timeZone: 'UTC' }

function vienna(cron: string): Timetable {
  return { cron, timeZone: 'Europe/Vienna' }
}

const HOUR = 3_600_000

/** The instants for which a run is due, for one who looks every so often. */
function walk(timetable: Timetable, from: string, to: string, stepMs = 60_000): string[] {
  const instants: string[] = []
  let last = justBefore(from)
  for (let at = Date.parse(from); at <= Date.parse(to); at += stepMs) {
    const due = missedRun(timetable, { last, now: new Date(at).toISOString() })
    if (due === null) continue
    instants.push(due.scheduledFor)
    last = due.scheduledFor
  }
  return instants
}

describe('what a job has missed', () => {
  it.each<[string, string, string, ReturnType<typeof missedRun>]>([
    ['nothing before its time', '2026-11-23T03:17:00.000Z', '2026-11-24T03:16:59.999Z', null],
    [
      'its run, at its time to the millisecond',
      '2026-11-23T03:17:00.000Z',
      '2026-11-24T03:17:00.000Z',
      { scheduledFor: '2026-11-24T03:17:00.000Z', missed: 0 },
    ],
    [
      'one run after a night off',
      '2026-11-23T03:17:00.000Z',
      '2026-11-24T09:00:00.000Z',
      { scheduledFor: '2026-11-24T03:17:00.000Z', missed: 0 },
    ],
    [
      'one run after five nights off, and four that are not made up for',
      '2026-11-19T03:17:00.000Z',
      '2026-11-24T09:00:00.000Z',
      { scheduledFor: '2026-11-24T03:17:00.000Z', missed: 4 },
    ],
    ['nothing that has run', '2026-11-24T03:17:00.000Z', '2026-11-24T09:00:00.000Z', null],
    ['nothing when the clock was set back', '2026-11-24T03:17:00.000Z', '2026-11-24T02:30:00.000Z', null],
    ['nothing when it was set back by days', '2026-11-24T03:17:00.000Z', '2026-11-20T09:00:00.000Z', null],
    [
      'the newest run when the timetable was changed to an earlier hour that is past',
      '2026-11-23T12:00:00.000Z',
      '2026-11-24T09:00:00.000Z',
      { scheduledFor: '2026-11-24T03:17:00.000Z', missed: 0 },
    ],
  ])('is %s', (_what, last, now, expected) => {
    expect(missedRun(NIGHTLY, { last, now })).toEqual(expected)
  })

  it('is counted up to a thousand', () => {
    const everyMinute = { cron: '* * * * *', timeZone: 'UTC' }
    const found = missedRun(everyMinute, {
      last: '2026-11-01T00:00:00.000Z',
      now: '2026-11-24T00:00:30.000Z',
    })
    expect(found).toEqual({ scheduledFor: '2026-11-24T00:00:00.000Z', missed: 1_000 })
  })

  it('is read in the time zone of the timetable, whatever the machine', () => {
    const now = '2026-11-24T02:17:00.000Z'
    expect(missedRun(vienna('17 3 * * *'), { last: '2026-11-24T00:00:00.000Z', now })).toMatchObject({
      scheduledFor: now,
    })
    expect(nextRun(vienna('17 3 * * *'), now)).toBe('2026-11-25T02:17:00.000Z')
    expect(nextRun(NIGHTLY, '2026-11-24T03:16:59.999Z')).toBe('2026-11-24T03:17:00.000Z')
  })

  it('is nothing for a day that never comes', () => {
    const never = { cron: '0 0 30 2 *', timeZone: 'UTC' }
    expect(missedRun(never, { last: '2020-01-01T00:00:00.000Z', now: '2026-11-24T00:00:00.000Z' })).toBeNull()
    expect(nextRun(never, '2026-11-24T00:00:00.000Z')).toBeNull()
  })
})

describe('summer time in Vienna, looked at each minute', () => {
  // On 29 March 2026 it is 3 o'clock right after 1:59; on 25 October 2026 it is 2 o'clock twice.
  it('a run at 2:30 in the night without a 2:30 is at 3:00, and only then', () => {
    expect(walk(vienna('30 2 * * *'), '2026-03-27T12:00:00.000Z', '2026-03-31T12:00:00.000Z')).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
    ])
  })

  it('a run at 2:30 in the night with two of them is at the first only', () => {
    expect(walk(vienna('30 2 * * *'), '2026-10-23T12:00:00.000Z', '2026-10-27T12:00:00.000Z')).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
      '2026-10-27T01:30:00.000Z',
    ])
  })

  it('the same holds for one of several hours of the day', () => {
    const spring = walk(vienna('30 2,14 * * *'), '2026-03-29T00:00:00.000Z', '2026-03-29T20:00:00.000Z')
    expect(spring).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-29T12:30:00.000Z'])
    const autumn = walk(vienna('30 2,14 * * *'), '2026-10-25T00:00:00.000Z', '2026-10-25T20:00:00.000Z')
    expect(autumn).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T13:30:00.000Z'])
  })

  it('a run of every hour stays one of every hour', () => {
    const spring = walk(vienna('0 * * * *'), '2026-03-29T00:00:00.000Z', '2026-03-29T03:30:00.000Z')
    expect(spring.map((instant) => instant.slice(11, 16))).toEqual(['00:00', '01:00', '02:00', '03:00'])
    const autumn = walk(vienna('0 * * * *'), '2026-10-25T00:00:00.000Z', '2026-10-25T03:30:00.000Z')
    expect(autumn.map((instant) => instant.slice(11, 16))).toEqual(['00:00', '01:00', '02:00', '03:00'])
  })

  it.each(['0 0 * * *', '0 2 * * *', '30 2 * * *', '0 3 * * *', '17 3 * * *', '59 23 * * *'])(
    '"%s" has one run on each of the 730 days of two years, also when looked at twice a day only',
    (cron) => {
      const dayInVienna = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Vienna' })
      const years = ['2025-12-31T22:59:30.000Z', '2027-12-31T22:59:30.000Z'] as const
      const runs = walk(vienna(cron), ...years, 3 * HOUR)
      const days = runs.map((instant) => dayInVienna.format(new Date(instant)))
      expect(new Set(days).size).toBe(730)
      expect(runs).toHaveLength(730)
      expect(walk(vienna(cron), ...years, 12 * HOUR)).toEqual(runs)
    },
  )
})

describe('a clock that jumps, looked at each minute', () => {
  const look = (times: readonly string[]): string[] => {
    const ran: string[] = []
    for (const now of times) {
      // As the database does: what lies after now is left aside.
      const last = ran
        .filter((instant) => instant <= now)
        .toSorted()
        .at(-1)
      const due = missedRun(NIGHTLY, { last: last ?? '2026-11-22T12:00:00.000Z', now })
      if (due !== null) ran.push(due.scheduledFor)
    }
    return ran
  }

  it('set back by an hour, and by a day, doubles nothing', () => {
    const times = [
      '2026-11-23T03:17:01.000Z',
      '2026-11-23T03:30:00.000Z',
      '2026-11-23T02:30:00.000Z',
      '2026-11-23T03:17:00.000Z',
      '2026-11-22T03:40:00.000Z',
      '2026-11-22T12:00:00.000Z',
      '2026-11-23T03:17:00.000Z',
      '2026-11-24T03:17:00.000Z',
    ]
    expect(look(times)).toEqual(['2026-11-23T03:17:00.000Z', '2026-11-24T03:17:00.000Z'])
  })

  it('set forward over the time skips nothing', () => {
    const times = ['2026-11-23T03:10:00.000Z', '2026-11-23T05:00:00.000Z', '2026-11-24T03:17:00.000Z']
    expect(look(times)).toEqual(['2026-11-23T03:17:00.000Z', '2026-11-24T03:17:00.000Z'])
  })

  it('years ahead for a while does not stop the job for years', () => {
    const times = ['2099-01-01T12:00:00.000Z', '2026-11-23T03:17:00.000Z', '2026-11-24T03:17:00.000Z']
    expect(look(times).slice(1)).toEqual(['2026-11-23T03:17:00.000Z', '2026-11-24T03:17:00.000Z'])
  })
})
