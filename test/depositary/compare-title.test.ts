import { describe, expect, it } from 'vitest'
import { compareTitle } from '../../src/depositary/compare-title.ts'

const TREATIES = [
  { number: 'XL-7', title: 'Convention on the Keeping of Lighthouses' },
  {
    number: 'XL-7-b',
    title:
      'Protocol on the Painting of Lighthouses, supplementing the Convention on the Keeping of Lighthouses',
  },
]

describe('the title a page prints, beside the title on record', () => {
  it.each([
    [null, 'XL-7-b', 'same'],
    ['Protocol on the Painting of Lighthouses', 'XL-7-b', 'same'],
    ['Protocol on the Painting of Light…', 'XL-7-b', 'same'],
    ['Convention on the Keeping of Lighthouses', 'XL-7', 'same'],
    ['CONVENTION on the keeping  of lighthouses.', 'XL-7', 'same'],
    ['Convention on the Safe Keeping of Lighthouses', 'XL-7', 'other_words'],
    ['Convention on the Keeping of Light Houses', 'XL-7', 'other_words'],
    ['Convention on the Keeping of Lighthouses', 'XL-7-b', 'another'],
    ['Agreement on the Privileges of Pilots', 'XL-7', 'another'],
    ['Protocol', 'XL-7-b', 'another'],
    ['Convention', 'XL-9', 'same'],
  ] as const)('%s under %s: %s', (printed, number, expected) => {
    expect(compareTitle(printed, number, TREATIES)).toBe(expected)
  })
})
