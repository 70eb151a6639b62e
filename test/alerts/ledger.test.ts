import { describe, expect, it } from 'vitest'
import { USUAL_TIMING } from '../../src/alerts/subscription.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { readDeliveries, readNotices } from '../../src/store/read-deliveries.ts'
import { replayDeliveries } from '../../src/store/replay-deliveries.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription, changeSubscription, findSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailServer, webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const AT = '2026-01-20T12:00:00.000Z'
const SIGNATURE = { kinds: ['signature'] } as const

function later(ms: number): string {
  return new Date(Date.parse(AT) + ms).toISOString()
}

async function sign(store: Store, id: string, at = AT): Promise<void> {
  const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const
  await appendEvents(store, [draft({ ...act, id, known_on: at.slice(0, 10) })], { recordedAt: () => at })
}

async function retract(store: Store, id: string): Promise<void> {
  const gone = { treaty: 'C', participant: 'CCC', action: 'retraction', corrects: id } as const
  const day = AT.slice(0, 10)
  await appendEvents(store, [draft({ ...gone, id: `${id}-gone`, action_date: day, known_on: day })], {
    recordedAt: () => AT,
  })
}

describe.each(DATABASES)('the ledger of a subscription on $name', (database) => {
  const stores = storesOf(database)
  const ledger = (store: Store, subscription: number) =>
    readDeliveries(store.db, { subscription, from: 1, limit: 100 })

  it('keeps how a message went the first time, and beside it how it went each time that it was sent again', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const { id } = await ask(store, hook.origin, AT, { interest: SIGNATURE })
    await deliverAt(store, means, AT)
    await sign(store, 'signed')
    hook.answer((response) => response.writeHead(500).end())
    await deliverAt(store, means, later(1_000))
    hook.answer((response) => response.writeHead(204).end())
    await deliverAt(store, means, later(10_000))
    const [first] = await ledger(store, id)

    await replayDeliveries(store.db, { subscription: id, from: 1, at: later(60_000) })
    hook.answer((response) => response.writeHead(503).end())
    await deliverAt(store, means, later(61_000))
    hook.answer((response) => response.writeHead(204).end())
    await deliverAt(store, means, later(70_000))
    await replayDeliveries(store.db, { subscription: id, from: 1, at: later(80_000) })

    const [entry] = await ledger(store, id)
    expect(entry).toMatchObject({
      ...{ number: 1, state: 'accepted', tries: 2, digest_of: null },
      first_tried_at: later(1_000),
      settled_at: later(10_000),
      due_at: later(80_000),
      failures: [{ try: 1, status: 500, failed_at: later(1_000) }],
      replays: [
        {
          ...{ asked_at: later(60_000), state: 'accepted', tries: 2, settled_at: later(70_000) },
          failures: [{ try: 1, status: 503, failed_at: later(61_000) }],
        },
        { asked_at: later(80_000), state: 'queued', tries: 0, settled_at: null, failures: [] },
      ],
    })
    expect(first).toEqual({ ...entry, due_at: null, replays: [] })
    means.close()
  })

  it('whoever was told hears that it is taken back, also where sending it again had failed', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const { id } = await ask(store, hook.origin, AT, { interest: SIGNATURE })
    await deliverAt(store, means, AT)
    await sign(store, 'signed')
    await deliverAt(store, means, later(1_000))
    await replayDeliveries(store.db, { subscription: id, from: 1, at: later(2_000) })
    hook.answer((response) => response.writeHead(410).end())
    await deliverAt(store, means, later(3_000))
    await activateSubscription(store.db, id, later(4_000))
    hook.answer((response) => response.writeHead(204).end())
    await retract(store, 'signed')
    await deliverAt(store, means, later(5_000))
    expect(hook.posted.at(-1)?.payload.type).toBe('palermo.recall')
    expect((await ledger(store, id)).map(({ state }) => state)).toEqual(['accepted', 'accepted'])
    means.close()
  })

  it('shows why a webhook is not confirmed while it is pending', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null, { permitted: [] })
    const { id, name } = await ask(store, hook.origin, AT, { interest: SIGNATURE })
    await deliverAt(store, means, AT)
    expect((await findSubscription(store.db, name))?.state).toBe('pending')
    expect(await readNotices(store.db, id)).toMatchObject([
      {
        ...{ kind: 'verify', state: 'queued', tries: 1, due_at: later(5_000) },
        failures: [{ try: 1, status: null, problem: expect.stringContaining('not on the open Internet') }],
      },
    ])
    means.close()
  })

  it('a webhook that wants a digest gets one message a day with all, and hears that nothing changed and when that was checked', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const timing = { digest: 'daily', hour: 9, heartbeat: true } as const
    const { id } = await ask(store, hook.origin, AT, { interest: SIGNATURE, timing })
    await deliverAt(store, means, AT)
    await sign(store, 'one')
    await sign(store, 'two')
    await deliverAt(store, means, '2026-01-21T08:59:00.000Z')
    expect(hook.posted).toEqual([])
    await deliverAt(store, means, '2026-01-21T09:00:00.000Z')
    await deliverAt(store, means, '2026-01-22T09:00:00.000Z')
    expect(hook.posted.map(({ payload: { type, data } }) => ({ type, ...data }))).toMatchObject([
      {
        type: 'palermo.alert',
        number: 1,
        last_number: 2,
        facts: [{ kind: 'signature' }, { kind: 'signature' }],
      },
      { type: 'palermo.heartbeat', number: null, last_number: null, checked_at: null },
    ])
    const [digest] = hook.posted
    expect(
      (await ledger(store, id)).map(({ number, digest_of, state, message }) => [
        number,
        digest_of,
        state,
        `msg_${message.mark}`,
      ]),
    ).toEqual([
      [1, 1, 'accepted', digest?.id],
      [2, 1, 'accepted', digest?.id],
    ])
    means.close()
  })

  it('nothing is said to have changed or not before the first digest after confirming', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const timing = { digest: 'daily', hour: 9, heartbeat: true } as const
    const { id } = await ask(store, 'reader@example.org', '2026-01-18T12:00:00.000Z', { timing })
    await deliverAt(store, means, '2026-01-18T12:00:01.000Z')
    // Confirmed when the digest that was next at asking has passed.
    await activateSubscription(store.db, id, AT)
    for (const at of [AT, '2026-01-21T08:59:59.000Z', '2026-01-21T09:00:00.000Z'])
      await deliverAt(store, means, at)
    expect(
      mail.arrived.map(({ mail: { subject, date } }) => [subject, date?.toISOString().slice(0, 16)]),
    ).toEqual([
      ['Confirm your subscription', '2026-01-18T12:00'],
      ['Nothing changed', '2026-01-21T09:00'],
    ])
    means.close()
  })

  it('what waits for a digest goes out with the next one after its hour is changed', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const timing = { digest: 'daily', hour: 9 } as const
    const { id, name } = await ask(store, 'reader@example.org', AT, { interest: SIGNATURE, timing })
    await activateSubscription(store.db, id, AT)
    await sign(store, 'one')
    const found = (await findSubscription(store.db, name)) ?? expect.fail('not kept')
    const { interest } = found
    await changeSubscription(store.db, id, {
      interest,
      timing: { ...USUAL_TIMING, ...timing, hour: 15 },
      at: AT,
    })
    await sign(store, 'two', '2026-01-20T14:00:00.000Z')
    await deliverAt(store, means, '2026-01-20T15:00:00.000Z')
    expect(mail.arrived.map(({ mail: { subject } }) => subject)).toEqual([
      'Carpania: signature · Convention and 1 more',
    ])
    means.close()
  })
})
