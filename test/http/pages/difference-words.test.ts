import { expect, test } from 'vitest'
import { RECORD_DIFFERENCE_CLASSES } from '../../../src/depositary/policy.ts'
import {
  differenceClassWords,
  explanationWords,
  knownWait,
} from '../../../src/http/pages/parts/difference-words.ts'
import { LANGUAGES } from '../../../src/http/pages/text/languages.ts'
import { textIn } from '../../../src/http/pages/text/text.ts'

const text = textIn(LANGUAGES[0])

test('every kind of difference has words of its own', () => {
  const words = RECORD_DIFFERENCE_CLASSES.map((name) => differenceClassWords(text, name))
  expect(words.filter((said, place) => said === RECORD_DIFFERENCE_CLASSES[place])).toEqual([])
  expect(new Set(words).size).toBe(words.length)
})

test.each([
  ['The record has 2003-07-01.', 'The record has 1 July 2003.'],
  ['The record has formal_confirmation.', 'The record has: formal confirmation.'],
  ['2001-05-01 is before the adoption on 2001-05-31.', '1 May 2001 is before the adoption on 31 May 2001.'],
  [
    'A reading made 1 days after the act did not have it.',
    'A reading made 1 day after the act did not have it.',
  ],
  ['The record does not have it. (new act)', 'The record does not have it. (New act)'],
  [
    'The document printed 41 parties before and prints 40 now.',
    'The document printed 41 Parties before and prints 40 now.',
  ],
])('the reason "%s" is said in words', (reason, words) => {
  expect(knownWait(text, reason)).toBe(words)
})

test('what waits says since when, what is decided by whom; words of people stay as they are', () => {
  expect(
    explanationWords(text, 'Waits since 2026-11-20T06:00:00.000Z: The row is there, the act is not.'),
  ).toBe('Waits since 20 November 2026 at 06:00 UTC. The row is there, the act is not.')
  expect(explanationWords(text, 'a.officer decided at 2026-11-20T06:00:00.000Z: a slip: really')).toBe(
    'Decided by a.officer on 20 November 2026 at 06:00 UTC: a slip: really',
  )
})
