import type { Exchange } from '../outbound/exchange.ts'
import type { HostTurns, Wait } from '../outbound/host-turns.ts'
import type { RetryPlan } from '../outbound/retry-plan.ts'
import type { WatchedForm } from '../record/watched-source.ts'
import type { FetchLimits } from './fetch-limits.ts'

/** What to look at: a watched source, or an address given by hand, whose form is not known. */
export type FetchTarget = { readonly address: string; readonly form: WatchedForm | null }

/** With what, and how far, sources are fetched. */
export type FetchMeans = {
  readonly exchange: Exchange
  /** One for all fetches of a process, so that no host is asked by two at once. */
  readonly turns: HostTurns
  readonly limits: FetchLimits
  readonly retries: RetryPlan
  /** Origins that may be asked, such as `https://example.org`; redirects too lead nowhere else. */
  readonly allowed: readonly string[]
  /** Ranges of addresses beside the open Internet that the operator permits. */
  readonly permitted: readonly string[]
  /** Base address of a local copy, which then is asked instead of every source. */
  readonly standIn: URL | null
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  readonly wait: Wait
  readonly signal: AbortSignal
}
