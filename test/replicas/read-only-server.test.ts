import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOnlyRead } from '../../src/store/only-read.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { openStore } from '../../src/store/open-store.ts'
import { palermo, type Running, startServing } from '../cli/program.ts'
import { newFolder } from '../store/new-folder.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'

const PATIENCE = { timeout: 60_000, interval: 200 }
/** The SHA-256 of `let-me-in`. */
const ADMIN_TOKEN_HASH = 'a3ee786b5707c27d42570785081ec17f5c7db9262a01366af362a1aa61a420b9'
const OFFICER = { authorization: 'Bearer let-me-in' }
const SUBSCRIBING = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ channel: 'email', address: 'reader@example.org', kinds: ['deposit'] }),
}

let server: PostgresServer
let running: Running
let said = ''

beforeAll(async () => {
  server = await startPostgres()
  await (await openStore({ dataDir: newFolder(), databaseUrl: server.url })).close()
  running = await startServing({
    DATABASE_URL: server.url,
    DATA_DIR: newFolder(),
    ADMIN_TOKEN_HASH,
    JOBS: 'on',
  })
  running.child.stderr?.on('data', (text: string) => {
    said += text
  })
})

afterAll(async () => {
  running.child.kill('SIGTERM')
  await running.ended
  await server.stop()
})

/** Lets every session, those there are too, only read from now on, or write again. */
async function turnOnlyRead(to: 'on' | 'off'): Promise<void> {
  const client = new pg.Client(server.url)
  await client.connect()
  await client.query(`alter system set default_transaction_read_only = ${to}`)
  await client.query('select pg_reload_conf()')
  await client.end()
}

const ask = (path: string, init: RequestInit = {}) => fetch(new URL(path, running.address), init)
const write = () => ask('/v1/officers/backup', { headers: OFFICER })

it('while the database only lets itself be read, writes are refused clearly, reads go on, jobs say so, and all comes back', async () => {
  expect((await write()).status).toBe(200)
  await turnOnlyRead('on')
  await expect.poll(async () => (await write()).status, PATIENCE).toBe(503)
  for (const refused of [await write(), await ask('/v1/subscriptions', SUBSCRIBING)]) {
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    const problem = { type: '/docs#problem-only-read', title: 'Nothing can be written at the moment' }
    expect(await refused.json()).toMatchObject({ ...problem, status: 503 })
  }
  const form = { method: 'POST', body: new URLSearchParams({ token: 'let-me-in' }) }
  const page = await ask('/desk/sign-in', { ...form, headers: { accept: 'text/html' } })
  expect([page.status, page.headers.get('retry-after'), page.headers.get('set-cookie')]).toEqual([
    503,
    '5',
    null,
  ])
  expect(await page.text()).toContain('Nothing can be written at the moment')
  const reads = [
    '/v1/treaties/untoc',
    '/v1/jobs',
    '/readyz',
    '/v1/officers/me',
    '/treaties/untoc',
    '/metrics',
  ]
  for (const path of reads)
    expect([path, (await ask(path, { headers: OFFICER })).status]).toEqual([path, 200])
  expect((await ask('/v1/treaties/untoc')).headers.get('record-stale')).toBeNull()

  const env = { DATABASE_URL: server.url, DATA_DIR: newFolder() }
  for (const command of [
    ['tokens', 'create', '--name', 'a', '--scope', 'read'],
    ['jobs', 'run', 'verify-record'],
  ]) {
    const refused = await palermo(command, env)
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toMatch(/^The database can only be read at the moment: [^\n]*\n$/)
  }
  expect((await palermo(['verify'], env)).code).toBe(0)
  await expect
    .poll(() => said, { ...PATIENCE, timeout: 120_000 })
    .toMatch(/job [a-z-]+: the database can only be read/)
  expect(said.match(/Alerts could not be sent/g)).toHaveLength(1)
  expect(said).not.toContain('Internal error')

  await turnOnlyRead('off')
  await expect.poll(async () => (await write()).status, PATIENCE).toBe(200)
  expect((await ask('/v1/subscriptions', SUBSCRIBING)).status).toBe(202)
  await expect.poll(() => said, PATIENCE).toContain('Alerts can be sent again.')
}, 240_000)

it('a connection to a server that refused a write is given up: its name may lead to another one now', async () => {
  const store = await openPostgres(server.url)
  const pid = async () => {
    const client = await store.db
      .selectNoFrom(({ fn }) => fn<number>('pg_backend_pid', []).as('pid'))
      .execute()
    return client[0]?.pid
  }
  try {
    const first = await pid()
    expect(await pid()).toBe(first)
    await turnOnlyRead('on')
    const refused = async () => {
      const error = await store.db
        .deleteFrom('officer_sessions')
        .execute()
        .catch((thrown: unknown) => thrown)
      return isOnlyRead(error)
    }
    await expect.poll(refused, PATIENCE).toBe(true)
    expect(await pid()).not.toBe(first)
  } finally {
    await turnOnlyRead('off')
    await store.close()
  }
})
