import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { runJobNow, type Surroundings } from '../../jobs/run-job.ts'
import { watchDepositary } from '../../jobs/watch-depositary.ts'
import type { PlainDate } from '../../src/law/plain-date.ts'
import { fetchMeans } from '../../src/network/fetch-means.ts'
import { hostTurns } from '../../src/outbound/host-turns.ts'
import { decideDifferences } from '../../src/store/decide-differences.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { watchedPages } from '../../src/store/watched-pages.ts'
import { trial } from './job-on-trial.ts'

/** What each page sends on a day, by its address. */
export type ReplayDay = { readonly day: PlainDate; readonly pages: ReadonlyMap<string, Uint8Array> }

/** What came of one page on one day. */
export type Replayed = {
  readonly day: PlainDate
  readonly treaty: string
  /** `ALB ratification 2003-03-03` each. */
  readonly events: readonly string[]
  /** Differences that this reading found first: participant and class. */
  readonly waits: readonly string[]
  /** How many differences were noted and left. */
  readonly noted: number
  /** Why nothing of the page was read; null where it was. */
  readonly refused: string | null
}

/** A server that sends what it was given last, by path; every page that was not given is gone. */
async function startPages() {
  const pages = new Map<string, Uint8Array>()
  const server = createServer((request, response) => {
    const body = pages.get(String(request.url))
    if (body === undefined) return response.writeHead(404).end()
    const type = body[0] === 0x3c ? 'text/html' : 'text/csv'
    return response.writeHead(200, { 'content-type': type }).end(body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { pages, standIn: new URL(`http://127.0.0.1:${port}`), close: () => server.close() }
}

function fetchingFrom(standIn: URL, now: () => number): Surroundings['fetching'] {
  return (sources, signal) => ({
    ...fetchMeans({ sources, signal, version: '0', publicUrl: null, standIn }),
    turns: hostTurns({ intervalMs: 0, now, wait: async () => undefined }),
    retries: { tries: 1, firstMs: 1, factor: 1, longestMs: 1 },
    random: () => 0,
    now,
  })
}

async function lookedSince(store: Store, id: number) {
  return store.db
    .selectFrom('page_looks')
    .select(['id', 'page', 'treaty', 'document', 'said'])
    .where('id', '>', id)
    .orderBy('id')
    .execute()
}

/** Runs the job of the watch on each day in turn, over HTTP and into the database; after the first day an officer
 *  accepts everything that waits, because an empty record says nothing. Answers with what came of every later look. */
export async function replay(store: Store, days: readonly ReplayDay[]): Promise<Replayed[]> {
  const source = await startPages()
  const [first] = days
  if (first === undefined) throw new Error('nothing to replay')
  const { clock, surroundings } = trial(store, `${first.day}T12:00:00.000Z`)
  const now = () => Date.parse(clock.at)
  const fetching = fetchingFrom(source.standIn, now)
  const replayed: Replayed[] = []
  let seq = 0
  let look = 0
  try {
    for (const { day, pages } of days) {
      clock.at = `${day}T12:00:00.000Z`
      for (const [address, bytes] of pages) source.pages.set(new URL(address).pathname, bytes)
      await store.db.updateTable('page_states').set({ due_at: null }).execute()
      await runJobNow(watchDepositary, { ...surroundings, ...(fetching === undefined ? {} : { fetching }) })
      const looked = await lookedSince(store, look)
      const { events } = await loadRecord(store)
      const waiting = await keptDifferences(store.db, {
        states: ['waiting', 'gone', 'decided'],
        limit: 10_000,
      })
      const found = waiting.filter(({ found_at }) => Date.parse(found_at) === now())
      if (day === first.day) await acceptAll(store, now)
      else {
        replayed.push(
          ...looked.map((one) => ({
            day,
            treaty: one.treaty ?? '',
            events: events
              .slice(seq)
              .flatMap((event) => (event.document === one.document ? [told(event)] : [])),
            waits: found.flatMap(({ page, difference, decision }) =>
              page === one.page && decision === null
                ? [`${difference.participant ?? difference.name} ${difference.class}`.trim()]
                : [],
            ),
            noted: Number(/(\d+) ignored/.exec(one.said)?.[1] ?? 0),
            refused: one.said.startsWith('Refused') ? one.said : null,
          })),
        )
      }
      look = looked.at(-1)?.id ?? look
      seq = (await loadRecord(store)).head.seq
    }
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
    return replayed
  } finally {
    source.close()
  }
}

function told(event: {
  readonly participant: string | null
  readonly action: string
  readonly action_date: string | null
}): string {
  return `${event.participant} ${event.action} ${event.action_date}`
}

/** An officer accepts all that waits, page after page in the order of the packs. */
async function acceptAll(store: Store, now: () => number): Promise<void> {
  const officer = { name: 'an.officer', token: null }
  for (const { address } of await watchedPages(store.db)) {
    const kept = await keptDifferences(store.db, { states: ['waiting'], page: address })
    const decision = { ids: kept.map(({ id }) => id), kind: 'accept', reason: 'the first reading' } as const
    if (kept.length > 0) await decideDifferences(store, decision, { officer, now })
  }
}
