import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { actFact } from '../../alerts/act-facts.ts'
import { isAboutThem } from '../../alerts/match-subscriptions.ts'
import { answeredEvent } from '../../answers/event-shapes.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { InputError } from '../../law/input-error.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import type { RecordEvent } from '../../record/event.ts'
import { actNames } from '../../store/decide-alerts.ts'
import { type ClientOf, isThisMachine } from '../client.ts'
import { DATA_HEADERS } from '../headers.ts'
import { queryOf } from '../parameters.ts'
import { problemResponse } from '../problem.ts'
import { type FeedFilter, readFeedFilter, STREAM_KINDS } from './feed-filter.ts'

export type StreamMeans = {
  readonly view: () => RecordView | Promise<RecordView>
  readonly today: () => PlainDate
  /** How often the newest record is looked at; it costs nothing where the record has not grown. */
  readonly everyMs?: number
  /** How often a comment shows that the stream is alive. */
  readonly aliveMs?: number
  /** Streams that may be open at once in this process. */
  readonly most?: number
  /** Who asks; then nobody but the machine itself has more than twenty of them. */
  readonly clientOf?: ClientOf | undefined
  /** A stream that has shown no sign of life for so long counts as closed: only where a request may end without a word, as
   *  at the edge. */
  readonly lostMs?: number | undefined
  /** Whether the program was told to stop: then each stream ends, and its reader comes back elsewhere or later, to go on
   *  from the last id. */
  readonly isStopping?: () => boolean
}

const EVERY_MS = 500
const ALIVE_MS = 15_000
const MOST = 1_000
const MOST_OF_CLIENT = 20
const RETRY_MS = 3_000

function seqIn(c: Context, query: URLSearchParams, view: RecordView): number {
  const given = c.req.header('last-event-id') ?? query.get('since')
  if (given === null) return view.record.head.seq
  if (/^\d{1,15}$/.test(given)) return Number(given)
  throw new InputError([
    { field: 'since', value: given, accepted: 'the seq of an event, as Last-Event-ID or since' },
  ])
}

/** A function that says whether an event passes the filter: what the depositary only states is of no kind, and passes
 *  where none is asked for. Groups are those of today. */
function wantedIn(filter: FeedFilter, view: RecordView, today: PlainDate): (event: RecordEvent) => boolean {
  const { treaties, kinds } = filter
  const names = actNames(view, today)
  const isOfKind = (event: RecordEvent): boolean => {
    const kind = kinds === STREAM_KINDS ? null : actFact(event, names)?.detail.kind
    return kind === null || kinds.some((one) => one === kind)
  }
  return (event) =>
    (treaties.length === 0 || treaties.includes(event.treaty)) &&
    isAboutThem(filter, { participant: names.participantOf(event), groups: names.groupsOf(event) }) &&
    isOfKind(event)
}

type OpenStream = { readonly client: string; aliveAt: number }

/** Counts the streams that are open, of everybody and of each client. */
function countStreams({ most = MOST, clientOf, lostMs = Number.POSITIVE_INFINITY }: StreamMeans) {
  const open = new Set<OpenStream>()
  const putAwayLost = (): void => {
    const now = performance.now()
    for (const one of open) if (now - one.aliveAt > lostMs) open.delete(one)
  }
  return {
    isFull: (client: string): boolean => {
      putAwayLost()
      if (open.size >= most) return true
      if (clientOf === undefined || isThisMachine(client)) return false
      return [...open].filter((one) => one.client === client).length >= MOST_OF_CLIENT
    },
    opened: (client: string): OpenStream => {
      const one = { client, aliveAt: performance.now() }
      open.add(one)
      return one
    },
    alive: (one: OpenStream): void => {
      one.aliveAt = performance.now()
      open.add(one)
    },
    closed: (one: OpenStream): void => {
      open.delete(one)
    },
  }
}

/** Answers with the events of the record as they are written, each with its `seq` as id, from the one after
 *  Last-Event-ID or `since` on, or from now on. The head of the stream bears the
 *  number from which it goes on, so that a reader that comes back with the last id it saw has missed nothing; where that
 *  id is ahead of the record, an event `reset` says so. */
export function eventStreaming(means: StreamMeans) {
  const { view, today, everyMs = EVERY_MS, aliveMs = ALIVE_MS, clientOf, isStopping = () => false } = means
  const streams = countStreams(means)
  return async (c: Context): Promise<Response> => {
    const query = new URLSearchParams(queryOf(c.req.url))
    const first = await view()
    const filter = readFeedFilter(query, first, { carried: STREAM_KINDS, also: ['since'] })
    let seq = seqIn(c, query, first)
    const client = clientOf === undefined ? '' : clientOf(c)
    if (streams.isFull(client)) {
      return problemResponse({
        kind: 'too-many-requests',
        detail: 'Too many streams are open. Try again in a minute.',
        instance: c.req.path,
        headers: { 'retry-after': '60' },
      })
    }
    for (const [name, value] of Object.entries(DATA_HEADERS)) c.header(name, value)
    c.header('cache-control', 'no-store')
    c.header('x-accel-buffering', 'no')
    const own = streams.opened(client)
    return streamSSE(c, async (stream) => {
      let quietMs = 0
      const { seq: head } = first.record.head
      // A record that was restored may be shorter than what the reader saw: its numbers will be given once more.
      const isAhead = seq > head
      if (isAhead) seq = head
      // Whoever comes back before the first event goes on from here.
      await stream.write(`retry: ${RETRY_MS}\nid: ${seq}\n\n`)
      if (isAhead) {
        await stream.writeSSE({ id: String(seq), event: 'reset', data: JSON.stringify({ seq }) })
      }
      try {
        while (!stream.aborted && !isStopping()) {
          streams.alive(own)
          const newest = await view()
          const { record } = newest
          const added = record.events.slice(seq)
          const isWanted = added.length === 0 ? () => false : wantedIn(filter, newest, today())
          for (const event of added) {
            if (isWanted(event)) {
              await stream.writeSSE({
                id: String(event.seq),
                event: event.action,
                data: JSON.stringify(answeredEvent(event)),
              })
            }
          }
          quietMs = added.length === 0 ? quietMs + everyMs : 0
          seq += added.length
          if (quietMs >= aliveMs) {
            await stream.write(`: ${record.head.seq}\n\n`)
            quietMs = 0
          }
          await stream.sleep(everyMs)
        }
      } finally {
        streams.closed(own)
      }
    })
  }
}
