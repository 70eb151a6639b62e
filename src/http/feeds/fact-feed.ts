import { Feed } from 'feed'
import type { Context } from 'hono'
import { escapeHtml } from '../../alerts/html-text.ts'
import { LICENCE } from '../../answers/envelope.ts'
import type { RecordView } from '../../answers/record-view.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import { type DatedFact, factsBackwards } from '../../store/record-facts.ts'
import { ASK_AGAIN, isUnchanged } from '../caching.ts'
import { DATA_HEADERS } from '../headers.ts'
import { queryOf } from '../parameters.ts'
import {
  FEED_KINDS,
  type FeedFilter,
  filterTitle,
  passes,
  readFeedFilter,
  USUAL_FEED_KINDS,
} from './feed-filter.ts'
import { feedItems } from './feed-item.ts'

const MOST_ENTRIES = 100
const TYPES = { atom: 'application/atom+xml; charset=utf-8', json: 'application/feed+json' } as const
type Form = keyof typeof TYPES

/** The newest record, and the address under which readers reach it. */
export type Newest = {
  readonly view: RecordView
  readonly today: PlainDate
  readonly version: string
  readonly base: string
}

/** Atom's texts are said to be HTML, those of JSON Feed are plain but for the content. */
function textIn(form: Form, text: string): string {
  return form === 'atom' ? escapeHtml(text) : text
}

/** XML cannot hold most control characters, not even as references; one in a name would end the whole feed. */
function asXml(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD')
}

/** The newest facts that the filter lets pass, however far back they lie. */
function newestPassing(filter: FeedFilter, { view, today }: Newest): DatedFact[] {
  const { treaties, kinds } = filter
  const found: DatedFact[] = []
  for (const one of factsBackwards(view, { today, treaties, kinds })) {
    if (passes(filter, one.fact)) found.push(one)
    if (found.length === MOST_ENTRIES) break
  }
  return found
}

/** The feed of the newest facts that the filter of the address lets pass. */
function feedOf(
  c: Context,
  form: Form,
  { filter, ...newest }: Newest & { readonly filter: FeedFilter },
): Feed {
  const query = queryOf(c.req.url)
  const { base } = newest
  const items = newestPassing(filter, newest).map(feedItems(newest))
  const asked = query === '' ? '' : `?${query}`
  const updated = items.reduce<Date | null>(
    (last, item) => (last === null || item.updated > last ? item.updated : last),
    null,
  )
  const feed = new Feed({
    id: `${base}/v1/events.atom${asked}`,
    title: filterTitle(filter, newest.view),
    description: 'Acts under the treaties of the record, corrections, and what they bring about.',
    link: base,
    language: 'en',
    copyright: LICENCE,
    generator: 'Palermo Tracker',
    author: { name: 'Palermo Tracker', link: base },
    ...(updated === null ? {} : { updated }),
    feedLinks: { atom: `${base}/v1/events.atom${asked}`, json: `${base}/v1/events.feed.json${asked}` },
  })
  for (const { id, title, link, sentence, updated: date, published, categories } of items) {
    feed.addItem({
      ...{ id, link, date, published },
      title: textIn(form, title),
      description: textIn(form, sentence),
      content: escapeHtml(sentence),
      category: categories.map((name) => ({ name, term: name })),
    })
  }
  return feed
}

/** Answers with the newest facts as Atom or as JSON Feed. Throws InputError. */
export function feedResponse(c: Context, form: Form, at: Newest): Response {
  const { view, today, version } = at
  const etag = `"${version}.${today}.${form}.${view.record.head.hash.slice(0, 20)}"`
  const headers = { ...DATA_HEADERS, 'content-type': TYPES[form], 'cache-control': ASK_AGAIN, etag }
  const kinds = { carried: FEED_KINDS, usual: USUAL_FEED_KINDS }
  const filter = readFeedFilter(new URLSearchParams(queryOf(c.req.url)), view, kinds)
  if (isUnchanged(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  const feed = feedOf(c, form, { ...at, filter })
  return new Response(form === 'atom' ? asXml(feed.atom1()) : feed.json1(), { headers })
}
