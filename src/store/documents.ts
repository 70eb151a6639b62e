import type { Kysely } from 'kysely'
import { sha256Hex } from '../record/sha256.ts'
import type { Tables } from './tables.ts'

/** Keeps the exact bytes of a document and answers with their SHA-256, by which events cite it. Bytes that are kept
 *  already are not kept twice. */
export async function keepDocument(
  db: Kysely<Tables>,
  bytes: Uint8Array,
  keptAt: () => string = () => new Date().toISOString(),
): Promise<string> {
  const sha256 = sha256Hex(bytes)
  await db
    .insertInto('documents')
    .values({ sha256, bytes, kept_at: keptAt() })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
  return sha256
}

/** The bytes of a kept document; null where none has that SHA-256. */
export async function readDocument(db: Kysely<Tables>, sha256: string): Promise<Uint8Array | null> {
  const found = await db
    .selectFrom('documents')
    .select('bytes')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return found === undefined ? null : new Uint8Array(found.bytes)
}
