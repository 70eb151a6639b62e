import { FETCH_LIMITS, FETCH_RETRIES, HOST_INTERVAL_MS } from '../depositary/fetch-limits.ts'
import type { FetchMeans } from '../depositary/fetch-means.ts'
import { watchedOrigins } from '../depositary/stand-in.ts'
import { type HostTurns, hostTurns } from '../outbound/host-turns.ts'
import { userAgent } from '../outbound/user-agent.ts'
import { waitInRealTime } from '../outbound/wait-in-real-time.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import { httpExchange } from './http-exchange.ts'

function turnsEvery(intervalMs: number): HostTurns {
  return hostTurns({ intervalMs, now: Date.now, wait: waitInRealTime })
}

/** One for all that this process fetches. A local copy is the operator's own and needs no pause between requests. */
const TURNS = { source: turnsEvery(HOST_INTERVAL_MS), standIn: turnsEvery(0) }

/** The means by which a process on Node fetches: real sockets, the usual limits, and only the hosts of the sources that
 *  are watched. */
export function fetchMeans(given: {
  readonly sources: readonly Pick<WatchedSource, 'address'>[]
  /** Base address of a local copy that is asked instead (`DEPOSITARY_URL`, read by `readStandIn`). */
  readonly standIn: URL | null
  readonly version: string
  readonly publicUrl: string | null
  readonly signal: AbortSignal
}): FetchMeans {
  const { sources, standIn, version, publicUrl, signal } = given
  return {
    exchange: httpExchange(),
    turns: standIn === null ? TURNS.source : TURNS.standIn,
    limits: FETCH_LIMITS,
    retries: FETCH_RETRIES,
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
