import { once } from 'node:events'
import { connect } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { DeliveryMeans } from '../../src/alerts/delivery-means.ts'
import { failureOf } from '../../src/network/failure-of.ts'
import { OutboundFailure } from '../../src/outbound/outbound-failure.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { watchOperations } from '../../src/store/watch-operations.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'
import { sentencesTo, subscribe } from './told.ts'

const AT = '2026-01-20T12:00:00.000Z'
const NO_WAY = 'http://127.0.0.9:9'
/** Three steps are more than the three days for which a receiver is tried. */
const STEP_HOURS = 25

function later(hours: number): string {
  return new Date(Date.parse(AT) + hours * 3_600_000).toISOString()
}

async function program(store: Store, address: string): Promise<number> {
  const { id } = await ask(store, address, AT, { interest: { kinds: ['signature'] } })
  await sql`delete from deliveries where subscription = ${id}`.execute(store.db)
  await activateSubscription(store.db, id, AT)
  return id
}

async function sign(store: Store, id: string): Promise<void> {
  const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const
  await appendEvents(store, [draft({ ...act, id, known_on: AT.slice(0, 10) })], { recordedAt: () => AT })
}

/** Number, state of the message, state of its subscription and tries that count, of each message. */
async function ledger({ db }: Store): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', number, deliveries.state, subscriptions.state, tries) as line
    from deliveries join subscriptions on subscriptions.id = subscription
    where deliveries.channel = 'webhook' order by subscription, number`.execute(db)
  return rows.map(({ line }) => line)
}

/** Five days of rounds. */
async function days(store: Store, means: DeliveryMeans, from = 0): Promise<void> {
  for (let time = 0; time < 6; time += 1) await deliverAt(store, means, later(from + time * STEP_HOURS))
}

/** Means for which one host is where no connection can lead from any machine: TCP knows no way to a group of receivers. */
function withoutWay(means: ReturnType<typeof meansTo>): typeof means {
  const exchange: typeof means.exchange = async (request) => {
    if (request.url.origin !== NO_WAY) return means.exchange(request)
    const [error]: unknown[] = await once(connect({ host: '224.0.0.1', port: 9 }), 'error')
    throw failureOf(error)
  }
  return { ...means, exchange }
}

/** Means that get no answer from these hosts while they are `cut`, as where a router before them is down. */
function cutOff(means: DeliveryMeans, cut: () => readonly string[]): DeliveryMeans {
  return {
    ...means,
    exchange: async (request) => {
      if (cut().includes(request.url.hostname))
        throw new OutboundFailure('no_connection', 'connect ETIMEDOUT')
      return means.exchange(request)
    },
  }
}

describe.each(DATABASES)('webhooks while our own network is down, on $name', (database) => {
  const stores = storesOf(database)

  it('wait however long this machine finds no way out, and operators are told once', async () => {
    const store = await stores.small()
    const means = withoutWay(meansTo(null))
    const operator = await subscribe(store, { kinds: ['queue_late'] }, 'operator@example.org')
    await program(store, NO_WAY)
    await sign(store, 'signed')
    await days(store, { ...means, sendMail: null })
    expect(await ledger(store)).toEqual(['1 queued active 0'])
    const { rows } = await sql<{ problem: string }>`select problem from delivery_failures`.execute(store.db)
    expect(rows).toEqual([{ problem: expect.stringMatching(/ENETUNREACH|EACCES|EPERM/) }])
    const watch = (hours: number) => watchOperations(store, { at: later(hours) })
    expect([await watch(126), await watch(126.1)]).toEqual([1, 0])
    expect(await sentencesTo(store, operator)).toEqual([
      `1 message waits for this machine’s own network, the oldest since ${AT}.`,
    ])
    means.close()
  })

  it('the one to which alone there is no way is switched off while others answer', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = withoutWay(meansTo(null))
    await program(store, NO_WAY)
    await program(store, hook.origin)
    for (let time = 0; time < 5; time += 1) {
      await sign(store, `signed-${time}`)
      await deliverAt(store, means, later(time * STEP_HOURS))
      await deliverAt(store, means, later(time * STEP_HOURS + 0.5))
    }
    expect((await ledger(store)).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      // The last came while it was off.
      ...['1 parked off', '2 parked off', '3 parked off', '4 parked off', '5 parked off'],
      ...[
        '1 accepted active',
        '2 accepted active',
        '3 accepted active',
        '4 accepted active',
        '5 accepted active',
      ],
    ])
    means.close()
  })

  it('nobody is switched off where none of several hosts answered anything, and each gets it once they do', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const { port } = new URL(hook.origin)
    const hosts = ['127.0.0.1', '127.0.0.2', '127.0.0.3']
    let cut = hosts
    const means = cutOff(meansTo(null), () => cut)
    for (const host of hosts) await program(store, `http://${host}:${port}`)
    await sign(store, 'signed')
    await days(store, means)
    expect((await ledger(store)).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual(
      Array.from({ length: 3 }, () => '1 queued active'),
    )
    // Of two that are cut off still while a third answers, each is at fault itself.
    cut = hosts.slice(1)
    await days(store, means, 200)
    expect((await ledger(store)).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      ...['1 accepted active', '1 parked off', '1 parked off'],
    ])
  })
})

it('a host of which one address has no way and another refuses is at fault itself', () => {
  const of = (code: string) => Object.assign(new Error(code), { code })
  const both = Object.assign(new AggregateError([of('ENETUNREACH'), of('ECONNREFUSED')]), {
    code: 'ENETUNREACH',
  })
  expect(failureOf(both).code).toBe('no_connection')
  const none = Object.assign(new AggregateError([of('ENETUNREACH'), of('ENETUNREACH')]), {
    code: 'ENETUNREACH',
  })
  expect(failureOf(none).code).toBe('no_network')
})
