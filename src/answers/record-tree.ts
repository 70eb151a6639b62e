import { growTree, type MerkleTree } from '../record/merkle-tree.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'

let newest: { readonly tree: MerkleTree; readonly hash: string } | null = null

/** The hash tree over the events of a record. The last one asked for is remembered and grows with the record. */
export function treeOfRecord({ events, head }: Pick<RecordSnapshot, 'events' | 'head'>): MerkleTree {
  const grows =
    newest !== null && (newest.tree.size === 0 || events[newest.tree.size - 1]?.hash === newest.hash)
  const known = grows && newest !== null ? newest.tree : null
  const added = events.slice(known === null ? 0 : known.size).map(({ hash }) => hash)
  const tree = known !== null && added.length === 0 ? known : growTree(known, added)
  newest = { tree, hash: head.hash }
  return tree
}
