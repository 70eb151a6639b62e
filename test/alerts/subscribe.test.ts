import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { ADMIN, appOn } from './desk.ts'
import { mailServer, webhookReceiver } from './receivers.ts'
import { deliverAt, meansTo, PUBLIC_URL } from './sending.ts'

const NOW = new Date().toISOString()
const TODAY = NOW.slice(0, 10)

function linkIn(text: string | undefined, page: string): string {
  const found = new RegExp(`${PUBLIC_URL}(/alerts/${page}\\?token=\\S+)`).exec(text ?? '')
  return String(found?.[1])
}

const FORM = new URLSearchParams({
  address: 'reader@example.org',
  kinds: 'signature',
  digest: 'at_once',
  hour: '8',
  time_zone: 'UTC',
})

async function signature(store: Store, id: string): Promise<void> {
  const act = {
    id,
    treaty: 'C',
    participant: 'CCC',
    action: 'signature',
    action_date: '2026-01-05',
    known_on: TODAY,
  } as const
  await appendEvents(store, [draft(act)], { recordedAt: () => NOW })
}

describe.each(DATABASES)('subscribing over HTTP on $name', (database) => {
  const stores = storesOf(database)

  it('by e-mail: asked, confirmed, told, changed, and left in one click with the address gone', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { ask } = await appOn(store, NOW)
    const asked = await ask('/alerts', FORM)
    expect(asked.status).toBe(200)
    await deliverAt(store, means, NOW)
    const confirm = linkIn(mail.arrived[0]?.mail.text, 'confirm')
    await signature(store, 'too-early')
    // A program that looks at links in mail confirms nothing.
    expect(await (await ask(confirm)).text()).toContain('Yes, write to me')
    expect((await sql`select from subscriptions where state = 'active'`.execute(store.db)).rows).toHaveLength(
      0,
    )
    expect((await ask(confirm, FORM)).status).toBe(200)
    expect((await ask(confirm, FORM)).status).toBe(410)
    await signature(store, 'told')
    await deliverAt(store, means, NOW)
    expect(mail.arrived).toHaveLength(2)
    const told = mail.arrived[1]?.mail
    const manage = linkIn(told?.text, 'manage')
    const saved = await ask(
      manage,
      new URLSearchParams({ kinds: 'deposit', hour: '9', digest: 'daily', time_zone: 'Asia/Tokyo' }),
    )
    expect(await saved.text()).toContain('Saved.')
    // What operators are told is nothing for a form that anybody can send.
    for (const [path, kinds] of [
      [manage, 'source_silent'],
      ['/alerts', 'switched_off'],
    ] as const) {
      const refused = await ask(path, new URLSearchParams({ ...Object.fromEntries(FORM), kinds }))
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('for operators')])
    }

    const headers = told?.headerLines.map(({ line }) => line).join('\n') ?? ''
    expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im)
    const oneClick = linkIn(headers.replaceAll(/\n\s+/g, ' ').replaceAll('>', ' '), 'unsubscribe')
    const left = await ask(oneClick, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))
    expect([left.status, await left.text()]).toEqual([200, expect.stringContaining('its address with it')])
    // A mail program that asks once more, or anybody with a link that was never sent, is answered well, and is not told
    // that something was ended which was not there.
    for (const link of [oneClick, '/alerts/unsubscribe?token=made-up']) {
      const again = await ask(link, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))
      const said = await again.text()
      expect([again.status, said]).toEqual([200, expect.stringContaining('There is nothing to end')])
      expect(said).not.toMatch(/not subscribed any more|was deleted/)
    }
    for (const table of ['subscriptions', 'deliveries', 'link_tokens']) {
      expect((await sql`select from ${sql.table(table)}`.execute(store.db)).rows).toHaveLength(0)
    }
    means.close()
  })

  it('who ends one of several subscriptions of an address is told that others stay, and can end all of them', async () => {
    const store = await stores.small()
    await using mail = await mailServer()
    const means = meansTo(mail.url)
    const { ask } = await appOn(store, NOW)
    const addresses = ['reader@example.org', 'Reader@Example.org', 'reader@example.ORG', 'other@example.org']
    for (const address of addresses) {
      await ask('/alerts', new URLSearchParams({ ...Object.fromEntries(FORM), address }))
    }
    await deliverAt(store, means, NOW)
    const confirms = mail.arrived.slice(0, 2).map(({ mail: { text } }) => linkIn(text, 'confirm'))
    const links: string[] = []
    for (const confirm of confirms) {
      const said = await (await ask(confirm, FORM)).text()
      links.push(/\/alerts\/manage\?token=[\w-]+/.exec(said)?.[0] ?? expect.fail('no link'))
    }
    const [first = '', second = ''] = links.map((link) => link.replace('manage', 'unsubscribe'))
    const one = await (await ask(first, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))).text()
    expect(one).toContain('This subscription is ended')
    expect(one).toContain('Other subscriptions of this address stay: 2.')
    expect(await (await ask(second)).text()).toContain('End everything of this address and delete it')
    const all = await (await ask(second, new URLSearchParams({ all: 'yes' }))).text()
    expect(all).toContain('Every subscription of your address was deleted')
    const { rows } = await sql`select address from subscriptions`.execute(store.db)
    expect(rows).toEqual([{ address: 'other@example.org' }])
    means.close()
  })

  it('answers alike whether an address is known or not, keeps only hashes, and limits networks and addresses', async () => {
    const store = await stores.small()
    const { ask } = await appOn(store, NOW)
    const request = (address: string) => ({ channel: 'email', address, kinds: ['signature'] })
    const bodies: string[] = []
    for (let count = 0; count < 6; count += 1) {
      const answer = await ask(
        '/v1/subscriptions',
        request(count < 5 ? 'known@example.org' : 'new@example.org'),
        { client: 'a' },
      )
      expect(answer.status).toBe(202)
      bodies.push(await answer.text())
    }
    expect(new Set(bodies).size).toBe(1)
    const { rows } = await sql<{
      address: string
      count: number
    }>`select address, count(*) as count from subscriptions group by address order by address`.execute(
      store.db,
    )
    expect(rows).toEqual([
      { address: 'known@example.org', count: 4 },
      { address: 'new@example.org', count: 1 },
    ])
    for (const address of ['known@example.org', 'nobody@example.org']) {
      expect(await (await ask('/alerts/link', new URLSearchParams({ address }))).text()).toContain(
        'Look into your mailbox',
      )
    }
    for (let count = 0; count < 14; count += 1)
      await ask('/v1/subscriptions', request(`${count}@example.org`), { client: 'a' })
    expect((await ask('/v1/subscriptions', request('x@example.org'), { client: 'a' })).status).toBe(429)
    expect((await ask('/v1/subscriptions', request('x@example.org'), { client: 'b' })).status).toBe(202)
  })

  it('a token is no leave to write to anybody: its requests are limited for each address and each network too', async () => {
    const store = await stores.small()
    const { ask } = await appOn(store, NOW)
    const statuses = async (body: unknown, client: string, times: number, path = '/v1/subscriptions') => {
      const found: number[] = []
      for (let time = 0; time < times; time += 1)
        found.push((await ask(path, body, { token: ADMIN, client })).status)
      return found
    }
    const mail = { channel: 'email', address: 'somebody@example.org' }
    expect(await statuses(mail, 'a', 5)).toEqual([202, 202, 202, 202, 429])
    // Whoever asks without a token is told nothing of it.
    expect((await ask('/v1/subscriptions', mail, { client: 'b' })).status).toBe(202)
    const hook = { channel: 'webhook', address: 'https://hook.example/in' }
    expect(await statuses(hook, 'a', 5)).toEqual([202, 202, 202, 202, 429])
    const { rows } = await sql`select from deliveries`.execute(store.db)
    expect(rows).toHaveLength(8)
    const other = (place: number) => ({ ...hook, address: `https://hook.example/${place}` })
    const many = []
    for (let place = 0; place < 11; place += 1) many.push(...(await statuses(other(place), 'a', 1)))
    expect(many.slice(-2)).toEqual([202, 429])

    // Nor is a subscription of one's own: what asks for its confirmation counts as well.
    const own = await (
      await ask('/v1/subscriptions', { ...mail, address: 'other@example.org' }, { token: ADMIN, client: 'c' })
    ).json()
    const again = `/v1/subscriptions/${own.id}/verification`
    expect(await statuses({}, 'c', 4, again)).toEqual([202, 202, 202, 429])
  })

  it('the language of messages is kept and shown, and one that they are not written in is refused', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const wanted = { channel: 'webhook', address: 'https://hook.example/in' }
    const made = await (
      await ask('/v1/subscriptions', { ...wanted, language: 'en' }, { token: ADMIN })
    ).json()
    const own = `/v1/subscriptions/${made.id}`
    expect((await (await ask(own, undefined, { token: made.token })).json()).language).toBe('en')
    const refused = await ask(own, { language: 'fr' }, { method: 'PATCH', token: made.token })
    expect((await refused.json()).problems).toMatchObject([{ parameter: 'language', value: 'fr' }])
  })

  it('nothing is sent again to a webhook that is switched off until it answers its verification', async () => {
    const store = await stores.small()
    const { ask } = await appOn(store, NOW)
    const wanted = { channel: 'webhook', address: 'https://hook.example/in', digest: 'weekly' }
    const made = await (await ask('/v1/subscriptions', wanted, { token: ADMIN })).json()
    await sql`update subscriptions set state = 'off', off_because = 'it answered 410'`.execute(store.db)
    const replay = await ask(`/v1/subscriptions/${made.id}/replay`, {}, { token: made.token })
    expect([replay.status, (await replay.json()).problems]).toMatchObject([
      400,
      [{ parameter: 'state', value: 'off' }],
    ])
    const ledger = await (
      await ask(`/v1/subscriptions/${made.id}/deliveries`, undefined, { token: made.token })
    ).json()
    expect(ledger).toMatchObject({ notices: [{ kind: 'verify', state: 'queued', tries: 0 }], deliveries: [] })
  })

  it('the page leads calendar programs to the calendar as chosen, as one to follow', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const page = await (await ask('/alerts?treaty=protocol&participant=BBB')).text()
    expect(page).toMatch(/href="webcal:\/\/[^/"]+\/v1\/calendar\.ics\?treaty=protocol&amp;participant=BBB"/)
  })

  it('offers by mail what was chosen for the feeds, and what is usual where nothing was', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const offered = async (query: string) => {
      const [page = ''] = (await (await ask(`/alerts${query}`)).text()).split('<h2>')
      const checked = (name: string) =>
        [...page.matchAll(new RegExp(`name="${name}" value="([^"]+)" checked`, 'g'))].map(
          ([, value]) => value,
        )
      const states = /id="field-participants" name="participants" value="([^"]*)"/.exec(page)?.[1]
      return {
        kinds: checked('kinds').length,
        treaties: checked('treaties'),
        states,
        wide: checked('treaty_wide'),
      }
    }
    expect(await offered('?treaty=protocol&participant=BBB&kind=signature&treaty_wide=true')).toEqual({
      ...{ kinds: 1, treaties: ['P'], states: 'BBB', wide: ['true'] },
    })
    const usual = { kinds: 9, treaties: [], states: '', wide: [] }
    expect(await offered('')).toEqual(usual)
    expect(await offered('?treaty=protocol&participant=Bordurio')).toEqual(usual)
  })

  it('looks a name up for its feeds, and gives no addresses for one that is unknown', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const named = await (await ask('/alerts?participant=borduria')).text()
    expect(named).toContain('href="/v1/events.atom?participant=BBB"')
    const unknown = await ask('/alerts?participant=Bordurio')
    expect(unknown.status).toBe(400)
    const page = await unknown.text()
    expect(page).toContain('<a href="/alerts?participant=BBB">Borduria</a>')
    expect(page).not.toContain('/v1/events.atom')
  })

  it('says in the form what was meant, by the name of the field, and that nothing was chosen', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const sent = new URLSearchParams({ ...Object.fromEntries(FORM), participants: 'Bordurio' })
    const page = await (await ask('/alerts', sent)).text()
    expect(page).toContain('Only these States: <q>Bordurio</q> is not accepted')
    expect(page).toContain('Did you mean BBB?')
    const none = new URLSearchParams([...FORM].filter(([name]) => name !== 'kinds'))
    expect(await (await ask('/alerts', none)).text()).toContain('Tell me of is missing.')
  })

  it('refuses what is not one plain e-mail address', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const wrong = ['a@x.org, b@x.org', 'a@x.org\r\nBcc: b@x.org', 'a b@x.org', '<a@x.org>', 'a@x.org>', '']
    for (const address of wrong) {
      expect([address, (await ask('/v1/subscriptions', { channel: 'email', address })).status]).toEqual([
        address,
        400,
      ])
    }
  })

  it('names what was given where it is not accepted, and says missing only of what is', async () => {
    const { ask } = await appOn(await stores.small(), NOW)
    const problems = async (body: Record<string, unknown>) =>
      (await (await ask('/v1/subscriptions', body)).json()).problems
    const given = { channel: 'email', address: 'reader@example.org' }
    expect(await problems({ ...given, kinds: ['any'], hour: 25 })).toMatchObject([
      { parameter: 'kinds.0', value: 'any' },
      { parameter: 'hour', value: '25' },
    ])
    expect(await problems({ channel: 'email' })).toMatchObject([{ parameter: 'address', value: null }])
  })

  it('programs manage theirs with a token of its own, officers with theirs, nobody else', async () => {
    const store = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const { ask } = await appOn(store, NOW)
    const wanted = { channel: 'webhook', address: `${hook.origin}/in`, kinds: ['signature'] }
    expect((await ask('/v1/subscriptions', wanted)).status).toBe(401)
    const made = await (await ask('/v1/subscriptions', wanted, { token: ADMIN })).json()
    hook.trust(made.secret)
    await deliverAt(store, means, NOW)
    await signature(store, 'one')
    await signature(store, 'two')
    await deliverAt(store, means, NOW)
    expect(hook.posted.map(({ payload }) => payload.data.number)).toEqual([1, 2])
    const own = `/v1/subscriptions/${made.id}`
    expect((await ask(own, undefined, { token: 'another' })).status).toBe(401)
    expect((await (await ask(own, undefined, { token: made.token })).json()).state).toBe('active')
    const ledger = await (await ask(`${own}/deliveries?from=2`, undefined, { token: made.token })).json()
    expect(
      ledger.deliveries.map(({ number, state, id }: { number: number; state: string; id: string }) => [
        number,
        state,
        id,
      ]),
    ).toEqual([[2, 'accepted', hook.posted[1]?.id]])
    expect(ledger.deliveries[0].payload).toEqual(hook.posted[1]?.payload)
    await ask(`${own}/replay?from=1`, {}, { token: made.token })
    await deliverAt(store, means, NOW)
    expect(hook.posted.map(({ payload }) => payload.data.number)).toEqual([1, 2, 1, 2])
    for (const what of ['verification', 'replay']) {
      const answers = []
      for (let time = 0; time < 7; time += 1)
        answers.push(await ask(`${own}/${what}`, {}, { token: made.token }))
      const last = answers.at(-1)
      expect([last?.status, last?.headers.get('retry-after')]).toEqual([429, '3600'])
      expect(answers.slice(0, 5).map(({ status }) => status)).toEqual([202, 202, 202, 202, 202])
    }
    expect((await ask(own, undefined, { method: 'DELETE', token: made.token })).status).toBe(204)
    expect((await ask(own, undefined, { token: ADMIN })).status).toBe(404)
    means.close()
  })

  it('feeds, the calendar and the stream carry the same fact, and the calendar its cancellation', async () => {
    const store = await stores.small()
    const { ask, refresh } = await appOn(store, NOW)
    const deposit = {
      id: 'third',
      treaty: 'P',
      participant: 'BBB',
      action: 'ratification',
      action_date: TODAY,
    } as const
    await appendEvents(store, [draft(deposit)], { recordedAt: () => NOW })
    await refresh()
    const said = 'Borduria deposited its ratification of the Protocol on'
    expect(await (await ask('/v1/events.atom?treaty=protocol&kind=deposit')).text()).toContain(said)
    const json = await (await ask('/v1/events.feed.json?participant=BBB')).json()
    expect(json.items.map(({ summary }: { summary: string }) => summary).join()).toContain(said)
    expect(await (await ask('/v1/events.atom?treaty=convention')).text()).not.toContain(said)
    expect((await ask('/v1/events.atom?tready=protocol')).status).toBe(400)
    const before = await (await ask('/v1/calendar.ics?treaty=protocol&kind=entry_fixed')).text()
    expect(before).toMatch(
      /UID:entry\.P@palermo-tracker\r\nSEQUENCE:0[\s\S]*TRIGGER:-P7D[\s\S]*STATUS:CONFIRMED/,
    )

    const stream = await ask('/v1/events/stream?since=0', undefined)
    const reader = stream.body?.getReader()
    let streamed = ''
    while (!streamed.includes('"id":"third"'))
      streamed += new TextDecoder().decode((await reader?.read())?.value)
    await reader?.cancel()
    expect(streamed).toContain('id: 10\n')

    const retraction = {
      id: 'gone',
      treaty: 'P',
      participant: 'BBB',
      action: 'retraction',
      corrects: 'third',
    } as const
    await appendEvents(store, [draft({ ...retraction, action_date: TODAY })], { recordedAt: () => NOW })
    await refresh()
    const after = await (await ask('/v1/calendar.ics?treaty=protocol&kind=entry_fixed')).text()
    expect(after).toMatch(/UID:entry\.P@palermo-tracker\r\nSEQUENCE:1[\s\S]*STATUS:CANCELLED/)
  })
})
