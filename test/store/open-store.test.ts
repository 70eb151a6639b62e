import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { COMMAND_LINE } from '../../src/record/officer.ts'
import { holdDataDirectory, readHolder } from '../../src/store/hold-data-directory.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { openPglite } from '../../src/store/open-pglite.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { openStore } from '../../src/store/open-store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { smallPack } from '../pack/small-pack.ts'
import { type Child, startChild } from './child.ts'
import { newServerDatabase } from './databases.ts'
import { SMALL_EVENTS } from './small-record.ts'

const folders: string[] = []
const children: Child[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-store-'))
  folders.push(folder)
  return folder
}

function child(program: string, ...args: string[]): Child {
  const started = startChild(program, args)
  children.push(started)
  return started
}

async function refusal(opening: () => unknown): Promise<string> {
  try {
    await opening()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

afterEach(async () => {
  for (const started of children.splice(0)) await started.kill()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const SMALL = [{ folder: 'small', files: smallPack() }]

it('the embedded database keeps few of its pages in memory: a start would have to clear each', async () => {
  const { db, close } = await openPglite({ folder: null })
  const { rows } = await sql<{ shared_buffers: string }>`show shared_buffers`.execute(db)
  expect(rows).toEqual([{ shared_buffers: '16MB' }])
  await close()
})

describe('a data directory', () => {
  it('is held by one process at a time, and the second is told who holds it', async () => {
    const folder = newFolder()
    const holder = child('hold-and-wait.ts', folder, 'http://127.0.0.1:8787')
    await holder.said(3)
    expect(await refusal(() => holdDataDirectory(folder))).toMatch(
      new RegExp(
        `^DATA_DIR: "${folder}" is not accepted; expected a directory that no other process holds; ` +
          `process ${holder.pid} at http://127\\.0\\.0\\.1:8787 has held it since \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\.$`,
      ),
    )
    expect(readHolder(folder)).toMatchObject({ pid: holder.pid, address: 'http://127.0.0.1:8787' })
  })

  it('is free again after kill -9', async () => {
    const folder = newFolder()
    const holder = child('hold-and-wait.ts', folder)
    await holder.said(3)
    await holder.kill()
    const held = holdDataDirectory(folder)
    expect(readHolder(folder)).toMatchObject({ pid: process.pid, address: null })
    held.release()
  })

  it('is free again after it was released, and held twice by nobody', async () => {
    const folder = newFolder()
    const held = holdDataDirectory(folder)
    expect(await refusal(() => holdDataDirectory(folder))).toContain(
      `process ${process.pid} has held it since`,
    )
    held.release()
    holdDataDirectory(folder).release()
  })

  it('is made where it is not there yet', () => {
    const folder = join(newFolder(), 'deep', 'down')
    holdDataDirectory(folder).release()
    expect(readHolder(folder)).toMatchObject({ pid: process.pid })
  })

  it('that cannot be written to is refused in one line', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    expect(await refusal(() => holdDataDirectory(join(file, 'data')))).toBe(
      `DATA_DIR: "${join(file, 'data')}" is not accepted; expected a directory that this program can write to (ENOTDIR).`,
    )
  })
})

describe('the embedded store', () => {
  it('loads the packs at the first start and nothing at the second', async () => {
    const dataDir = newFolder()
    const first = await openStore({ dataDir, databaseUrl: null, packs: SMALL })
    expect(first.loads).toEqual([{ events: SMALL_EVENTS, notices: [] }])
    const head = await readHead(first)
    await first.close()
    const second = await openStore({ dataDir, databaseUrl: '', packs: SMALL })
    expect(second.loads).toEqual([{ events: 0, notices: [] }])
    expect(await readHead(second)).toEqual(head)
    expect(second).toMatchObject({ engine: 'embedded', place: dataDir })
    await second.close()
  })

  it('is free for others again when opening it failed', async () => {
    const dataDir = newFolder()
    const wrong = [{ folder: 'small', files: smallPack({ 'sources.csv': null }) }]
    expect(await refusal(() => openStore({ dataDir, databaseUrl: null, packs: wrong }))).toContain(
      'small/events.csv:2: source',
    )
    const store = await openStore({ dataDir, databaseUrl: null, packs: [] })
    expect(await readHead(store)).toMatchObject({ seq: 0 })
    await store.close()
  })

  it('still has every acknowledged event, and an intact chain, after kill -9 in the middle of writing', async () => {
    const dataDir = newFolder()
    const writer = child('write-and-wait.ts', dataDir)
    const said = await writer.said(25)
    await writer.kill()
    const store = await openStore({ dataDir, databaseUrl: null })
    const { head, events } = await loadRecord(store)
    expect(head.seq).toBeGreaterThanOrEqual(Number(said.at(-1)))
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, place) => place + 1))
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
    expect(store.loads.map(({ events: brought }) => brought)).toEqual([0, 0])
    await store.close()
  })
})

describe('a store on a server', () => {
  it('is loaded once, whoever comes first', async () => {
    const { url, drop } = await newServerDatabase()
    const opening = () => openStore({ dataDir: 'unused', databaseUrl: url, packs: SMALL })
    const stores = await Promise.all([opening(), opening(), opening()])
    const brought = stores.map(({ loads }) => loads[0]?.events)
    expect(brought.toSorted()).toEqual([0, 0, SMALL_EVENTS])
    for (const store of stores) {
      expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS })
      await store.close()
    }
    await drop()
  })

  it.each([
    ['nobody listens', 'postgres://me:secret@127.0.0.1:1/x', 'postgres://me@127.0.0.1:1/x', 'ECONNREFUSED'],
    [
      'the host is not known',
      'postgres://me:secret@nowhere.invalid/x',
      'postgres://me@nowhere.invalid/x',
      '(ENOTFOUND|EAI_AGAIN)',
    ],
  ])('where %s is refused in one line without the password', async (_what, url, shown, code) => {
    const message = await refusal(() => openStore({ dataDir: 'unused', databaseUrl: url }))
    expect(message).toMatch(
      new RegExp(
        `^DATABASE_URL: "${shown}" is not accepted; expected a PostgreSQL server that answers \\(${code}\\)\\.$`,
      ),
    )
  })

  it('with a wrong password is refused without saying it', async () => {
    const url = new URL(inject('postgresUrl'))
    url.password = 'guessed'
    const message = await refusal(() => openPostgres(url.toString()))
    expect(message).toMatch(
      /expected an address at which the server lets this program in; it says: .+ \(28P01\)\.$/,
    )
    expect(message).not.toContain('guessed')
  })

  it('that has no such database is not said to give no answer', async () => {
    const url = new URL(inject('postgresUrl'))
    url.pathname = '/nowhere'
    const message = await refusal(() => openPostgres(url.toString()))
    expect(message).toMatch(
      /the server lets this program in; it says: database "nowhere" does not exist \(3D000\)\.$/,
    )
  })

  it.each(['localhost/x', 'mysql://me:secret@localhost/x', 'secret'])(
    'under "%s" is refused without repeating it',
    async (url) => {
      expect(await refusal(() => openPostgres(url))).toBe(
        'DATABASE_URL: "…" is not accepted; expected an address such as postgres://user:password@host:5432/database.',
      )
    },
  )
})

describe('a role on a server', () => {
  let server: Awaited<ReturnType<typeof newServerDatabase>>
  const admin = async (statement: string, database = new URL(server.url).pathname): Promise<void> => {
    const url = new URL(inject('postgresUrl'))
    url.pathname = database
    const client = new pg.Client(url.toString())
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  const as = (role: string): string => {
    const url = new URL(server.url)
    url.username = role
    url.password = 'password'
    return url.toString()
  }
  beforeAll(async () => {
    server = await newServerDatabase()
    await admin("create role record_owner login password 'password'")
    await admin("create role record_writer login password 'password'")
    await admin('grant create, usage on schema public to record_owner')
  })
  afterAll(async () => {
    await server.drop()
    await admin('drop role record_owner, record_writer', '/postgres')
  })

  it('that is no superuser can make the schema and load the packs', async () => {
    const store = await openStore({ dataDir: 'unused', databaseUrl: as('record_owner'), packs: SMALL })
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS })
    await expect(sql`delete from events`.execute(store.db)).rejects.toThrow(/append-only/)
    await store.close()
  })

  it('that does not own the tables can append and can alter nothing', async () => {
    await admin('grant select, insert on all tables in schema public to record_writer')
    await admin('grant update (seq, hash) on record_head to record_writer')
    const store = await openPostgres(as('record_writer'))
    const { appendEvents } = await import('../../src/store/append-events.ts')
    const { draft } = await import('../record/draft.ts')
    await appendEvents(store, [draft({ id: 'new', treaty: 'C', participant: 'CCC', action: 'signature' })])
    expect(await verifyRecord(store)).toMatchObject({ intact: true, head: { seq: SMALL_EVENTS + 1 } })
    const { readAudit, writeAudit } = await import('../../src/store/audit-trail.ts')
    await writeAudit(store.db, { officer: COMMAND_LINE, act: 'thing.do', subject: null })
    await sql`insert into audit_trail (id, at, officer, act, details)
      values (77, '1999-01-01', 'x', 'back.date', '{}')`.execute(store.db)
    const lines = await readAudit(store.db, { before: null, limit: 10 })
    expect(lines.map(({ id, at, act }) => [id, at > '2026', act])).toEqual([
      [2, true, 'back.date'],
      [1, true, 'thing.do'],
    ])
    for (const statement of [
      'update events set note = null',
      "select setval('audit_trail_id_seq', 1000)",
      'create or replace function brings_record() returns boolean language sql as $$ select true $$',
      'delete from events',
      'truncate events',
      'alter table events disable trigger all',
      'drop table events',
      'update record_head set seq = 1',
    ]) {
      await expect(sql.raw(statement).execute(store.db)).rejects.toThrow(
        /permission denied|must be owner|is refused/,
      )
    }
    await store.close()
  })
})
