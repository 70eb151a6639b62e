import * as z from 'zod'
import { hexOf } from '../record/hex.ts'
import { consistencyProof, rootHash } from '../record/merkle-tree.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { treeOfRecord } from './record-tree.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** The proof that the record of `first` events is the beginning of that of `second`. */
export const consistencyShape = z
  .object({
    first: z.object({ size: z.int().min(1), root: hash }),
    second: z.object({ size: z.int().min(1), root: hash }),
    proof: z.array(hash).describe('Hashes of RFC 9162, section 2.1.4.'),
  })
  .meta({ id: 'Consistency', description: 'Shows that one state of the record is the beginning of another.' })

/** Proves that the record when it had `first` events is the beginning of the record of `second`. */
export function proveConsistency(
  record: RecordSnapshot,
  { first, second }: { readonly first: number; readonly second: number },
): z.output<typeof consistencyShape> {
  const tree = treeOfRecord(record)
  const at = (size: number) => ({ size, root: hexOf(rootHash(tree, size)) })
  return { first: at(first), second: at(second), proof: consistencyProof(tree, first, second).map(hexOf) }
}
