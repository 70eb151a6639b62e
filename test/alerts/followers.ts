import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../record/draft.ts'

/** When feeds and calendars are asked where no other instant is said. */
export const LATER = '2026-01-21T12:00:00.000Z'

type Draft = Parameters<typeof draft>[0]

/** Writes events on the day of `at`, known from that day. */
export async function write(store: Store, at: string, ...events: Draft[]): Promise<void> {
  const drafts = events.map((event) => draft({ known_on: at.slice(0, 10), ...event }))
  await appendEvents(store, drafts, { recordedAt: () => at })
}

export async function appOn(store: Store, now = LATER) {
  const kept = { view: viewRecord(await loadRecord(store)) }
  const app = createApp({ view: () => kept.view, version: 'test', now: () => Date.parse(now) })
  const read = async (path: string) => (await app.request(path)).text()
  const grow = async () => {
    kept.view = viewRecord(await loadRecord(store))
  }
  return { app, read, grow }
}

export type Item = {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly date_modified: string
  readonly date_published: string
}

export async function feed(store: Store, query: string, now = LATER): Promise<Item[]> {
  const { read } = await appOn(store, now)
  return JSON.parse(await read(`/v1/events.feed.json${query}`)).items
}

/** What a calendar says of its entries: UID, SEQUENCE and STATUS, in the order of their UIDs. */
export async function entries(store: Store, query: string): Promise<string[]> {
  const { read } = await appOn(store)
  const text = (await read(`/v1/calendar.ics${query}`)).replaceAll(/\r\n /g, '')
  return text
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) =>
      ['UID', 'SEQUENCE', 'STATUS']
        .map((name) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(event)?.[1])
        .join(' '),
    )
    .toSorted()
}
