import { describe, expect, it } from 'vitest'
import { reachesShare, shareShown, weightLists } from '../../src/law/exact-share.ts'

describe('weights', () => {
  it('are whole numbers of the smallest decimal place in their list', () => {
    const list = weightLists([
      { weights: 'W', participant: 'AAA', weight: '17.4' },
      { weights: 'W', participant: 'BBB', weight: '0.25' },
      { weights: 'V', participant: 'AAA', weight: '3' },
    ])
    expect(list.get('W')?.weights).toEqual(
      new Map([
        ['AAA', 1740n],
        ['BBB', 25n],
      ]),
    )
    expect(list.get('V')?.weights).toEqual(new Map([['AAA', 3n]]))
  })

  it('may be more than a function takes arguments', () => {
    const rows = Array.from({ length: 130_000 }, (_, place) => ({
      weights: 'W',
      participant: `P${place}`,
      weight: '0.5',
    }))
    expect(weightLists(rows).get('W')?.weights.get('P129999')).toBe(5n)
  })

  it('reach a share exactly where binary fractions would not', () => {
    // In binary fractions 0.55 of 100 is a little more than 55.
    expect(reachesShare(55n, 100n, 0.55)).toBe(true)
    expect(reachesShare(549n, 1_000n, 0.55)).toBe(false)
    expect(reachesShare(0n, 0n, 0.1)).toBe(false)
    expect(shareShown(0n, 0n)).toBe(0)
  })
})
