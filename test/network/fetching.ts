import type { FetchLimits } from '../../src/depositary/fetch-limits.ts'
import type { FetchMeans } from '../../src/depositary/fetch-means.ts'
import { SourceError } from '../../src/depositary/source-error.ts'
import { httpExchange } from '../../src/network/http-exchange.ts'
import { hostTurns } from '../../src/outbound/host-turns.ts'

/** The source that every test watches; on no network. */
export const SOURCE = 'https://source.example/doc/Volume%20II/table.xml?lang=en'

export const MEBIBYTE = 1024 * 1024

/** Small, but for the time: a busy machine may take long. */
export const SMALL_LIMITS: FetchLimits = {
  connectMs: 8000,
  answerMs: 8000,
  wholeMs: 10_000,
  wireBytes: MEBIBYTE,
  decodedBytes: 2 * MEBIBYTE,
  redirects: 5,
  patienceMs: 60_000,
  believedMs: 7 * 24 * 60 * 60 * 1000,
}

export const START = Date.parse('2026-11-24T12:00:00Z')

/** Means with real sockets and with a clock that moves only when someone waits. A local copy stands in at `standIn`. */
export function madeMeans(
  given: Partial<FetchMeans> & { readonly standInAt?: string } = {},
): FetchMeans & { readonly waits: number[] } {
  const waits: number[] = []
  let clock = START
  const now = (): number => clock
  const advance = async (ms: number): Promise<void> => {
    clock += ms
  }
  const { standInAt, ...rest } = given
  return {
    exchange: httpExchange(),
    turns: hostTurns({ intervalMs: 1000, now, wait: advance }),
    limits: SMALL_LIMITS,
    retries: { tries: 1, firstMs: 1000, factor: 4, longestMs: 60_000 },
    allowed: ['https://source.example'],
    permitted: [],
    standIn: standInAt === undefined ? null : new URL(standInAt),
    userAgent: 'palermo-tracker/test',
    now,
    random: () => 0.5,
    wait: async (ms) => {
      waits.push(ms)
      clock += ms
    },
    signal: new AbortController().signal,
    ...rest,
    waits,
  }
}

/** The SourceError with which a fetch fails. */
export async function failureOf(fetching: Promise<unknown>): Promise<SourceError> {
  const ended = await fetching.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  )
  if (ended instanceof SourceError) return ended
  throw ended
}
