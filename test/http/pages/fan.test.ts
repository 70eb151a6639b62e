import { expect, it } from 'vitest'
import { drawFan, type FanPoint } from '../../../src/http/pages/charts/fan.ts'
import { ALONE_PAINT } from '../../../src/http/pages/charts/paint.ts'
import { plainDate } from '../../../src/law/plain-date.ts'

function point(date: string, count: number): FanPoint {
  return { date: plainDate(date), p05: count, p25: count, p50: count, p75: count, p95: count + 5 }
}

it('a fan whose history goes beyond the first day of its path, as with a supposed deposit, never runs backwards', () => {
  const drawn = drawFan({
    size: { width: 600, height: 300 },
    paint: ALONE_PAINT,
    history: [
      { date: plainDate('2025-01-01'), count: 1 },
      { date: plainDate('2026-09-01'), count: 2 },
    ],
    path: [point('2026-05-21', 1), point('2026-09-01', 2), point('2030-01-01', 9)],
    outcome: [],
    needed: null,
    words: { band90: '90 %', band50: '50 %', outcome: 'outcome' },
  }).text
  const lines = [...drawn.matchAll(/<path d="(M[^"Z]*)"/g)].map(([, path = '']) =>
    [...path.matchAll(/H(-?[\d.]+)/g)].map(([, at]) => Number(at)),
  )
  expect(lines.filter((xs) => xs.length > 1).length).toBeGreaterThan(0)
  for (const xs of lines) expect(xs).toEqual(xs.toSorted((one, other) => one - other))
})

it('the fan of a treaty whose first deposit was just made begins half a year before it, not years before there was a treaty', () => {
  const drawn = drawFan({
    size: { width: 1000, height: 300 },
    paint: ALONE_PAINT,
    history: [{ date: plainDate('2026-05-21'), count: 1 }],
    path: [point('2026-05-21', 1), point('2030-01-01', 9)],
    outcome: [],
    needed: null,
    words: { band90: '90 %', band50: '50 %', outcome: 'outcome' },
  }).text
  const years = [...drawn.matchAll(/>(20\d\d)</g)].map(([, year]) => Number(year))
  expect(Math.min(...years)).toBeGreaterThanOrEqual(2026)
  expect(Math.max(...years)).toBe(2030)
})
