import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes } from '@noble/hashes/utils.js'

/** A hash tree over the events of a record (RFC 9162, section 2.1). The entry of a leaf is the 32 bytes of an event's
 *  hash, so the tree covers every field of every event, and their order. */
export type MerkleTree = {
  readonly size: number
  /** Hashes of whole subtrees: those of the leaves, of each two leaves, of each four … A tree that grew out of this one
   *  may have put further ones behind them. */
  readonly levels: Uint8Array[][]
}

const LEAF = new Uint8Array([0])
const NODE = new Uint8Array([1])

/** Hash of a leaf, of the hash of an event in hex. */
export function leafHash(eventHash: string): Uint8Array {
  return sha256.create().update(LEAF).update(hexToBytes(eventHash)).digest()
}

/** Hash of a node over its two children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(NODE).update(left).update(right).digest()
}

function hashIn(levels: Uint8Array[][], level: number, place: number): Uint8Array {
  const found = levels[level]?.[place]
  if (found === undefined) throw new RangeError(`no subtree ${place} on level ${level}`)
  return found
}

/** The rows of a tree to write behind; its own where nobody else has. */
function rowsToGrow(tree: MerkleTree | null): Uint8Array[][] {
  if (tree === null) return [[]]
  if (tree.levels[0]?.length === tree.size) return tree.levels
  return tree.levels.map((row, level) => row.slice(0, Math.floor(tree.size / 2 ** level)))
}

/** A tree extended by the hashes of further events; null: begun with them. */
export function growTree(tree: MerkleTree | null, eventHashes: Iterable<string>): MerkleTree {
  const levels = rowsToGrow(tree)
  let size = tree === null ? 0 : tree.size
  for (const eventHash of eventHashes) {
    const leaf = leafHash(eventHash)
    let place = size
    for (let level = 0, hash = leaf; ; level += 1) {
      const row = levels[level] ?? []
      levels[level] = row
      row[place] = hash
      if (place % 2 === 0) break
      hash = nodeHash(hashIn(levels, level, place - 1), hash)
      place = (place - 1) / 2
    }
    size += 1
  }
  return { size, levels }
}

/** The greatest power of two below `size`, as its exponent. */
function splitExponent(size: number): number {
  let exponent = 0
  while (2 ** (exponent + 1) < size) exponent += 1
  return exponent
}

/** Hash of the subtree over the leaves from `from` to before `to`. */
function rangeHash(tree: MerkleTree, from: number, to: number): Uint8Array {
  const size = to - from
  const level = Math.log2(size)
  if (Number.isInteger(level) && from % size === 0) return hashIn(tree.levels, level, from / size)
  const middle = from + 2 ** splitExponent(size)
  return nodeHash(rangeHash(tree, from, middle), rangeHash(tree, middle, to))
}

function requireSize(tree: MerkleTree, size: number): void {
  if (!Number.isInteger(size) || size < 0 || size > tree.size) {
    throw new RangeError(`a tree of ${tree.size} leaves has no first ${size}`)
  }
}

/** Root of the tree over the first `size` events; of none it is the SHA-256 of nothing. */
export function rootHash(tree: MerkleTree, size: number = tree.size): Uint8Array {
  requireSize(tree, size)
  return size === 0 ? sha256(new Uint8Array()) : rangeHash(tree, 0, size)
}

/** The hashes that lead from the leaf at `place` (0 first) to the root over the first `size` events. */
export function inclusionProof(tree: MerkleTree, place: number, size: number = tree.size): Uint8Array[] {
  requireSize(tree, size)
  if (place >= size) throw new RangeError(`leaf ${place} is not among the first ${size}`)
  const path = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return []
    const middle = from + 2 ** splitExponent(to - from)
    return place < middle
      ? [...path(from, middle), rangeHash(tree, middle, to)]
      : [...path(middle, to), rangeHash(tree, from, middle)]
  }
  return path(0, size)
}

/** The hashes that show the tree of the first `first` events to be the beginning of the tree of the first `second`.
 *  `first` is 1 or more. */
export function consistencyProof(tree: MerkleTree, first: number, second: number = tree.size): Uint8Array[] {
  requireSize(tree, second)
  if (first < 1 || first > second)
    throw new RangeError(`the first ${first} are not among the first ${second}`)
  const subproof = (from: number, to: number, known: boolean): Uint8Array[] => {
    if (first === to) return known ? [] : [rangeHash(tree, from, to)]
    const middle = from + 2 ** splitExponent(to - from)
    return first <= middle
      ? [...subproof(from, middle, known), rangeHash(tree, middle, to)]
      : [...subproof(middle, to, false), rangeHash(tree, from, middle)]
  }
  return subproof(0, second, true)
}
