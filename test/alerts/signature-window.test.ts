import { expect, it } from 'vitest'
import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { changeOfDay } from '../../src/store/announce-days.ts'
import { viewOfAllPacks } from '../answers/real-record.ts'

const view = viewOfAllPacks()

function closingsOn(day: PlainDate): string[] {
  const { facts } = changeOfDay(view, day, day)
  return facts.flatMap(({ treaty, detail }) =>
    detail.kind === 'signature_closing' ? [`${day} ${treaty?.number}: ${detail.left} to ${detail.date}`] : [],
  )
}

it('the end of the Cybercrime Convention’s window for signature is announced 30, 7 and 1 days before and on the day, once each', () => {
  const first = plainDate('2026-11-25')
  const days = Array.from({ length: 45 }, (_, later) => addDays(first, later))
  expect(days.flatMap(closingsOn)).toEqual([
    '2026-12-01 XVIII-16: 30 to 2026-12-31',
    '2026-12-24 XVIII-16: 7 to 2026-12-31',
    '2026-12-30 XVIII-16: 1 to 2026-12-31',
    '2026-12-31 XVIII-16: 0 to 2026-12-31',
  ])
})
