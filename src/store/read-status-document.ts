import type { Reading, ReadingContext } from '../depositary/read-document.ts'

/** What a document says. The parsers of all forms are read with the first document: a server that reads none starts
 *  without them. */
export async function readStatusDocument(bytes: Uint8Array, context: ReadingContext): Promise<Reading> {
  const { readDocument } = await import('../depositary/read-document.ts')
  return readDocument(bytes, context)
}
