import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { onlyReads } from '../../src/store/disk-room.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { migrate } from '../../src/store/migrate.ts'
import { isNoRoom } from '../../src/store/no-room.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { palermo, startServing } from '../cli/program.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { operatedDisk } from './operated-disk.ts'
import { SMALL_EVENTS } from './small-record.ts'

const ROOT = mkdtempSync(join(tmpdir(), 'palermo-disk-'))
// The server runs as another user.
chmodSync(ROOT, 0o755)
const mounted: string[] = []

afterAll(() => {
  for (const disk of mounted) spawnSync('umount', ['--lazy', disk])
  rmSync(ROOT, { recursive: true, force: true })
})

/** A small disk of its own; null where this user may not mount one. */
function smallDisk(name: string, megabytes: number): string | null {
  const disk = join(ROOT, name)
  mkdirSync(disk)
  const { status, error } = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m,mode=0777`,
    'tmpfs',
    disk,
  ])
  if (error !== undefined || status !== 0) return null
  mounted.push(disk)
  return disk
}

/** Takes all room that is left on a disk but some bytes. */
function fill(disk: string): void {
  const file = openSync(join(disk, 'full'), 'w')
  try {
    for (;;) writeSync(file, Buffer.alloc(4096))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
}

function makeRoom(disk: string): void {
  rmSync(join(disk, 'full'))
}

const disk = smallDisk('embedded', 200)
const serverDisk = smallDisk('server', 64)

describe.skipIf(disk === null)('a full disk, mounted by root', () => {
  const place = String(disk)
  const { env, headers } = operatedDisk(ROOT, place)

  it('of the embedded database: writes are refused clearly, reads go on, and with room again everything does', async () => {
    const server = await startServing(env)
    const ask = (path: string) => fetch(new URL(path, server.address), { headers })
    const write = () => ask('/v1/officers/backup')
    try {
      expect((await (await write()).text()).split('\n').at(-2)).toMatch(/^\{"manifest":/)
      fill(place)
      for (let time = 0; time < 3; time += 1) {
        const refused = await write()
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60'])
        expect(await refused.json()).toMatchObject({ type: '/docs#problem-no-room', status: 503 })
        expect((await ask('/v1/treaties/convention')).status).toBe(200)
        expect((await ask('/v1/jobs')).status).toBe(200)
        expect((await ask('/readyz')).status).toBe(200)
      }
      makeRoom(place)
      expect((await write()).status).toBe(200)
    } finally {
      server.child.kill('SIGTERM')
    }
    const { code, err } = await server.ended
    expect(code).toBe(0)
    // What the operator is told is told once, not with each beat of a job.
    expect(err).toContain('Nothing is written: the disk of')
    expect(err.split('\n').length).toBeLessThan(60)
    expect((await palermo(['verify'], env)).out).toContain(`intact: ${SMALL_EVENTS} events`)
  })

  it('of the embedded database: a command says how much room there is and how much it takes', async () => {
    fill(place)
    const said = await palermo(['status'], env)
    expect(said).toMatchObject({ code: 2, out: '' })
    expect(said.err).toMatch(/^Nothing is written: the disk of .* has 0 MB left and 48 MB are needed\.\n$/)
    makeRoom(place)
    expect((await palermo(['status'], env)).code).toBe(0)
  })

  it('that can only be read is named, and nothing on it is touched', async () => {
    expect(spawnSync('mount', ['-o', 'remount,ro', place]).status).toBe(0)
    const said = await palermo(['status'], env)
    expect(said).toMatchObject({ code: 2, out: '' })
    expect(said.err).toMatch(/can write to \(EROFS\)/)
    expect(said.err.split('\n')).toHaveLength(2)
    spawnSync('mount', ['-o', 'remount,rw', place])
    expect((await palermo(['verify'], env)).out).toContain(`intact: ${SMALL_EVENTS} events`)
  })

  it.skipIf(serverDisk === null)(
    'of a server: writes fail as want of room, reads go on, and nothing is half written',
    async () => {
      const server = new pg.Client(inject('postgresUrl'))
      await server.connect()
      const name = `full_${process.pid}`
      const { rows } = await server.query<{ data_directory: string }>('show data_directory')
      const { uid, gid } = statSync(String(rows[0]?.data_directory))
      chownSync(String(serverDisk), uid, gid)
      await server.query(`create tablespace ${name} location '${serverDisk}'`)
      await server.query(`create database ${name} tablespace ${name}`)
      const url = new URL(inject('postgresUrl'))
      url.pathname = `/${name}`
      const store = await openPostgres(url.toString())
      try {
        await migrate(store.db, readMigrations())
        await loadPacks(store, [{ folder: 'small', files: smallPack() }])
        fill(String(serverDisk))
        const tried = async () => {
          for (let count = 0; count < 200; count += 1) {
            const document = await keepDocument(store.db, randomBytes(100_000))
            await appendEvents(store, [
              draft({ id: `w${count}`, treaty: 'C', participant: 'CCC', action: 'signature', document }),
            ])
          }
        }
        const error = await tried().catch((found: unknown) => found)
        expect(isNoRoom(error)).toBe(true)
        const { events } = await loadRecord(store)
        makeRoom(String(serverDisk))
        await appendEvents(store, [
          draft({ id: 'after', treaty: 'C', participant: 'CCC', action: 'signature' }),
        ])
        expect((await loadRecord(store)).head.seq).toBe(events.length + 1)
        expect(await verifyRecord(store)).toMatchObject({ intact: true })
      } finally {
        await store.close()
        await server.query(`drop database ${name} with (force)`)
        await server.query(`drop tablespace ${name}`)
        await server.end()
      }
    },
  )
})

describe('a statement', () => {
  it.each([
    ['select 1', true],
    ['with recursive a as (select 1) select * from a', true],
    ['begin', true],
    ['select seq from record_head for update', false],
    ['insert into a values (1)', false],
    ['  update a set b = 1', false],
    ['with gone as (delete from a returning *) select * from gone', false],
    ['create table a (b text)', false],
  ])('%j only reads: %s', (statement, reads) => {
    expect(onlyReads(statement)).toBe(reads)
  })
})
