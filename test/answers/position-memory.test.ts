import { describe, expect, test } from 'vitest'
import type { Position } from '../../src/answers/position.ts'
import { type PositionMemory, rememberPositions } from '../../src/answers/position-memory.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { realView } from './real-record.ts'

const view = realView()
const [treaty] = view.treaties
if (treaty === undefined) throw new Error('a treaty is expected')
const law = view.lawOf(treaty)

function positionOn(days: number): Position {
  const day = addDays(plainDate('2001-01-01'), days)
  return law.positionAt({ asOf: day, knownAt: day })
}

function keep(memory: PositionMemory, stretch: number, position: Position): void {
  memory.keep(stretch, position, position.rows.size + position.evaluation.ledger.length)
}

describe('remembered positions', () => {
  test('hold no more rows than they may, and keep those asked for lately', () => {
    const most = 5_000
    const memory = rememberPositions(most)
    const first = positionOn(4_000)
    keep(memory, -1, first)
    for (let place = 0; place < 200; place += 1) {
      keep(memory, place, positionOn(place * 40))
      expect(memory.rowsHeld()).toBeLessThanOrEqual(most)
      expect(memory.find(-1)).toBe(first)
    }
    expect(memory.find(0)).toBeUndefined()
    expect(memory.find(199)).toBe(positionOn(199 * 40))
  })

  test('one that is larger than all may be is kept alone', () => {
    const memory = rememberPositions(1)
    keep(memory, 1, positionOn(100))
    keep(memory, 2, positionOn(5_000))
    expect(memory.find(1)).toBeUndefined()
    expect(memory.find(2)).toBe(positionOn(5_000))
  })

  test('the same stretch twice counts once', () => {
    const memory = rememberPositions(1_000_000)
    keep(memory, 1, positionOn(5_000))
    const held = memory.rowsHeld()
    keep(memory, 1, positionOn(5_000))
    expect(memory.rowsHeld()).toBe(held)
  })
})
