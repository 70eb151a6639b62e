import { describe, expect, it } from 'vitest'
import { USUAL_INTEREST, USUAL_TIMING } from '../../src/alerts/subscription.ts'
import { changeContact } from '../../src/store/address-subscriptions.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import type { Store } from '../../src/store/store.ts'
import {
  activateSubscription,
  createSubscription,
  findSubscription,
  queueNotice,
  subscriptionOfLink,
} from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailServer, webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const NOW = new Date().toISOString()
const HOUR_MS = 3_600_000

function later(ms: number): string {
  return new Date(Date.parse(NOW) + ms).toISOString()
}

/** A webhook that is told of signatures, for which its owner answers; it is not verified yet. */
async function ownedWebhook(store: Store, address: string) {
  const { name } = await createSubscription(store.db, {
    ...{ channel: 'webhook', address, contact: 'owner@example.org', madeBy: 'test', at: NOW },
    ...{ interest: { ...USUAL_INTEREST, kinds: ['signature'] }, timing: USUAL_TIMING },
  })
  return (await findSubscription(store.db, name)) ?? expect.fail('not kept')
}

async function sign(store: Store): Promise<void> {
  const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const
  await appendEvents(store, [draft({ ...act, id: 'signed', known_on: NOW.slice(0, 10) })], {
    recordedAt: () => NOW,
  })
}

function secretIn(text: string | undefined): string {
  return String(/token=(\S+)/.exec(text ?? '')?.[1])
}

describe.each(DATABASES)('a subscription and its owner on $name', (database) => {
  const stores = storesOf(database)

  it('whoever answers for a webhook is written to when it is switched off, with why and a link', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    await using hook = await webhookReceiver()
    const means = meansTo(mail.url)
    const { name } = await ownedWebhook(store, hook.origin)
    await deliverAt(store, means, NOW)
    expect((await findSubscription(store.db, name))?.state).toBe('active')
    hook.answer((response) => response.writeHead(410).end())
    await sign(store)
    await deliverAt(store, means, later(1_000))
    await deliverAt(store, means, later(2_000))
    expect(await findSubscription(store.db, name)).toMatchObject({
      state: 'off',
      off_because: 'it answered 410',
    })
    expect(mail.arrived.map(({ to, mail: { subject } }) => [to, subject])).toEqual([
      [['owner@example.org'], 'Your webhook was switched off'],
    ])
    const { text } = mail.arrived[0]?.mail ?? {}
    expect(text).toContain('its receiver kept failing: it answered 410.')
    const link = { secret: secretIn(text), purpose: 'manage', at: later(3_000) } as const
    expect((await subscriptionOfLink(store.db, link))?.name).toBe(name)
    means.close()
  })

  it.each([
    ['another, who is written to', 'next@example.org', ['next@example.org']],
    ['nobody, and nobody is', null, []],
  ])('where the contact was replaced by %s while the last try was under way', async (_, contact, told) => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { name, id } = await ownedWebhook(store, 'https://hook.example/in')
    await activateSubscription(store.db, id, NOW)
    await sign(store)
    const exchange: typeof means.exchange = async () => {
      await changeContact(store.db, id, { contact, at: NOW })
      return { status: 410, headers: {}, bytes: new Uint8Array() }
    }
    await deliverAt(store, { ...means, exchange }, NOW)
    await deliverAt(store, means, later(1_000))
    expect((await findSubscription(store.db, name))?.state).toBe('off')
    expect(mail.arrived.map(({ to }) => String(to))).toEqual(told)
    const waiting = await store.db
      .selectFrom('deliveries')
      .select('kind')
      .where('state', '=', 'queued')
      .execute()
    expect(waiting).toEqual([])
    means.close()
  })

  it('its contact is not told any more that it is off once it goes on', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { id } = await ownedWebhook(store, 'https://hook.example/in')
    await queueNotice(store.db, { subscription: id, kind: 'notice', at: NOW })
    await activateSubscription(store.db, id, NOW)
    await deliverAt(store, means, NOW)
    expect(mail.arrived).toEqual([])
    means.close()
  })

  it('a link that confirms is good for two days, and kept only as a hash', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { name } = await ask(store, 'reader@example.org', NOW)
    await deliverAt(store, means, NOW)
    const secret = secretIn(mail.arrived[0]?.mail.text)
    const ofLink = (at: string) => subscriptionOfLink(store.db, { secret, purpose: 'confirm', at })
    expect((await ofLink(later(48 * HOUR_MS - 1_000)))?.name).toBe(name)
    expect(await ofLink(later(48 * HOUR_MS + 1_000))).toBeNull()
    const kept = await store.db.selectFrom('link_tokens').select('hash').execute()
    expect(kept.map(({ hash }) => [hash.length, hash === secret])).toEqual([[64, false]])
    means.close()
  })
})
