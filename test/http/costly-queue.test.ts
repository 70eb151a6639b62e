import { describe, expect, it } from 'vitest'
import { type Costly, costlyQueue } from '../../src/http/costly-queue.ts'

/** Work that takes the clock on by so many milliseconds. */
function working(longestMs: number) {
  let at = 0
  const queue = costlyQueue({ longestMs, now: () => at })
  const done: string[] = []
  const work = (name: string, ms: number, more: Partial<Costly<string>> = {}) =>
    queue({
      work: () => {
        at += ms
        done.push(name)
        return name
      },
      client: 'one',
      rests: false,
      isGone: () => false,
      ...more,
    })
  return { work, done, passes: (ms: number) => (at += ms) }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('costly work', () => {
  it('is begun at once where nothing waits, in order, and lets others in between', async () => {
    const { work, done } = working(1_000)
    const all = ['a', 'b', 'c'].map((name) => work(name, 10))
    expect(done).toEqual(['a'])
    await nextTurn()
    expect(done).toEqual(['a'])
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c'])
    expect(done).toEqual(['a', 'b', 'c'])
  })

  it('of one client after the other, however much one of them asks for at once', async () => {
    const { work, done } = working(1_000)
    const many = Array.from({ length: 60 }, (_, place) => work(`a${place}`, 10))
    const other = [work('b0', 10, { client: 'other' }), work('b1', 10, { client: 'other' })]
    await Promise.all([...many, ...other, work('c0', 10, { client: 'third' })])
    expect(done.slice(0, 7)).toEqual(['a0', 'a1', 'b0', 'c0', 'a2', 'b1', 'a3'])
    expect(done).toHaveLength(63)
  })

  it('of a client that rests comes after as long as the one before took, and another need not wait for that', async () => {
    const { work, done, passes } = working(1_000)
    const rests = { rests: true }
    const all = [work('a', 20, rests), work('b', 20, rests)]
    for (let turn = 0; turn < 5; turn += 1) await nextTurn()
    expect(done).toEqual(['a'])
    expect(await work('c', 1, { client: 'other' })).toBe('c')
    passes(20)
    expect(await Promise.all(all)).toEqual(['a', 'b'])
    expect(done).toEqual(['a', 'c', 'b'])
  })

  it('is not begun when it has waited for too long, and what comes later is', async () => {
    const { work, done } = working(9)
    const all = [work('a', 10), work('b', 10), work('c', 10)]
    expect(await Promise.all(all)).toEqual(['a', 'b', 'too late'])
    expect(await work('d', 10)).toBe('d')
    expect(done).toEqual(['a', 'b', 'd'])
  })

  it('is not begun for who has gone, who is asked how long it waited', async () => {
    const { work, done } = working(1_000)
    const waited: number[] = []
    const isGone = (waitedMs: number) => waited.push(waitedMs) > 0
    const all = [work('a', 10), work('b', 10), work('nobody reads it', 1, { isGone }), work('c', 1)]
    expect(await Promise.all(all)).toEqual(['a', 'b', 'gone', 'c'])
    expect([done, waited]).toEqual([['a', 'b', 'c'], [10]])
  })

  it('that waits for something else holds nothing up, and a fault is that of its own', async () => {
    const { work } = working(1_000)
    let end: (value: string) => void = () => undefined
    const slow = work('slow', 0, { work: () => new Promise<string>((resolve) => (end = resolve)) })
    const broken = work('broken', 0, { work: () => Promise.reject(new Error('its own')) })
    await expect(broken).rejects.toThrow('its own')
    expect(await work('quick', 1)).toBe('quick')
    end('slow')
    expect(await slow).toBe('slow')
  })
})
