import { expect, test } from 'vitest'
import { oneLine } from '../../src/record/one-line.ts'

test.each([
  ['a\nb\r\nc', 'a\\u000ab\\u000d\\u000ac'],
  ['\u001b[2Jgone', '\\u001b[2Jgone'],
  ['\u0085\u009b31m\u2028\u2029\0', '\\u0085\\u009b31m\\u2028\\u2029\\u0000'],
  ['Côte d’Ivoire 😀', 'Côte d’Ivoire 😀'],
  ['\ud800', '\\ud800'],
])('%j is one line in a log', (text, line) => {
  expect(oneLine(text)).toBe(line)
})

test('a text without end is cut', () => {
  expect(oneLine('x'.repeat(1_000_000))).toHaveLength(4_001)
})
