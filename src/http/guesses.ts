import { messageOf } from '../record/error-text.ts'
import { countRequest, secondsUsedUp } from '../store/count-requests.ts'
import { outageText } from '../store/outage.ts'
import type { Store } from '../store/store.ts'
import { limitAttempts } from './attempts.ts'

/** Counts the tokens of each client that were not accepted, here and in the database for all processes together. */
export type Guesses = {
  /** Seconds until the client may try another token, by what this process knows; 0 where it may. Waits for nothing. */
  readonly waitHere: (client: string) => number
  /** The same by what all processes have counted. */
  readonly waitEverywhere: (client: string) => Promise<number>
  /** Counts one, here at once; answers with the seconds that the client has to wait because of the others before it. */
  readonly failed: (client: string) => Promise<number>
}

const MOST = 10
const WITHIN_MS = 600_000

/** At most ten in ten minutes. `now` is in milliseconds since 1970. */
export function limitGuesses(store: Pick<Store, 'db'>, now: () => number): Guesses {
  const here = limitAttempts({ most: MOST, withinMs: WITHIN_MS, now })
  const limitOf = (client: string) => {
    return { what: 'token from', who: client, most: MOST, withinMs: WITHIN_MS, now: now() }
  }
  return {
    waitHere: here.wait,
    waitEverywhere: (client) => secondsUsedUp(store.db, limitOf(client)),
    failed: async (client) => {
      here.failed(client)
      const limit = limitOf(client)
      try {
        return (await countRequest(store.db, limit)) ? 0 : await secondsUsedUp(store.db, limit)
      } catch (error) {
        // A database that takes no writes at the moment: this process goes on counting.
        if (outageText(error) === null) throw new Error(`a guess: ${messageOf(error)}`, { cause: error })
        return 0
      }
    },
  }
}
