import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, expect, it } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { startServing } from '../cli/program.ts'
import { draft } from '../record/draft.ts'
import { newDataDirectory } from '../store/data-directory.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const NOW = new Date().toISOString()
const [database] = DATABASES
const stores = storesOf(database ?? expect.fail('no database'))
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function signature(id: string) {
  const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const
  return draft({ ...act, id, known_on: NOW.slice(0, 10) })
}

it('mail is written as files, one for each message however often it is tried', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'palermo-outbox-'))
  folders.push(dataDir)
  const store = await stores.small()
  const means = meansTo(null, { dataDir })
  const { id } = await ask(store, 'reader@example.org', NOW, { interest: { kinds: ['signature'] } })
  await activateSubscription(store.db, id, NOW)
  await appendEvents(store, [signature('signed')], { recordedAt: () => NOW })
  await deliverAt(store, means, NOW)
  const tried = { state: 'queued', settled_at: null, claim: null } as const
  await store.db.updateTable('deliveries').set(tried).execute()
  await deliverAt(store, means, NOW)
  const files = readdirSync(join(dataDir, 'outbox'))
  expect(files).toHaveLength(1)
  const mail = await simpleParser(readFileSync(join(dataDir, 'outbox', String(files[0]))))
  expect(mail.subject).toBe('Carpania: signature · Convention')
  means.close()
})

it('a reader of the stream that comes back with the last id it saw has missed nothing and sees nothing twice', async () => {
  const store = await stores.small()
  await appendEvents(store, [signature('one'), signature('two'), signature('three')])
  const view = viewRecord(await loadRecord(store))
  const { seq } = view.record.events.find(({ id }) => id === 'one') ?? expect.fail('not written')
  const app = createApp({ view: () => view, version: 'test' })
  const answer = await app.request('/v1/events/stream', { headers: { 'last-event-id': String(seq) } })
  const reader = answer.body?.getReader()
  let streamed = ''
  while (!streamed.includes('"id":"three"')) {
    streamed += new TextDecoder().decode((await reader?.read())?.value)
  }
  await reader?.cancel()
  // The first says from where it goes on.
  const ids = [...streamed.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  expect(ids).toEqual([seq, seq + 1, seq + 2])
  const wrong = await app.request('/v1/events/stream', { headers: { 'last-event-id': 'x' } })
  expect(wrong.status).toBe(400)
})

it('the program says at its start, and on its page of alerts, where mail is written while no mail server is set', async () => {
  const dataDir = await newDataDirectory('first')
  const running = await startServing({ DATA_DIR: dataDir, JOBS: 'on', DEPOSITARY_URL: 'http://127.0.0.1:9' })
  const page = await (await fetch(`${running.address}/alerts`)).text()
  running.child.kill('SIGTERM')
  expect((await running.ended).err).toContain(
    `No SMTP_URL is set: e-mail is written as files to ${join(dataDir, 'outbox')}`,
  )
  expect(page).toContain(
    'messages are written as files to the folder <code>outbox</code> of the data directory',
  )
})
