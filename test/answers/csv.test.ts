import { expect, test } from 'vitest'
import { csvLines } from '../../src/answers/csv.ts'

const COLUMNS = [{ name: 'note', meaning: 'Note', unit: null }]

test.each([
  ['mistake\r=1+1', '"mistake\r=1+1"\r\n'],
  ['mistake\n=1+1', '"mistake\n=1+1"\r\n'],
  ['=1+1', "'=1+1\r\n"],
  ['\r=1+1', '"\'\r=1+1"\r\n'],
])('the cell %j stays one cell for every reader, and no formula', (cell, written) => {
  const form = { columns: COLUMNS, rows: () => [[cell]] }
  expect(csvLines(form, null, { header: false })).toBe(written)
})
