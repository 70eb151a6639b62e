import { oneLine } from './one-line.ts'
import type { BrokenChain } from './verify.ts'

/** The first thing that does not fit, in a sentence. What was found comes from the damaged record, so it steers no
 *  terminal. */
export function brokenText({ seq, id, fault, expected, found }: BrokenChain): string {
  const what = seq === 0 ? 'A document that no event cites' : `Event ${seq}${id === null ? '' : ` (${id})`}`
  return oneLine(`${what} does not fit: ${fault} is ${found}, expected ${expected}.`)
}
