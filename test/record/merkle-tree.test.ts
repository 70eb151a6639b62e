import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hexOf } from '../../src/record/hex.ts'
import {
  consistencyProof,
  growTree,
  inclusionProof,
  leafHash,
  rootHash,
} from '../../src/record/merkle-tree.ts'
import { provesConsistency, provesInclusion } from './merkle-proof.ts'

/** Entries and roots that the reference implementation of Certificate Transparency is tested with. */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

function hashes(count: number): string[] {
  return Array.from({ length: count }, (_, place) =>
    createHash('sha256').update(`event ${place}`).digest('hex'),
  )
}

describe('the hash tree', () => {
  test.each(ROOTS.map((root, place) => [place + 1, root] as const))(
    'of %i entries has its known root',
    (size, root) => {
      expect(hexOf(rootHash(growTree(null, ENTRIES), size))).toBe(root)
      expect(hexOf(rootHash(growTree(null, ENTRIES.slice(0, size))))).toBe(root)
    },
  )

  test('of nothing is the SHA-256 of nothing', () => {
    expect(hexOf(rootHash(growTree(null, [])))).toBe(createHash('sha256').digest('hex'))
  })

  test('grows in steps to the same root, and the earlier tree stays as it was', () => {
    const all = hashes(70)
    const whole = growTree(null, all)
    let tree = growTree(null, [])
    for (const hash of all) {
      const before = tree
      const root = hexOf(rootHash(before))
      tree = growTree(before, [hash])
      expect(hexOf(rootHash(before))).toBe(root)
      expect(hexOf(rootHash(tree))).toBe(hexOf(rootHash(whole, tree.size)))
    }
  })

  test('that grows in two ways out of one keeps them apart', () => {
    const early = growTree(null, hashes(5))
    const one = growTree(early, ['aa', 'bb', 'cc'])
    const other = growTree(early, ['dd', 'ee'])
    expect(hexOf(rootHash(one))).toBe(hexOf(rootHash(growTree(null, [...hashes(5), 'aa', 'bb', 'cc']))))
    expect(hexOf(rootHash(other))).toBe(hexOf(rootHash(growTree(null, [...hashes(5), 'dd', 'ee']))))
  })

  test('that grows by as many in two ways keeps them apart too', () => {
    const early = growTree(null, hashes(5))
    const [one, other] = [growTree(early, ['aa', 'bb']), growTree(early, ['cc', 'dd'])]
    expect(hexOf(rootHash(one))).toBe(hexOf(rootHash(growTree(null, [...hashes(5), 'aa', 'bb']))))
    expect(hexOf(rootHash(other))).toBe(hexOf(rootHash(growTree(null, [...hashes(5), 'cc', 'dd']))))
  })

  test.each([-1, 1.5, 6, Number.NaN])('has no first %d of five', (size) => {
    const tree = growTree(null, hashes(5))
    const wrong = new RangeError(`a tree of 5 leaves has no first ${size}`)
    expect(() => rootHash(tree, size)).toThrow(wrong)
    expect(() => inclusionProof(tree, 0, size)).toThrow(wrong)
    expect(() => consistencyProof(tree, 1, size)).toThrow(wrong)
  })

  test('has a proof only of what it holds', () => {
    const tree = growTree(null, hashes(5))
    expect(() => inclusionProof(tree, 3, 3)).toThrow(new RangeError('leaf 3 is not among the first 3'))
    expect(() => inclusionProof(tree, 5)).toThrow(new RangeError('leaf 5 is not among the first 5'))
    expect(() => consistencyProof(tree, 0, 3)).toThrow(
      new RangeError('the first 0 are not among the first 3'),
    )
    expect(() => consistencyProof(tree, 4, 3)).toThrow(
      new RangeError('the first 4 are not among the first 3'),
    )
    expect(consistencyProof(tree, 3, 3)).toEqual([])
  })
})

describe('a proof', () => {
  const tree = growTree(null, hashes(40))

  test('leads from every event to every root, and from no other', () => {
    for (let size = 1; size <= 40; size += 1) {
      const root = rootHash(tree, size)
      for (let place = 0; place < size; place += 1) {
        const proof = inclusionProof(tree, place, size)
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)))
        const leaf = { hash: leafHash(String(hashes(40)[place])), place }
        expect(provesInclusion(leaf, { size, root }, proof)).toBe(true)
        expect(provesInclusion({ ...leaf, hash: leafHash('00') }, { size, root }, proof)).toBe(false)
        expect(provesInclusion(leaf, { size, root: leafHash('00') }, proof)).toBe(false)
        expect(provesInclusion({ ...leaf, place: place + 1 }, { size, root }, proof)).toBe(false)
        expect(provesInclusion(leaf, { size, root }, [...proof, root])).toBe(false)
        if (proof.length > 0) expect(provesInclusion(leaf, { size, root }, proof.slice(1))).toBe(false)
      }
    }
  })

  test('shows every earlier tree to be the beginning of every later one, and no other', () => {
    for (let second = 1; second <= 40; second += 1) {
      for (let first = 1; first <= second; first += 1) {
        const proof = consistencyProof(tree, first, second)
        const one = { size: first, root: rootHash(tree, first) }
        const other = { size: second, root: rootHash(tree, second) }
        expect(provesConsistency(one, other, proof)).toBe(true)
        expect(provesConsistency({ ...one, root: leafHash('00') }, other, proof)).toBe(false)
        expect(provesConsistency(one, { ...other, root: leafHash('00') }, proof)).toBe(false)
        expect(provesConsistency(one, other, [...proof, leafHash('00')])).toBe(false)
      }
    }
  })

  test('of a record that was written anew does not hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), (size, changed, from) => {
        const first = 1 + (from % size)
        const place = changed % first
        const rewritten = hashes(size).map((hash, at) => (at === place ? leafHash('00') : hash))
        const forged = growTree(
          null,
          rewritten.map((hash) => (typeof hash === 'string' ? hash : hexOf(hash))),
        )
        const one = { size: first, root: rootHash(tree, first) }
        const other = { size, root: rootHash(forged, size) }
        expect(provesConsistency(one, other, consistencyProof(forged, first, size))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})
