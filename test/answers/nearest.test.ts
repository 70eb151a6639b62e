import { describe, expect, test } from 'vitest'
import { nearest, nearestWord } from '../../src/answers/nearest.ts'

const STATES = [
  { value: 'TUR', spellings: ['TUR', 'Türkiye', 'Turkey'] },
  { value: 'CIV', spellings: ['CIV', "Côte d'Ivoire"] },
  { value: 'JPN', spellings: ['JPN', 'Japan'] },
]

describe('the nearest name', () => {
  test.each([
    { given: 'turkiye', found: 'TUR' },
    { given: 'Turky', found: 'TUR' },
    { given: 'cote d’ivoire', found: 'CIV' },
    { given: 'JPX', found: 'JPN' },
    { given: 'jap', found: 'JPN' },
  ])('$given is most like $found', ({ given, found }) => {
    expect(nearest(given, STATES)).toBe(found)
  })

  test('nothing is suggested for what is like nothing', () => {
    expect(nearest('qqqqqqqq', STATES)).toBeUndefined()
    expect(nearestWord('', ['a'])).toBeUndefined()
  })

  test('underscores and hyphens are spaces between words alone', () => {
    expect(nearestWord('smuggling-protocol', ['Smuggling Protocol'])).toBe('Smuggling Protocol')
    expect(nearestWord('__proto__', ['Protocol against the Smuggling of Migrants'])).toBeUndefined()
  })

  test('a text of any length is answered at once', () => {
    expect(nearestWord('x'.repeat(1_000_000), ['as_of'])).toBeUndefined()
  })
})
