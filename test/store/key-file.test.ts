import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newNoteSigner, signerText } from '../../src/record/note-key.ts'
import { addSigner, keyFile, retireSigner, signersAt } from '../../src/store/key-file.ts'

describe('the file of signing keys', () => {
  let dataDir = ''
  const read = (secret: string | null = null) => signersAt({ secret, dataDir })
  const add = async (name: string) => {
    const signer = await newNoteSigner(name)
    await addSigner(dataDir, signer)
    return signer
  }
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'palermo-keys-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  test('is for its owner only, and is refused, unread and unrepeated, where others could read it', async () => {
    expect(await read()).toEqual([])
    const signer = await add('record.example')
    expect(statSync(keyFile(dataDir)).mode & 0o777).toBe(0o600)
    expect(await read()).toEqual([signer])
    chmodSync(keyFile(dataDir), 0o640)
    await expect(read()).rejects.toThrow(
      /"640" is not accepted; expected a file that only its owner can read/,
    )
  })

  test('changes its keys with an overlap, and is never left without one', async () => {
    const old = await add('record.example')
    await expect(retireSigner(dataDir, old.hash)).rejects.toThrow(/make that one first/)
    const next = await add('record.example')
    expect(await read()).toEqual([old, next])
    await expect(retireSigner(dataDir, 'ffffffff')).rejects.toThrow(/the hash of a key/)
    await retireSigner(dataDir, old.hash)
    expect(await read()).toEqual([next])
    await expect(add('other.example')).rejects.toThrow(/expected record\.example/)
  })

  test('gives way to a secret of the environment', async () => {
    const one = await add('record.example')
    const other = await add('record.example')
    expect(await read(` ${signerText(other)}\n`)).toEqual([other])
    expect(await read('')).toEqual([one, other])
  })

  test('loses no key when many are made and retired at once, and leaves nothing beside', async () => {
    const first = await Promise.all(Array.from({ length: 8 }, () => add('record.example')))
    const [retired, kept] = [first.slice(0, 4), first.slice(4)]
    const made = await Promise.all([
      ...Array.from({ length: 4 }, () => add('record.example')),
      ...retired.map(({ hash }) => retireSigner(dataDir, hash)),
    ])
    const hashes = (await read()).map(({ hash }) => hash)
    expect(new Set(hashes)).toEqual(new Set([...kept, ...made.slice(0, 4)].map(({ hash }) => hash)))
    expect(readdirSync(dataDir)).toEqual(['signing-keys'])
  })

  test('says which file is in the way of a change, and changes nothing', async () => {
    const signer = await add('record.example')
    writeFileSync(`${keyFile(dataDir)}.new`, '')
    await expect(add('record.example')).rejects.toThrow(
      /signing-keys\.new" is not accepted; expected no other process that changes the keys; remove the file/,
    )
    expect(await read()).toEqual([signer])
  })
})
