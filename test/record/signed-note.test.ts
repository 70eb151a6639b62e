import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkpointText, readCheckpoint, signCheckpoint } from '../../src/record/checkpoint.ts'
import { growTree, rootHash } from '../../src/record/merkle-tree.ts'
import {
  newNoteSigner,
  readSigner,
  readVerifier,
  signerText,
  verifierText,
} from '../../src/record/note-key.ts'
import { readNote, signerOfNote, signNote } from '../../src/record/signed-note.ts'

/** The example of Go's package note, by which the form is defined. */
const EXAMPLE_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const EXAMPLE_TEXT =
  'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'
const EXAMPLE = `${EXAMPLE_TEXT.replace('’', "'")}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`

describe('a signed note', () => {
  test('of another implementation is read and verified', async () => {
    const found = await signerOfNote(readNote(EXAMPLE), [readVerifier(EXAMPLE_KEY)])
    expect(found?.name).toBe('PeterNeumann')
    expect(
      await signerOfNote(readNote(EXAMPLE.replace('know', 'knew')), [readVerifier(EXAMPLE_KEY)]),
    ).toBeNull()
  })

  test('is verified by another implementation of Ed25519', async () => {
    const signer = await newNoteSigner('example.org')
    const note = readNote(await signNote('one\ntwo\n', [signer]))
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), signer.publicKey])
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    expect(
      verify(null, Buffer.from('one\ntwo\n'), key, note.signatures[0]?.signature ?? Buffer.alloc(0)),
    ).toBe(true)
  })

  test('during a change of keys is accepted by who knows either, and by nobody else', async () => {
    const [old, next, stranger] = await Promise.all(['a', 'a', 'a'].map(newNoteSigner))
    if (!old || !next || !stranger) throw new Error('three keys')
    const note = readNote(await signNote('text\n', [old, next]))
    expect(await signerOfNote(note, [old])).toBe(old)
    expect(await signerOfNote(note, [next])).toBe(next)
    expect(await signerOfNote(note, [stranger])).toBeNull()
    expect(await signerOfNote({ ...note, text: 'other\n' }, [old, next])).toBeNull()
  })

  test('with one bad signature under the name of a known key proves nothing', async () => {
    const signer = await newNoteSigner('a')
    const good = readNote(await signNote('text\n', [signer]))
    const forged = readNote(await signNote('other\n', [signer]))
    const both = { ...good, signatures: [...good.signatures, ...forged.signatures] }
    expect(await signerOfNote(both, [signer])).toBeNull()
  })

  test('under the name of another key than its own proves nothing', async () => {
    const signer = await newNoteSigner('a')
    const note = readNote(await signNote('text\n', [signer]))
    const renamed = note.signatures.map((one) => ({ ...one, name: 'b' }))
    expect(await signerOfNote({ ...note, signatures: renamed }, [signer])).toBeNull()
  })

  test('may have a text of one letter, and a signature of any length', () => {
    const signature = new Uint8Array([1])
    expect(readNote('x\n\n— a AAAAAAE=\n')).toEqual({
      text: 'x\n',
      signatures: [{ name: 'a', hash: '00000000', signature }],
    })
  })

  const parts = 'a text, an empty line and signatures'
  const lines = 'lines of signatures: "— name base64"'
  test.each([
    ['', parts],
    ['text\n', parts],
    ['x— a AAAAAAE=\n', parts],
    ['text\n\n— a AAAAAAE=', parts],
    ['text\n\n', lines],
    ['text\n\n— a\n', lines],
    ['text\n\n— a !!!!\n', lines],
    ['text\n\n— a AAAAAA==\n', lines],
    ['text\n\nx— a AAAAAAE=\n', lines],
    ['text\n\n— a AAAAAAE= x\n', lines],
  ])('is not %j', (text, accepted) => {
    expect(() => readNote(text)).toThrow(
      expect.objectContaining({ problems: [{ field: 'signed note', value: null, accepted }] }),
    )
  })
})

describe('keys', () => {
  test('are read again as they were written', async () => {
    const signer = await newNoteSigner('example.org')
    expect(await readSigner(signerText(signer))).toEqual(signer)
    const { seed: _seed, ...verifier } = signer
    expect(readVerifier(verifierText(signer))).toEqual(verifier)
    expect(verifierText(signer)).not.toContain(Buffer.from(signer.seed).toString('base64').slice(0, 20))
  })

  test('that were damaged are refused, a secret one without repeating it', async () => {
    const signer = await newNoteSigner('example.org')
    const wrong = signerText(signer).replace(/.=*$/, '')
    await expect(readSigner(wrong)).rejects.toThrow('signing key: "…" is not accepted')
    expect(() => readVerifier(verifierText(signer).replace('example', 'exemple'))).toThrow(/is not accepted/)
    await expect(newNoteSigner('two words')).rejects.toThrow(/without blanks/)
  })
})

describe('a checkpoint', () => {
  test('says origin, size and root, in lines', async () => {
    const tree = growTree(null, ['00', '01'])
    const signer = await newNoteSigner('example.org')
    const { checkpoint, note } = readCheckpoint(await signCheckpoint(tree, [signer]))
    expect(checkpoint).toEqual({ origin: 'example.org', size: 2, root: rootHash(tree) })
    expect(note.text).toBe(checkpointText(checkpoint))
    expect(note.text.split('\n')).toEqual(['example.org', '2', expect.stringMatching(/^[\w+/]{43}=$/), ''])
  })

  test.each(['x\n-1\nAAAA\n', 'x\n1\nAAAA\n', '\n1\n'])('is not %j', async (text) => {
    const signed = await signNote(text, [await newNoteSigner('x')])
    expect(() => readCheckpoint(signed)).toThrow(/checkpoint|signed note/)
  })
})
