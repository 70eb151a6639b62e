import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCheckpoint, signCheckpoint } from '../../src/record/checkpoint.ts'
import { growTree } from '../../src/record/merkle-tree.ts'
import { newNoteSigner, verifierText } from '../../src/record/note-key.ts'
import { newDataDirectory } from '../store/data-directory.ts'
import { newFolder } from '../store/new-folder.ts'
import { palermo, startServing } from './program.ts'

const DATA_DIR = await newDataDirectory('first')
const elsewhere = newFolder()
const env = { DATA_DIR }
const kept = join(elsewhere, 'kept.checkpoint')

async function against(note: string, key?: string) {
  const file = join(elsewhere, 'other.checkpoint')
  writeFileSync(file, note)
  return palermo(['verify', '--against', file, ...(key === undefined ? [] : ['--key', key])], env)
}

test('a checkpoint shows later that the record still begins with it, and no other does', async () => {
  expect((await palermo(['checkpoint'], env)).err).toContain('`palermo keys create` makes it')
  const made = await palermo(['keys', 'create', '--name', 'record.example'], env)
  expect(made.out).toMatch(/^record\.example\+[0-9a-f]{8}\+[\w+/=]+\n$/)
  const { out } = await palermo(['checkpoint'], env)
  writeFileSync(kept, out)
  const act = ['--treaty', 'untoc', '--participant', 'TUV', '--action', 'accession', '--date', '2026-11-20']
  await palermo(['record', ...act, '--source', 'depositary-notification', '--yes'], env)
  const found = await palermo(['verify', '--against', kept], env)
  expect(found.out).toMatch(/The checkpoint fits: its (\d+) events are the first \1 of the record\./)
  expect(found.code).toBe(0)

  const { size } = readCheckpoint(out).checkpoint
  const stranger = await newNoteSigner('record.example')
  const treeOf = (length: number) =>
    growTree(
      null,
      Array.from({ length }, (_, at) => at.toString(16).padStart(64, '0')),
    )
  const other = await signCheckpoint(treeOf(size), [stranger])
  expect((await against(other)).out).toContain('no key that counts has signed it')
  const differs = await against(other, verifierText(stranger))
  expect(differs).toMatchObject({ code: 1, out: expect.stringContaining('are not those it was signed for') })
  const longer = await against(await signCheckpoint(treeOf(size + 2), [stranger]), verifierText(stranger))
  expect(longer).toMatchObject({ code: 1, out: expect.stringContaining('has fewer events') })
  expect(await against('hello\n')).toMatchObject({
    code: 2,
    err: expect.stringContaining('expected a signed checkpoint'),
  })
})

test('a place whose record somebody took away does not fit the checkpoint of what it held', async () => {
  const signer = await newNoteSigner('record.example')
  const file = join(elsewhere, 'of-before.checkpoint')
  writeFileSync(file, await signCheckpoint(growTree(null, ['ab'.repeat(32)]), [signer]))
  const emptied = { DATA_DIR: join(newFolder(), 'data') }
  const found = await palermo(['verify', '--against', file, '--key', verifierText(signer)], emptied)
  expect(found).toMatchObject({ code: 1, out: expect.stringContaining('has fewer events than its 1: 0') })
})

test('a running server signs its record, and what it gives away is held against a checkpoint here', async () => {
  const running = await startServing(env)
  try {
    const { out } = await palermo(['checkpoint'], env)
    expect(out).toBe(await (await fetch(`${running.address}/v1/checkpoint`)).text())
    const found = await palermo(['verify', '--against', kept], env)
    expect(found).toMatchObject({ code: 0, out: expect.stringContaining('The checkpoint fits') })
  } finally {
    running.child.kill('SIGTERM')
    await running.ended
  }
  const ran = await palermo(['jobs', 'run', 'keep-checkpoint'], env)
  expect(ran.out).toMatch(/^done: A checkpoint of \d+ events is signed and kept\.\n$/)
})
