import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { ADMIN, appOn } from './desk.ts'
import { sentencesTo } from './told.ts'

const [database] = DATABASES
const stores = storesOf(database ?? expect.fail('no database'))

const NOON = '2026-01-20T12:00:00.000Z'

/** Borduria's ratification reaches the threshold of the Protocol and fixes its day. */
async function ratified(store: Store): Promise<void> {
  const deposit = {
    treaty: 'P',
    participant: 'BBB',
    action: 'ratification',
    action_date: '2026-01-10',
  } as const
  await appendEvents(store, [draft({ ...deposit, id: 'third', known_on: '2026-01-20' })], {
    recordedAt: () => NOON,
  })
}

const DEPOSIT = 'Borduria deposited its ratification of the Protocol on 10 January 2026.'
const REACHED =
  'The threshold of 2 instruments of the Protocol was reached on 10 January 2026, by the instrument of Borduria.'
const OTHERS = { treaties: ['protocol'], participants: ['CCC'], kinds: ['deposit', 'reached'] }

it('who asks for one State hears nothing that names another, and of the threshold only if it asks for that too', async () => {
  const store = await stores.small()
  const { ask } = await appOn(store, NOON)
  const id = async (wanted: object, address: string): Promise<number> => {
    expect((await ask('/v1/subscriptions', { channel: 'email', address, ...wanted })).status).toBe(202)
    const { rows } = await sql<{ id: number }>`select max(id) as id from subscriptions`.execute(store.db)
    await activateSubscription(store.db, Number(rows[0]?.id), NOON)
    await sql`delete from deliveries`.execute(store.db)
    return Number(rows[0]?.id)
  }
  const told = [
    await id({ ...OTHERS, participants: ['BBB'] }, 'own@example.org'),
    await id(OTHERS, 'other@example.org'),
    await id({ ...OTHERS, treaty_wide: true }, 'wide@example.org'),
  ]
  await ratified(store)
  expect(await Promise.all(told.map((one) => sentencesTo(store, one)))).toEqual([[DEPOSIT], [], [REACHED]])
})

it('feeds, the calendar and the stream let the same pass', async () => {
  const store = await stores.small()
  await ratified(store)
  const { ask } = await appOn(store, NOON)
  const feed = async (query: string) => {
    const { items } = await (await ask(`/v1/events.feed.json?treaty=protocol&${query}`)).json()
    return items
      .filter((item: { date_published: string }) => item.date_published.startsWith('2026'))
      .map((item: { summary: string }) => item.summary)
      .filter((summary: string) => [DEPOSIT, REACHED].includes(summary))
  }
  expect(await feed('participant=BBB')).toEqual([DEPOSIT])
  expect(await feed('participant=CCC')).toEqual([])
  expect(await feed('participant=CCC&treaty_wide=true')).toEqual([REACHED])
  expect(await feed('group=union')).toEqual([DEPOSIT])
  const entries = async (query: string) =>
    [
      ...(await (await ask(`/v1/calendar.ics?treaty=protocol&${query}`)).text()).matchAll(/^UID:(.*)\r$/gm),
    ].map(([, uid]) => uid)
  expect(await entries('participant=BBB')).toEqual(['entry.P.BBB.2@palermo-tracker'])
  expect(await entries('participant=CCC')).toEqual([])
  expect(await entries('participant=CCC&treaty_wide=true')).toContain('entry.P@palermo-tracker')
  const stream = async (query: string) => {
    const answer = await ask(`/v1/events/stream?since=0&${query}`)
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
      text += piece.value
      if (text.includes('"id":"third"')) break
    }
    await reader?.cancel()
    return [...text.matchAll(/"participant":"(\w+)"/g)].map(([, code]) => code)
  }
  expect(new Set(await stream('participant=BBB'))).toEqual(new Set(['BBB']))
})

it.each([
  ['/v1/events.atom?participant=BBB&kind=reached', 'kind'],
  ['/v1/calendar.ics?group=union&kind=entry_fixed', 'kind'],
  ['/v1/events.feed.json?participant=BBB&treaty_wide=perhaps', 'treaty_wide'],
])('%s is refused, because nothing could ever pass or nobody knows what is meant', async (address, field) => {
  const { ask } = await appOn(await stores.small(), NOON)
  const answer = await ask(address)
  expect([answer.status, (await answer.json()).problems]).toMatchObject([400, [{ parameter: field }]])
})

it('a subscription that could never be told anything is refused, also as a change', async () => {
  const { ask } = await appOn(await stores.small(), NOON)
  const wanted = { channel: 'webhook', address: 'https://hook.example/in' }
  const made = await (
    await ask('/v1/subscriptions', { ...wanted, kinds: ['reached'] }, { token: ADMIN })
  ).json()
  const own = `/v1/subscriptions/${made.id}`
  const change = (body: object) => ask(own, body, { method: 'PATCH', token: made.token })
  const refused = await change({ participants: ['BBB'] })
  expect([refused.status, (await refused.json()).problems]).toMatchObject([400, [{ parameter: 'kinds' }]])
  expect(await (await change({ participants: ['BBB'], treaty_wide: true })).json()).toMatchObject({
    participants: ['BBB'],
    treaty_wide: true,
  })
  // That a group is complete is about the group.
  expect(
    (await change({ participants: [], groups: ['union'], kinds: ['milestone'], treaty_wide: false })).status,
  ).toBe(200)
})

it('the form, the addresses of feeds on its page and the API say it in the same words', async () => {
  const { ask } = await appOn(await stores.small(), NOON)
  const page = await (await ask('/alerts?participant=BBB&treaty_wide=true')).text()
  expect(page).toContain('/v1/events.atom?participant=BBB&amp;treaty_wide=true')
  const { components } = await (await ask('/openapi.json')).json()
  const said: string = components.schemas.SubscriptionRequest.properties.treaty_wide.description
  const words = said.replace(/^.*?(also what concerns)/, '$1').replace(/\.$/, '')
  expect(page.split(words)).toHaveLength(3)
})

it('addresses of feeds, calendar and stream are built from treaty, State, group and kind, where anything stands there', async () => {
  const { ask } = await appOn(await stores.small(), NOON)
  const built = async (query: string) => {
    const page = await (await ask(`/alerts?${query}`)).text()
    const linked = [...page.matchAll(/href="(\/v1\/[^"]+)"/g)].map(([, to]) =>
      String(to).replaceAll('&amp;', '&'),
    )
    return { page, linked: linked.filter((to) => !to.startsWith('/v1/events/stream')), all: linked }
  }
  const deposits = await built('treaty=convention&group=union&kind=deposit')
  const chosen = '?treaty=convention&group=union&kind=deposit'
  expect(deposits.all).toEqual(
    ['events.atom', 'events.feed.json', 'events/stream'].map((path) => `/v1/${path}${chosen}`),
  )
  expect(deposits.page).toContain('The calendar carries nothing of this choice')
  for (const to of deposits.linked) expect([to, (await ask(to)).status]).toEqual([to, 200])
  expect((await built('kind=entry_fixed')).linked).toEqual(
    expect.arrayContaining(['/v1/calendar.ics?kind=entry_fixed']),
  )
  expect((await built('participant=BBB&kind=reached')).all).toEqual([])
  expect((await built('participant=BBB&kind=reached&treaty_wide=true')).linked).toHaveLength(2)
  for (const wrong of ['kind=deposits', 'group=onion']) {
    const answer = await ask(`/alerts?${wrong}`)
    expect([wrong, answer.status]).toEqual([wrong, 400])
    expect(await answer.text()).toContain(`<q>${wrong.split('=')[1]}</q>`)
  }
})

it('who subscribed before goes on to be told what it was told', async () => {
  const store = await stores.small()
  const { ask } = await appOn(store, NOON)
  for (const [place, more] of [{ participants: ['BBB'] }, { groups: ['union'] }, {}].entries()) {
    await ask('/v1/subscriptions', { channel: 'email', address: `${place}@example.org`, ...more })
  }
  await sql`update interests set definition = definition - 'treaty_wide'`.execute(store.db)
  const [migration] = readMigrations().filter(({ name }) => name.includes('treaty-wide'))
  await sql.raw(migration?.text ?? expect.fail('no migration')).execute(store.db)
  const { rows } = await sql<{ wide: boolean }>`
    select (definition ->> 'treaty_wide')::boolean as wide from interests order by id`.execute(store.db)
  expect(rows.map(({ wide }) => wide)).toEqual([true, true, false])
})

it('everything that is wrong is said at once, in words of the page', async () => {
  const { ask } = await appOn(await stores.small(), NOON)
  const wrong = async (path: string, body?: unknown) =>
    (await (await ask(path, body)).json()).problems.map(
      ({ parameter, value, accepted }: Record<string, string>) => [parameter, value, accepted],
    )
  const given = { channel: 'email', address: 'reader@example.org' }
  const none = { treaties: ['none'], participants: ['ZZZ'], groups: ['nobody'] }
  const any = expect.any(String)
  expect(await wrong('/v1/subscriptions', { ...given, ...none })).toEqual([
    ['treaties', 'none', any],
    ['participants', 'ZZZ', any],
    ['groups', 'nobody', any],
  ])
  const query = 'treaty=none&participant=ZZZ&group=nobody&kind=any&treaty_wide=true&treaty_wide=false'
  expect((await wrong(`/v1/events.atom?${query}`)).toSorted()).toEqual([
    ['group', 'nobody', any],
    ['kind', 'any', any],
    ['participant', 'ZZZ', any],
    ['treaty', 'none', any],
    ['treaty_wide', 'true, false', 'true or false'],
  ])
  expect(await wrong('/v1/subscriptions', [])).toEqual([['body', '[]', 'a JSON object']])
  const form = new URLSearchParams({ address: given.address, kinds: 'reached', participants: 'BBB' })
  const page = await (await ask('/alerts', form)).text()
  expect(page).toContain('or also what concerns a treaty as a whole')
  expect(page).not.toMatch(/>[^<]*treaty_wide/)
})

it('everything that is wrong with a subscription is said at once, whichever part finds it', async () => {
  const { ask } = await appOn(await stores.small(), NOON)
  const wrong = { participants: ['ZZZ'], groups: ['nobody'], hour: 25, to_go: [0] }
  const fields = async (answer: Response) =>
    ((await answer.json()).problems as { parameter: string }[]).map(({ parameter }) => parameter).toSorted()
  const asked = await ask('/v1/subscriptions', { channel: 'email', address: 'nobody', ...wrong })
  expect(await fields(asked)).toEqual(['address', 'groups', 'hour', 'participants', 'to_go.0'])
  const hook = { channel: 'webhook', address: 'https://hook.example/in', kinds: ['deposit'] }
  const made = await (await ask('/v1/subscriptions', hook, { token: ADMIN })).json()
  const change = { ...wrong, contact: 'nobody' }
  const changed = await ask(`/v1/subscriptions/${made.id}`, change, { method: 'PATCH', token: made.token })
  expect(await fields(changed)).toEqual(['contact', 'groups', 'hour', 'participants', 'to_go.0'])
  const form = new URLSearchParams({ address: 'nobody', participants: 'ZZZ', hour: '25', to_go: 'ten' })
  const page = await (await ask('/alerts', form)).text()
  for (const name of ['address', 'kinds', 'participants', 'hour', 'to_go'])
    expect(page).toContain(`id="wrong-${name}"`)
})

it('the form takes States by name too', async () => {
  const store = await stores.small()
  const { ask } = await appOn(store, NOON)
  const form = { address: 'reader@example.org', kinds: 'deposit', participants: 'borduria, CCC, Arcadia' }
  expect((await ask('/alerts', new URLSearchParams(form))).status).toBe(200)
  const { rows } = await sql`select definition -> 'participants' as codes from interests`.execute(store.db)
  expect(rows).toEqual([{ codes: ['AAA', 'BBB', 'CCC'] }])
})

it('a subscription by e-mail has no secret to sign with, and says so', async () => {
  const { ask } = await appOn(await stores.small(), NOON)
  const wanted = { channel: 'email', address: 'reader@example.org' }
  const made = await (await ask('/v1/subscriptions', wanted, { token: ADMIN })).json()
  const refused = await ask(`/v1/subscriptions/${made.id}/secret`, {}, { token: made.token })
  expect([refused.status, (await refused.json()).problems]).toMatchObject([400, [{ parameter: 'channel' }]])
})
