import { expect, it } from 'vitest'
import { factsBetween } from '../../src/alerts/facts-between.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { treatyStateOf } from '../../src/store/treaty-states.ts'
import { draft, viewOfAllPacks } from '../answers/real-record.ts'

it('the first dated deposit under the Cybercrime Convention, beside one of an unknown day, leaves 38 to go', () => {
  const day = plainDate('2026-12-01')
  const deposit = draft({
    id: 'first-deposit',
    treaty: 'XVIII-16',
    participant: 'JPN',
    action: 'ratification',
    action_date: day,
  })
  const stateOf = (view: ReturnType<typeof viewOfAllPacks>) => {
    const treaty = view.treaties.find(({ number }) => number === 'XVIII-16')
    if (treaty === undefined) throw new Error('the pack is not there')
    return treatyStateOf(view, treaty, { asOf: day, knownAt: day })
  }
  const { told } = factsBetween(stateOf(viewOfAllPacks()), stateOf(viewOfAllPacks([deposit])), {
    mended: false,
  })
  expect(told.map(({ detail }) => detail)).toContainEqual(
    expect.objectContaining({ kind: 'to_go', counted: 2, remaining: 38 }),
  )
})
