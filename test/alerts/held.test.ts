import { createServer, type Socket } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { deliverDue } from '../../jobs/deliver-due.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const NOW = new Date().toISOString()
const INTEREST = { kinds: ['signature'] } as const
const SIGNED = {
  treaty: 'C',
  participant: 'CCC',
  action: 'signature',
  action_date: '2026-01-05',
  known_on: NOW.slice(0, 10),
} as const

async function subscribeAndSign(store: Store, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const { id } = await ask(store, address, NOW, { interest: INTEREST })
    await activateSubscription(store.db, id, NOW)
  }
  await appendEvents(store, [draft({ ...SIGNED, id: 'signed' })], { recordedAt: () => NOW })
}

/** A mail server that takes each mail whole and breaks the connection instead of answering. */
async function breakingMailServer() {
  const open = new Set<Socket>()
  let taken = 0
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.write('220 here\r\n')
    let isMail = false
    socket.on('data', (piece) => {
      const text = piece.toString()
      if (isMail && text.endsWith('\r\n.\r\n')) {
        taken += 1
        socket.destroy()
      } else if (/^DATA/m.test(text)) {
        isMail = true
        socket.write('354 go on\r\n')
      } else if (!isMail) socket.write('250 yes\r\n'.repeat(text.trim().split('\r\n').length))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('the server has no port')
  return {
    url: `smtp://127.0.0.1:${at.port}`,
    taken: () => taken,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

describe.each(DATABASES)('what one worker holds, on $name', (database) => {
  const stores = storesOf(database)

  it('a message that waited for most of its hold is given back before it is tried, so that no other worker takes it meanwhile', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = {
      ...meansTo(null),
      limits: { webhooks: 1, failedBefore: 1, ahead: 8, mails: 1, mailsFailedBefore: 1, messages: 100 },
    }
    await subscribeAndSign(
      store,
      [1, 2, 3, 4].map((place) => `${hook.origin}/${place}`),
    )
    let clock = Date.parse(NOW)
    // Each receiver takes a third of the hold; the fourth message would be begun when its hold is over.
    hook.answer((response) => {
      clock += 60_000
      response.writeHead(204).end()
    })
    const begun: { readonly left: number; readonly tries: number }[] = []
    const exchange: typeof means.exchange = async (request) => {
      const { rows } = await sql<{ until: string; tries: number }>`
        select claimed_until as until, deliveries.tries from deliveries join subscriptions on subscriptions.id = subscription
        where address = ${request.url.href} and number is not null`.execute(store.db)
      begun.push(...rows.map(({ until, tries }) => ({ left: Date.parse(until) - clock, tries })))
      return means.exchange(request)
    }
    const signal = new AbortController().signal
    const sent = await deliverDue({ store, means: { ...means, exchange }, now: () => clock, signal })
    means.close()
    expect(sent).toEqual({ accepted: 4, failed: 0 })
    expect(begun.map(({ tries }) => tries)).toEqual([1, 1, 1, 1])
    expect(Math.min(...begun.map(({ left }) => left))).toBeGreaterThanOrEqual(90_000)
  })

  it('a mail whose connection broke is sent again only after a wait that stands in the ledger', async () => {
    const store = await stores.small()
    await using mail = await breakingMailServer()
    const means = meansTo(mail.url)
    await subscribeAndSign(store, ['reader@example.org'])
    expect(await deliverAt(store, means, NOW)).toEqual({ accepted: 0, failed: 1 })
    expect(mail.taken()).toBe(1)
    const soon = new Date(Date.parse(NOW) + 60_000).toISOString()
    expect(await deliverAt(store, means, soon)).toEqual({ accepted: 0, failed: 1 })
    expect(mail.taken()).toBe(2)
    const { rows } = await sql<{ try: number }>`select try from delivery_failures order by try`.execute(
      store.db,
    )
    expect(rows).toEqual([{ try: 1 }, { try: 2 }])
    means.close()
  })
})
