import { describe, expect, it } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import { audited, readAudit } from '../../src/store/audit-trail.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { deleteSubscription, listSubscriptions } from '../../src/store/subscriptions.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'

const ADMIN = 'a-token-for-tests'

async function askingOf(store: Store) {
  const view = viewRecord(await loadRecord(store))
  const clientOf = () => 'somebody'
  const officers = startOfficers({ store, adminTokenHash: sha256Hex(ADMIN), clientOf, now: Date.now })
  const desk = { officers, store }
  const alerts = { clientOf, outbox: false }
  const app = createApp({ view: () => view, version: 'test', desk, alerts, now: Date.now })
  return (method: string, path: string, token: string | null, body?: unknown) =>
    app.request(path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
}

describe.each(DATABASES)('what officers do to subscriptions over HTTP on $name', (database) => {
  const stores = storesOf(database)
  const webhook = { channel: 'webhook', address: 'https://example.org/in', kinds: ['signature'] }

  /** Each change once, with that token. */
  async function changeEach(ask: Awaited<ReturnType<typeof askingOf>>, id: string, token: string) {
    const one = `/v1/subscriptions/${id}`
    const answers = [
      await ask('PATCH', one, token, { moved_days: 5 }),
      await ask('POST', `${one}/replay`, token, {}),
      await ask('POST', `${one}/secret`, token, {}),
      await ask('POST', `${one}/verification`, token, {}),
      await ask('DELETE', one, token),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 202, 201, 202, 204])
  }

  it('stands in the audit trail without any address; reading, and what a holder does to its own, does not', async () => {
    const store = await stores.small()
    const ask = await askingOf(store)
    const mine = await (await ask('POST', '/v1/subscriptions', ADMIN, webhook)).json()
    const own = await (await ask('POST', '/v1/subscriptions', ADMIN, webhook)).json()
    await ask('GET', `/v1/subscriptions/${mine.id}`, ADMIN)
    await changeEach(ask, mine.id, ADMIN)
    await changeEach(ask, own.id, own.token)
    const person = { channel: 'email', address: 'reader@example.org', kinds: ['signature'] }
    expect((await ask('POST', '/v1/subscriptions', null, person)).status).toBe(202)
    const lines = await readAudit(store.db, { before: null, limit: 100 })
    const line = (act: string, subject: string) => ({
      officer: 'admin',
      token: null,
      act,
      subject,
      details: {},
    })
    expect(lines.map(({ id: _id, at: _at, ...rest }) => rest).toReversed()).toEqual([
      line('subscription.create', mine.id),
      line('subscription.create', own.id),
      ...['change', 'replay', 'secret', 'verification', 'delete'].map((act) =>
        line(`subscription.${act}`, mine.id),
      ),
    ])
  })

  it('is not done where its line cannot be written', async () => {
    const store = await stores.small()
    const ask = await askingOf(store)
    const { id } = await (await ask('POST', '/v1/subscriptions', ADMIN, webhook)).json()
    const unknown = { name: 'a.officer', token: 'nobodynobody' }
    const act = { officer: unknown, act: 'subscription.delete', subject: id }
    const [kept] = await listSubscriptions(store.db)
    const gone = audited(store.db, act, (trx) => deleteSubscription(trx, kept?.id ?? 0))
    await expect(gone).rejects.toMatchObject({ code: '23503' })
    expect((await listSubscriptions(store.db)).map(({ name }) => name)).toEqual([id])
  })
})
