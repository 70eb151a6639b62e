import type { Context, Hono } from 'hono'
import { InputError } from '../../law/input-error.ts'
import { changeContact } from '../../store/address-subscriptions.ts'
import { audited } from '../../store/audit-trail.ts'
import { inOneTransaction } from '../../store/in-one-transaction.ts'
import { published, publishedEntry } from '../../store/published-subscription.ts'
import { readDeliveries, readNotices } from '../../store/read-deliveries.ts'
import { replayDeliveries } from '../../store/replay-deliveries.ts'
import {
  changeSubscription,
  deleteSubscription,
  findSubscription,
  listSubscriptions,
  queueNotice,
  rotateSecret,
  type Subscription,
  subscriptionOfToken,
} from '../../store/subscriptions.ts'
import type { ClientOf } from '../client.ts'
import { PRIVATE_HEADERS } from '../headers.ts'
import { type Officer, type Officers, officerOf, scopeMissing } from '../officers.ts'
import { problemResponse } from '../problem.ts'
import { bodyJson } from '../request-body.ts'
import { type AlertDesk, mayRepeat, mayWriteTo, networkMayAsk, readWanted, subscribe } from './subscribe.ts'
import { isForOperators, readSubscriptionChange } from './subscription-request.ts'

export type SubscriptionRoutes = AlertDesk & { readonly officers: Officers; readonly clientOf: ClientOf }

const OVERLAP_MS = 24 * 3_600_000
const USUAL_ROWS = 100
const MOST_ROWS = 1_000
const ASKED =
  'If this address can be written to, a message is on its way that asks for a confirmation. It can be confirmed for two days. At most four such messages a day go to one address.'

function answer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...PRIVATE_HEADERS, 'content-type': 'application/json' },
  })
}

function tooMany(c: Context, what: string): Response {
  return problemResponse({
    kind: 'too-many-requests',
    detail: `Too many ${what}. Try again in an hour.`,
    instance: c.req.path,
    headers: { 'retry-after': '3600' },
  })
}

/** How often somebody asked to have an address written to; whether it is subscribed makes no difference. */
function writtenTooOften(c: Context): Response {
  return problemResponse({
    kind: 'too-many-requests',
    detail: 'Too many messages to this address, or to its contact, were asked for today. Try again tomorrow.',
    instance: c.req.path,
    headers: { 'retry-after': '86400' },
  })
}

/** Programs subscribe with an officer's token and are shown their secrets once; people are asked by e-mail. Both may only
 *  so often: a token is no leave to write to anybody. */
async function create(c: Context, desk: SubscriptionRoutes): Promise<Response> {
  const wanted = await readWanted(desk, await bodyJson(c))
  const needsOfficer =
    wanted.channel === 'webhook' ||
    isForOperators(wanted.interest) ||
    c.req.header('authorization') !== undefined
  const scope = isForOperators(wanted.interest) ? 'operate' : 'read'
  const officer = needsOfficer ? await officerOf(c, { officers: desk.officers, scope }) : null
  if (!(await networkMayAsk(desk, desk.clientOf(c))))
    return tooMany(c, 'subscriptions were asked for from your network')
  const made = await subscribe(desk, wanted, officer)
  if (officer === null) return answer({ state: 'pending', detail: ASKED }, 202)
  if (made === null) return writtenTooOften(c)
  const { name, token, secret } = made
  return answer({ id: name, state: 'pending', token, secret }, 202)
}

function idOf(c: Context): string {
  return c.req.param('id') ?? ''
}

/** A subscription and the officer who asks for it; null where its own holder does. */
type Asked = { readonly subscription: Subscription; readonly officer: Officer | null }

/** The subscription of the address, for the holder of its own token and for officers with the scope `operate`. Throws
 *  OfficerRefused, and InputError where there is none. */
async function subscriptionOf(c: Context, { store, officers }: SubscriptionRoutes): Promise<Asked> {
  const id = idOf(c)
  const token = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const own = token === undefined ? null : await subscriptionOfToken(store.db, token)
  if (own?.name === id) return { subscription: own, officer: null }
  const officer = await officerOf(c, { officers, scope: 'operate' })
  const found = await findSubscription(store.db, id)
  if (found !== null) return { subscription: found, officer }
  throw new InputError([{ field: 'id', value: id, accepted: 'the id of a subscription' }])
}

/** Does something to a subscription. What an officer does stands in the audit trail, or is not done. */
function done<Done>(
  { store }: SubscriptionRoutes,
  { subscription, officer, act }: Asked & { readonly act: string },
  work: (db: SubscriptionRoutes['store']['db']) => Promise<Done>,
): Promise<Done> {
  if (officer === null) return work(store.db)
  return audited(store.db, { officer, act: `subscription.${act}`, subject: subscription.name }, work)
}

function numberIn(c: Context, field: string, usual: number, most: number): number {
  const value = c.req.query(field)
  if (value === undefined) return usual
  if (/^[1-9]\d{0,14}$/.test(value) && Number(value) <= most) return Number(value)
  throw new InputError([{ field, value, accepted: `a whole number from 1 to ${most}` }])
}

async function change(c: Context, desk: SubscriptionRoutes): Promise<Response> {
  const asked = await subscriptionOf(c, desk)
  const { subscription: before, officer } = asked
  const { digest, hour, time_zone, heartbeat, language, interest, channel } = before
  const timing = { digest, hour, time_zone, heartbeat, language }
  const known = { interest, timing, channel, contact: before.contact }
  const wanted = readSubscriptionChange(await bodyJson(c), known, await desk.view())
  // Its own token is good for everything but what only operators may know.
  if (officer === null && isForOperators(wanted.interest) && !isForOperators(interest)) {
    throw scopeMissing(c, { whose: before.name, scope: 'operate' })
  }
  const at = new Date(desk.now()).toISOString()
  const { contact } = wanted
  const isOther = contact !== before.contact
  if (isOther && contact !== null) {
    if (!(await networkMayAsk(desk, desk.clientOf(c))))
      return tooMany(c, 'subscriptions were asked for from your network')
    if (!(await mayWriteTo(desk, contact))) return writtenTooOften(c)
  }
  await done(desk, { ...asked, act: 'change' }, (db) =>
    inOneTransaction(db, async (trx) => {
      await changeSubscription(trx, before.id, { ...wanted, at })
      if (isOther) await changeContact(trx, before.id, { contact, at })
    }),
  )
  const after = await findSubscription(desk.store.db, before.name)
  return after === null ? answer({}, 404) : answer(published(after))
}

async function deliveries(c: Context, desk: SubscriptionRoutes): Promise<Response> {
  const { id } = (await subscriptionOf(c, desk)).subscription
  const from = numberIn(c, 'from', 1, Number.MAX_SAFE_INTEGER)
  const limit = numberIn(c, 'limit', USUAL_ROWS, MOST_ROWS)
  const rows = await readDeliveries(desk.store.db, { subscription: id, from, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return answer({
    notices: await readNotices(desk.store.db, id),
    deliveries: page.map(publishedEntry),
    next_from: last === undefined ? from : last.number + 1,
    more: rows.length > limit,
  })
}

/** Adds the addresses under which subscriptions are made, seen, changed, replayed and ended. */
export function addSubscriptionRoutes(app: Hono, desk: SubscriptionRoutes): void {
  const { store, officers, now } = desk
  const at = (): string => new Date(now()).toISOString()
  const one = '/v1/subscriptions/:id'
  app.post('/v1/subscriptions', (c) => create(c, desk))
  app.get('/v1/subscriptions', async (c) => {
    await officerOf(c, { officers, scope: 'operate' })
    return answer({ subscriptions: (await listSubscriptions(store.db)).map(published) })
  })
  app.get(one, async (c) => answer(published((await subscriptionOf(c, desk)).subscription)))
  app.patch(one, (c) => change(c, desk))
  app.delete(one, async (c) => {
    const asked = await subscriptionOf(c, desk)
    await done(desk, { ...asked, act: 'delete' }, (db) => deleteSubscription(db, asked.subscription.id))
    return new Response(null, { status: 204, headers: PRIVATE_HEADERS })
  })
  app.get(`${one}/deliveries`, (c) => deliveries(c, desk))
  app.post(`${one}/replay`, async (c) => {
    const asked = await subscriptionOf(c, desk)
    const { id: subscription, name, state } = asked.subscription
    if (state === 'off') {
      const accepted = 'active: nothing is sent to what was switched off until it answers its verification'
      throw new InputError([{ field: 'state', value: state, accepted }])
    }
    const from = numberIn(c, 'from', 1, Number.MAX_SAFE_INTEGER)
    if (!(await mayRepeat(desk, { what: 'replay', name }))) return tooMany(c, 'replays were asked for')
    const queued = await done(desk, { ...asked, act: 'replay' }, (db) =>
      replayDeliveries(db, { subscription, from, at: at() }),
    )
    return answer({ queued }, 202)
  })
  app.post(`${one}/secret`, async (c) => {
    const asked = await subscriptionOf(c, desk)
    const { channel } = asked.subscription
    if (channel === 'email') {
      const accepted = 'webhook: nothing signs what is sent by e-mail'
      throw new InputError([{ field: 'channel', value: channel, accepted }])
    }
    const secret = await done(desk, { ...asked, act: 'secret' }, (db) =>
      rotateSecret(db, asked.subscription.id, { at: at(), overlapMs: OVERLAP_MS }),
    )
    return answer({ secret }, 201)
  })
  app.post(`${one}/verification`, async (c) => {
    const asked = await subscriptionOf(c, desk)
    const { id: subscription, name, channel, address } = asked.subscription
    if (!(await mayRepeat(desk, { what: 'confirmation', name })))
      return tooMany(c, 'confirmations were asked for')
    if (channel === 'email' && !(await mayWriteTo(desk, address))) return writtenTooOften(c)
    const kind = channel === 'webhook' ? 'verify' : 'confirm'
    await done(desk, { ...asked, act: 'verification' }, (db) =>
      queueNotice(db, { subscription, kind, at: at() }),
    )
    return answer({ state: 'queued' }, 202)
  })
}
