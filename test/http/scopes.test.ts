import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { csrfTokenOf } from '../../src/http/session-cookie.ts'
import { COMMAND_LINE, SCOPES, type Scope } from '../../src/record/officer.ts'
import { readAudit } from '../../src/store/audit-trail.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { beginSession } from '../../src/store/officer-sessions.ts'
import { createToken } from '../../src/store/officer-tokens.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from '../store/databases.ts'
import { waitingRecord } from '../store/watched-record.ts'
import { anotherClientEachTime } from './another-client.ts'
import { NOW, testApp } from './ask-app.ts'

const READERS: readonly Scope[] = ['read', 'decide', 'record']

/** Who is let in at each address that is not for everyone. Deciding and recording need to see what waits; apart from that
 *  no scope includes another. */
const DOORS: Readonly<Record<string, readonly Scope[]>> = {
  'GET /v1/officers/me': SCOPES,
  'GET /v1/officers/backup': ['operate'],
  'GET /v1/officers/audit': ['operate'],
  'GET /v1/differences': READERS,
  'GET /v1/differences/:id': READERS,
  'POST /v1/differences/decisions': ['decide'],
  'GET /v1/subscriptions': ['operate'],
  'GET /v1/subscriptions/:id': ['operate'],
  'PATCH /v1/subscriptions/:id': ['operate'],
  'DELETE /v1/subscriptions/:id': ['operate'],
  'GET /v1/subscriptions/:id/deliveries': ['operate'],
  'POST /v1/subscriptions/:id/replay': ['operate'],
  'POST /v1/subscriptions/:id/secret': ['operate'],
  'POST /v1/subscriptions/:id/verification': ['operate'],
  'GET /desk': READERS,
  'GET /desk/differences/:id': READERS,
  'POST /desk/differences/:id': ['decide'],
  'GET /desk/act': ['record'],
  'POST /desk/act': ['record'],
  'GET /desk/correct': ['record'],
  'POST /desk/correct': ['record'],
}

/** Where something is written for which no officer is needed: each is limited, or asks for a token of its own. */
const OPEN_TO_ALL = [
  'POST /v1/subscriptions',
  'POST /alerts',
  'POST /alerts/link',
  'POST /alerts/confirm',
  'POST /alerts/manage',
  'POST /alerts/unsubscribe',
  'POST /desk/sign-in',
  'POST /desk/sign-out',
]

const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE']

describe.each(DATABASES)('each scope at each door on $name', (database) => {
  let store: Store
  let app: Hono
  beforeAll(async () => {
    store = await waitingRecord(await database.open('migrated'))
    const clientOf = anotherClientEachTime()
    const officers = startOfficers({ store, adminTokenHash: null, clientOf, now: () => NOW })
    const view = viewRecord(await loadRecord(store))
    app = testApp(view, { desk: { officers, store }, alerts: { clientOf, outbox: true } })
  })
  afterAll(() => store.close())

  const comers = async (scopes: readonly Scope[]) => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const made = await createToken(store.db, { name: 'a.officer', scopes, expiresAt, by: COMMAND_LINE })
    const secret = await beginSession(store.db, { token: made.token.id, admin_hash: null })
    const cookie = `palermo_session=${secret}`
    return { token: made.text, cookie, csrf: csrfTokenOf(secret) }
  }
  const ask = (door: string, headers: Record<string, string>, csrf = '') => {
    const [method = '', path = ''] = door.split(' ')
    const body = path.startsWith('/desk') ? new URLSearchParams({ csrf }).toString() : '{}'
    const form = path.startsWith('/desk') ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
    const address = path.replace(':id', '987654')
    return app.request(address, {
      method,
      headers: { ...form, ...headers },
      ...(WRITES.includes(method) && { body }),
    })
  }
  const isIn = ({ status }: Response) => status !== 401 && status !== 403

  test('every address at which something is written or kept from others is known here', async () => {
    const found = app.routes
      .filter(({ path }) => !path.includes('*') && path !== '/')
      .filter(({ method, path }) => {
        return WRITES.includes(method) || /^\/(desk|v1\/(officers|differences|subscriptions))/.test(path)
      })
      .map(({ method, path }) => `${method} ${path}`)
    const answered: string[] = []
    for (const door of new Set(found)) if ((await ask(door, {})).status !== 405) answered.push(door)
    expect(answered.toSorted()).toEqual([...Object.keys(DOORS), ...OPEN_TO_ALL].toSorted())
  })

  test.each(SCOPES)('a token for %s alone opens its doors and no other', async (scope) => {
    const { token } = await comers([scope])
    for (const [door, letIn] of Object.entries(DOORS)) {
      if (door.includes('/desk')) continue
      const response = await ask(door, { authorization: `Bearer ${token}` })
      expect([door, isIn(response)]).toEqual([door, letIn.includes(scope)])
      await response.body?.cancel()
    }
  })

  test.each(SCOPES)(
    'nor does a session begun with it, and none without its CSRF token: %s',
    async (scope) => {
      const { cookie, csrf } = await comers([scope])
      for (const [door, letIn] of Object.entries(DOORS)) {
        const response = await ask(door, { cookie, 'x-csrf-token': csrf }, csrf)
        expect([door, isIn(response)]).toEqual([door, letIn.includes(scope)])
        await response.body?.cancel()
        const isWrite = WRITES.some((method) => door.startsWith(method))
        if (isWrite) expect([door, isIn(await ask(door, { cookie }))]).toEqual([door, false])
      }
    },
  )

  test('who has every scope but one is not let in by the others', async () => {
    for (const missing of SCOPES) {
      const { token } = await comers(SCOPES.filter((scope) => scope !== missing))
      const only = Object.entries(DOORS).filter(([door, letIn]) => {
        return !door.includes('/desk') && letIn.length === 1 && letIn[0] === missing
      })
      for (const [door] of only) {
        expect([door, (await ask(door, { authorization: `Bearer ${token}` })).status]).toEqual([door, 403])
      }
    }
  })

  test('without a token every door is shut, and nothing was written by all of this', async () => {
    const before = await readHead(store)
    for (const door of Object.keys(DOORS)) {
      const response = await ask(door, {})
      // The desk shows its door instead.
      if (door.startsWith('GET /desk')) expect(await response.text()).toContain('action="/desk/sign-in"')
      else expect([door, response.status]).toEqual([door, 401])
    }
    expect(await readHead(store)).toEqual(before)
    const acts = (await readAudit(store.db, { before: null, limit: 1_000 })).map(({ act }) => act)
    expect(new Set(acts)).toEqual(new Set(['token.create', 'backup.make']))
  })
})
