import { readFileSync } from 'node:fs'

const CASES = new URL('./cases/', import.meta.url)

/** The bytes of a document kept beside the tests. */
export function caseBytes(file: string): Uint8Array {
  return readFileSync(new URL(file, CASES))
}
