import { fetchExchange } from '../outbound/fetch-exchange.ts'
import { hostTurns } from '../outbound/host-turns.ts'
import { userAgent } from '../outbound/user-agent.ts'
import { waitInRealTime } from '../outbound/wait-in-real-time.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import { FETCH_LIMITS, FETCH_RETRIES, HOST_INTERVAL_MS } from './fetch-limits.ts'
import type { FetchMeans } from './fetch-means.ts'
import { watchedOrigins } from './stand-in.ts'

/** The means by which an edge fetches watched pages: the platform's own `fetch`, only the hosts of these sources, the
 *  usual limits. A page that failed is not asked again in the same wake-up, which is short, but by its own timetable. Made
 *  anew for each run: what waits there belongs to one wake-up. */
export function edgeFetchMeans(given: {
  readonly sources: readonly Pick<WatchedSource, 'address'>[]
  /** Base address of a local copy that is asked instead; null where there is none. */
  readonly standIn: URL | null
  readonly version: string
  readonly publicUrl: string
  readonly signal: AbortSignal
}): FetchMeans {
  const { sources, standIn, version, publicUrl, signal } = given
  const intervalMs = standIn === null ? HOST_INTERVAL_MS : 0
  return {
    exchange: fetchExchange(),
    turns: hostTurns({ intervalMs, now: Date.now, wait: waitInRealTime }),
    limits: FETCH_LIMITS,
    retries: { ...FETCH_RETRIES, tries: 1 },
    allowed: watchedOrigins(sources),
    permitted: [],
    standIn,
    userAgent: userAgent({ version, publicUrl }),
    now: Date.now,
    random: Math.random,
    wait: waitInRealTime,
    signal,
  }
}
