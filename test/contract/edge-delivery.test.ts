import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { type OpenedStore, openStore } from '../../src/store/open-store.ts'
import { activateSubscription, findSubscription } from '../../src/store/subscriptions.ts'
import { mailServer, webhookReceiver } from '../alerts/receivers.ts'
import { ask } from '../alerts/sending.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'
import { type Edge, startEdge } from './edge.ts'

const database = await newServerDatabase('small')
const packs = [{ folder: 'small', files: smallPack() }]
const store: OpenedStore = await openStore({ dataDir: newFolder(), databaseUrl: database.url, packs })
let edge: Edge

const ADMIN_TOKEN_HASH = createHash('sha256').update('unused').digest('hex')
/** One address is opened, as an operator may; every other of this machine stays closed. */
const VARS = { ADMIN_TOKEN_HASH, WEBHOOK_RANGES: '127.0.0.1/32' }

beforeAll(async () => {
  edge = await startEdge(database.url, { folder: newFolder(), vars: VARS })
})

afterAll(async () => {
  await edge.stop()
  await store.close()
  await database.drop()
})

/** Wakes the edge as a minute later. */
async function nextMinute(edge: Edge): Promise<void> {
  // One run of each job is left: of two, the later could be moved first, to where the earlier still stands.
  await sql`
    delete from job_runs where exists (
      select from job_runs as later where later.job = job_runs.job and later.scheduled_for > job_runs.scheduled_for)`.execute(
    store.db,
  )
  await sql`update job_runs set scheduled_for = scheduled_for - interval '1 hour'`.execute(store.db)
  await sql`update jobs set known_since = known_since - interval '1 hour'`.execute(store.db)
  await edge.wake()
}

const statesOf = (subscription: number) =>
  store.db
    .selectFrom('deliveries')
    .select(['state', 'tries', 'has_failed'])
    .where('subscription', '=', subscription)
    .where('number', 'is not', null)
    .execute()

it('the edge verifies and sends signed webhooks when it is woken, refuses closed addresses, and leaves mail where it knows no mail server', async () => {
  await using hook = await webhookReceiver()
  const at = new Date().toISOString()
  const interest = { kinds: ['signature'] } as const
  const program = await ask(store, hook.origin, at, { interest })
  const inside = await ask(store, hook.origin.replace('127.0.0.1', '127.0.0.2'), at, { interest })
  const reader = await ask(store, 'reader@example.org', at, { interest })
  hook.trust(String(program.secret))
  await edge.wake()
  await nextMinute(edge)
  expect((await findSubscription(store.db, program.name))?.state).toBe('active')

  await activateSubscription(store.db, inside.id, at)
  await activateSubscription(store.db, reader.id, at)
  const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const
  await appendEvents(store, [draft({ ...act, id: 'signed', known_on: at.slice(0, 10) })])
  await nextMinute(edge)
  expect(hook.posted.map(({ payload }) => payload.data.facts.map(({ sentence }) => sentence))).toEqual([
    ['Carpania signed the Convention on 5 January 2026.'],
  ])
  expect(await statesOf(program.id)).toEqual([{ state: 'accepted', tries: 1, has_failed: false }])
  expect(await statesOf(inside.id)).toEqual([{ state: 'queued', tries: 1, has_failed: true }])
  expect(await statesOf(reader.id)).toEqual([{ state: 'queued', tries: 0, has_failed: false }])
  const run = await store.db
    .selectFrom('job_runs')
    .select(['run_by', 'did'])
    .where('job', '=', 'deliver-alerts')
    .where('outcome', '=', 'done')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(run.run_by).toMatch(/^edge:/)
  expect(run.did).toMatch(/ Mail waits for a process that can send it\.$/)
})

it('with a mail server set it sends mail as well, each once, and tries again what the server refused', async () => {
  await using mail = await mailServer()
  await sql`delete from subscriptions`.execute(store.db)
  const vars = {
    ...VARS,
    SMTP_URL: mail.url.replace('127.0.0.1', 'localhost'),
    MAIL_FROM: 'Desk <desk@example.org>',
  }
  const mailing = await startEdge(database.url, { folder: newFolder(), vars })
  try {
    const at = new Date().toISOString()
    const readers = await Promise.all(
      ['one@example.org', 'two@example.org', 'three@example.org'].map((address) =>
        ask(store, address, at, { interest: { kinds: ['signature'] } }),
      ),
    )
    await nextMinute(mailing)
    expect(mail.arrived.map(({ to, mail: { subject } }) => `${to} ${subject}`).toSorted()).toEqual([
      'one@example.org Confirm your subscription',
      'three@example.org Confirm your subscription',
      'two@example.org Confirm your subscription',
    ])
    expect(mail.arrived[0]?.mail.from?.text).toBe('"Desk" <desk@example.org>')
    for (const { id } of readers) await activateSubscription(store.db, id, at)

    mail.refuse(451)
    const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-06' } as const
    await appendEvents(store, [draft({ ...act, id: 'signed-again', known_on: at.slice(0, 10) })])
    await nextMinute(mailing)
    const failed = await sql<{ status: number; problem: string }>`
      select distinct status, problem from delivery_failures`.execute(store.db)
    expect(failed.rows).toEqual([{ status: 451, problem: expect.stringContaining('refused for a test') }])
    mail.refuse(null)
    await sql`update deliveries set due_at = queued_at`.execute(store.db)
    await nextMinute(mailing)
    const told = mail.arrived.slice(3)
    expect(told.map(({ to }) => to.join()).toSorted()).toEqual([
      'one@example.org',
      'three@example.org',
      'two@example.org',
    ])
    expect(
      new Set(
        told.map(({ mail: { text } }) => text?.includes('Carpania signed the Convention on 6 January 2026.')),
      ),
    ).toEqual(new Set([true]))
    for (const { id } of readers)
      expect(await statesOf(id)).toEqual([{ state: 'accepted', tries: 2, has_failed: true }])
  } finally {
    await mailing.stop()
  }
})
