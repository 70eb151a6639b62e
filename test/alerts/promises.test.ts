import type { ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { WEBHOOK_LIMITS } from '../../src/alerts/channel-webhook.ts'
import type { DeliveryMeans } from '../../src/alerts/delivery-means.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { announceDays } from '../../src/store/announce-days.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { readDeliveries } from '../../src/store/read-deliveries.ts'
import { replayDeliveries } from '../../src/store/replay-deliveries.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription, findSubscription, rotateSecret } from '../../src/store/subscriptions.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailServer, webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'
import { linesTo, subscribe, toldTo } from './told.ts'

const NOW = new Date().toISOString()
const TODAY = NOW.slice(0, 10)

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}

const SIGNATURE = { kinds: ['signature'] } as const

/** A signature of the convention by Carpania, known today; `place` makes several. */
function signed(place: number) {
  const id = `signed-${place}`
  return draft({
    id,
    treaty: 'C',
    participant: 'CCC',
    action: 'signature',
    action_date: '2026-01-05',
    known_on: TODAY,
  })
}

async function sign(store: Store, place: number, at = NOW): Promise<void> {
  await appendEvents(store, [signed(place)], { recordedAt: () => at })
}

async function statesOf({ db }: Store): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', subscription, number, state) as line from deliveries where number is not null order by id`.execute(
    db,
  )
  return rows.map(({ line }) => line)
}

describe.each(DATABASES)('promises of alerts on $name', (database) => {
  const stores = storesOf(database)

  it('the first load, a second start, and an event written twice tell nobody anything again', async () => {
    const store = await stores.empty()
    const reader = await subscribe(store, {
      kinds: ['signature', 'deposit', 'reached', 'entry_fixed', 'milestone', 'correction'],
    })
    const pack = { folder: 'small', files: smallPack() }
    await loadPacks(store, [pack], () => NOW)
    await loadPacks(store, [pack], () => NOW)
    expect(await toldTo(store, reader)).toEqual([])
    await sign(store, 1)
    await sign(store, 1)
    await announceDays(store, { today: plainDate(TODAY), at: NOW })
    await announceDays(store, { today: plainDate(TODAY), at: NOW })
    expect(await linesTo(store, reader)).toEqual([`${TODAY} Carpania: signature · Convention`])
  })

  it('a correction of another event tells nobody who was told of this one', async () => {
    const store = await stores.small()
    const reader = await subscribe(store, {
      kinds: ['signature', 'to_go', 'reached', 'entry_fixed', 'state_entry_fixed'],
    })
    await sign(store, 1)
    const note = {
      id: 'mended',
      treaty: 'C',
      participant: 'AAA',
      action: 'correction',
      corrects: 'C.AAA.signature.2000-12-12',
    } as const
    await appendEvents(store, [draft({ ...note, action_date: '2000-12-13', known_on: TODAY })], {
      recordedAt: () => NOW,
    })
    expect(await linesTo(store, reader)).toEqual([`${TODAY} Carpania: signature · Convention`])
  })

  it('what the law said and does not say any more is taken back from those who were told', async () => {
    const store = await stores.small()
    const told = await subscribe(store, { kinds: ['reached', 'entry_fixed'], treaties: ['P'] })
    const other = await subscribe(
      store,
      { kinds: ['reached', 'entry_fixed'], treaties: ['C'] },
      'other@example.org',
    )
    const deposit = { treaty: 'P', participant: 'BBB', action: 'ratification' } as const
    await appendEvents(
      store,
      [draft({ ...deposit, id: 'second', action_date: '2026-11-01', known_on: TODAY })],
      { recordedAt: () => NOW },
    )
    const mail = await mailServer()
    const means = meansTo(mail.url)
    await deliverAt(store, means, NOW)
    means.close()
    await mail[Symbol.asyncDispose]()
    // 1 November and 90 days; a day earlier it is 29 January.
    const moved = { ...deposit, id: 'mended', action: 'correction', corrects: 'second' } as const
    await appendEvents(store, [draft({ ...moved, action_date: '2026-10-31', known_on: TODAY })], {
      recordedAt: () => NOW,
    })
    const [first, second] = await toldTo(store, told)
    expect(first?.facts.map(({ key }) => key)).toEqual(['reached:P:2026-11-01', 'entry:P:2027-01-30'])
    expect([second?.kind, second?.corrects]).toEqual(['recall', [1]])
    expect(second?.facts.map(({ detail }) => detail.kind)).toEqual([
      'recall',
      'recall',
      'reached',
      'entry_fixed',
    ])
    expect(second?.facts.at(-1)?.key).toBe('entry:P:2027-01-29')
    expect(await toldTo(store, other)).toEqual([])
  })

  it('a receiver that fails is tried again in order, then switched off, and can be replayed from any number', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const program = await ask(store, hook.origin, NOW, { interest: SIGNATURE })
    await deliverAt(store, means, NOW)
    hook.answer((response) => response.writeHead(503, { 'retry-after': '600' }).end())
    await sign(store, 1)
    await sign(store, 2)
    expect(await deliverAt(store, means, NOW)).toEqual({ accepted: 0, failed: 1 })
    expect(hook.posted).toHaveLength(1)
    await deliverAt(store, means, later(NOW, 599_000))
    expect(hook.posted).toHaveLength(1)
    await deliverAt(store, means, later(NOW, 601_000))
    expect(hook.posted.map(({ payload }) => payload.data.number)).toEqual([1, 1])
    expect(new Set(hook.posted.map(({ id }) => id)).size).toBe(1)
    await sql`update deliveries set first_tried_at = ${later(NOW, -73 * 3_600_000)}::timestamptz, due_at = ${NOW}::timestamptz where number = 1`.execute(
      store.db,
    )
    await deliverAt(store, means, later(NOW, 1_000_000))
    expect((await findSubscription(store.db, program.name))?.state).toBe('off')
    expect(await statesOf(store)).toEqual([`${program.id} 1 parked`, `${program.id} 2 parked`])
    const [entry] = await readDeliveries(store.db, { subscription: program.id, from: 1, limit: 9 })
    expect(entry?.failures.map(({ status }) => status)).toEqual([503, 503, 503])

    hook.answer((response) => response.writeHead(200).end())
    await activateSubscription(store.db, program.id, NOW)
    await replayDeliveries(store.db, { subscription: program.id, from: 1, at: NOW })
    await deliverAt(store, means, NOW)
    expect(hook.posted.slice(-2).map(({ payload }) => payload.data.number)).toEqual([1, 2])
    means.close()
  })

  it('410 ends it at once, and operators are told', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const operator = await subscribe(store, { kinds: ['switched_off'] })
    await ask(store, hook.origin, NOW, { interest: SIGNATURE })
    await deliverAt(store, means, NOW)
    hook.answer((response) => response.writeHead(410).end())
    await sign(store, 1)
    await deliverAt(store, { ...means, sendMail: async () => ({ kind: 'accepted' }) }, NOW)
    expect(await linesTo(store, operator)).toEqual([`${TODAY} A receiver was switched off`])
    means.close()
  })

  it('a receiver that hangs delays nobody else', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const usual = meansTo(null)
    // However slow the machine is, it hangs until it is ended here.
    const patient = { ...WEBHOOK_LIMITS, connectMs: 600_000, answerMs: 600_000, wholeMs: 600_000 }
    const means: DeliveryMeans = {
      ...usual,
      exchange: (asked) => usual.exchange({ ...asked, limits: patient }),
    }
    for (let count = 0; count < 10; count += 1)
      await ask(store, `${hook.origin}/${count}`, NOW, { interest: SIGNATURE })
    await deliverAt(store, means, NOW)
    const hanging: ServerResponse[] = []
    hook.answer((response) => {
      if (response.req.url === '/3') hanging.push(response)
      else response.writeHead(204).end()
    })
    await sign(store, 1)
    let isOver = false
    const round = deliverAt(store, means, NOW).finally(() => {
      isOver = true
    })
    const accepted = async () =>
      (await sql`select from deliveries where number = 1 and state = 'accepted'`.execute(store.db)).rows
        .length
    await expect.poll(accepted).toBe(9)
    await expect.poll(() => hanging.length).toBe(1)
    expect(isOver).toBe(false)
    hanging[0]?.destroy()
    expect(await round).toEqual({ accepted: 9, failed: 1 })
    usual.close()
  })

  it('while secrets rotate both sign, and afterwards only the new one', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const program = await ask(store, hook.origin, NOW, { interest: SIGNATURE })
    await deliverAt(store, means, NOW)
    const secret = await rotateSecret(store.db, program.id, { at: NOW, overlapMs: 60_000 })
    for (const [place, trusted] of [program.secret, secret].entries()) {
      hook.trust(String(trusted))
      await sign(store, place)
      expect(await deliverAt(store, means, NOW)).toEqual({ accepted: 1, failed: 0 })
    }
    hook.trust(String(program.secret))
    await sign(store, 9, later(NOW, 61_000))
    expect(await deliverAt(store, means, later(NOW, 61_000))).toEqual({ accepted: 0, failed: 1 })
    means.close()
  })

  it('each try is signed for its own instant, and a copy sent again more than five minutes later is refused by the reference library', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const program = await ask(store, hook.origin, NOW, { interest: SIGNATURE })
    await deliverAt(store, means, NOW)
    hook.answer((response) => response.writeHead(503).end())
    await sign(store, 1)
    const tries = [0, 3_600_000].map((ms) => later(NOW, ms))
    for (const at of tries) await deliverAt(store, means, at)
    const [first, second] = hook.posted
    expect([first?.id, first?.raw]).toEqual([second?.id, second?.raw])
    const library = new Webhook(String(program.secret))
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      for (const [place, posted] of [first, second].entries()) {
        const verifyAt = (seconds: number) => {
          vi.setSystemTime(Date.parse(String(tries[place])) + 1_000 * seconds)
          return () => library.verify(String(posted?.raw), posted?.headers as Record<string, string>)
        }
        expect(verifyAt(0)).not.toThrow()
        expect(verifyAt(298)).not.toThrow()
        expect(verifyAt(302)).toThrow('old')
        expect(verifyAt(-302)).toThrow('new')
      }
    } finally {
      vi.useRealTimers()
    }
    means.close()
  })

  it('webhooks to local addresses are refused unless the operator opens the range', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    await ask(store, hook.origin, NOW)
    const closed = meansTo(null, { permitted: [] })
    expect(await deliverAt(store, closed, NOW)).toEqual({ accepted: 0, failed: 1 })
    expect(hook.connections()).toBe(0)
    closed.close()
  })

  it('a digest brings all in one message at the subscriber’s hour, or says that nothing changed', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    // 10:00 in Rome is 9:00 in UTC in winter.
    const timing = { digest: 'daily', hour: 10, time_zone: 'Europe/Rome', heartbeat: true } as const
    const at = '2026-01-20T12:00:00.000Z'
    const reader = await ask(store, 'reader@example.org', at, { interest: SIGNATURE, timing })
    await activateSubscription(store.db, reader.id, at)
    await sql`delete from deliveries`.execute(store.db)
    for (const place of [1, 2]) {
      const event = { ...signed(place), known_on: plainDate('2026-01-20') }
      await appendEvents(store, [event], { recordedAt: () => at })
    }
    await deliverAt(store, means, '2026-01-21T08:59:00.000Z')
    expect(mail.arrived).toHaveLength(0)
    await deliverAt(store, means, '2026-01-21T09:00:00.000Z')
    await deliverAt(store, means, '2026-01-22T08:59:00.000Z')
    expect(mail.arrived.map(({ mail: { subject } }) => subject)).toEqual([
      'Carpania: signature · Convention and 1 more',
    ])
    expect(mail.arrived[0]?.mail.text).toContain('Messages no. 1 to 2.')
    await deliverAt(store, means, '2026-01-22T09:00:00.000Z')
    expect(mail.arrived.map(({ mail: { subject } }) => subject)).toEqual([
      'Carpania: signature · Convention and 1 more',
      'Nothing changed',
    ])
    means.close()
  })
})
