import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDueJob } from '../../jobs/run-job.ts'
import { JOBS } from '../../jobs/schedule.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { knowJob } from '../../src/store/job-runs.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { draft } from '../answers/real-record.ts'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'
import { freePort } from '../store/postgres-server.ts'

const PGBOUNCER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(
  (path) => spawnSync(path, ['--version']).status === 0,
)
if (PGBOUNCER === undefined) console.log('pgbouncer is not installed: the tests behind it are left out.')

/** Fewer connections to the server than there are users of them: whatever one leaves in a session, another meets. */
const POOL_SIZE = 2

describe.skipIf(PGBOUNCER === undefined)('behind pgbouncer in transaction mode', () => {
  let folder: string
  let pooler: ChildProcess
  let drop: () => Promise<void>
  let url: string
  const stores: Store[] = []

  beforeAll(async () => {
    const database = await newServerDatabase()
    drop = database.drop
    const { hostname, port, username, password, pathname } = new URL(database.url)
    folder = mkdtempSync(join(tmpdir(), 'palermo-pgbouncer-'))
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'users.txt'), `"${username}" "${password}"\n`)
    const own = await freePort()
    const lines = [
      '[databases]',
      `${pathname.slice(1)} = host=${hostname} port=${port} user=${username} password=${password}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${own}`,
      'unix_socket_dir =',
      'auth_type = plain',
      `auth_file = ${join(folder, 'users.txt')}`,
      'pool_mode = transaction',
      `default_pool_size = ${POOL_SIZE}`,
      'max_client_conn = 100',
    ]
    writeFileSync(join(folder, 'pgbouncer.ini'), `${lines.join('\n')}\n`)
    // It refuses to run as root.
    const asUser = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
    pooler = spawn(String(PGBOUNCER), [...asUser, '-q', join(folder, 'pgbouncer.ini')], { stdio: 'ignore' })
    url = `postgres://${username}:${password}@127.0.0.1:${own}${pathname}`
    for (let turn = 0; turn < 100; turn += 1) {
      const opened = await openPostgres(url).catch(() => null)
      if (opened !== null) return stores.push(opened)
      await wait(50)
    }
    throw new Error('pgbouncer does not answer')
  })

  afterAll(async () => {
    for (const store of stores) await store.close()
    const ended = once(pooler, 'exit')
    pooler.kill('SIGKILL')
    await ended
    await drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('the schema is made and the packs are loaded', async () => {
    const store = await openStore({ dataDir: newFolder(), databaseUrl: url })
    stores.push(store)
    expect(store.loads.length).toBeGreaterThan(0)
    expect((await loadRecord(store)).events.length).toBeGreaterThan(1_000)
  })

  it('fifty writers at once leave one order without a gap, and readers see whole states', async () => {
    const store = await openPostgres(url)
    stores.push(store)
    const before = (await loadRecord(store)).head.seq
    const writing = Array.from({ length: 50 }, (_, place) =>
      appendEvents(store, [
        draft({
          id: `pooled-${place}`,
          treaty: 'XVIII-12',
          participant: 'TUV',
          action: 'signature',
          action_date: '2026-11-01' as never,
        }),
      ]),
    )
    const reading = Array.from({ length: 5 }, () => loadRecord(store))
    for (const { head, events } of await Promise.all(reading)) expect(events.at(-1)?.hash).toBe(head.hash)
    const seqs = (await Promise.all(writing)).map(([event]) => Number(event?.seq))
    expect(seqs.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, place) => before + 1 + place),
    )
    expect(await verifyRecord(store)).toMatchObject({ intact: true, head: { seq: before + 50 } })
  })

  it('a job is run once by two that look at once, and its settings stay in its transaction', async () => {
    const [job] = JOBS.filter(({ name }) => name === 'verify-record')
    if (job === undefined) throw new Error('no such job')
    const [one, other] = [await openPostgres(url), await openPostgres(url)]
    stores.push(one, other)
    await knowJob(one.db, job.name, '2026-01-01T00:00:00.000Z')
    const surroundings = { say: () => undefined, now: Date.now, signal: new AbortController().signal }
    const ends = await Promise.all([
      runDueJob(job, { ...surroundings, store: one, runBy: 'one' }),
      runDueJob(job, { ...surroundings, store: other, runBy: 'other' }),
    ])
    expect(ends.filter((end) => end?.outcome === 'done')).toHaveLength(1)
  })
})
