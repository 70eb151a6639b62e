import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  newNoteSigner,
  readSigner,
  readSigners,
  readVerifier,
  signerText,
  verifierText,
} from '../../src/record/note-key.ts'

/** The example key of golang.org/x/mod/sumdb/note, whose form this is. */
const PETER = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
const PETER_PUBLIC = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'

const accepted = 'PRIVATE+KEY+name+hash+key'
const REFUSED = { problems: [{ field: 'signing key', value: '…', accepted }] }

describe('a key of notes', () => {
  it('of another implementation is read, and its public half is the one that belongs to it', async () => {
    const signer = await readSigner(PETER)
    expect(signer.name).toBe('PeterNeumann')
    expect(verifierText(signer)).toBe(PETER_PUBLIC)
    expect(signerText(signer)).toBe(PETER)
    expect(readVerifier(PETER_PUBLIC)).toMatchObject({ name: 'PeterNeumann', hash: 'c74f20a3' })
  })

  it('is an Ed25519 key of its own, with the first four bytes of the hash of name, kind and key', async () => {
    const signer = await newNoteSigner('example.org')
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), signer.seed])
    const { x } = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({
      format: 'jwk',
    })
    expect(Buffer.from(signer.publicKey).toString('base64url')).toBe(x)
    const whole = Buffer.concat([Buffer.from('example.org\n\x01'), signer.publicKey])
    expect(signer.hash).toBe(createHash('sha256').update(whole).digest('hex').slice(0, 8))
    expect((await newNoteSigner('example.org')).hash).not.toBe(signer.hash)
  })

  it('has a name of 1 to 100 signs without blanks and plus signs', async () => {
    await expect(newNoteSigner('x'.repeat(100))).resolves.toMatchObject({ name: 'x'.repeat(100) })
    for (const name of ['', 'x'.repeat(101), 'a b', ' a', 'a\n', 'a+b', '+']) {
      await expect(newNoteSigner(name)).rejects.toMatchObject({
        problems: [{ field: 'name', value: name, accepted: 'up to 100 signs without blanks and "+"' }],
      })
    }
  })

  const [, , NAME, HASH, KEY] = PETER.split('+', 5)
  const rest = PETER.slice(PETER.indexOf('AYEK'))
  it.each([
    '',
    KEY ?? '',
    `x${PETER}`,
    `${PETER} x`,
    `PRIVATE+KEY+${NAME}+${HASH}+`,
    `PRIVATE+KEY+${NAME}+c74f20a4+${rest}`,
    `PRIVATE+KEY+${NAME}+c74f20a30+${rest}`,
    `PRIVATE+KEY+x${NAME}+${HASH}+${rest}`,
    `PRIVATE+KEY+${NAME}+${HASH}+Ag${rest.slice(2)}`,
    `PRIVATE+KEY+${NAME}+${HASH}+Ao${rest.slice(2)}`,
    `PRIVATE+KEY+${NAME}+${HASH}+${Buffer.alloc(32, 1).toString('base64')}`,
    `PRIVATE+KEY+${NAME}+${HASH}+${Buffer.alloc(34, 1).toString('base64')}`,
    PETER_PUBLIC,
  ])('a secret one that is none is refused without being repeated: %#', async (text) => {
    await expect(readSigner(text)).rejects.toMatchObject(REFUSED)
  })

  it.each([
    '',
    `x ${PETER_PUBLIC}`,
    `${PETER_PUBLIC} x`,
    PETER_PUBLIC.replace('c74f20a3', 'c74f20a4'),
    PETER_PUBLIC.replace('Peter', 'Pater'),
    PETER_PUBLIC.replace('ARpc', 'Appc'),
    PETER_PUBLIC.replace('ARpc', 'Ahpc'),
    PETER_PUBLIC.slice(0, -4),
    PETER,
  ])('a public one that is none is refused: %j', (value) => {
    expect(() => readVerifier(value)).toThrow(
      expect.objectContaining({
        problems: [{ field: 'key', value, accepted: 'a key as `palermo keys list` prints it' }],
      }),
    )
  })

  it('stands in a list with others of its name, with blanks or line ends between', async () => {
    const [one, other] = [await newNoteSigner('a'), await newNoteSigner('a')]
    const texts = [one, other].map(signerText)
    expect(await readSigners(`\n${texts.join('\n')}\n`)).toEqual([one, other])
    expect(await readSigners(texts.join('  '))).toEqual([one, other])
    expect(await readSigners(' \n')).toEqual([])
    await expect(readSigners(`${texts[0]} x`)).rejects.toMatchObject(REFUSED)
    const foreign = signerText(await newNoteSigner('b'))
    await expect(readSigners(`${texts[0]} ${foreign}`)).rejects.toMatchObject({
      problems: [{ field: 'signing keys', value: 'a, b', accepted: 'keys of one name' }],
    })
  })
})
