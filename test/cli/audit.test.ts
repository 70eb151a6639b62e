import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { sha256Hex } from '../../src/record/sha256.ts'
import { type AuditEntry, readAudit } from '../../src/store/audit-trail.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { openStore } from '../../src/store/open-store.ts'
import { newDataDirectory } from '../store/data-directory.ts'
import { newFolder } from '../store/new-folder.ts'
import { pageOf, ROWS, waitingRecord, watchedPack } from '../store/watched-record.ts'
import { palermo } from './program.ts'

const folder = newFolder()
const dataDir = await newDataDirectory('migrated')
const env = { DATA_DIR: dataDir, PACKS: join(folder, 'pack') }
const by = ['--by', 'a.officer']
const act = [
  '--treaty',
  'convention',
  '--participant',
  'AAA',
  '--action',
  'denunciation',
  '--date',
  '2026-11-10',
]
const evidence = ['--source', 'table', ...by]
let waits = 0
/** How many lines the trail had when it was last read. */
let seen = 0

beforeAll(async () => {
  mkdirSync(env.PACKS)
  for (const [name, text] of watchedPack()) writeFileSync(join(env.PACKS, name), text)
  const store = await openStore({ dataDir, databaseUrl: null, packs: [] })
  await waitingRecord(store)
  const [one] = await keptDifferences(store.db, { states: ['waiting'] })
  waits = Number(one?.id)
  await store.close()
})

async function audited(): Promise<readonly AuditEntry[]> {
  const store = await openStore({ dataDir, databaseUrl: null, packs: [] })
  try {
    return await readAudit(store.db, { before: null, limit: 100 })
  } finally {
    await store.close()
  }
}

/** The lines that a command has added to the audit trail, without their numbers and instants. */
async function linesOf(...args: string[]): Promise<object[]> {
  const { code, err } = await palermo(args, env)
  expect({ args, code, err }).toEqual({ args, code: 0, err: '' })
  const lines = await audited()
  const added = lines.slice(0, lines.length - seen)
  seen = lines.length
  return added.map(({ id: _id, at: _at, ...line }) => line)
}

it('an act written by hand at the command line stands in the audit trail with its officer, a preview does not', async () => {
  await palermo(['record', ...act, ...evidence], env)
  const id = 'C.AAA.denunciation.2026-11-10'
  const officer = { officer: 'a.officer', token: null }
  expect(await linesOf('record', ...act, ...evidence, '--yes')).toEqual([
    { ...officer, act: 'event.record', subject: id, details: { events: [id] } },
  ])
  const corrected = 'C.AAA.correction.2026-11-09'
  expect(await linesOf('correct', id, '--date', '2026-11-09', ...evidence, '--yes')).toEqual([
    { ...officer, act: 'event.correct', subject: id, details: { events: [corrected] } },
  ])
  const [retracted] = await linesOf('correct', id, '--retract', ...evidence, '--yes')
  expect(retracted).toMatchObject({ ...officer, act: 'event.retract', subject: id })
})

it('a page taken by hand stands there, refused or not, a dry run does not', async () => {
  const file = join(folder, 'page.csv')
  const page = pageOf(ROWS)
  writeFileSync(file, page)
  const taken = [
    'ingest',
    file,
    '--treaty',
    'convention',
    '--source',
    'table',
    '--read-on',
    '2026-11-21',
    ...by,
  ]
  await palermo([...taken, '--dry-run'], env)
  const line = { officer: 'a.officer', token: null, act: 'document.take', details: { file, events: [] } }
  expect(await linesOf(...taken)).toEqual([{ ...line, subject: sha256Hex(page) }])
  const outage = join(folder, 'outage.html')
  writeFileSync(outage, '<html><body>This site is under urgent maintenance</body></html>')
  const { code } = await palermo(['ingest', outage, ...by], env)
  expect(code).toBe(1)
  const [refused] = await audited()
  seen += 1
  expect(refused).toMatchObject({ ...line, details: { file: outage, events: [] } })
})

it('a decision stands there with its reason and its events', async () => {
  const decided = ['--by', 'a.officer', '--reason', 'the page says so']
  const [line] = await linesOf('review', 'accept', String(waits), ...decided)
  expect(line).toMatchObject({
    officer: 'a.officer',
    act: 'difference.accept',
    subject: String(waits),
    details: {
      reason: 'the page says so',
      events: ['C.CCC.retraction.2016-06-16', 'C.CCC.accession.2017-05-04'],
    },
  })
})

it('what is done to subscriptions stands there without their addresses', async () => {
  const made = ['subscriptions', 'add', '--email', 'ops@example.org', '--confirmed', '--json']
  const { out } = await palermo(made, env)
  const { id: name } = JSON.parse(out)
  const listed = JSON.parse((await palermo(['subscriptions', '--json'], env)).out)
  expect(listed.map(({ id }: { id: unknown }) => id)).toEqual([name])
  await palermo(['subscriptions', 'resume', name], env)
  await palermo(['subscriptions', 'remove', name], env)
  const [removed, resumed, created] = await audited()
  const line = { officer: 'command-line', subject: name, details: {} }
  expect(removed).toMatchObject({ ...line, act: 'subscription.delete' })
  expect(resumed).toMatchObject({ ...line, act: 'subscription.resume' })
  expect(created).toMatchObject({ ...line, act: 'subscription.create' })
})

it('keys, checkpoints, backups and what is brought back stand there', async () => {
  const lineOf = (act: string, subject: string | null) => ({
    officer: 'command-line',
    token: null,
    act,
    subject,
  })
  const made = await palermo(['keys', 'create', '--name', 'record.example'], env)
  const key = (made.out.split('+')[1] ?? '').trim()
  const file = join(folder, 'x.backup')
  await palermo(['checkpoint'], env)
  await palermo(['backup', file], env)
  expect((await palermo(['keys', 'retire', key], env)).code).toBe(2)
  const [backup, checkpoint, created] = await audited()
  expect(created).toMatchObject(lineOf('key.create', `record.example+${key}`))
  const size = (await palermo(['verify'], env)).out.match(/intact: (\d+) events/)?.[1]
  expect(checkpoint).toMatchObject({ ...lineOf('checkpoint.sign', String(size)), details: { keys: [key] } })
  expect(backup).toMatchObject(lineOf('backup.make', null))
  await palermo(['keys', 'create'], env)
  await palermo(['keys', 'retire', key], env)
  const [retired] = await audited()
  expect(retired).toMatchObject(lineOf('key.retire', key))

  const elsewhere = { ...env, DATA_DIR: join(folder, 'restored') }
  const { out } = await palermo(['restore', file], elsewhere)
  const store = await openStore({ dataDir: elsewhere.DATA_DIR, databaseUrl: null, packs: [] })
  const [restored, before] = await readAudit(store.db, { before: null, limit: 100 })
  await store.close()
  expect(restored).toMatchObject(lineOf('backup.restore', null))
  expect(out).toContain(String(restored?.details['hash']))
  expect(before).toEqual(backup)
})

it('keys of a file that does not sign are left alone', async () => {
  const secret = { ...env, SIGNING_KEYS: readFileSync(join(dataDir, 'signing-keys'), 'utf8') }
  const [key = ''] = (await palermo(['keys', 'list'], secret)).out.split('\n')
  for (const args of [['create'], ['retire', String(key.split('+')[1])]]) {
    const { code, out, err } = await palermo(['keys', ...args], secret)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('SIGNING_KEYS: "…" is not accepted; expected unset: the keys in it sign')
  }
})
