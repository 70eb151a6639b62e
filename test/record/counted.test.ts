import { expect, it } from 'vitest'
import { counted } from '../../src/record/counted.ts'

it.each([
  [0, '0 rows'],
  [1, '1 row'],
  [2, '2 rows'],
  [21, '21 rows'],
])('%d is told with what it is of: %s', (count, text) => {
  expect(counted(count, 'row')).toBe(text)
})
