import { expect, test } from 'vitest'
import { standingActs } from '../../src/pack/check-entry.ts'
import { chain, EMPTY_HEAD } from '../../src/record/chain.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { draft } from '../record/draft.ts'

const RECORDED = { head: EMPTY_HEAD, recordedAt: '2026-11-26T12:00:00.000Z' }
const ACT = draft({ id: 'act', action_date: '2003-07-01' })

function correction(id: string, corrects: string, day: string, known_on: string): EventDraft {
  return draft({ id, action: 'correction', corrects, action_date: day, known_on })
}

function daysOf(...drafts: EventDraft[]): (string | null)[] {
  return standingActs(chain([ACT, ...drafts], RECORDED)).map(({ action_date }) => action_date)
}

test('a correction of a correction stands when the one it corrects is retracted', () => {
  const first = correction('first', 'act', '2003-06-30', '2026-11-01')
  const second = correction('second', 'first', '2003-06-29', '2026-11-02')
  expect(daysOf(first, second)).toEqual(['2003-06-29'])
  const taken = draft({ id: 'taken', action: 'retraction', corrects: 'first', known_on: '2026-11-03' })
  expect(daysOf(first, second, taken)).toEqual(['2003-06-29'])
})

test('of two corrections the one known last holds, whichever was written last', () => {
  const later = correction('later', 'act', '2003-06-30', '2026-12-24')
  const sooner = correction('sooner', 'act', '2003-06-29', '2026-11-26')
  expect(daysOf(later, sooner)).toEqual(['2003-06-30'])
  expect(daysOf(sooner, later)).toEqual(['2003-06-30'])
})

test('a retracted act does not stand, whatever corrected it', () => {
  const mended = correction('mended', 'act', '2003-06-30', '2026-11-01')
  const gone = draft({ id: 'gone', action: 'retraction', corrects: 'act', known_on: '2026-11-02' })
  expect(daysOf(mended, gone)).toEqual([])
})
