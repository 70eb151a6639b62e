import { describe, expect, it } from 'vitest'
import { compareTitle } from '../../src/depositary/compare-title.ts'

const TREATIES = [
  { number: 'XXX-7', title: 'Convention on the Keeping of Lighthouses' },
  {
    number: 'XXX-7-b',
    title:
      'Protocol on the Painting of Lighthouses, supplementing the Convention on the Keeping of Lighthouses',
  },
]

describe('the title a page prints, beside the title on record', () => {
  it.each([
    [null, 'XXX-7-b', 'same'],
    ['Protocol on the Painting of Lighthouses', 'XXX-7-b', 'same'],
    ['Protocol on the Painting of Light…', 'XXX-7-b', 'same'],
    ['Convention on the Keeping of Lighthouses', 'XXX-7', 'same'],
    ['CONVENTION on the keeping  of lighthouses.', 'XXX-7', 'same'],
    ['Convention on the Safe Keeping of Lighthouses', 'XXX-7', 'other_words'],
    ['Convention on the Keeping of Light Houses', 'XXX-7', 'other_words'],
    ['Convention on the Keeping of Lighthouses', 'XXX-7-b', 'another'],
    ['Agreement on the Privileges of Pilots', 'XXX-7', 'another'],
    ['Protocol', 'XXX-7-b', 'another'],
    ['Convention', 'XXX-9', 'same'],
  ] as const)('%s under %s: %s', (printed, number, expected) => {
    expect(compareTitle(printed, number, TREATIES)).toBe(expected)
  })
})
