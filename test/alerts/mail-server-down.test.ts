import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { readFigures } from '../../src/store/read-figures.ts'
import type { Store } from '../../src/store/store.ts'
import { watchOperations } from '../../src/store/watch-operations.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { freePort } from '../store/postgres-server.ts'
import { storesOf } from '../store/small-record.ts'
import { smtpServer } from './receivers.ts'
import { deliverAt, meansTo } from './sending.ts'
import { sentencesTo, subscribe } from './told.ts'

const NOW = new Date().toISOString()
const HOUR_MS = 3_600_000
/** Three steps are more than the three days for which a receiver is tried. */
const STEP_HOURS = 25

function later(hours: number): string {
  return new Date(Date.parse(NOW) + hours * HOUR_MS).toISOString()
}

async function signature(store: Store, id: string): Promise<void> {
  const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2026-01-05' } as const
  await appendEvents(store, [draft({ ...act, id, known_on: NOW.slice(0, 10) })], { recordedAt: () => NOW })
}

async function ledger({ db }: Store, subscription: number): Promise<unknown[]> {
  const { rows } = await sql<{
    number: number
    state: string
    subscribed: string
    tries: number
    failed: number
  }>`
    select number, deliveries.state, subscriptions.state as subscribed, tries,
      (select count(*) from delivery_failures where delivery = deliveries.id) as failed
    from deliveries join subscriptions on subscriptions.id = subscription
    where subscription = ${subscription} order by number`.execute(db)
  return rows.map(({ number, state, subscribed, tries, failed }) => [
    number,
    state,
    subscribed,
    tries,
    Number(failed),
  ])
}

/** How a recipient is answered. */
function answering(said: { code: number | null }) {
  const arrived: string[] = []
  const port = freePort()
  const start = async () =>
    smtpServer(({ to }) => void arrived.push(...to), {
      port: await port,
      onRcptTo: ({ address }, _session, callback) =>
        said.code === null
          ? callback()
          : callback(Object.assign(new Error(`<${address}> is refused`), { responseCode: said.code })),
    })
  return { arrived, port, start }
}

describe.each(DATABASES)('mail that does not go out, on $name', (database) => {
  const stores = storesOf(database)

  it('waits however long the mail server is down, operators are told once, nobody is switched off, and it arrives', async () => {
    const store = await stores.small()
    const { arrived, port, start } = answering({ code: null })
    const means = meansTo(`smtp://127.0.0.1:${await port}`)
    const operator = await subscribe(store, { kinds: ['queue_late'] }, 'operator@example.org')
    const reader = await subscribe(store, { kinds: ['signature'] })
    await signature(store, 'signed')
    for (let time = 0; time < 6; time += 1) await deliverAt(store, means, later(time * STEP_HOURS))
    expect(await ledger(store, reader)).toEqual([[1, 'queued', 'active', 0, 1]])
    const watch = (hours: number) => watchOperations(store, { at: later(hours) })
    expect([await watch(126), await watch(126.1)]).toEqual([1, 0])
    expect(await sentencesTo(store, operator)).toEqual([
      expect.stringMatching(
        new RegExp(`^1 message waits for the mail server, the oldest since ${NOW}: .*ECONNREFUSED`),
      ),
    ])

    const { close } = await start()
    await deliverAt(store, means, later(130))
    expect(arrived.toSorted()).toEqual(['operator@example.org', 'reader@example.org'])
    expect(await ledger(store, reader)).toEqual([[1, 'accepted', 'active', 1, 1]])
    means.close()
    await close()
  })

  it('is shown to those who watch the figures for as long as it waits', async () => {
    const store = await stores.small()
    const means = meansTo(`smtp://127.0.0.1:${await freePort()}`)
    await subscribe(store, { kinds: ['signature'] })
    await signature(store, 'signed')
    await deliverAt(store, means, NOW)
    await sql`update deliveries set queued_at = clock_timestamp() - interval '2 days'`.execute(store.db)
    const waits = (await readFigures(store.db)).find(
      ({ name }) => name === 'palermo_deliveries_waiting_seconds',
    )
    expect(Math.round(Number(waits?.values[0]?.value) / 86_400)).toBe(2)
    means.close()
  })

  it('what a receiver says after an outage begins its three days only then', async () => {
    const store = await stores.small()
    const { port, start } = answering({ code: 550 })
    const means = meansTo(`smtp://127.0.0.1:${await port}`)
    const reader = await subscribe(store, { kinds: ['signature'] })
    await signature(store, 'signed')
    for (let time = 0; time < 6; time += 1) await deliverAt(store, means, later(time * STEP_HOURS))
    const { close } = await start()
    await deliverAt(store, means, later(130))
    expect(await ledger(store, reader)).toEqual([[1, 'queued', 'active', 1, 1]])
    for (let time = 1; time < 4; time += 1) await deliverAt(store, means, later(130 + time * STEP_HOURS))
    expect(await ledger(store, reader)).toEqual([[1, 'parked', 'off', 4, 4]])
    means.close()
    await close()
  })

  it('operators who are told that a reader was switched off do not read its address', async () => {
    const store = await stores.small()
    const { port, start } = answering({ code: 550 })
    const { close } = await start()
    const means = meansTo(`smtp://127.0.0.1:${await port}`)
    const operator = await subscribe(store, { kinds: ['switched_off'] }, 'operator@example.org')
    await subscribe(store, { kinds: ['signature'] })
    await signature(store, 'signed')
    for (let time = 0; time < 4; time += 1) await deliverAt(store, means, later(time * STEP_HOURS))
    expect(await sentencesTo(store, operator)).toEqual([
      expect.stringMatching(/^Subscription \S+ \(email\) was switched off: its mail was refused with 550\.$/),
    ])
    const named = await sql`select from alert_facts where body::text like '%reader@%'`.execute(store.db)
    expect(named.rows).toEqual([])
    means.close()
    await close()
  })

  it('is parked after three days of refusals for now, and the next goes out', async () => {
    const store = await stores.small()
    const said: { code: number | null } = { code: 452 }
    const { arrived, port, start } = answering(said)
    const { close } = await start()
    const means = meansTo(`smtp://127.0.0.1:${await port}`)
    const reader = await subscribe(store, { kinds: ['signature'] })
    await signature(store, 'first')
    await signature(store, 'second')
    for (let time = 0; time < 4; time += 1) await deliverAt(store, means, later(time * STEP_HOURS))
    said.code = null
    await deliverAt(store, means, later(101))
    expect(await ledger(store, reader)).toEqual([
      [1, 'parked', 'active', 4, 4],
      [2, 'accepted', 'active', expect.any(Number), expect.any(Number)],
    ])
    expect(arrived).toEqual(['reader@example.org'])
    means.close()
    await close()
  })
})
