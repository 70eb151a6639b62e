import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { deliverAlerts } from '../../jobs/deliver-alerts.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription, deleteSubscription } from '../../src/store/subscriptions.ts'
import { smallPack } from '../pack/small-pack.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const AT = '2026-01-20T12:00:00.000Z'
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Files under the folder in which the text stands. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text))
}

/** What runs each minute. */
async function minute(store: Store, dataDir: string): Promise<void> {
  const means = meansTo(null, { dataDir })
  await deliverAlerts.run({
    ...{ store, alerts: means, now: () => Date.parse(AT), signal: new AbortController().signal },
    ...{ fence: async () => undefined, say: () => undefined, signers: async () => [] },
    progress: { left: null, keep: async () => undefined, hasTime: () => true },
  })
  means.close()
}

it('a minute after leaving no file holds the address any more, neither mail nor database; who stays keeps theirs', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'palermo-gone-'))
  folders.push(dataDir)
  const packs = [{ folder: 'small', files: smallPack() }]
  const store = await openStore({ dataDir, databaseUrl: null, packs })
  const means = meansTo(null, { dataDir })
  const leaving = await ask(store, 'leaving-reader@example.org', AT)
  const staying = await ask(store, 'staying-reader@example.org', AT)
  await deliverAt(store, means, AT)
  for (const { id } of [leaving, staying]) await activateSubscription(store.db, id, AT)
  await sql`
    insert into delivery_failures (delivery, try, failed_at, problem)
    select id, 7, ${AT}::timestamptz, '<' || 'leaving-reader@example.org' || '> is unknown here'
    from deliveries where subscription = ${leaving.id}`.execute(store.db)
  await sql`analyze subscriptions`.execute(store.db)
  await sql`checkpoint`.execute(store.db)
  const before = filesWith(dataDir, 'leaving-reader@example.org')
  expect(before.some((file) => file.endsWith('.eml'))).toBe(true)
  expect(before.some((file) => file.includes('/database/'))).toBe(true)

  await deleteSubscription(store.db, leaving.id)
  await minute(store, dataDir)
  expect(filesWith(dataDir, 'leaving-reader')).toEqual([])
  expect(filesWith(dataDir, 'staying-reader').some((file) => file.endsWith('.eml'))).toBe(true)
  // A mail that was being written while its reader left is found the next time.
  const outbox = join(dataDir, 'outbox')
  const late = '00000000-0000-4000-8000-000000000001@treaties.example.org.eml'
  await meansTo(null, { dataDir }).outbox?.keep(late, Buffer.from('To: leaving-reader@example.org'))
  await meansTo(null, { dataDir }).outbox?.keep('notes-of-the-operator.eml', Buffer.from('mine'))
  await minute(store, dataDir)
  expect(readdirSync(outbox).filter((name) => name === late)).toEqual([])
  expect(readdirSync(outbox)).toContain('notes-of-the-operator.eml')
  await store.close()
  expect(filesWith(dataDir, 'leaving-reader')).toEqual([])
  means.close()
})

it('those who never confirm are forgotten in the files too', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'palermo-gone-'))
  folders.push(dataDir)
  const store = await openStore({ dataDir, databaseUrl: null, packs: [] })
  await ask(store, 'never-confirmed@example.org', '2026-01-10T12:00:00.000Z')
  await sql`checkpoint`.execute(store.db)
  expect(filesWith(dataDir, 'never-confirmed')).not.toEqual([])
  await minute(store, dataDir)
  expect(filesWith(dataDir, 'never-confirmed')).toEqual([])
  await store.close()
})
