import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { SMALL_PACK } from '../pack/small-pack.ts'
import { newFolder } from '../store/new-folder.ts'
import { palermo, startServing } from './program.ts'

const folder = newFolder()
const DATA_DIR = join(folder, 'data')
const PACKS = join(folder, 'pack')
const env = { DATA_DIR, PACKS }
const kept = join(folder, 'kept.checkpoint')

/** What only somebody with power over the whole database can do: one event is another one now. */
async function breakEvent(seq: number): Promise<void> {
  const store = await openStore({ dataDir: DATA_DIR, databaseUrl: null, packs: [] })
  try {
    const statements = [
      'alter event trigger palermo_refuse_alteration disable',
      'alter table events disable trigger all',
      `update events set note = 'forged' where seq = ${seq}`,
      'alter table events enable always trigger events_refuse_change',
      'alter table events enable always trigger events_extend_chain',
      'alter event trigger palermo_refuse_alteration enable',
    ]
    for (const statement of statements) await sql.raw(statement).execute(store.db)
  } finally {
    await store.close()
  }
}

/** The bytes with one text in them another. */
function changed(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString().replace(from, to))
}

describe('a record of which an event was changed past every guard', () => {
  beforeAll(async () => {
    mkdirSync(PACKS)
    for (const [name, text] of Object.entries(SMALL_PACK)) writeFileSync(join(PACKS, name), text)
    await palermo(['keys', 'create', '--name', 'record.example'], env)
    await palermo(['status'], env)
    writeFileSync(kept, (await palermo(['checkpoint'], env)).out)
    await breakEvent(5)
  })

  it('is not signed', async () => {
    const { code, out, err } = await palermo(['checkpoint'], env)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/expected an intact record\. Event 5 \(\S+\) does not fit: hash is [0-9a-f]{64}/)
  })

  it('is not signed by the job that keeps checkpoints', async () => {
    const { code, out } = await palermo(['jobs', 'run', 'keep-checkpoint'], env)
    expect(code).toBe(1)
    expect(out).toMatch(/^failed: Event 5 \(\S+\) does not fit: hash is .*Nothing is signed of it\.\n$/)
  })

  it('is not exported', async () => {
    const whole = await palermo(['export'], env)
    expect({ code: whole.code, out: whole.out }).toEqual({ code: 2, out: '' })
    const files = join(folder, 'files')
    expect((await palermo(['export', '--to', files], env)).err).toContain('Event 5 ')
    expect(readdirSync(files)).toEqual([])
  })

  it('is not given away as files by a server either, of which a command names the event that does not fit', async () => {
    const running = await startServing(env)
    const file = await fetch(`${running.address}/v1/export/events.ndjson`)
    const { code, out } = await palermo(['verify'], env)
    running.child.kill('SIGTERM')
    await running.ended
    expect(file.status).toBe(503)
    expect({ code, out }).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^Event 5 \(\S+\) does not fit: hash/),
    })
  })

  it('is backed up as it is, and said to be broken, as the restore of it does', async () => {
    const file = join(folder, 'broken.backup')
    const { code, err } = await palermo(['backup', file], env)
    expect(code).toBe(1)
    expect(err).toMatch(/The record is BROKEN\. Event 5 \(\S+\) does not fit: hash/)
    expect(existsSync(file)).toBe(true)
    const restored = await palermo(['restore', '--check', file], env)
    expect(restored).toMatchObject({ code: 2, err: expect.stringContaining('event 5') })
  })

  it('is held against a checkpoint as far as it stands, and the reason is the true one', async () => {
    const { code, out } = await palermo(['verify', '--against', kept], env)
    expect(code).toBe(1)
    expect(out).toContain(
      'The checkpoint does NOT fit: only the first 4 events of the record fit, fewer than its 9.',
    )
    const spoilt = join(folder, 'spoilt.checkpoint')
    writeFileSync(spoilt, readFileSync(kept, 'utf8').replace('\n9\n', '\n4\n'))
    expect((await palermo(['verify', '--against', spoilt], env)).out).toContain(
      'the signature of a key that counts is not good',
    )
  })

  it('is verified also while a pack is broken', async () => {
    for (const packs of [join(folder, 'nowhere'), 'none-of-ours']) {
      const { code, out } = await palermo(['verify'], { DATA_DIR, PACKS: packs })
      expect({ packs, code }).toEqual({ packs, code: 1 })
      expect(out).toContain('Event 5 ')
    }
  })
})

it('a backup is restored into no place that holds a journal, and nothing is written there', async () => {
  const from = { DATA_DIR: join(folder, 'whole'), PACKS }
  await palermo(['status'], from)
  const file = join(folder, 'whole.backup')
  expect((await palermo(['backup', file], from)).code).toBe(0)
  const place = join(folder, 'place')
  mkdirSync(place)
  writeFileSync(join(place, 'journal.ndjson'), '{"event":{"seq":1}}\n')
  const { code, err } = await palermo(['restore', file], { DATA_DIR: place })
  expect(code).toBe(2)
  expect(err).toMatch(/journal: ".*journal\.ndjson" is not accepted; expected an empty place to restore into/)
  expect(readdirSync(place)).toEqual(['journal.ndjson'])
  expect(readFileSync(join(place, 'journal.ndjson'), 'utf8')).toBe('{"event":{"seq":1}}\n')
  writeFileSync(join(place, 'journal.ndjson'), '')
  expect((await palermo(['restore', file], { DATA_DIR: place })).out).toMatch(
    /^Restored the backup of .*: 9 events/,
  )
})

describe('a backup of a place with a token and a subscription', () => {
  const from = { DATA_DIR: join(folder, 'peopled'), PACKS }
  const file = join(folder, 'peopled.backup')
  let bytes: Buffer

  beforeAll(async () => {
    await palermo(['tokens', 'create', '--name', 'a.officer', '--scope', 'read'], from)
    await palermo(['subscriptions', 'add', '--email', 'a@example.org', '--confirmed'], from)
    expect((await palermo(['backup', file], from)).code).toBe(0)
    bytes = readFileSync(file)
    expect(bytes.toString()).toMatch(/scrypt.*a@example\.org/s)
  })

  it.each<[string, (whole: Buffer) => Buffer]>([
    [
      'a byte changed that the database would refuse',
      (whole) => changed(whole, '"channel":"email"', '"channel":"emaiI"'),
    ],
    ['its last byte cut off', (whole) => whole.subarray(0, -1)],
    ['its last byte changed', (whole) => Buffer.concat([whole.subarray(0, -1), Buffer.from(' ')])],
    ['three bytes before its first', (whole) => Buffer.concat([Buffer.from('\ufeff'), whole])],
  ])('is refused in one line that shows no secret, with %s', async (_what, damage) => {
    const damaged = join(folder, 'damaged.backup')
    writeFileSync(damaged, damage(bytes))
    for (const args of [['--check'], []]) {
      const { code, out, err } = await palermo(['restore', ...args, damaged], {
        DATA_DIR: join(folder, 'refused'),
      })
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toMatch(/^backup[^\n]* is not accepted[^\n]*\n$/)
      expect(err).not.toMatch(/scrypt|example\.org|insert/)
    }
  })

  it('lets nobody in and tells nobody where it is restored, and says so', async () => {
    const to = { DATA_DIR: join(folder, 'elsewhere') }
    const { code, err } = await palermo(['restore', file], to)
    expect(code).toBe(0)
    expect(err).toMatch(/^ATTENTION: tokens revoked: 1, .*palermo tokens create/m)
    expect(err).toMatch(/^ATTENTION: subscriptions switched off: 1, .*palermo subscriptions resume/m)
    expect((await palermo(['subscriptions', '--json'], { ...to, PACKS })).out).toContain(
      'may have been ended since',
    )
  })

  it('is restored as it was where that is asked for, and says who may be back', async () => {
    const to = { DATA_DIR: join(folder, 'as-it-was') }
    const { err } = await palermo(['restore', '--keep-tokens', '--keep-subscriptions', file], to)
    expect(err).toMatch(/^ATTENTION: tokens that can be used: 1\. .* is good again/m)
    expect(err).toMatch(/^ATTENTION: subscriptions that are told: 1\. Whoever left .* is back/m)
    expect((await palermo(['subscriptions', '--json'], { ...to, PACKS })).out).toContain('"state": "active"')
  })
})
