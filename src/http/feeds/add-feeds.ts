import type { Context, Hono } from 'hono'
import type { PlainDate } from '../../law/plain-date.ts'
import type { BaseOf } from '../base-address.ts'
import { calendarResponse } from './calendar.ts'
import { eventStreaming, type StreamMeans } from './event-stream.ts'
import { feedResponse, type Newest } from './fact-feed.ts'

/** Adds the addresses at which anyone follows the record without subscribing. */
export function addFeeds(
  app: Hono,
  given: StreamMeans & {
    readonly today: () => PlainDate
    readonly version: string
    readonly baseOf: BaseOf
  },
): void {
  const { view, today, version, baseOf } = given
  const at = async (c: Context): Promise<Newest> => {
    return { view: await view(), today: today(), version, base: baseOf(c) }
  }
  app.get('/v1/events.atom', async (c) => feedResponse(c, 'atom', await at(c)))
  app.get('/v1/events.feed.json', async (c) => feedResponse(c, 'json', await at(c)))
  app.get('/v1/calendar.ics', async (c) => calendarResponse(c, await at(c)))
  app.get('/v1/events/stream', eventStreaming(given))
}
