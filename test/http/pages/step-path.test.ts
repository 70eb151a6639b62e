import { expect, test } from 'vitest'
import { stepPath } from '../../../src/http/pages/charts/step-path.ts'
import { plainDate } from '../../../src/law/plain-date.ts'

const scale = { x: (day: string) => Number(day.slice(8)) * 10, y: (count: number) => 100 - count }
const points = (...counts: readonly (readonly [day: number, count: number])[]) =>
  counts.map(([day, count]) => ({ date: plainDate(`2003-07-${String(day).padStart(2, '0')}`), count }))

test('a count goes along to the next day, then up or down to what it is from there', () => {
  expect(stepPath(points([1, 0], [3, 4], [9, 2]), scale)).toBe('M10,100H30V96H90V98')
})

test('a day on which it stays as it was needs nothing of its own, but the last, to which the line leads', () => {
  expect(stepPath(points([1, 0], [2, 0], [3, 4], [5, 4], [9, 4]), scale)).toBe('M10,100H30V96H90')
})

test('without a point there is no path, and of one its place', () => {
  expect(stepPath([], scale)).toBe('')
  expect(stepPath(points([1, 7]), scale)).toBe('M10,93')
})
