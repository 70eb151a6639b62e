import { InputError } from '../law/input-error.ts'

const LONGEST_MS = 60_000

/** Asks the server that holds the data directory. Throws InputError where it does not answer. */
export async function fetchAnswer(address: URL): Promise<Response> {
  try {
    return await fetch(address, { signal: AbortSignal.timeout(LONGEST_MS) })
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error
    const accepted =
      'an answer of the server that holds the data directory; it gives none, ask again in a moment'
    throw new InputError([{ field: 'DATA_DIR', value: address.origin, accepted }])
  }
}
