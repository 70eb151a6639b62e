import * as z from 'zod'

const broken = z.strictObject({
  intact: z.literal(false),
  seq: z.int().min(0),
  id: z.string().nullable(),
  fault: z.enum(['seq', 'prev_hash', 'hash', 'missing', 'head', 'document']),
  expected: z.string(),
  found: z.string(),
})

const left = z.strictObject({
  /** The last event up to which the chain was found to fit. */
  fits: z.strictObject({ seq: z.int().min(0), hash: z.string() }),
  /** SHA-256 of the last document that was recomputed, '' before the first; null while events are still looked at. */
  document: z.string().nullable(),
  /** How many documents were recomputed. */
  documents: z.int().min(0),
  /** The earliest fault that was found so far. */
  broken: broken.nullable(),
})

/** How far a verification of the record has come. */
export type VerificationLeft = Readonly<z.output<typeof left>>

/** Reads what was kept of a verification. null where it is of another version of the program. */
export function readVerificationLeft(kept: string): VerificationLeft | null {
  return left.safeParse(JSON.parse(kept)).data ?? null
}
