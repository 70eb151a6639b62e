import { Cron } from 'croner'

/** When a job is due: a cron expression and the IANA time zone in which it is read. A local time that a change of
 *  summer time leaves out is due at the change; one that comes twice is due the first time only, unless the
 *  expression is of every hour or oftener. */
export type Timetable = { readonly cron: string; readonly timeZone: string }

/** The newest instant that has passed without a run. */
export type MissedRun = {
  /** ISO 8601 in UTC. */
  readonly scheduledFor: string
  /** Instants before it that passed without a run as well and are not made up for, counted up to 1,000. */
  readonly missed: number
}

const MOST_COUNTED = 1_000

function clock({ cron, timeZone }: Timetable): Cron {
  return new Cron(cron, { timezone: timeZone, paused: true, fixedTimeRule: 'no-wildcard' })
}

/** One millisecond earlier, so that what is due at the instant itself counts as after it. */
export function justBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1).toISOString()
}

/** The first instant of the timetable after an instant, both ISO 8601. null where there is none to come. */
export function nextRun(timetable: Timetable, after: string): string | null {
  return clock(timetable).nextRun(new Date(after))?.toISOString() ?? null
}

/** The newest instant of the timetable after `last` and not after `now`, both ISO 8601. null where there is none, so
 *  also where `last` is after `now`. */
export function missedRun(
  timetable: Timetable,
  { last, now }: { readonly last: string; readonly now: string },
): MissedRun | null {
  const cron = clock(timetable)
  // The millisecond lets an instant that is just now be found as well.
  const due = cron.previousRuns(1, new Date(Date.parse(now) + 1))[0]
  if (due === undefined || due <= new Date(last)) return null
  let missed = 0
  let instant = cron.nextRun(new Date(last))
  while (instant !== null && instant < due && missed < MOST_COUNTED) {
    missed += 1
    instant = cron.nextRun(instant)
  }
  return { scheduledFor: due.toISOString(), missed }
}
