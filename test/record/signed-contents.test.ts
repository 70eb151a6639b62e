import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { fromBase64, toBase64 } from '../../src/record/base64.ts'
import { checkpointText, readCheckpoint } from '../../src/record/checkpoint.ts'
import { growTree, rootHash } from '../../src/record/merkle-tree.ts'
import { newNoteSigner, readVerifier } from '../../src/record/note-key.ts'
import { oneLine } from '../../src/record/one-line.ts'
import { sha256Hex, sha256OfTexts } from '../../src/record/sha256.ts'
import { contentsText, signExport } from '../../src/record/signed-contents.ts'
import { readNote, signerOfNote, signNote } from '../../src/record/signed-note.ts'

const HEAD = { seq: 2, hash: 'ab'.repeat(32) }
const PARTS = [
  { name: 'events', rows: 2, sha256: '11'.repeat(32) },
  { name: 'sources', rows: 1, sha256: '22'.repeat(32) },
]

describe('what an export carries', () => {
  it('is signed as a head and a line for each part', () => {
    expect(contentsText('record.example', HEAD, PARTS)).toBe(
      `record.example/export\nhead 2 ${'ab'.repeat(32)}\nevents 2 ${'11'.repeat(32)}\nsources 1 ${'22'.repeat(32)}\n`,
    )
  })

  it('is nothing without a key, and else both notes with every key', async () => {
    const tree = growTree(null, ['11'.repeat(32), '22'.repeat(32)])
    expect(await signExport({ head: HEAD, tree, parts: PARTS }, [])).toBeNull()
    const signers = [await newNoteSigner('record.example'), await newNoteSigner('record.example')]
    const proof = await signExport({ head: HEAD, tree, parts: PARTS }, signers)
    const keys = (proof?.keys ?? []).map(readVerifier)
    expect(keys).toHaveLength(2)
    const { checkpoint, note } = readCheckpoint(String(proof?.checkpoint))
    expect(checkpoint).toEqual({ origin: 'record.example', size: 2, root: rootHash(tree, 2) })
    for (const key of keys) {
      expect(await signerOfNote(note, [key])).toBe(key)
      expect(await signerOfNote(readNote(String(proof?.contents)), [key])).toBe(key)
    }
    expect(readNote(String(proof?.contents)).text).toBe(contentsText('record.example', HEAD, PARTS))
  })
})

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(7)
  const signed = async (text: string) => signNote(text, [await newNoteSigner('a')])

  it('is read as it was written, also of an empty record', async () => {
    for (const size of [0, 7, 120]) {
      const { checkpoint } = readCheckpoint(await signed(checkpointText({ origin: 'a', size, root })))
      expect(checkpoint).toEqual({ origin: 'a', size, root })
    }
  })

  it.each([
    ['without an origin', `\n5\n${toBase64(root)}\n`],
    ['with a size that begins with 0', `a\n05\n${toBase64(root)}\n`],
    ['with a size that is none', `a\n5x\n${toBase64(root)}\n`],
    ['with a sign before its size', `a\n+5\n${toBase64(root)}\n`],
    ['without a size', `a\n\n${toBase64(root)}\n`],
    ['with a root that is too short', `a\n5\n${toBase64(root.subarray(1))}\n`],
    ['with a root that is no base64', 'a\n5\n!\n'],
    ['without a root', 'a\n5\n'],
  ])('%s is refused', async (_what, text) => {
    const note = await signed(text)
    expect(() => readCheckpoint(note)).toThrow(InputError)
    expect(() => readCheckpoint(note)).toThrow('lines with an origin, a size and a root in base64')
  })
})

describe('base64', () => {
  it.each(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'])(
    'of %j is as another implementation has it',
    (text) => {
      const bytes = new TextEncoder().encode(text)
      expect(toBase64(bytes)).toBe(Buffer.from(text).toString('base64'))
      expect(fromBase64(toBase64(bytes))).toEqual(Uint8Array.from(bytes))
    },
  )

  it.each([
    'A',
    'AA',
    'AAA',
    'A===',
    'AA=',
    'AAAAA',
    '****',
    'A==A',
    '!!==',
    '!!!=',
    ' AAAA',
    'AAAA ',
    'AA==AAAA',
    'A_-A',
  ])('is not %j', (text) => {
    expect(fromBase64(text)).toBeNull()
  })
})

describe('SHA-256', () => {
  it('of texts one after another is that of all of them, with their length in bytes', () => {
    const texts = ['Côte ', 'd’Ivoire', '', '\n']
    const sha256 = createHash('sha256').update(texts.join('')).digest('hex')
    expect(sha256OfTexts(texts)).toEqual({ bytes: Buffer.byteLength(texts.join('')), sha256 })
    expect(sha256OfTexts([])).toEqual({ bytes: 0, sha256: sha256Hex('') })
  })

  it('of bytes is that of the bytes, not of their text', () => {
    const bytes = new Uint8Array([0, 200, 255])
    expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
  })
})

it('a line of 2,000 letters stays, one of 2,001 is cut', () => {
  const longest = oneLine('x'.repeat(10_000)).length - 1
  expect(oneLine('x'.repeat(longest))).toBe('x'.repeat(longest))
  expect(oneLine('x'.repeat(longest + 1))).toBe(`${'x'.repeat(longest)}…`)
})
