import { nodeHash } from '../../src/record/merkle-tree.ts'

/** What somebody who does not have the record can check: RFC 9162, sections 2.1.3.2 and 2.1.4.2. */

function isSame(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && one.length === other.length && one.every((byte, place) => byte === other[place])
}

/** Whether the proof leads from a leaf, at `place` of `size`, to the root. */
export function provesInclusion(
  leaf: { readonly hash: Uint8Array; readonly place: number },
  tree: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (leaf.place >= tree.size) return false
  let place = leaf.place
  let last = tree.size - 1
  let hash = leaf.hash
  for (const sibling of proof) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash)
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(hash, sibling)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && isSame(hash, tree.root)
}

type Root = { readonly size: number; readonly root: Uint8Array }

function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size))
}

/** Whether the proof shows the first tree to be the beginning of the second. */
export function provesConsistency(first: Root, second: Root, proof: readonly Uint8Array[]): boolean {
  if (first.size < 1 || first.size > second.size) return false
  if (first.size === second.size) return proof.length === 0 && isSame(first.root, second.root)
  const hashes = isPowerOfTwo(first.size) ? [first.root, ...proof] : [...proof]
  let place = first.size - 1
  let last = second.size - 1
  while (place % 2 === 1) {
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  const [start, ...rest] = hashes
  if (start === undefined) return false
  let before = start
  let after = start
  for (const hash of rest) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      before = nodeHash(hash, before)
      after = nodeHash(hash, after)
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else after = nodeHash(after, hash)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && isSame(before, first.root) && isSame(after, second.root)
}
