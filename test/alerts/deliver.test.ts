import { describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription, findSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailServer, webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo, PUBLIC_URL } from './sending.ts'

/** Receivers refuse signatures of another hour, so these tests live now. */
const NOW = new Date().toISOString()
const TODAY = NOW.slice(0, 10)

const RETRACTION = { id: 'retraction', action: 'retraction', corrects: 'C.CCC.accession.2026-11-25' } as const

function accession(participant: string, day: string, more: Parameters<typeof draft>[0] = {}) {
  const id = `C.${participant}.accession.${day}`
  return draft({
    id,
    treaty: 'C',
    participant,
    action: 'accession',
    action_date: day,
    known_on: TODAY,
    ...more,
  })
}

async function write(store: Store, at: string, ...drafts: Parameters<typeof appendEvents>[1][number][]) {
  return appendEvents(store, drafts, { recordedAt: () => at })
}

describe.each(DATABASES)('delivery on $name', (database) => {
  const stores = storesOf(database)

  it('takes a deposit to a mailbox and a webhook, and its correction to the very same', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    await using hook = await webhookReceiver()
    const means = meansTo(mail.url)
    const reader = await ask(store, 'reader@example.org', NOW)
    const program = await ask(store, `${hook.origin}/in`, NOW)
    hook.trust(String(program.secret))
    expect(await deliverAt(store, means, NOW)).toEqual({ accepted: 2, failed: 0 })
    expect(mail.arrived[0]?.mail.subject).toBe('Confirm your subscription')
    expect((await findSubscription(store.db, program.name))?.state).toBe('active')
    await activateSubscription(store.db, reader.id, NOW)
    const late = await ask(store, 'late@example.org', NOW)

    await write(store, NOW, accession('CCC', '2026-11-25'))
    await activateSubscription(store.db, late.id, NOW)
    await deliverAt(store, means, NOW)
    const told = mail.arrived.filter(({ mail: { subject } }) => subject !== 'Confirm your subscription')
    expect(told.map(({ to, mail: { subject } }) => [to, subject])).toEqual([
      [['reader@example.org'], 'Carpania: accession · Convention'],
    ])
    expect(told[0]?.mail.text).toContain('Carpania acceded to the Convention on 25 November 2026.')
    expect(told[0]?.mail.text).toContain(`${PUBLIC_URL}/record/`)
    expect(told[0]?.mail.html).toContain('Carpania acceded to the Convention on 25 November 2026.')
    expect(hook.posted.map(({ payload }) => payload.data.facts.map(({ sentence }) => sentence))).toEqual([
      ['Carpania acceded to the Convention on 25 November 2026.'],
    ])

    await write(store, NOW, accession('CCC', TODAY, RETRACTION))
    await deliverAt(store, means, NOW)
    const recalls = mail.arrived.filter(({ mail: { text } }) => text?.includes('This does not hold.'))
    expect(recalls.map(({ to }) => to)).toEqual([['reader@example.org']])
    expect(recalls[0]?.mail.inReplyTo).toBe(told[0]?.mail.messageId)
    expect(recalls[0]?.mail.text).toContain('This corrects our message no. 1.')
    // Who asked for corrections too reads of this one once.
    expect(recalls[0]?.mail.subject).toBe('Correction: Carpania: accession · Convention')
    expect(recalls[0]?.mail.text?.split('\n\n')).toHaveLength(3)
    // Who asked for corrections and was not told of the deposit hears of the correction, and of no recall.
    const other = mail.arrived.filter(({ to }) => to[0] === 'late@example.org').at(-1)
    expect(other?.mail.subject).toBe('Correction: Carpania · Convention')
    const { corrects, number, facts } = hook.posted[1]?.payload.data ?? {}
    expect(corrects).toEqual([{ number: 1, id: hook.posted[0]?.id }])
    expect([number, facts?.map(({ kind }) => kind)]).toEqual([2, ['recall', 'correction']])
    means.close()
  })
})
