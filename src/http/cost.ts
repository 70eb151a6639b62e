/** What is made anew takes the whole program for a moment; it counts as so many requests. Measured on one processor: 6 ms
 *  to a quarter of a second for the first, 10 to 20 for the second, up to 10 for the third, below 2 for the rest. */
const COSTS: readonly (readonly [RegExp, number])[] = [
  // What is reckoned or drawn.
  [/\/projection(?=[/?.]|$)|\.(xlsx|png)(?=[?]|$)/, 25],
  // Files of the whole record.
  [/\/v1\/(export\/|calendar\.ics(?=[?]|$)|events(\.\w+)*(?=[?]|$))/, 10],
  // Pages that answer a question; without one they are ready. Those of one's own subscription and the desk answer none.
  [/^(?!\w+:\/\/[^/]*\/(?:v1|alerts|desk)\/)[^?]*\?./, 5],
]
const ENCODED = /%([0-7][0-9a-f])/gi

/** What costs less is made as it comes. */
export const QUEUED = 5
/** Whoever asks for what costs so much has the next of it after a pause: a page takes less than the pause would. */
export const RESTED_AFTER = 10

/** As how many requests one counts, by its whole address. However its letters are written: the address is decoded before
 *  it is answered, so it is before it is counted. */
export function costOf(url: string): number {
  const read = url.replace(ENCODED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  const found = COSTS.find(([address]) => address.test(url) || address.test(read))
  return found === undefined ? 1 : found[1]
}
