import type { FetchMeans } from '../depositary/fetch-means.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import { fetchMeans } from './fetch-means.ts'

/** Where pages are fetched, and under which name. */
export type Fetching = {
  /** Base address of a local copy that is asked instead of the sources; null where there is none. */
  readonly standIn: URL | null
  /** Address under which others reach us; null where it is not said. */
  readonly publicUrl: string | null
}

/** The means to fetch watched pages with, as the scheduled jobs take them. */
export function fetchingWith(
  { standIn, publicUrl }: Fetching,
  version: string,
): (sources: readonly WatchedSource[], signal: AbortSignal) => FetchMeans {
  return (sources, signal) => fetchMeans({ sources, standIn, version, publicUrl, signal })
}
