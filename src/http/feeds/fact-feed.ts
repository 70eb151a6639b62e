import { Feed } from 'feed'
import type { Context } from 'hono'
import { factSentence, factTitle } from '../../alerts/fact-words.ts'
import { escapeHtml } from '../../alerts/html-text.ts'
import { LICENCE } from '../../answers/envelope.ts'
import type { RecordView } from '../../answers/record-view.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import { type DatedFact, newestFacts } from '../../store/record-facts.ts'
import { ASK_AGAIN, isUnchanged } from '../caching.ts'
import { DATA_HEADERS } from '../headers.ts'
import { queryOf } from '../parameters.ts'
import { passes, readFeedFilter } from './feed-filter.ts'

const MOST_ENTRIES = 100
const TYPES = { atom: 'application/atom+xml; charset=utf-8', json: 'application/feed+json' } as const
type Form = keyof typeof TYPES

const known = new WeakMap<object, { readonly day: PlainDate; readonly facts: readonly DatedFact[] }>()

/** The newest facts, computed once for a record and a day. */
function factsOf(view: RecordView, today: PlainDate): readonly DatedFact[] {
  const found = known.get(view.facts)
  if (found?.day === today) return found.facts
  const facts = newestFacts(view, today)
  known.set(view.facts, { day: today, facts })
  return facts
}

/** The instant that stands for an entry: when its event was written, or the beginning of its day. What a pack brought
 *  was known before it was written, and stands on its day. */
function instantOf({ event, day }: DatedFact): Date {
  const isListed = event === null || event.recorded_by.startsWith('pack:')
  return new Date(isListed ? `${day}T00:00:00.000Z` : event.recorded_at)
}

function linkOf({ fact, event }: DatedFact, base: string): string {
  if (event !== null) return `${base}/record/${encodeURIComponent(event.id)}`
  return fact.treaty === null ? base : `${base}/treaties/${fact.treaty.slug}`
}

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

/** The feed of the newest facts that the filter of the address lets pass. */
function feedOf(c: Context, form: Form, { view, today, base }: Newest): Feed {
  const query = queryOf(c.req.url)
  const filter = readFeedFilter(new URLSearchParams(query), view)
  const entries = factsOf(view, today)
    .filter(({ fact }) => passes(filter, fact))
    .slice(0, MOST_ENTRIES)
  const asked = query === '' ? '' : `?${query}`
  const newest = entries[0]
  const feed = new Feed({
    id: `${base}/v1/events.atom${asked}`,
    title: 'Palermo Tracker',
    description: 'Acts under the treaties of the record, corrections, and what they bring about.',
    link: base,
    language: 'en',
    copyright: LICENCE,
    generator: 'Palermo Tracker',
    author: { name: 'Palermo Tracker', link: base },
    ...(newest === undefined ? {} : { updated: instantOf(newest) }),
    feedLinks: { atom: `${base}/v1/events.atom${asked}`, json: `${base}/v1/events.feed.json${asked}` },
  })
  for (const entry of entries) {
    const { fact } = entry
    const link = linkOf(entry, base)
    const sentence = factSentence(fact)
    feed.addItem({
      id: `urn:palermo:fact:${encodeURIComponent(fact.key)}`,
      title: textIn(form, factTitle(fact)),
      link,
      description: textIn(form, sentence),
      content: escapeHtml(sentence),
      date: instantOf(entry),
      published: instantOf(entry),
      category: [
        { name: fact.detail.kind },
        ...(fact.treaty === null ? [] : [{ name: fact.treaty.short_title }]),
      ],
    })
  }
  return feed
}

/** Answers with the newest facts as Atom or as JSON Feed. Throws InputError. */
export function feedResponse(c: Context, form: Form, at: Newest): Response {
  const { view, today, version } = at
  const etag = `"${version}.${today}.${form}.${view.record.head.hash.slice(0, 20)}"`
  const headers = { ...DATA_HEADERS, 'content-type': TYPES[form], 'cache-control': ASK_AGAIN, etag }
  const feed = feedOf(c, form, at)
  if (isUnchanged(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(form === 'atom' ? asXml(feed.atom1()) : feed.json1(), { headers })
}
