import { describe, expect, it } from 'vitest'
import { lazyList } from '../../src/answers/lazily.ts'

describe('a list whose values are worked out when they are read', () => {
  it('works out what is read and nothing else, and each once', () => {
    const made: number[] = []
    const list = lazyList(
      [0, 1, 2].map((place) => () => {
        made.push(place)
        return place * 10
      }),
    )
    expect(list).toHaveLength(3)
    expect(made).toEqual([])
    expect([list[1], list[1]]).toEqual([10, 10])
    expect(made).toEqual([1])
    expect(JSON.stringify(list)).toBe('[0,10,20]')
    expect(made.toSorted()).toEqual([0, 1, 2])
  })
})
