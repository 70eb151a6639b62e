import { InputError } from '../law/input-error.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { type MerkleTree, rootHash } from './merkle-tree.ts'
import type { NoteSigner } from './note-key.ts'
import { readNote, type SignedNote, signNote } from './signed-note.ts'

/** What is said of the record when it had `size` events: the root of their hash tree (C2SP tlog-checkpoint). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** The text that is signed: origin, size, root. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** Reads a signed checkpoint. Throws InputError for anything else; the signature is not verified here. */
export function readCheckpoint(text: string): { readonly checkpoint: Checkpoint; readonly note: SignedNote } {
  const note = readNote(text)
  const [origin = '', count = '', encoded = ''] = note.text.split('\n')
  const root = fromBase64(encoded)
  if (origin !== '' && /^(0|[1-9]\d{0,14})$/.test(count) && root !== null && root.length === 32) {
    return { checkpoint: { origin, size: Number(count), root }, note }
  }
  throw new InputError([
    { field: 'checkpoint', value: null, accepted: 'lines with an origin, a size and a root in base64' },
  ])
}

/** Signs what the tree is at `size`. The origin is the name of the keys, which have one name. */
export async function signCheckpoint(
  tree: MerkleTree,
  signers: readonly [NoteSigner, ...NoteSigner[]],
  size: number = tree.size,
): Promise<string> {
  return signNote(checkpointText({ origin: signers[0].name, size, root: rootHash(tree, size) }), signers)
}
