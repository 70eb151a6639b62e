/** How often each client asks. */
export type ClientRates = {
  /** Counts a request. `wait` is in seconds, 0 where it may be answered; `headers` say how much is left (RateLimit
   *  header fields for HTTP). */
  readonly ask: (client: string) => {
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

/** Whoever asks from this machine itself is its operator, or comes through a proxy of the operator that was not named:
 *  then all readers would be one client, and the first who asks too often would shut the others out. */
function isThisMachine(client: string): boolean {
  return client.startsWith('127.') || client === '0:0:0:0::'
}

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
    ask: (client) => {
      if (isThisMachine(client)) return NOTHING
      const at = now()
      const window = windowOf(client, at)
      window.count += 1
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
