import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { knowJob, newestRuns } from '../../src/store/job-runs.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { type Child, startChild } from '../store/child.ts'
import { newServerDatabase } from '../store/databases.ts'
import { SMALL_EVENTS } from '../store/small-record.ts'

const PATIENCE = { timeout: 30_000 }

const children: Child[] = []
const closing: (() => Promise<unknown>)[] = []
let store: Store
let url: string
let folder: string

beforeEach(async () => {
  const database = await newServerDatabase('small')
  url = database.url
  store = await openPostgres(url)
  await knowJob(store.db, 'on-trial', '2026-11-23T20:00:00.000Z')
  folder = mkdtempSync(join(tmpdir(), 'palermo-jobs-'))
  closing.push(
    () => store.close(),
    database.drop,
    async () => rmSync(folder, { recursive: true }),
  )
})

afterEach(async () => {
  for (const child of children.splice(0)) await child.kill()
  for (const close of closing.splice(0)) await close()
})

function replica(mode: 'clock' | 'before-write' | 'within-write', goFile: string): Child {
  const child = startChild('../jobs/job-process.ts', [url, mode, join(folder, goFile)])
  children.push(child)
  return child
}

function letGo(goFile: string): void {
  writeFileSync(join(folder, goFile), '')
}

/** The processes that wrote events after the first record, in their order. */
async function writers(): Promise<number[]> {
  const events = await store.db
    .selectFrom('events')
    .select('id')
    .where('seq', '>', SMALL_EVENTS)
    .orderBy('seq')
    .execute()
  return events.map(({ id }) => Number(id.split('-')[1]))
}

/** Whether the lease is past its time and no open transaction keeps it. */
async function leaseIsOver(): Promise<boolean> {
  const free = await sql`
    select from leases where expires_at <= clock_timestamp() for update skip locked`.execute(store.db)
  return free.rows.length === 1
}

async function lastLine(child: Child, start: string): Promise<string> {
  for (let lines = 1; ; lines += 1) {
    const found = (await child.said(lines)).find((line) => line.startsWith(start))
    if (found !== undefined) return found
  }
}

describe('two processes on one PostgreSQL', () => {
  it('that run the same job each second run it once for each second', async () => {
    replica('clock', 'go')
    replica('clock', 'go')
    const done = async () => (await newestRuns(store.db, 99)).filter(({ outcome }) => outcome === 'done')
    await expect.poll(done, PATIENCE).toHaveLength(6)
    letGo('go')
    for (const child of children) await lastLine(child, 'waits')
    await expect.poll(async () => (await newestRuns(store.db, 1))[0]?.outcome).not.toBeNull()
    const runs = (await newestRuns(store.db, 99)).filter(({ outcome }) => outcome !== 'interrupted')
    expect(new Set(runs.map(({ scheduled_for }) => scheduled_for)).size).toBe(runs.length)
    expect(await writers()).toHaveLength((await done()).length)
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
  })

  it('that are due at the same moment: one runs the job, the other finds nothing to do', async () => {
    const one = replica('before-write', 'go')
    const other = replica('before-write', 'go')
    const first = await Promise.race([
      lastLine(one, 'waits').then(() => ({ running: one, idle: other })),
      lastLine(other, 'waits').then(() => ({ running: other, idle: one })),
    ])
    expect(await lastLine(first.idle, 'ended')).toBe('ended not due')
    letGo('go')
    expect(await lastLine(first.running, 'ended')).toBe('ended done')
    expect(await writers()).toEqual([first.running.pid])
  })

  it('one stopped beyond its lease: the other takes over, and the first, woken, writes nothing', async () => {
    const stalled = replica('before-write', 'go-stalled')
    await lastLine(stalled, 'waits')
    process.kill(stalled.pid, 'SIGSTOP')
    expect(await leaseIsOver()).toBe(false)
    await expect.poll(leaseIsOver, PATIENCE).toBe(true)
    letGo('go-other')
    const other = replica('before-write', 'go-other')
    expect(await lastLine(other, 'ended')).toBe('ended done')

    letGo('go-stalled')
    process.kill(stalled.pid, 'SIGCONT')
    expect(await lastLine(stalled, 'ended')).toBe('ended interrupted')
    expect(await writers()).toEqual([other.pid])
    const runs = await newestRuns(store.db, 9)
    expect(runs.map(({ run_by, outcome }) => [run_by, outcome])).toEqual([
      [`test:${other.pid}`, 'done'],
      [`test:${stalled.pid}`, 'interrupted'],
    ])
    expect(Number(runs[0]?.fence)).toBeGreaterThan(Number(runs[1]?.fence))
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
  })

  it('one stopped within its transaction: the server ends that, and the other takes over', async () => {
    const stalled = replica('within-write', 'go-stalled')
    await lastLine(stalled, 'waits')
    process.kill(stalled.pid, 'SIGSTOP')
    await expect.poll(leaseIsOver, PATIENCE).toBe(true)
    letGo('go-other')
    const other = replica('before-write', 'go-other')
    expect(await lastLine(other, 'ended')).toBe('ended done')

    letGo('go-stalled')
    process.kill(stalled.pid, 'SIGCONT')
    expect(await lastLine(stalled, 'ended')).toBe('ended interrupted')
    expect(await writers()).toEqual([other.pid])
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
  })

  it('one killed in the middle: the other takes over when the lease is over', async () => {
    const killed = replica('before-write', 'go-killed')
    await lastLine(killed, 'waits')
    await killed.kill()
    await expect.poll(leaseIsOver, PATIENCE).toBe(true)
    letGo('go-other')
    const other = replica('before-write', 'go-other')
    expect(await lastLine(other, 'ended')).toBe('ended done')
    expect(await writers()).toEqual([other.pid])
    expect((await newestRuns(store.db, 9)).map(({ outcome }) => outcome)).toEqual(['done', 'interrupted'])
  })
})
