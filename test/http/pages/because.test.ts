import { expect, test } from 'vitest'
import { answer, readQuestion } from '../../../src/answers/ask.ts'
import { projection } from '../../../src/answers/projection.ts'
import { knownReason } from '../../../src/http/pages/projection/because-words.ts'
import { LANGUAGES } from '../../../src/http/pages/text/languages.ts'
import { textIn } from '../../../src/http/pages/text/text.ts'
import { TODAY, viewOfAllPacks } from '../../answers/real-record.ts'

const text = textIn(LANGUAGES[0])
const view = viewOfAllPacks()
const DAYS = [
  '2000-12-11',
  '2000-12-12',
  '2001-06-05',
  '2003-06-30',
  '2018-01-20',
  '2025-11-01',
  '2030-01-01',
]

/** Every reason that the projections of all treaties give on these days, for everyone and for one group. */
function reasons(): string[] {
  const found = new Set<string>()
  for (const { slug, adopted } of view.treaties) {
    for (const day of DAYS.filter((one) => one >= adopted)) {
      for (const more of [[], [['group', 'g20'] as const]]) {
        const question = readQuestion(projection, [['t', slug], ['as_of', day], ...more], {
          view,
          today: TODAY,
        })
        const { entry_into_force, threshold_met, milestones, floors } = answer(projection, question)
        for (const one of [entry_into_force, threshold_met, ...milestones, ...floors]) {
          if (one.because !== null && one.date === null) found.add(one.because)
        }
      }
    }
  }
  return [...found]
}

test('every reason why nothing can be foretold has its message', () => {
  const given = reasons()
  expect(given.length).toBeGreaterThan(3)
  expect(given.filter((because) => knownReason(text, because) === null)).toEqual([])
  expect(
    knownReason(text, '2030-01-01 has not come yet, and what is deposited until then is not known'),
  ).toBe('1 January 2030 has not come yet, and what is deposited until then is not known')
  expect(knownReason(text, 'because I say so')).toBeNull()
})
