import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { clientBehind } from '../../src/http/client.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { COMMAND_LINE, type Scope } from '../../src/record/officer.ts'
import { isAdminToken, newAdminToken } from '../../src/store/admin-token.ts'
import { createToken, newTokenText, revokeToken } from '../../src/store/officer-tokens.ts'
import type { Scrypt } from '../../src/store/secret-hash.ts'
import type { Store } from '../../src/store/store.ts'
import { threadScrypt } from '../../src/store/thread-scrypt.ts'
import { realView } from '../answers/real-record.ts'
import { DATABASES } from '../store/databases.ts'
import { json } from './ask-app.ts'

const ADMIN = 'an-admin-token-of-the-operator'
const DAY_MS = 86_400_000

/** What computes the slow hashes: at the edge in the place of the program, on Node beside it. */
const HASHES = [
  { where: 'in its place', given: {}, client: '192.0.2.21' },
  { where: 'beside the program', given: { scrypt: threadScrypt }, client: '192.0.2.22' },
] as const

function from(address: string) {
  return { incoming: { socket: { remoteAddress: address } } }
}

describe.each(DATABASES)('officers on $name', (database) => {
  let store: Store
  let now = Date.now()
  beforeAll(async () => {
    store = await database.open('migrated')
  })
  afterAll(() => store.close())

  const ADMIN_HASH = createHash('sha256').update(ADMIN).digest('hex')
  const officersApp = (
    proxies = 0,
    { hash = ADMIN_HASH, ...scrypt }: { readonly hash?: string; readonly scrypt?: Scrypt } = {},
  ) => {
    const clientOf = clientBehind(proxies)
    const officers = startOfficers({ store, adminTokenHash: hash, clientOf, ...scrypt, now: () => now })
    // A machine on which others work takes its time for a hundred slow hashes.
    const guard = { clientOf, perMinute: null, secure: false, now: () => now, timeMs: 120_000 }
    return createApp({
      view: () => realView(),
      version: 'test',
      now: () => now,
      guard,
      desk: { officers, store },
    })
  }
  const tokenFor = async (scopes: readonly Scope[], days = 30) => {
    const expiresAt = new Date(now + days * DAY_MS).toISOString()
    return createToken(store.db, { name: 'a.officer', scopes, expiresAt, by: COMMAND_LINE })
  }
  const ask = (
    app: Hono,
    address: string,
    token: string | null,
    client = '192.0.2.1',
    headers: Record<string, string> = {},
  ) =>
    app.request(
      address,
      { headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) } },
      from(client),
    )

  test('one with a token is known by it', async () => {
    const { text, token } = await tokenFor(['read'])
    const response = await ask(officersApp(), '/v1/officers/me', text)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(await json(response)).toEqual({
      name: 'a.officer',
      token: token.id,
      scopes: ['read'],
      expires_at: token.expires_at,
    })
  })

  test('the token of ADMIN_TOKEN_HASH has every scope', async () => {
    const app = officersApp()
    expect((await ask(app, '/v1/officers/audit', ADMIN)).status).toBe(200)
    expect((await ask(app, '/v1/officers/audit', `${ADMIN}x`)).status).toBe(401)
  })

  test('without a token is 401, without the scope 403, both as problems', async () => {
    const app = officersApp()
    const none = await ask(app, '/v1/officers/audit', null)
    expect(none.status).toBe(401)
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="palermo"')
    expect(none.headers.get('content-type')).toBe('application/problem+json')
    const { text } = await tokenFor(['read', 'decide', 'record'])
    const other = await ask(app, '/v1/officers/audit', text)
    expect(other.status).toBe(403)
    expect(other.headers.get('www-authenticate')).toContain('scope="operate"')
    expect(await json(other)).toMatchObject({ title: 'The token is not for this', status: 403 })
  })

  test('a token is refused from its last instant on, and at once when it is revoked, also where it was known', async () => {
    const app = officersApp()
    const short = await tokenFor(['read'], 1)
    const revoked = await tokenFor(['read'])
    expect((await ask(app, '/v1/officers/me', short.text)).status).toBe(200)
    expect((await ask(app, '/v1/officers/me', revoked.text)).status).toBe(200)
    await revokeToken(store.db, { id: revoked.token.id, by: COMMAND_LINE })
    expect((await ask(app, '/v1/officers/me', revoked.text)).status).toBe(401)
    const before = now
    now += DAY_MS
    expect((await ask(app, '/v1/officers/me', short.text)).status).toBe(401)
    now = before
  })

  test('the right id with another secret is not enough', async () => {
    const { text } = await tokenFor(['read'])
    const other = await tokenFor(['read'])
    const mixed = `${text.slice(0, 21)}${other.text.slice(21)}`
    expect(mixed.slice(0, 20)).toBe(text.slice(0, 20))
    expect((await ask(officersApp(), '/v1/officers/me', mixed)).status).toBe(401)
  })

  test('guessing ends after ten tries, for that client only and for ten minutes', async () => {
    const app = officersApp()
    const { text } = await tokenFor(['read'])
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await ask(app, '/v1/officers/me', `palermo_guess${guess}`, '2001:db8:1:2::1')).status).toBe(401)
    }
    const next = await ask(app, '/v1/officers/me', text, '2001:db8:1:2:ffff::9')
    expect(next.status).toBe(429)
    expect(next.headers.get('retry-after')).toBe('600')
    expect(await json(next)).toMatchObject({ status: 429, title: 'Too many requests' })
    expect((await ask(app, '/v1/officers/me', text, '2001:db8:1:3::1')).status).toBe(200)
    const before = now
    now += 600_000
    expect((await ask(app, '/v1/officers/me', text, '2001:db8:1:2::1')).status).toBe(200)
    now = before
  })

  test.each(HASHES)(
    'a hundred guesses at once are ten tries too, and a hundred requests with a good token are none, where the hash is computed $where',
    async ({ given, client }) => {
      const app = officersApp(0, given)
      const { text } = await tokenFor(['read'])
      const hundred = Array.from({ length: 100 }, (_, place) => place)
      const good = await Promise.all(hundred.map(() => ask(app, '/v1/officers/me', text, '192.0.2.20')))
      expect(good.filter(({ status }) => status !== 200)).toEqual([])
      const { text: guessed } = await tokenFor(['read'])
      const guesses = hundred.map((place) => {
        const tried = place === 50 ? guessed : `${guessed.slice(0, 21)}${newTokenText().text.slice(21)}`
        return ask(app, '/v1/officers/me', tried, client)
      })
      const statuses = (await Promise.all(guesses)).map(({ status }) => status)
      expect(statuses.filter((status) => status === 401)).toHaveLength(10)
      expect(statuses.filter((status) => status === 429)).toHaveLength(90)
    },
  )

  test('guesses are counted for all replicas together, and who has made too many learns from none whether a token is right', async () => {
    const replicas = [officersApp(), officersApp(), officersApp()]
    const { text } = await tokenFor(['read'])
    const at = (place: number) => replicas[place % replicas.length] as Hono
    for (let guess = 0; guess < 10; guess += 1) {
      const said = await ask(at(guess), '/v1/officers/me', `palermo_other${guess}`, '192.0.2.40')
      expect(said.status).toBe(401)
    }
    for (const app of replicas) {
      for (const tried of ['palermo_wrong', text, text]) {
        const said = await ask(app, '/v1/officers/me', tried, '192.0.2.40')
        expect([tried, said.status]).toEqual([tried, 429])
        expect(Number(said.headers.get('retry-after'))).toBeGreaterThan(0)
      }
      expect((await ask(app, '/v1/officers/me', text, '192.0.2.41')).status).toBe(200)
    }
  })

  test('a token of the operator may be on record as a salted scrypt hash, and only whoever has its id makes that be computed', async () => {
    const { text, hash } = newAdminToken()
    const other = newAdminToken()
    expect(hash).toMatch(/^scrypt:[a-z2-7]{12}:16384:8:1:[0-9a-f]{32}:[0-9a-f]{64}$/)
    expect(hash).not.toContain(text.slice(21))
    const app = officersApp(0, { hash })
    expect((await ask(app, '/v1/officers/audit', text, '192.0.2.50')).status).toBe(200)
    const wrong = [other.text, `${text.slice(0, 21)}${other.text.slice(21)}`, hash, ADMIN]
    for (const tried of wrong) {
      expect([tried, (await ask(app, '/v1/officers/audit', tried, '192.0.2.50')).status]).toEqual([
        tried,
        401,
      ])
    }
    // A hash that no version can have made would be found out by computing it.
    const broken = hash.replace(/:16384:/, ':3:')
    expect(await isAdminToken(other.text, broken)).toBe(false)
    await expect(isAdminToken(text, broken)).rejects.toThrow()
  })

  test('nobody escapes the limit by writing another address into the request', async () => {
    const guess = (app: Hono, forwarded: string) =>
      ask(app, '/v1/officers/me', 'guess', '192.0.2.7', { 'x-forwarded-for': forwarded })
    const direct = officersApp()
    const behindOne = officersApp(1)
    for (let place = 0; place < 10; place += 1) {
      await guess(direct, `198.51.100.${place}`)
      await guess(behindOne, `198.51.100.${place}, 203.0.113.5`)
    }
    expect((await guess(direct, '198.51.100.99')).status).toBe(429)
    for (const sameClient of ['203.0.113.5:4711', '[::ffff:203.0.113.5]:80', '203.0.113.5']) {
      expect([sameClient, (await guess(behindOne, sameClient)).status]).toEqual([sameClient, 429])
    }
    const six = ['2001:db8:5::1', '[2001:db8:5::1]', '[2001:db8:5::2]:443', '2001:DB8:5::3']
    for (let place = 0; place < 10; place += 1) await guess(behindOne, `${six[place % six.length]}`)
    for (const sameClient of six) {
      expect([sameClient, (await guess(behindOne, sameClient)).status]).toEqual([sameClient, 429])
    }
    expect((await guess(behindOne, '198.51.100.99, 203.0.113.5')).status).toBe(429)
    expect((await guess(behindOne, '198.51.100.99, 203.0.113.6')).status).toBe(401)
  })

  test('the audit trail is answered a page at a time', async () => {
    const app = officersApp()
    await tokenFor(['read'])
    const answer = await json(await ask(app, '/v1/officers/audit?limit=1', ADMIN))
    expect(answer['entries']).toMatchObject([{ act: 'token.create', officer: 'command-line' }])
    const bad = await ask(app, '/v1/officers/audit?limit=0', ADMIN)
    expect(bad.status).toBe(400)
  })
})
