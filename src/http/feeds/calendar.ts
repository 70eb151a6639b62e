import type { Context } from 'hono'
import { ICalAlarmType, ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { dateTitle, lastingSentence } from '../../alerts/date-words.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { InputError } from '../../law/input-error.ts'
import { addDays, type PlainDate } from '../../law/plain-date.ts'
import { type CalendarEntry, calendarEntries } from '../../store/calendar-entries.ts'
import { ASK_AGAIN, isUnchanged } from '../caching.ts'
import { DATA_HEADERS } from '../headers.ts'
import { queryOf } from '../parameters.ts'
import type { Newest } from './fact-feed.ts'
import { CALENDAR_KINDS, filterTitle, passes, readFeedFilter } from './feed-filter.ts'

const DAY_SECONDS = 86_400
const REFRESH_SECONDS = 6 * 3_600
/** Days before a date at which a calendar reminds, where nothing else is asked for. */
const USUAL_ALARMS = [7, 1]
const MOST_ALARM_DAYS = 90

const known = new WeakMap<object, { readonly day: PlainDate; readonly entries: readonly CalendarEntry[] }>()

/** The entries, computed once for a record and a day. */
function entriesOf(view: RecordView, today: PlainDate): readonly CalendarEntry[] {
  const found = known.get(view.facts)
  if (found?.day === today) return found.entries
  const entries = calendarEntries(view, { asOf: today, knownAt: today })
  known.set(view.facts, { day: today, entries })
  return entries
}

function alarmsIn(query: URLSearchParams): readonly number[] {
  const given = query.getAll('alarm').flatMap((value) => value.split(','))
  if (given.length === 0) return USUAL_ALARMS
  return given
    .filter((value) => value !== 'none')
    .map((value) => {
      if (/^\d{1,2}$/.test(value) && Number(value) <= MOST_ALARM_DAYS) return Number(value)
      const accepted = `days from 0 to ${MOST_ALARM_DAYS} with commas, or none`
      throw new InputError([{ field: 'alarm', value, accepted }])
    })
}

/** Midnight in UTC, which is all that a whole day of a calendar is made of. */
function midnight(day: PlainDate): Date {
  return new Date(`${day}T00:00:00.000Z`)
}

function addEntry(
  calendar: ICalCalendar,
  entry: CalendarEntry,
  given: { alarms: readonly number[]; base: string },
): void {
  const { uid, fact, date, sequence, cancelled, modified } = entry
  const slug = fact.treaty === null ? '' : fact.treaty.slug
  const title = dateTitle(fact)
  const event = calendar.createEvent({
    id: uid,
    start: midnight(date),
    end: midnight(addDays(date, 1)),
    allDay: true,
    stamp: new Date(modified),
    lastModified: new Date(modified),
    sequence,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: title,
    description: lastingSentence(fact),
    url: `${given.base}/treaties/${slug}`,
    categories: [{ name: fact.detail.kind }],
  })
  if (cancelled) return
  for (const days of given.alarms) {
    event.createAlarm({
      type: ICalAlarmType.display,
      trigger: days * DAY_SECONDS,
      description: title,
    })
  }
}

/** Answers with the dates that the filter of the address lets pass, as a calendar to subscribe to. Throws InputError. */
export function calendarResponse(c: Context, at: Newest): Response {
  const { view, today, version, base } = at
  const query = new URLSearchParams(queryOf(c.req.url))
  const filter = readFeedFilter(query, view, { carried: CALENDAR_KINDS, also: ['alarm'] })
  const alarms = alarmsIn(query)
  const etag = `"${version}.${today}.ics.${view.record.head.hash.slice(0, 20)}"`
  const headers = { ...DATA_HEADERS, 'cache-control': ASK_AGAIN, etag }
  if (isUnchanged(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  const calendar = new ICalCalendar({
    name: filterTitle(filter, view),
    prodId: { company: 'palermo-tracker', product: 'calendar', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  })
  for (const entry of entriesOf(view, today)) {
    if (passes(filter, entry.fact)) addEntry(calendar, entry, { alarms, base })
  }
  // Each line of a calendar ends with CRLF, the last one too (RFC 5545, 3.1), which is not written by the library.
  return new Response(`${calendar.toString()}\r\n`, {
    headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' },
  })
}
