import { expect, test } from 'vitest'
import { inputOnce } from '../../src/cli/input-once.ts'

test('what was piped in and read is not taken for an empty export: it has to be piped in again', async () => {
  const read = inputOnce(async function* () {
    yield 'a line'
  })
  for await (const piece of read()) expect(piece).toBe('a line')
  expect(read).toThrow(/^stdin: .*the export piped in once more.*nothing was written/)
})
