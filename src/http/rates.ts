import { isThisMachine } from './client.ts'

/** How often each client asks. */
export type ClientRates = {
  /** Counts a request, as `cost` of them where its answer takes more; one may always be had in a minute. `wait` is in seconds,
   *  0 where it may be answered; `headers` say how much is left (RateLimit header fields for HTTP). */
  readonly ask: (
    client: string,
    cost?: number,
  ) => {
    readonly wait: number
    readonly headers: Readonly<Record<string, string>>
  }
}

/** Requests of one client in a minute, where nothing else is said. */
export const USUAL_RATE = 3_000

type Window = { count: number; readonly until: number }

const MINUTE_MS = 60_000
const CLIENTS_KEPT = 50_000
const NOTHING = { wait: 0, headers: {} } as const

/** At most so many requests of a client in each minute, counted in this process. */
export function limitRates({
  perMinute,
  now,
}: {
  readonly perMinute: number
  readonly now: () => number
}): ClientRates {
  const clients = new Map<string, Window>()
  const policy = `"client";q=${perMinute};w=${MINUTE_MS / 1000}`
  const windowOf = (client: string, at: number): Window => {
    const found = clients.get(client)
    if (found !== undefined && found.until > at && found.until <= at + MINUTE_MS) return found
    const oldest = clients.size >= CLIENTS_KEPT ? clients.keys().next() : undefined
    if (oldest !== undefined && !oldest.done) clients.delete(oldest.value)
    const begun = { count: 0, until: at + MINUTE_MS }
    clients.delete(client)
    clients.set(client, begun)
    return begun
  }
  return {
    ask: (client, cost = 1) => {
      if (isThisMachine(client)) return NOTHING
      const at = now()
      const window = windowOf(client, at)
      window.count += Math.min(cost, perMinute)
      const seconds = Math.ceil((window.until - at) / 1000)
      const left = Math.max(0, perMinute - window.count)
      return {
        wait: window.count > perMinute ? seconds : 0,
        headers: {
          'ratelimit-policy': policy,
          ratelimit: `"client";r=${left};t=${seconds}`,
        },
      }
    },
  }
}
