import type { Claim } from '../../src/depositary/claim.ts'
import { type Reading, readDocument } from '../../src/depositary/read-document.ts'
import { MADE_NAMES } from './made-page.ts'

/** One claim in one line, as the tables of expected claims write it. */
export function said(claim: Claim): string {
  const ended = claim.withdrawn ? ' ended' : ''
  return `${claim.participant ?? '?'} ${claim.action ?? '?'} ${claim.action_date ?? '?'}${ended}`
}

export function claimsOf(reading: Reading): string[] {
  return reading.claims.map(said)
}

/** Reads a made document with the made names, on no particular day. */
export function readMade(bytes: Uint8Array): Reading {
  return readDocument(bytes, { names: MADE_NAMES, readOn: null })
}
