import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { readHead } from '../../src/store/load-record.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { restoreBackup } from '../../src/store/restore-backup.ts'
import { throughFile } from '../../src/store/through-file.ts'
import { realView } from '../answers/real-record.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { SMALL_EVENTS, storesOf } from '../store/small-record.ts'

const ADMIN = 'an-admin-token-of-the-operator'
const folder = mkdtempSync(join(tmpdir(), 'palermo-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(DATABASES)('a backup by HTTP from $name', (database) => {
  const stores = storesOf(database)

  test('holds no writer up, however slowly it is read', async () => {
    const store = await stores.small()
    for (let count = 0; count < 9; count += 1) await keepDocument(store.db, randomBytes(50_000))
    const adminTokenHash = createHash('sha256').update(ADMIN).digest('hex')
    const officers = startOfficers({ store, adminTokenHash, clientOf: clientBehind(0), now: Date.now })
    const app = createApp({
      view: () => realView(),
      version: 'test',
      now: Date.now,
      desk: { officers, store, stream: (make) => throughFile(folder, make) },
    })
    const { body } = await app.request('/v1/officers/backup', {
      headers: { authorization: `Bearer ${ADMIN}` },
    })
    const reader = body?.getReader()
    if (reader === undefined) throw new Error('no body')
    const first = await reader.read()
    // Nobody reads on until the event is written.
    await appendEvents(store, [
      draft({ id: 'meanwhile', treaty: 'C', participant: 'CCC', action: 'signature' }),
    ])
    const pieces = [first.value ?? new Uint8Array()]
    for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value)
    const lines = Buffer.concat(pieces).toString('utf8').split('\n').slice(0, -1)
    const to = stores.keep(await database.open('bare'))
    const backup = await restoreBackup(
      to,
      async function* () {
        yield* lines
      },
      readMigrations(),
    )
    expect(backup.head.seq).toBe(SMALL_EVENTS)
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS + 1 })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('text by way of a file', () => {
  async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
    return new Response(stream).text()
  }

  test('comes whole and in order, also letters of several bytes', async () => {
    const pieces = Array.from({ length: 500 }, (_, place) => `${place} ${'Côte d’Ivoire '.repeat(place)}\n`)
    const stream = await throughFile(folder, async (write) => {
      for (const piece of pieces) await write(piece)
    })
    expect(await textOf(stream)).toBe(pieces.join(''))
  })

  test('ends with the error of its maker', async () => {
    const stream = await throughFile(folder, async (write) => {
      await write('begun')
      throw new Error('the maker failed')
    })
    await expect(textOf(stream)).rejects.toThrow('the maker failed')
  })

  test('ends its making when nobody reads on, and leaves nothing behind', async () => {
    let ended: unknown = null
    const stream = await throughFile(folder, async (write) => {
      try {
        for (;;) await write('x'.repeat(1_000))
      } catch (error) {
        ended = error
        throw error
      }
    })
    const reader = stream.getReader()
    await reader.read()
    await reader.cancel()
    expect(ended).toMatchObject({ message: 'nobody reads any more' })
    expect(readdirSync(folder)).toEqual([])
  })
})
