import { InputError } from '../law/input-error.ts'

const LONGEST_MS = 60_000

const HOLDER: Unanswered = {
  field: 'DATA_DIR',
  accepted: 'an answer of the server that holds the data directory; it gives none, ask again in a moment',
}

/** What is said of an address that gives no answer. */
type Unanswered = { readonly field: string; readonly accepted: string }

/** Asks the server that holds the data directory, or whatever `unanswered` speaks of. Throws InputError where it does not
 *  answer. */
export async function fetchAnswer(
  address: URL,
  asked: RequestInit = {},
  { field, accepted }: Unanswered = HOLDER,
): Promise<Response> {
  try {
    return await fetch(address, { ...asked, signal: AbortSignal.timeout(LONGEST_MS) })
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error
    throw new InputError([{ field, value: address.origin, accepted }])
  }
}
