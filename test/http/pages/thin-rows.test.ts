import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsToDraw } from '../../../src/http/pages/charts/thin-rows.ts'
import { addDays, plainDate } from '../../../src/law/plain-date.ts'

const FROM = plainDate('1970-01-01')
const DAYS = 20_000
const SPAN = { from: FROM, to: addDays(FROM, DAYS) }

function rowsOf(counts: readonly number[], each = 1) {
  return counts.map((count, place) => ({ date: addDays(FROM, place * each), count }))
}

const drawn = (rows: ReturnType<typeof rowsOf>) => rowsToDraw(rows, SPAN, [({ count }) => count])

test('of a list as long as those on record every step is drawn', () => {
  const rows = rowsOf(Array.from({ length: 2000 }, (_, place) => place % 7))
  expect(drawn(rows)).toBe(rows)
})

test('of a long list the curve is as high, as low and ends as it does in every part of the picture', () => {
  const lists = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 2001, maxLength: 6000 })
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 3 }), (counts, each) => {
      const rows = rowsOf(counts, each)
      const kept = drawn(rows)
      expect(kept.length).toBeLessThanOrEqual(3 * 540)
      expect(kept).toEqual(rows.filter((row) => kept.includes(row)))
      expect(kept.at(-1)).toBe(rows.at(-1))
      // A tenth of the picture is many columns: at its edges one column may belong to the neighbour.
      const edges = Array.from({ length: 11 }, (_, tenth) => addDays(FROM, (tenth * DAYS) / 10))
      for (const [place, edge] of edges.slice(1).entries()) {
        const inPart = ({ date }: { date: string }) => date > String(edges[place]) && date <= edge
        const [all, some] = [rows.filter(inPart), kept.filter(inPart)].map((part) =>
          part.map(({ count }) => count),
        )
        if (all === undefined || some === undefined || all.length === 0) continue
        expect([Math.min(...some), Math.max(...some), some.at(-1)]).toEqual([
          Math.min(...all),
          Math.max(...all),
          all.at(-1),
        ])
      }
    }),
    { numRuns: 30 },
  )
})
