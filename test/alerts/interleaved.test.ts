import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { subscriptionsOfAddress } from '../../src/store/address-subscriptions.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { replayDeliveries } from '../../src/store/replay-deliveries.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription, deleteSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailServer, webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const AT = '2026-01-20T12:00:00.000Z'
const KNOWN = '2026-01-20'
/** After the wait for a mail server that does not answer. */
const LATER = '2026-01-20T12:10:00.000Z'
const SIGNATURE = { kinds: ['signature'] } as const
/** 10:00 in Rome is 9:00 in UTC in winter. */
const DAILY = { digest: 'daily', hour: 10, time_zone: 'Europe/Rome', heartbeat: false } as const
const NEXT_DIGEST = '2026-01-21T09:00:00.000Z'

function signed(id: string, day = '2026-01-05') {
  const act = {
    treaty: 'C',
    participant: 'CCC',
    action: 'signature',
    action_date: day,
    known_on: KNOWN,
  } as const
  return draft({ ...act, id })
}

/** A correction to another day, or a retraction, which became known on the day `on`. */
function mends(
  id: string,
  corrects: string,
  { day = null, on = KNOWN }: { day?: string | null; on?: string },
) {
  const action = day === null ? 'retraction' : 'correction'
  return draft({
    id,
    corrects,
    action,
    treaty: 'C',
    participant: 'CCC',
    action_date: day ?? on,
    known_on: on,
  })
}

/** Writes events in one transaction, at noon of the day on which they became known or before the digest of that day. */
async function write(store: Store, ...events: ReturnType<typeof draft>[]): Promise<void> {
  const at = events[0]?.known_on === KNOWN ? AT : `${events[0]?.known_on}T08:00:00.000Z`
  await appendEvents(store, events, { recordedAt: () => at })
}

async function reader(store: Store, address: string, timing = {}): Promise<number> {
  const { id } = await ask(store, address, AT, { interest: SIGNATURE, timing })
  await activateSubscription(store.db, id, AT)
  return id
}

async function ledger({ db }: Store): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', number, kind, state, case when corrects <> '{}' then 'corrects ' || array_to_string(corrects, ',') end) as line
    from deliveries where number is not null order by subscription, number`.execute(db)
  return rows.map(({ line }) => line)
}

describe.each(DATABASES)('what comes between, on $name', (database) => {
  const stores = storesOf(database)

  it('two events of one transaction are one message; whoever subscribes between event and delivery is not told', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    await reader(store, 'early@example.org')
    await write(store, signed('one'), { ...signed('two'), participant: 'BBB' })
    await reader(store, 'late@example.org')
    await deliverAt(store, means, AT)
    expect(mail.arrived.map(({ to, mail: { subject } }) => `${to}: ${subject}`)).toEqual([
      'early@example.org: Carpania: signature · Convention and 1 more',
    ])
    means.close()
  })

  it('what is corrected or retracted before anybody was asked to take it is not sent: its number is parked, and the right day is told', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    await reader(store, 'reader@example.org')
    await write(store, signed('one'))
    await write(store, signed('two', '2026-01-06'))
    // No mail server: nobody was asked.
    const nowhere = meansTo('smtp://127.0.0.1:1')
    await deliverAt(store, nowhere, AT)
    await write(store, mends('gone', 'two', {}))
    await write(store, mends('mended', 'one', { day: '2026-01-08' }))
    expect(await ledger(store)).toEqual(['1 alert parked', '2 alert parked', '3 alert queued'])
    const { rows } =
      await sql`select unsent from deliveries where state = 'parked' and number is not null`.execute(store.db)
    expect(rows).toEqual([{ unsent: 'taken_back' }, { unsent: 'taken_back' }])
    await deliverAt(store, means, LATER)
    expect(mail.arrived.map(({ mail: { text } }) => String(text).split('\n')[0])).toEqual([
      'The record now says that Carpania signed the Convention on 8 January 2026, not on 5 January 2026.',
    ])
    for (const one of [nowhere, means]) one.close()
  })

  it('of a message with several facts only what was taken back is left out, also where it is asked for again', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const id = await reader(store, hook.origin)
    await write(store, signed('one'), { ...signed('two'), participant: 'BBB' })
    await write(store, mends('gone', 'one', {}))
    await deliverAt(store, means, AT)
    await replayDeliveries(store.db, { subscription: id, from: 1, at: AT })
    await deliverAt(store, means, AT)
    const told = hook.posted.map(({ payload: { data } }) => data.facts?.map(({ sentence }) => sentence))
    expect(told.map((facts) => facts?.length)).toEqual([1, 1])
    expect(JSON.stringify(told)).not.toContain('Carpania')
    expect(await ledger(store)).toEqual(['1 alert accepted'])
    means.close()
  })

  it('a correction while the first message is on its way follows it, in order and naming it', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    await reader(store, hook.origin)
    await write(store, signed('one'))
    const exchange: typeof means.exchange = async (request) => {
      if (hook.posted.length === 0) await write(store, mends('mended', 'one', { day: '2026-01-06' }))
      return means.exchange(request)
    }
    await deliverAt(store, { ...means, exchange }, AT)
    await deliverAt(store, means, AT)
    expect(
      hook.posted.map(({ payload: { type, data } }) => [
        type,
        data.number,
        data.corrects.map(({ number }) => number),
      ]),
    ).toEqual([
      ['palermo.alert', 1, []],
      ['palermo.recall', 2, [1]],
    ])
    expect(hook.posted[1]?.payload.data.corrects[0]?.id).toBe(hook.posted[0]?.id)
    means.close()
  })

  it('who may have processed what was not accepted gets its recall too, also by asking again after the receiver is mended', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const id = await reader(store, hook.origin)
    await write(store, signed('one'))
    hook.answer((response) => response.writeHead(410).end())
    await deliverAt(store, means, AT)
    await write(store, mends('gone', 'one', {}))
    expect(await ledger(store)).toEqual(['1 alert parked', '2 recall parked corrects 1'])
    hook.answer((response) => response.writeHead(204).end())
    await activateSubscription(store.db, id, AT)
    hook.posted.length = 0
    expect(await replayDeliveries(store.db, { subscription: id, from: 1, at: AT })).toBe(2)
    await deliverAt(store, means, AT)
    await deliverAt(store, means, AT)
    expect(hook.posted.map(({ payload: { type, data } }) => [type, data.number])).toEqual([
      ['palermo.alert', 1],
      ['palermo.recall', 2],
    ])
    means.close()
  })

  it('what happens while a webhook is off waits in its ledger, without what was taken back meanwhile', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const id = await reader(store, hook.origin)
    await write(store, signed('one'))
    hook.answer((response) => response.writeHead(410).end())
    await deliverAt(store, means, AT)
    await write(store, signed('two', '2026-01-06'))
    await write(store, signed('three', '2026-01-07'))
    await write(store, mends('gone', 'two', {}))
    const { rows } = await sql`
      select number, state, tries, unsent from deliveries where number is not null order by number`.execute(
      store.db,
    )
    expect(rows).toEqual([
      { number: 1, state: 'parked', tries: 1, unsent: null },
      { number: 2, state: 'parked', tries: 0, unsent: 'taken_back' },
      { number: 3, state: 'parked', tries: 0, unsent: 'off' },
    ])
    hook.answer((response) => response.writeHead(204).end())
    await activateSubscription(store.db, id, AT)
    hook.posted.length = 0
    await replayDeliveries(store.db, { subscription: id, from: 2, at: AT })
    await deliverAt(store, means, AT)
    expect(hook.posted.map(({ payload: { data } }) => data.number)).toEqual([3])
    means.close()
  })

  it('an act that is corrected and then retracted: each recall quotes what was said last, once', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { id } = await ask(store, 'reader@example.org', AT, {
      interest: { kinds: ['signature', 'correction'] },
    })
    await activateSubscription(store.db, id, AT)
    await write(store, signed('one'))
    await deliverAt(store, means, AT)
    await write(store, mends('mended', 'one', { day: '2026-01-06' }))
    await deliverAt(store, means, AT)
    await write(store, mends('gone', 'one', { on: '2026-01-21' }))
    await deliverAt(store, means, '2026-01-21T09:00:00.000Z')
    const texts = mail.arrived.map(({ mail: { text } }) => String(text))
    expect(texts[1]).toContain('"Carpania signed the Convention on 5 January 2026." This does not hold.')
    expect(texts[2]).toContain('This corrects our message no. 2.')
    expect(mail.arrived[2]?.mail.subject).toBe('Correction: Carpania · Convention')
    expect(texts[2]).toContain(
      '"The record now says that Carpania signed the Convention on 6 January 2026, not on 5 January 2026."',
    )
    expect(texts[2]).toContain(
      'The record no longer says that Carpania signed the Convention on 6 January 2026.',
    )
    expect(texts[2]?.match(/This does not hold/g)).toHaveLength(1)
    means.close()
  })

  it('where only a correction is retracted, the day before it holds again', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    await reader(store, 'reader@example.org')
    await write(store, signed('one'))
    await deliverAt(store, means, AT)
    await write(store, mends('mended', 'one', { day: '2026-01-06' }))
    await deliverAt(store, means, AT)
    await write(store, mends('gone', 'mended', { on: '2026-01-21' }))
    await deliverAt(store, means, '2026-01-21T09:00:00.000Z')
    expect(String(mail.arrived[2]?.mail.text)).toContain(
      'The record now says that Carpania signed the Convention on 5 January 2026, not on 6 January 2026.',
    )
    means.close()
  })

  it('an act that is retracted and recorded once more is told, taken back, and told', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    await reader(store, 'reader@example.org')
    await write(store, signed('one'))
    await deliverAt(store, means, AT)
    await write(store, mends('gone', 'one', {}))
    await write(store, signed('once-more'))
    expect(await ledger(store)).toEqual(['1 alert accepted', '2 recall queued corrects 1', '3 alert queued'])
    means.close()
  })

  it('a digest does not tell what was taken back before it left, and corrects no message that never left', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    await reader(store, 'reader@example.org', DAILY)
    await write(store, signed('one'))
    await write(store, mends('mended', 'one', { day: '2026-01-06' }))
    await write(store, mends('mended-again', 'mended', { day: '2026-01-07', on: '2026-01-21' }))
    await deliverAt(store, means, NEXT_DIGEST)
    const text = String(mail.arrived[0]?.mail.text)
    expect(mail.arrived).toHaveLength(1)
    expect(text).toContain('Message no. 3.')
    expect(text).not.toContain('This corrects our message')
    expect(text).not.toContain('does not hold')
    expect(text).not.toContain('5 January 2026')
    expect(text).toContain('The record now says that Carpania signed the Convention on 7 January 2026')
    expect(mail.arrived[0]?.mail.inReplyTo).toBeUndefined()

    // What comes after it has left corrects it by its name; of two in one digest only the last is said, with what was told.
    await write(store, mends('third', 'mended-again', { day: '2026-01-08', on: '2026-01-22' }))
    await write(store, mends('gone', 'one', { on: '2026-01-22' }))
    await deliverAt(store, means, '2026-01-22T09:00:00.000Z')
    const recall = String(mail.arrived[1]?.mail.text)
    expect(mail.arrived[1]?.mail.inReplyTo).toBe(mail.arrived[0]?.mail.messageId)
    expect(recall.match(/We told you/g)).toHaveLength(1)
    expect(recall).toContain(
      'We told you: "The record now says that Carpania signed the Convention on 7 January 2026',
    )
    expect(recall).toContain(
      'The record no longer says that Carpania signed the Convention on 8 January 2026.',
    )
    means.close()
  })

  it('digests that are sent again go out as they were, each under its own name', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const id = await reader(store, 'reader@example.org', DAILY)
    await write(store, signed('one'))
    await write(store, signed('two', '2026-01-06'))
    await deliverAt(store, means, NEXT_DIGEST)
    await write(store, signed('three', '2026-01-07'))
    await deliverAt(store, means, '2026-01-22T09:00:00.000Z')
    const names = mail.arrived.map(({ mail: { messageId, text } }) => [
      messageId,
      /Messages? no.*/.exec(String(text))?.[0],
    ])
    expect(names.map(([, numbers]) => numbers)).toEqual(['Messages no. 1 to 2.', 'Message no. 3.'])
    for (const from of [1, 2]) {
      mail.arrived.length = 0
      expect(await replayDeliveries(store.db, { subscription: id, from, at: AT })).toBe(3)
      await deliverAt(store, means, '2026-01-23T08:00:00.000Z')
      expect(
        mail.arrived.map(({ mail: { messageId, text } }) => [
          messageId,
          /Messages? no.*/.exec(String(text))?.[0],
        ]),
      ).toEqual(names)
    }
    means.close()
  })

  it('whoever leaves while a message or a verification is under way gets nothing more, and nothing fails', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    await using hook = await webhookReceiver()
    const means = meansTo(mail.url)
    const leaving = await reader(store, hook.origin)
    const program = await ask(store, `${hook.origin}/verified`, AT)
    await write(store, signed('one'))
    await write(store, signed('two'))
    const exchange: typeof means.exchange = async (request) => {
      const answer = await means.exchange(request)
      await deleteSubscription(store.db, request.url.pathname === '/verified' ? program.id : leaving)
      return answer
    }
    // Whoever left after a message failed is not written to either.
    expect(await deliverAt(store, { ...means, exchange }, AT)).toEqual({ accepted: 2, failed: 0 })
    expect(hook.posted).toHaveLength(1)
    const { rows } = await sql`select from deliveries union all select from link_tokens`.execute(store.db)
    expect(rows).toEqual([])
    means.close()
  })

  it('a recall of what was told stands in the ledger of one that was switched off, to be sent when it is mended', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const id = await reader(store, hook.origin)
    await write(store, signed('one'))
    await deliverAt(store, means, AT)
    hook.answer((response) => response.writeHead(410).end())
    await write(store, signed('two'))
    await deliverAt(store, means, AT)
    await write(store, mends('gone', 'one', {}))
    expect(await ledger(store)).toEqual(['1 alert accepted', '2 alert parked', '3 recall parked corrects 1'])
    hook.answer((response) => response.writeHead(204).end())
    await activateSubscription(store.db, id, AT)
    await replayDeliveries(store.db, { subscription: id, from: 2, at: AT })
    await deliverAt(store, means, AT)
    expect(hook.posted.at(-1)?.payload.type).toBe('palermo.recall')
    expect(await ledger(store)).toEqual([
      '1 alert accepted',
      '2 alert accepted',
      '3 recall accepted corrects 1',
    ])
    means.close()
  })

  it('an address is the same in any letter case', async () => {
    const store = await stores.small()
    const ids = [await reader(store, 'Reader@Example.org'), await reader(store, 'reader@example.ORG')]
    expect(await subscriptionsOfAddress(store.db, { address: 'READER@EXAMPLE.ORG', most: 5 })).toEqual(ids)
  })
})
