import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientBehind } from '../../src/http/client.ts'
import { OfficerRefused, officerOf, startOfficers } from '../../src/http/officers.ts'
import { COMMAND_LINE } from '../../src/record/officer.ts'
import { createToken, revokeToken } from '../../src/store/officer-tokens.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from '../store/databases.ts'
import { json } from './ask-app.ts'

const ADMIN = 'an-admin-token-of-the-operator'

/** A desk with one page, one form, sign-in and sign-out. */
function desk(store: Store, given: { readonly secure?: boolean; readonly admin?: string } = {}): Hono {
  const officers = startOfficers({
    store,
    adminTokenHash: createHash('sha256')
      .update(given.admin ?? ADMIN)
      .digest('hex'),
    clientOf: clientBehind(0),
    secure: given.secure ?? false,
    now: Date.now,
  })
  const app = new Hono()
  app.post('/sign-in', async (c) => {
    const { officer, setCookie } = await officers.signIn(c, await c.req.text())
    return c.json(officer, 200, { 'set-cookie': setCookie })
  })
  app.post('/sign-out', async (c) => {
    const { setCookie } = await officers.signOut(c, await c.req.text())
    return c.text('', 200, { 'set-cookie': setCookie })
  })
  app.get('/desk', async (c) => c.json(await officers.session(c)))
  app.post('/desk', async (c) => {
    const csrf = c.req.header('x-csrf-token') === undefined ? await c.req.text() : undefined
    return c.json(await officerOf(c, { officers, scope: 'decide', csrf }))
  })
  app.onError((error) => {
    if (error instanceof OfficerRefused) return error.response
    throw error
  })
  return app
}

describe.each(DATABASES)('an officer at a browser on $name', (database) => {
  let store: Store
  beforeAll(async () => {
    store = await database.open('migrated')
  })
  afterAll(() => store.close())

  const newToken = (days = 1) =>
    createToken(store.db, {
      name: 'a.officer',
      scopes: ['decide'],
      expiresAt: new Date(Date.now() + days * 86_400_000).toISOString(),
      by: COMMAND_LINE,
    })
  const signIn = async (app: Hono, token: string) => {
    const response = await app.request('/sign-in', { method: 'POST', body: token })
    const cookie = String(response.headers.get('set-cookie'))
    return { response, cookie, sent: { cookie: String(cookie.split(';')[0]) } }
  }
  const csrfOf = async (app: Hono, headers: Record<string, string>) =>
    String((await json(await app.request('/desk', { headers })))['csrf'])

  test('has a cookie that no script reads and no other site sends, and over TLS only itself may set', async () => {
    const { text } = await newToken()
    const { cookie } = await signIn(desk(store), text)
    expect(cookie).toMatch(
      /^palermo_session=[0-9a-f]{64}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const secure = await signIn(desk(store, { secure: true }), text)
    expect(secure.cookie).toMatch(/^__Host-palermo_session=.*; HttpOnly; Secure; SameSite=Strict$/)
    expect(cookie).not.toContain(text)
  })

  test('has a new secret at each sign-in, of which only the hash is kept', async () => {
    const app = desk(store)
    const { text } = await newToken()
    const [one, other] = [await signIn(app, text), await signIn(app, text)]
    expect(one.cookie).not.toBe(other.cookie)
    const secret = String(/=([0-9a-f]{64})/.exec(one.cookie)?.[1])
    const kept = await store.db.selectFrom('officer_sessions').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain(secret)
    const given = { cookie: `palermo_session=${'0'.repeat(64)}` }
    expect(await (await app.request('/desk', { headers: given })).json()).toBeNull()
  })

  test('changes something only with the CSRF token of the session, in the form or the header', async () => {
    const app = desk(store)
    const { text } = await newToken()
    const { sent } = await signIn(app, text)
    const csrf = await csrfOf(app, sent)
    const post = (headers: Record<string, string>, body = '') =>
      app.request('/desk', { method: 'POST', headers, body })
    expect((await post(sent, csrf)).status).toBe(200)
    expect((await post({ ...sent, 'x-csrf-token': csrf })).status).toBe(200)
    expect((await post(sent)).status).toBe(403)
    expect((await post(sent, 'f'.repeat(64))).status).toBe(403)
    const other = await signIn(app, text)
    expect((await post(sent, await csrfOf(app, other.sent))).status).toBe(403)
    expect((await post({}, csrf)).status).toBe(401)
  })

  test('is gone at sign-out, and at once when the token is revoked', async () => {
    const app = desk(store)
    const { text, token } = await newToken()
    const { sent } = await signIn(app, text)
    const forged = await app.request('/sign-out', { method: 'POST', headers: sent })
    expect(forged.status).toBe(403)
    const out = await app.request('/sign-out', {
      method: 'POST',
      headers: sent,
      body: await csrfOf(app, sent),
    })
    expect(out.headers.get('set-cookie')).toMatch(/^palermo_session=; Max-Age=0;/)
    expect(await (await app.request('/desk', { headers: sent })).json()).toBeNull()
    const again = await signIn(app, text)
    await revokeToken(store.db, { id: token.id, by: COMMAND_LINE })
    expect(await (await app.request('/desk', { headers: again.sent })).json()).toBeNull()
  })

  test('with the admin token is gone when that token is another', async () => {
    const { sent } = await signIn(desk(store), ADMIN)
    expect(await (await desk(store).request('/desk', { headers: sent })).json()).toMatchObject({
      officer: { name: 'admin' },
    })
    expect(await (await desk(store, { admin: 'next' }).request('/desk', { headers: sent })).json()).toBeNull()
  })

  test('is not signed in by guessing', async () => {
    const app = desk(store)
    for (let guess = 0; guess < 10; guess += 1)
      expect((await signIn(app, `guess ${guess}`)).response.status).toBe(401)
    expect((await signIn(app, ADMIN)).response.status).toBe(429)
  })
})
