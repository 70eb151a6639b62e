import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { appendEvents, lockHead, restoreInTransaction } from '../../src/store/append-events.ts'
import { isDatabaseGone } from '../../src/store/database-gone.ts'
import { keepDocument, readDocument } from '../../src/store/documents.ts'
import { exportFiles } from '../../src/store/export-files.ts'
import { exportLines } from '../../src/store/export-record.ts'
import { importLines } from '../../src/store/import-record.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

const BYTES = new Uint8Array([0, 1, 2, 253, 254, 255])

/** The small record with a document, and an event that cites it. */
async function withDocument(store: Store): Promise<string> {
  const document = await keepDocument(store.db, BYTES)
  const cites = draft({
    id: 'cites',
    treaty: 'C',
    participant: 'CCC',
    action: 'signature',
    document,
    note: '=1+1',
  })
  await appendEvents(store, [cites])
  return document
}

async function exported(store: Store): Promise<string> {
  let text = ''
  await exportLines(store, (lines) => {
    text += lines
  })
  return text
}

async function* linesOf(text: string): AsyncGenerator<string> {
  for (const line of text.split('\n').slice(0, -1)) yield line
}

async function refusal(importing: Promise<unknown>): Promise<string> {
  const error = await importing.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Error && (error instanceof InputError || 'code' in error)) return error.message
  throw new Error(`no refusal but ${String(error)}`)
}

describe.each(DATABASES)('documents on $name', (database) => {
  const stores = storesOf(database)

  it('are kept once, byte for byte, under their SHA-256', async () => {
    const { db } = await stores.empty()
    const sha256 = createHash('sha256').update(BYTES).digest('hex')
    expect(await keepDocument(db, BYTES)).toBe(sha256)
    expect(await keepDocument(db, BYTES)).toBe(sha256)
    expect(await readDocument(db, sha256)).toEqual(BYTES)
    expect(await readDocument(db, 'f'.repeat(64))).toBeNull()
    expect(await db.selectFrom('documents').select('sha256').execute()).toHaveLength(1)
  })
})

/** The lines, with a rest before the second of them and before the last, when events were written. */
async function* linesWithRests(text: string, restMs: number): AsyncGenerator<string> {
  const lines = text.split('\n').slice(0, -1)
  for (const [place, line] of lines.entries()) {
    if (place === 1 || place === lines.length - 1) await setTimeout(restMs)
    yield line
  }
}

describe('an import into a server', () => {
  const [, server] = DATABASES
  const stores = storesOf(server as (typeof DATABASES)[number])

  it('waits for lines that stay away for longer than a writer may say nothing, but not for ever', async () => {
    const text = await exported(await stores.small())
    const to = stores.keep(await (server as (typeof DATABASES)[number]).open('migrated'))
    await expect(importLines(to.db, linesWithRests(text, 600), '300ms')).rejects.toSatisfy(isDatabaseGone)
    expect((await readHead(to)).seq).toBe(0)
    expect((await importLines(to.db, linesWithRests(text, 600), '30s')).seq).toBe(SMALL_EVENTS)
  })

  it('is given an hour, and what it writes meanwhile shortens that by nothing', async () => {
    const to = stores.keep(await (server as (typeof DATABASES)[number]).open('migrated'))
    const limits = await to.db.transaction().execute(async (trx) => {
      await restoreInTransaction(trx, [])
      await lockHead(trx)
      const { rows } = await sql<{ limit: string }>`
        select current_setting('idle_in_transaction_session_timeout') as limit`.execute(trx)
      return rows
    })
    expect(limits).toEqual([{ limit: '1h' }])
  })
})

describe.each(DATABASES)('an export from $name', (database) => {
  const stores = storesOf(database)

  it.each(DATABASES)(
    'brings the same record into $name, with its numbers, hashes and documents',
    async (target) => {
      const from = await stores.small()
      const document = await withDocument(from)
      const text = await exported(from)
      const to = stores.keep(await target.open('migrated'))
      expect(await importLines(to.db, linesOf(text))).toEqual(await readHead(from))
      expect(await loadRecord(to)).toEqual(await loadRecord(from))
      expect(await readDocument(to.db, document)).toEqual(BYTES)
      expect(await verifyRecord(to)).toMatchObject({ intact: true, head: { seq: SMALL_EVENTS + 1 } })
      expect(await exported(to)).toBe(text)
      expect(await loadPacks(to, [{ folder: 'small', files: smallPack() }])).toEqual([
        { events: 0, notices: [] },
      ])
    },
  )

  const lineWith = (text: string, part: string): string => {
    const found = text.split('\n').find((line) => line.includes(part))
    if (found === undefined) throw new Error(`no line with ${part}`)
    return found
  }
  const EVENT = '"seq":3,'
  describe('is refused, and nothing of it is written,', () => {
    let text: string
    let to: Store
    beforeAll(async () => {
      const from = await database.open('small')
      await withDocument(from)
      text = await exported(from)
      await from.close()
      to = await database.open('migrated')
    })
    afterAll(() => to.close())

    it.each<[string, (text: string) => string, RegExp]>([
      ['a byte of an event changed', (text) => text.replace('a note, with', 'a lote, with'), /event 2.*hash/],
      [
        'a value that its column cannot hold',
        (text) => text.replace('"position":1', '"position":"x"'),
        /^export: "rows that the database refuses, 22P02/,
      ],
      ['an event dropped', (text) => text.replace(`${lineWith(text, EVENT)}\n`, ''), /event 3.*seq/],
      [
        'an event given twice',
        (text) => text.replace(lineWith(text, EVENT), (line) => `${line}\n${line}`),
        /event 4.*seq/,
      ],
      [
        'two events that changed places',
        (text) =>
          text
            .replace(lineWith(text, EVENT), 'LATER')
            .replace(lineWith(text, '"seq":4,'), lineWith(text, EVENT))
            .replace('LATER', lineWith(text, '"seq":4,')),
        /event 3.*seq/,
      ],
      [
        'a byte of a document changed',
        (text) => text.replace('AAEC/f7/', 'AAEC/f7+'),
        /23514 \(table documents, constraint/,
      ],
      [
        'a source changed',
        (text) => text.replace('"publisher":"Paper"', '"publisher":"Papers"'),
        /export of sources/,
      ],
      [
        'a membership dropped',
        (text) => text.replace(`${lineWith(text, '"2004-05-01"')}\n`, ''),
        /export of memberships: "1 rows"/,
      ],
      ['the end cut off', (text) => text.slice(0, -200), /export/],
      [
        'the last line cut off',
        (text) => text.split('\n').slice(0, -2).join('\n').concat('\n'),
        /an export cut off/,
      ],
      [
        'a column more',
        (text) => text.replace('"licence":', '"colour":"red","licence":'),
        /line 2: "colour"/,
      ],
      ['another form', (text) => text.replace('"palermo_export":1', '"palermo_export":2'), /line 1: "2"/],
      ['nothing in it', () => '', /an export cut off/],
      ['something else in it', () => 'hello\n', /line 1: "hello"/],
    ])('with %s', async (_what, damage, message) => {
      const damaged = damage(text)
      expect(damaged).not.toBe(text)
      expect(await refusal(importLines(to.db, linesOf(damaged)))).toMatch(message)
      expect(await readHead(to)).toMatchObject({ seq: 0 })
      expect(await to.db.selectFrom('packs').selectAll().execute()).toEqual([])
    })
  })

  it('is not brought into a record that is not empty', async () => {
    const from = await stores.small()
    const text = await exported(from)
    expect(await refusal(importLines(from.db, linesOf(text)))).toContain(
      'expected an empty record to import into',
    )
  })

  it('as files has a manifest with the hash of each', async () => {
    const store = await stores.small()
    await withDocument(store)
    const files = new Map<string, string>()
    await exportFiles(store, (file, piece) => {
      files.set(file, (files.get(file) ?? '') + piece)
    })
    const manifest = JSON.parse(String(files.get('manifest.json')))
    expect(manifest.head).toEqual(await readHead(store))
    expect(manifest.files.map(({ file }: { file: string }) => file).toSorted()).toEqual(
      [...files.keys()].filter((file) => file !== 'manifest.json').toSorted(),
    )
    for (const { file, sha256, bytes } of manifest.files) {
      const text = String(files.get(file))
      expect([file, createHash('sha256').update(text).digest('hex')]).toEqual([file, sha256])
      expect(Buffer.byteLength(text)).toBe(bytes)
    }
    const csv = String(files.get('events.csv')).split('\r\n')
    expect(csv[0]).toMatch(/^seq,id,treaty,participant,action,action_date,/)
    expect(csv).toHaveLength(SMALL_EVENTS + 3)
    expect(csv[2]).toContain('"a note, with a comma"')
    expect(csv.at(-2)).toContain("'=1+1")
    const first = JSON.parse(String(files.get('events.ndjson')).split('\n')[0] ?? '')
    expect(first).toEqual((await loadRecord(store)).events[0])
  })
})
