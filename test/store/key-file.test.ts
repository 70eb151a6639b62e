import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signerText } from '../../src/record/note-key.ts'
import { addSigner, keyFile, retireSigner, signersAt } from '../../src/store/key-file.ts'

describe('the file of signing keys', () => {
  let dataDir = ''
  const read = (secret: string | null = null) => signersAt({ secret, dataDir })
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'palermo-keys-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  test('is for its owner only, and is refused, unread and unrepeated, where others could read it', async () => {
    expect(await read()).toEqual([])
    const signer = await addSigner(dataDir, 'record.example')
    expect(statSync(keyFile(dataDir)).mode & 0o777).toBe(0o600)
    expect(await read()).toEqual([signer])
    chmodSync(keyFile(dataDir), 0o640)
    await expect(read()).rejects.toThrow(
      /"640" is not accepted; expected a file that only its owner can read/,
    )
  })

  test('changes its keys with an overlap, and is never left without one', async () => {
    const old = await addSigner(dataDir, 'record.example')
    await expect(retireSigner(dataDir, old.hash)).rejects.toThrow(/make that one first/)
    const next = await addSigner(dataDir, 'record.example')
    expect(await read()).toEqual([old, next])
    await expect(retireSigner(dataDir, 'ffffffff')).rejects.toThrow(/the hash of a key/)
    await retireSigner(dataDir, old.hash)
    expect(await read()).toEqual([next])
    await expect(addSigner(dataDir, 'other.example')).rejects.toThrow(/expected record\.example/)
  })

  test('gives way to a secret of the environment', async () => {
    const one = await addSigner(dataDir, 'record.example')
    const other = await addSigner(dataDir, 'record.example')
    expect(await read(` ${signerText(other)}\n`)).toEqual([other])
    expect(await read('')).toEqual([one, other])
  })
})
