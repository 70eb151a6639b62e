import { DateTime, IANAZone } from 'luxon'
import type { Timing } from './subscription.ts'

const MONDAY = 1
const DAYS_A_WEEK = 7

/** Whether the text is the IANA name of a time zone. */
export function isTimeZone(text: string): boolean {
  return IANAZone.isValidZone(text)
}

/** The first instant after `after` (both ISO 8601 in UTC) at which a digest or a sign of life is due: at the subscriber's
 *  hour each day, or each Monday. Where summer time leaves the hour out, the one after it. null where none is due. */
export function nextDigest(timing: Timing, after: string): string | null {
  const { digest, hour, time_zone, heartbeat } = timing
  if (digest === 'at_once' && !heartbeat) return null
  const from = DateTime.fromISO(after, { zone: time_zone })
  const today = from.startOf('day')
  const step = digest === 'daily' ? 1 : DAYS_A_WEEK
  const first = digest === 'daily' ? today : today.minus({ days: (today.weekday - MONDAY) % DAYS_A_WEEK })
  for (let days = 0; ; days += step) {
    const due = first.plus({ days }).set({ hour })
    if (due > from) return due.toUTC().toISO()
  }
}
