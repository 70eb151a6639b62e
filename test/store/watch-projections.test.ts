import { expect, test } from 'vitest'
import { viewChecked } from '../../src/answers/record-view.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { expectedThresholds } from '../../src/store/watch-projections.ts'
import { TODAY, viewOfAllPacks } from '../answers/real-record.ts'

/** As on a machine that has never looked at the depositary: of the open treaty nothing is known after 21 May 2026. */
const SILENT = viewChecked(viewOfAllPacks(), {
  checked_at: null,
  checked_by_treaty: {},
  source_as_at: null,
  stale: false,
})

function expected(today: ReturnType<typeof plainDate>) {
  return expectedThresholds(SILENT, today).map(({ treaty, day }) => `${treaty.slug} ${day}`)
}

test('while nothing is heard the day expected stays, and nobody is told that it moved', () => {
  const [day, ...others] = expected(TODAY)
  expect(others).toEqual([])
  expect(day).toMatch(/^cybercrime 20/)
  expect(expected(addDays(TODAY, 300))).toEqual([day])
})

test('no day is expected once the threshold may as likely as not have been met unheard', () => {
  expect(expected(plainDate('2039-01-01'))).toEqual([])
})
