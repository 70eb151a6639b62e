import { type Kysely, sql } from 'kysely'
import type { MerkleTree } from '../record/merkle-tree.ts'
import { growTree } from '../record/merkle-tree.ts'
import { type NoteVerifier, readVerifier, verifierText } from '../record/note-key.ts'
import type { Tables } from './tables.ts'

/** A checkpoint as it was kept. */
export type KeptCheckpoint = { readonly size: number; readonly note: string; readonly signed_at: string }

/** Keeps a signed checkpoint for good, with the keys that it can be verified with. One that is kept already is not kept
 *  twice. */
export async function keepCheckpoint(
  db: Kysely<Tables>,
  { size, note }: Pick<KeptCheckpoint, 'size' | 'note'>,
  keys: readonly NoteVerifier[],
): Promise<void> {
  for (const key of keys) {
    await sql`insert into checkpoint_keys (verifier, first_used_at) values (${verifierText(key)}, clock_timestamp())
      on conflict (verifier) do nothing`.execute(db)
  }
  await sql`insert into checkpoints (size, note, signed_at) values (${size}, ${note}, clock_timestamp())
    on conflict (size, note) do nothing`.execute(db)
}

/** The kept checkpoints, the newest first, at most `limit`; those of fewer events than `below` where it is not null. */
export async function listCheckpoints(
  db: Kysely<Tables>,
  { below, limit }: { readonly below: number | null; readonly limit: number },
): Promise<readonly KeptCheckpoint[]> {
  const newest = db.selectFrom('checkpoints').selectAll().orderBy('size', 'desc').orderBy('signed_at', 'desc')
  return (below === null ? newest : newest.where('size', '<', below)).limit(limit).execute()
}

/** Every key that a checkpoint was ever signed with. */
export async function checkpointKeys(db: Kysely<Tables>): Promise<readonly NoteVerifier[]> {
  const rows = await db.selectFrom('checkpoint_keys').select('verifier').orderBy('first_used_at').execute()
  return rows.map(({ verifier }) => readVerifier(verifier))
}

const PAGE = 50_000

/** The hash tree over the first `size` events on record. */
export async function treeOnRecord(db: Kysely<Tables>, size: number): Promise<MerkleTree> {
  let tree = growTree(null, [])
  while (tree.size < size) {
    const page = await db
      .selectFrom('events')
      .select('hash')
      .where('seq', '>', tree.size)
      .where('seq', '<=', size)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    if (page.length === 0) throw new Error(`the record ends at ${tree.size}, before ${size}`)
    tree = growTree(
      tree,
      page.map(({ hash }) => hash),
    )
  }
  return tree
}
