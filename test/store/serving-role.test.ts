import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { runJobNow } from '../../jobs/run-job.ts'
import { JOBS } from '../../jobs/schedule.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { countRequest } from '../../src/store/count-requests.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { ask, deliverAt, meansTo } from '../alerts/sending.ts'
import { draft } from '../record/draft.ts'
import { newServerDatabase } from './databases.ts'
import { SMALL_EVENTS } from './small-record.ts'

const AT = '2026-01-20T12:00:00.000Z'
const DEPLOY = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'deploy.md'), 'utf8')
/** What docs/deploy.md has the owner say. */
const GRANTS = /```sql\n([^`]*GRANT USAGE[^`]*)```/.exec(DEPLOY)?.[1] ?? ''
/** A role belongs to the whole server, which other tests use too. */
const ROLE = 'palermo_serving'

let database: Awaited<ReturnType<typeof newServerDatabase>>
let serving: Store

async function say(statements: string, url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statements)
  await client.end()
}

beforeAll(async () => {
  database = await newServerDatabase('small')
  await say(`create role ${ROLE} login password 'password'`, database.url)
  await say(GRANTS.replaceAll(/(?<=TO|FROM) palermo;/g, ` ${ROLE};`), database.url)
  const url = new URL(database.url)
  url.username = ROLE
  url.password = 'password'
  serving = await openPostgres(url.toString())
})

afterAll(async () => {
  await serving.close()
  await database.drop()
  await say(`drop role ${ROLE}`, inject('postgresUrl'))
})

it('with the rights of docs/deploy.md writes, runs jobs, takes subscriptions and sends', async () => {
  const act = draft({ id: 'served', treaty: 'C', participant: 'CCC', action: 'signature' })
  const [event] = await appendEvents(serving, [act])
  expect(event?.seq).toBe(SMALL_EVENTS + 1)
  const surroundings = {
    store: serving,
    say: () => undefined,
    now: Date.now,
    runBy: 'test',
    signal: new AbortController().signal,
  }
  for (const name of ['verify-record', 'keep-projections', 'announce-dates']) {
    const job = JOBS.find((each) => each.name === name)
    expect(job && (await runJobNow(job, surroundings)).outcome).toBe('done')
  }
  const sent: string[] = []
  const sendMail = async ({ to }: { readonly to: string }) => {
    sent.push(to)
    return { kind: 'accepted' } as const
  }
  await ask(serving, 'reader@example.org', AT)
  await deliverAt(serving, { ...meansTo(null), sendMail }, AT)
  expect(sent).toEqual(['reader@example.org'])
  const limit = { what: 'test', who: 'me', most: 1, withinMs: 60_000, now: Date.now() }
  expect(await countRequest(serving.db, limit)).toBe(true)
})

it.each([
  'update events set note = null',
  'delete from events',
  'truncate events',
  'alter table events disable trigger all',
  'drop table events',
  'update record_head set seq = 1',
  "insert into schema_migrations (name, checksum, applied_at) values ('9999-x.sql', 'x', now())",
])('with them it is refused: %s', async (statement) => {
  await expect(sql.raw(statement).execute(serving.db)).rejects.toThrow(
    /permission denied|must be owner|is refused/,
  )
})
