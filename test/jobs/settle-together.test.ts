import { expect, it } from 'vitest'
import { settleTogether } from '../../jobs/settle-together.ts'

const LONG_MS = 600_000

it('those that are accepted while others are gathered or written come on record in one statement', async () => {
  const written: (readonly number[])[] = []
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { take, flush } = settleTogether({
    waitMs: LONG_MS,
    most: 3,
    write: async (ids) => {
      const gate = gates[written.push([...ids]) - 1]
      await gate?.promise
    },
  })
  const first = [take([1]), take([2]), take([3])]
  await expect.poll(() => written).toEqual([[1, 2, 3]])
  const second = [take([4]), take([5])]
  flush()
  await Promise.resolve()
  expect(written).toEqual([[1, 2, 3]])
  gates[0]?.resolve()
  await Promise.all(first)
  await expect
    .poll(() => written)
    .toEqual([
      [1, 2, 3],
      [4, 5],
    ])
  gates[1]?.resolve()
  await Promise.all(second)
})

it('what could not be written is told to all whom it concerns, and the next are written all the same', async () => {
  const written: (readonly number[])[] = []
  const { take } = settleTogether({
    waitMs: 0,
    most: 10,
    write: async (ids) => {
      if (ids.includes(1)) throw new Error('gone')
      written.push([...ids])
    },
  })
  const results = await Promise.allSettled([take([1]), take([2])])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await take([3])
  expect(written).toEqual([[3]])
})
