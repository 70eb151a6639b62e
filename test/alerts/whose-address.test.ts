import { setTimeout as wait } from 'node:timers/promises'
import { type KyselyPlugin, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { USUAL_INTEREST, USUAL_TIMING } from '../../src/alerts/subscription.ts'
import { changeContact } from '../../src/store/address-subscriptions.ts'
import { claimDeliveries } from '../../src/store/claim-deliveries.ts'
import { createSubscription, findSubscription, queueNotice } from '../../src/store/subscriptions.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { ADMIN, appOn } from './desk.ts'
import { mailServer } from './receivers.ts'
import { deliverAt, meansTo, PUBLIC_URL } from './sending.ts'

const NOW = new Date().toISOString()
const [database] = DATABASES
const stores = storesOf(database ?? expect.fail('no database'))
const HOOK = { channel: 'webhook', address: 'https://hook.example/in', contact: 'Ops@example.org' }

function linkIn(text: string | undefined, page: string): string {
  return String(new RegExp(`${PUBLIC_URL}(/alerts/${page}\\?token=\\S+)`).exec(text ?? '')?.[1])
}

/** Has the database do something right after a message about a subscription was claimed, before it gets its link. */
function onceClaimed(work: () => Promise<void>): KyselyPlugin {
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (result.rows.some((row) => 'definition' in row)) await work()
      return result
    },
  }
}

describe.each(DATABASES)('the contact of a webhook that is replaced, on $name', (each) => {
  const databases = storesOf(each)

  it('while its link is on the way gets none, also where that is not on record yet', async () => {
    const store = await databases.small()
    const { name } = await createSubscription(store.db, {
      ...{ channel: 'webhook', address: HOOK.address, contact: HOOK.contact, madeBy: 'test', at: NOW },
      ...{ interest: USUAL_INTEREST, timing: USUAL_TIMING },
    })
    const { id } = (await findSubscription(store.db, name)) ?? expect.fail('not kept')
    await sql`delete from deliveries`.execute(store.db)
    await queueNotice(store.db, { subscription: id, kind: 'link', at: NOW })
    let changed: Promise<void> = Promise.resolve()
    const change = (): Promise<void> =>
      new Promise((resolve) => {
        changed = store.db.transaction().execute(async (trx) => {
          await changeContact(trx, id, { contact: 'next@example.org', at: NOW })
          resolve()
          await wait(100)
        })
      })
    const request = { claim: 'w', most: 9, channel: 'email', again: false, holdMs: 60_000 } as const
    const now = Date.parse(NOW)
    expect(await claimDeliveries(store.db.withPlugin(onceClaimed(change)), { ...request, now })).toEqual([])
    await changed
    expect((await sql`select from link_tokens`.execute(store.db)).rows).toHaveLength(0)
  })
})

describe('the address of who is told when a webhook is switched off', () => {
  it('is counted as one that would be written to', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const statuses: number[] = []
    for (let place = 0; place < 5; place += 1) {
      const wanted = { ...HOOK, address: `https://hook.example/${place}` }
      statuses.push((await ask('/v1/subscriptions', wanted, { token: ADMIN })).status)
    }
    expect(statuses).toEqual([202, 202, 202, 202, 429])
  })

  it('gets a link that says which webhook it is for, and is gone everywhere once its owner ends everything of it', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { ask } = await appOn(store, NOW)
    const [one, two] = [HOOK, { ...HOOK, address: 'https://other.example/in', kinds: ['signature'] }]
    for (const wanted of [one, two]) await ask('/v1/subscriptions', wanted, { token: ADMIN })
    await ask('/v1/subscriptions', {
      channel: 'email',
      address: 'ops@example.org',
      treaties: ['protocol'],
      kinds: ['deposit'],
    })
    await sql`update subscriptions set state = 'active'`.execute(store.db)
    await sql`delete from deliveries`.execute(store.db)
    await ask('/alerts/link', new URLSearchParams({ address: 'ops@EXAMPLE.org' }))
    await deliverAt(store, means, NOW)
    const texts = mail.arrived.map((arrived) => String(arrived.mail.text))
    const which = (text: string) => String(/(?:subscription|webhook) \((.*?)\)/.exec(text)?.[1])
    expect(texts.map(which).toSorted()).toEqual([
      'deposits under Protocol',
      expect.stringMatching(/^to hook\.example: deposits, /),
      'to other.example: signatures',
    ])
    const end = linkIn(
      texts.find((text) => which(text).startsWith('to other.example')),
      'unsubscribe',
    )
    expect(await (await ask(end)).text()).toContain('stands in other subscriptions: 2')
    const said = await (await ask(end, new URLSearchParams({ all: 'yes' }))).text()
    expect(said).toContain('webhooks that had it as their contact go on without it')
    const { rows } = await sql`select channel, address, contact from subscriptions order by id`.execute(
      store.db,
    )
    expect(rows).toEqual([
      { channel: 'webhook', address: one.address, contact: null },
      { channel: 'webhook', address: two.address, contact: null },
    ])
    for (const table of ['deliveries', 'link_tokens']) {
      expect((await sql`select from ${sql.table(table)}`.execute(store.db)).rows).toHaveLength(0)
    }
    // What files hold of it is cleared away with the next round.
    expect((await sql`select count from leavings`.execute(store.db)).rows).toEqual([{ count: 3 }])
    means.close()
  })

  it('gets a link that shows the webhook by its host and takes the address away, and changes nothing of what it is told', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { ask } = await appOn(store, NOW)
    const wanted = { ...HOOK, address: 'https://hook.example/in/secret-path', treaties: ['protocol'] }
    const { id, token } = await (await ask('/v1/subscriptions', wanted, { token: ADMIN })).json()
    await sql`update subscriptions set state = 'active'`.execute(store.db)
    await sql`delete from deliveries`.execute(store.db)
    await ask('/alerts/link', new URLSearchParams({ address: HOOK.contact }))
    await deliverAt(store, means, NOW)
    const [{ mail: link } = expect.fail('no mail')] = mail.arrived
    expect([link.subject, link.text]).toEqual([
      'Your link to a webhook',
      expect.stringMatching(/\nSee it: \S+\nTake your address away from it: \S+\n$/),
    ])
    expect(link.text).not.toMatch(/change|End it/)
    const own = linkIn(link.text, 'manage')
    const shown = await (await ask(own)).text()
    expect(shown).toContain('the contact of a webhook (to hook.example: ')
    expect(shown).toContain(' under Protocol)')
    expect(shown).not.toContain('secret-path')
    expect(shown).not.toContain('name="kinds"')
    const before = await (await ask(`/v1/subscriptions/${id}`, undefined, { token })).json()
    const refused = await ask(own, new URLSearchParams({ kinds: 'signature', digest: 'weekly' }))
    expect([refused.status, (await refused.text()).includes('with its own token')]).toEqual([403, true])
    expect(await (await ask(`/v1/subscriptions/${id}`, undefined, { token })).json()).toEqual(before)
    means.close()
  })

  it('counts by network too where a webhook is given another', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const { id, token } = await (await ask('/v1/subscriptions', HOOK, { token: ADMIN })).json()
    const give = async (contact: string | null, client: string) =>
      (await ask(`/v1/subscriptions/${id}`, { contact }, { method: 'PATCH', token, client })).status
    const statuses: number[] = []
    for (let place = 0; place < 21; place += 1) statuses.push(await give(`c${place}@example.org`, 'one'))
    expect(statuses).toEqual([...Array(20).fill(200), 429])
    // Another network may, and nobody need be named from any.
    expect([await give('c21@example.org', 'two'), await give(null, 'one')]).toEqual([200, 200])
  })

  it('is told that the webhook is off also where it becomes its contact after that', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { ask } = await appOn(store, NOW)
    const { id, token } = await (await ask('/v1/subscriptions', HOOK, { token: ADMIN })).json()
    await sql`update subscriptions set state = 'off', off_because = 'it answered 410'`.execute(store.db)
    await sql`delete from deliveries`.execute(store.db)
    const patch = (body: object) => ask(`/v1/subscriptions/${id}`, body, { method: 'PATCH', token })
    for (const contact of ['next@example.org', 'third@example.org']) await patch({ contact })
    await patch({ hour: 9 })
    await deliverAt(store, means, NOW)
    expect(mail.arrived.map(({ to, mail: { subject } }) => `${to}: ${subject}`)).toEqual([
      'third@example.org: Your webhook was switched off',
    ])
    means.close()
  })

  it('leaves with one click, and the webhook goes on and can be given another, who gets the links alone', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { ask } = await appOn(store, NOW)
    const { id, token } = await (await ask('/v1/subscriptions', HOOK, { token: ADMIN })).json()
    await sql`update subscriptions set state = 'active'`.execute(store.db)
    await sql`delete from deliveries`.execute(store.db)
    const patch = (body: object) => ask(`/v1/subscriptions/${id}`, body, { method: 'PATCH', token })
    const linkOf = async (address: string) => {
      await ask('/alerts/link', new URLSearchParams({ address }))
      await deliverAt(store, means, NOW)
      return linkIn(mail.arrived.at(-1)?.mail.text, 'unsubscribe')
    }
    const click = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    const first = await linkOf(HOOK.contact)
    expect(await (await ask(first)).text()).toContain('Take my address away from this webhook')
    expect(await (await ask(first, click)).text()).toContain('The webhook goes on')
    const shown = async () => (await ask(`/v1/subscriptions/${id}`, undefined, { token })).json()
    expect(await shown()).toMatchObject({ id, state: 'active', contact: null })
    expect(await (await ask(first, click)).text()).toContain('There is nothing to end')

    const changed = await patch({ contact: 'next@example.org' })
    expect([changed.status, (await changed.json()).contact]).toEqual([200, 'next@example.org'])
    const second = await linkOf('next@example.org')
    expect((await ask(second)).status).toBe(200)
    expect((await patch({ contact: 'third@example.org' })).status).toBe(200)
    // The link of who is the contact no more takes nobody else away.
    expect((await ask(second)).status).toBe(410)
    await ask(second, new URLSearchParams({ all: 'yes' }))
    expect(await shown()).toMatchObject({ contact: 'third@example.org', kinds: expect.any(Array) })
    expect(await (await patch({ contact: null })).json()).toMatchObject({ contact: null })
    expect((await patch({ contact: 'nobody' })).status).toBe(400)
    means.close()
  })
})

it('a mail that asks for a confirmation says of what, so that one of several is told from the others', async () => {
  const store = await stores.small()
  await using mail = await mailServer()
  const means = meansTo(mail.url)
  const { ask } = await appOn(store, NOW)
  const wanted = { channel: 'email', address: 'reader@example.org' }
  await ask('/v1/subscriptions', {
    ...wanted,
    kinds: ['state_entry_near'],
    participants: ['BBB'],
    groups: ['union'],
  })
  await deliverAt(store, means, NOW)
  expect(mail.arrived[0]?.mail.text).toContain(
    'write to this address (days of one State that come near about Borduria and Members of the Union).',
  )
  means.close()
})

it('a webhook to an address that is not on the open Internet is refused at once, where the operator does not open it', async () => {
  const { ask } = await appOn(await stores.small(), NOW, { webhookRanges: ['10.9.0.0/16'] })
  const inside = [
    '127.0.0.1',
    '10.0.0.7:8080',
    '[::1]',
    '[fd00::7]',
    '169.254.169.254',
    'localhost:9000',
    'a.localhost',
  ]
  for (const host of inside) {
    const wanted = { channel: 'webhook', address: `http://${host}/in` }
    const refused = await ask('/v1/subscriptions', wanted, { token: ADMIN })
    expect([refused.status, (await refused.json()).problems]).toMatchObject([
      400,
      [{ parameter: 'address', value: wanted.address, accepted: expect.stringContaining('WEBHOOK_RANGES') }],
    ])
  }
})

it('a webhook in a range that the operator opens is taken, but no metadata service in any', async () => {
  const open = { webhookRanges: ['10.9.0.0/16', '169.254.0.0/16'] }
  const { ask } = await appOn(await stores.small(), NOW, open)
  const status = async (address: string) =>
    (await ask('/v1/subscriptions', { channel: 'webhook', address }, { token: ADMIN })).status
  expect([await status('http://10.9.1.2/in'), await status('http://169.254.169.254/in')]).toEqual([202, 400])
})

it('the token of a subscription cannot ask for what only operators may know, and is told which scope is missing', async () => {
  const { ask } = await appOn(await stores.small(), NOW)
  const made = await (
    await ask('/v1/subscriptions', { ...HOOK, contact: undefined }, { token: ADMIN })
  ).json()
  const change = (token: string) =>
    ask(`/v1/subscriptions/${made.id}`, { kinds: ['queue_late'] }, { method: 'PATCH', token })
  const refused = await change(made.token)
  expect([refused.status, (await refused.json()).detail]).toEqual([
    403,
    `The token of ${made.id} does not have the scope "operate".`,
  ])
  expect((await change(ADMIN)).status).toBe(200)
})
