import type { Hono } from 'hono'
import type { RecordView } from '../../answers/record-view.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import { calendarResponse } from './calendar.ts'
import { eventStreaming, type StreamMeans } from './event-stream.ts'
import { feedResponse } from './fact-feed.ts'

/** Adds the addresses at which anyone follows the record without subscribing. */
export function addFeeds(
  app: Hono,
  given: StreamMeans & { readonly today: () => PlainDate; readonly version: string },
): void {
  const { view, today, version } = given
  const at = async (): Promise<{ view: RecordView; today: PlainDate; version: string }> => {
    return { view: await view(), today: today(), version }
  }
  app.get('/v1/events.atom', async (c) => feedResponse(c, 'atom', await at()))
  app.get('/v1/events.feed.json', async (c) => feedResponse(c, 'json', await at()))
  app.get('/v1/calendar.ics', async (c) => calendarResponse(c, await at()))
  app.get('/v1/events/stream', eventStreaming(given))
}
