import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { firstRecord } from '../../src/store/first-record.ts'
import { type Following, followRecord } from '../../src/store/follow-record.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openPostgres, openReadReplica } from '../../src/store/open-postgres.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import type { Store } from '../../src/store/store.ts'
import { palermo } from '../cli/program.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { newFolder } from '../store/new-folder.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'

const PATIENCE = { timeout: 30_000, interval: 20 }

let primary: PostgresServer
let standby: PostgresServer
let writing: Store
let reading: Store
let following: Following
let newest: RecordSnapshot
const said: string[] = []

/** A standby of PostgreSQL itself, which follows the primary by streaming. */
async function startStandby(): Promise<PostgresServer> {
  await primary.halt()
  const source = new URL(primary.url)
  const started = startPostgres({
    prepare: (dataDir) => {
      // As cp does, so that the files still belong to the system user of the server.
      spawnSync('cp', ['-a', join(primary.folder, 'data'), dataDir])
      writeFileSync(join(dataDir, 'standby.signal'), '')
    },
    flags: [
      '-c',
      `primary_conninfo=host=127.0.0.1 port=${source.port} user=${source.username} password=${source.password}`,
    ],
  })
  await primary.resume()
  return started
}

beforeAll(async () => {
  primary = await startPostgres()
  const preparing = await openPostgres(primary.url)
  await migrate(preparing.db, readMigrations())
  await loadPacks(preparing, [{ folder: 'small', files: smallPack() }])
  await preparing.close()
  standby = await startStandby()
  writing = await openPostgres(primary.url)
  reading = await openReadReplica(standby.url)
  newest = await loadRecord(reading)
  following = followRecord(reading, {
    from: newest,
    primary: writing,
    everyMs: 100,
    now: Date.now,
    onRecord: (record) => {
      newest = record
    },
    onLost: (error) => said.push(`lost: ${String(error)}`),
    onFound: () => said.push('found'),
  })
})

afterAll(async () => {
  await following.stop()
  await reading.close()
  await writing.close()
  await standby.stop()
  await primary.stop()
})

let made = 0

async function write(): Promise<number> {
  made += 1
  const [event] = await appendEvents(writing, [
    draft({
      id: `read-${made}`,
      treaty: 'C',
      participant: 'CCC',
      action: 'signature',
      action_date: '2001-01-01',
    }),
  ])
  return Number(event?.seq)
}

const seq = () => newest.head.seq
/** For how long the record may not have been the newest, in milliseconds; 0 where it is. */
function age(): number {
  const since = following.unconfirmedSince()
  return since === null ? 0 : Date.now() - since
}

it('what is written to the primary is read from the replica within a second', async () => {
  const taken: number[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    const written = await write()
    const began = performance.now()
    await expect.poll(seq, PATIENCE).toBe(written)
    taken.push(performance.now() - began)
  }
  // The best of three, so that a busy machine does not count as ours.
  expect(Math.min(...taken)).toBeLessThan(1_000)
  await expect.poll(age, PATIENCE).toBe(0)
  expect(said).toEqual([])
})

it('a replica that is behind says how old it is, and is the newest again once it has caught up', async () => {
  await sql`select pg_wal_replay_pause()`.execute(reading.db)
  const before = seq()
  const written = await write()
  await expect.poll(age, PATIENCE).toBeGreaterThan(1_500)
  expect(seq()).toBe(before)
  await sql`select pg_wal_replay_resume()`.execute(reading.db)
  await expect.poll(seq, PATIENCE).toBe(written)
  await expect.poll(age, PATIENCE).toBe(0)
})

it('where the replica is away the primary is read, and the operator is told once', async () => {
  await standby.halt()
  const written = await write()
  await expect.poll(seq, PATIENCE).toBe(written)
  await expect.poll(age, PATIENCE).toBe(0)
  await expect.poll(() => said.length, PATIENCE).toBe(1)
  await standby.resume()
  await expect.poll(() => said.at(-1), PATIENCE).toBe('found')
  expect(said).toHaveLength(2)
})

it('a server starts while the replica is behind, or away, with the record of the primary, and says why', async () => {
  const begins: string[] = []
  const start = async (): Promise<number> => {
    const opened = await openReadReplica(standby.url)
    const { head } = await firstRecord(writing, opened, (text) => begins.push(text))
    await opened.close()
    return head.seq
  }
  await expect.poll(() => readHead(reading).then((head) => head.seq), PATIENCE).toBe(seq())
  expect([await start(), begins]).toEqual([seq(), []])
  await sql`select pg_wal_replay_pause()`.execute(reading.db)
  const written = await write()
  expect(await start()).toBe(written)
  expect(begins.splice(0)).toEqual([
    `The read replica has ${written - 1} of ${written} events; the record is read from the primary.`,
  ])
  await sql`select pg_wal_replay_resume()`.execute(reading.db)
  await expect.poll(seq, PATIENCE).toBe(written)
  await standby.halt()
  expect(await start()).toBe(written)
  expect(begins).toEqual([expect.stringMatching(/^The read replica could not be read, so the primary is: /)])
  await standby.resume()
  await expect.poll(() => said.at(-1), PATIENCE).toBe('found')
})

it('a read replica that does not let the program in is refused', async () => {
  const wrong = new URL(standby.url)
  wrong.pathname = '/no-such-database'
  await expect(openReadReplica(wrong.toString())).rejects.toThrow(/^DATABASE_READ_URL: .*no-such-database/)
})

it('where the primary is away the replica is read on, and nothing is taken for the newest', async () => {
  await primary.halt()
  await expect.poll(age, PATIENCE).toBeGreaterThan(1_500)
  expect(said.at(-1)).toMatch(/^lost/)
  await primary.resume()
  await expect.poll(age, PATIENCE).toBe(0)
  const written = await write().catch(() => write())
  await expect.poll(seq, PATIENCE).toBe(written)
})

it('a replica without a server to write to is refused in one line', async () => {
  const ended = await palermo(['serve'], { DATA_DIR: newFolder(), PORT: '0', DATABASE_READ_URL: standby.url })
  expect([ended.code, ended.err.trim().split('\n').at(-1)]).toEqual([
    2,
    'DATABASE_READ_URL: "…" is not accepted; expected a read replica of the server that DATABASE_URL names, which is not given.',
  ])
})
