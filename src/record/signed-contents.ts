import type { Head } from './chain.ts'
import { checkpointText } from './checkpoint.ts'
import { type MerkleTree, rootHash } from './merkle-tree.ts'
import { type NoteSigner, verifierText } from './note-key.ts'
import { sha256Hex } from './sha256.ts'
import { signNote } from './signed-note.ts'

/** One part of an export: a table or a file, how many rows it has, and the SHA-256 of its bytes in hex. */
export type ExportPart = { readonly name: string; readonly rows: number; readonly sha256: string }

/** What an export carries so that whoever has it can tell that nothing was changed since, and by whom it was signed. */
export type ExportProof = {
  /** Signed note: size and root of the hash tree over the events. */
  readonly checkpoint: string
  /** Signed note: rows and SHA-256 of every part. */
  readonly contents: string
  /** The public keys, as `name+hash+key`. Whoever wants to know who signed takes the key from elsewhere. */
  readonly keys: readonly string[]
}

/** What is signed, before the files, of a manifest that is a file of its own: all of it but the proof that goes into it. */
export function manifestPart(manifest: { readonly files: readonly unknown[] }): ExportPart {
  return {
    name: 'manifest.json',
    rows: manifest.files.length,
    sha256: sha256Hex(JSON.stringify(manifest)),
  }
}

/** The text that is signed of an export: origin, head of the record, a line for each part. */
export function contentsText(origin: string, head: Head, parts: readonly ExportPart[]): string {
  const lines = parts.map(({ name, rows, sha256 }) => `${name} ${rows} ${sha256}\n`)
  return `${origin}/export\nhead ${head.seq} ${head.hash}\n${lines.join('')}`
}

/** Signs what an export holds; null where there is no key. */
export async function signExport(
  {
    head,
    tree,
    parts,
  }: { readonly head: Head; readonly tree: MerkleTree; readonly parts: readonly ExportPart[] },
  signers: readonly NoteSigner[],
): Promise<ExportProof | null> {
  const [first] = signers
  if (first === undefined) return null
  const { name: origin } = first
  return {
    checkpoint: await signNote(
      checkpointText({ origin, size: head.seq, root: rootHash(tree, head.seq) }),
      signers,
    ),
    contents: await signNote(contentsText(origin, head, parts), signers),
    keys: signers.map(verifierText),
  }
}
