import { describe, expect, it } from 'vitest'
import { costlyQueue } from '../../src/http/costly-queue.ts'

/** Work that takes the clock on by so many milliseconds. */
function working(longestMs: number) {
  let at = 0
  const queue = costlyQueue({ longestMs, now: () => at })
  const done: string[] = []
  const work = (name: string, ms: number) =>
    queue(() => {
      at += ms
      done.push(name)
      return name
    })
  return { queue, work, done }
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

  it('is not begun when it has waited for too long, and what comes later is', async () => {
    const { work, done } = working(9)
    const all = [work('a', 10), work('b', 10), work('c', 10)]
    expect(await Promise.all(all)).toEqual(['a', 'b', null])
    expect(await work('d', 10)).toBe('d')
    expect(done).toEqual(['a', 'b', 'd'])
  })

  it('is not begun for who has gone', async () => {
    const { queue, work, done } = working(1_000)
    let hasGone = false
    const first = work('a', 10)
    const left = queue(
      () => done.push('nobody reads it'),
      () => hasGone,
    )
    hasGone = true
    expect([await first, await left, await work('b', 1)]).toEqual(['a', null, 'b'])
    expect(done).toEqual(['a', 'b'])
  })

  it('that waits for something else holds nothing up, and a fault is that of its own', async () => {
    const { queue, work } = working(1_000)
    let end: (value: string) => void = () => undefined
    const slow = queue(() => new Promise<string>((resolve) => (end = resolve)))
    const broken = queue(() => Promise.reject(new Error('its own')))
    await expect(broken).rejects.toThrow('its own')
    expect(await work('quick', 1)).toBe('quick')
    end('slow')
    expect(await slow).toBe('slow')
  })
})
