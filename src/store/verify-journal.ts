import { EMPTY_HEAD, type Head } from '../record/chain.ts'
import { oneLine } from '../record/one-line.ts'
import { sha256Hex } from '../record/sha256.ts'
import { verifyChain } from '../record/verify.ts'
import type { JournalEntry, JournalFile } from './journal-file.ts'

function faultOf(entry: JournalEntry | null, after: Head): string | null {
  if (entry === null) return 'it is none of a journal'
  if ('document' in entry) {
    const { sha256, bytes } = entry.document
    const found = sha256Hex(Buffer.from(bytes, 'base64'))
    return found === sha256 ? null : `the hash of its document is ${found}, expected ${sha256}`
  }
  const found = verifyChain([entry.event], null, after)
  return found.intact ? null : `${found.fault} is ${found.found}, expected ${found.expected}`
}

/** What is wrong with the first line of a journal that is not as it was written, in one line of text; null where all
 *  are. */
export async function verifyJournal(file: Pick<JournalFile, 'entries'>): Promise<string | null> {
  let last = EMPTY_HEAD
  let line = 0
  for await (const entry of file.entries()) {
    line += 1
    const fault = faultOf(entry, last)
    if (fault !== null) return oneLine(`line ${line}, behind event ${last.seq}: ${fault}`)
    if (entry !== null && 'event' in entry) last = { seq: entry.event.seq, hash: entry.event.hash }
  }
  return null
}
