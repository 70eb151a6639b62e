import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPieces } from '../../src/http/json-pieces.ts'

test('the pieces joined are what JSON.stringify writes, whatever the answer', () => {
  const rows = fc.array(fc.record({ code: fc.string(), count: fc.integer(), day: fc.option(fc.string()) }), {
    maxLength: 50,
  })
  fc.assert(
    fc.property(fc.string(), rows, fc.option(fc.integer(), { nil: undefined }), (title, list, extra) => {
      const answer = { title, list, extra, last: { list } }
      expect(`{${jsonPieces(answer, 'list').join('')}`).toBe(JSON.stringify(answer))
      expect(`{${jsonPieces(answer, undefined).join('')}`).toBe(JSON.stringify(answer))
    }),
    { numRuns: 1000 },
  )
})

test('one changed row changes one piece', () => {
  const rows = Array.from({ length: 200 }, (_, place) => ({ place, status: 'none' }))
  const before = jsonPieces({ rows }, 'rows')
  const after = jsonPieces({ rows: rows.with(77, { place: 77, status: 'party' }) }, 'rows')
  expect(after.filter((piece) => !before.includes(piece))).toHaveLength(1)
})
