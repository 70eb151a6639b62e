import { createReadStream } from 'node:fs'
import { expect, test } from 'vitest'
import { linesFrom, readLines } from '../../src/cli/read-lines.ts'

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function all(text: string, size: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of readLines(inPieces(text, size))) lines.push(line)
  return lines
}

test('lines end at line feeds only, however the bytes are cut', async () => {
  const text = 'one\n\n{"a":"b\u2028c\u2029d\u0085e"}\nCôte\r\nend'
  for (let size = 1; size <= Buffer.byteLength(text); size += 1) {
    expect(await all(text, size)).toEqual(text.split('\n'))
  }
  expect(await all('one\n', 9)).toEqual(['one'])
  expect(await all('', 9)).toEqual([])
})

test('a folder in the place of a file is refused in a sentence', async () => {
  const folder = import.meta.dirname
  await expect(linesFrom(folder, createReadStream(folder)).next()).rejects.toThrow(
    `file: "${folder}" is not accepted; expected a readable file (EISDIR).`,
  )
})
