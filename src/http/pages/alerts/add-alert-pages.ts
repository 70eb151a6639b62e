import type { Context, Hono } from 'hono'
import * as z from 'zod'
import type { Interest } from '../../../alerts/subscription.ts'
import { subscriptionAddress } from '../../../alerts/subscription-address.ts'
import { InputError } from '../../../law/input-error.ts'
import { dayOfMoment } from '../../../law/plain-date.ts'
import { deleteAddress, endByLink, othersOfAddress } from '../../../store/address-subscriptions.ts'
import { previewAlert } from '../../../store/preview-alert.ts'
import {
  activateSubscription,
  changeSubscription,
  type Subscription,
  subscriptionOfLink,
} from '../../../store/subscriptions.ts'
import { type AlertDesk, networkMayAsk, readWanted, sendLinks, subscribe } from '../../api/subscribe.ts'
import { isForOperators, readSubscriptionChange } from '../../api/subscription-request.ts'
import type { BaseOf } from '../../base-address.ts'
import type { ClientOf } from '../../client.ts'
import { PAGE_HEADERS } from '../../headers.ts'
import { bodyForm } from '../../request-body.ts'
import { startAsking } from '../asking.ts'
import { CITE_TYPES, citation } from '../frame/cite.ts'
import { layout } from '../frame/layout.ts'
import { type Filled, NOT_FILLED } from '../parts/filled-form.ts'
import { refusedPage } from '../problem-pages.ts'
import { plainerAddress, readPageRequest } from '../read-request.ts'
import type { Text } from '../text/text.ts'
import {
  type AlertPage,
  confirmedPage,
  confirmPage,
  deadLinkPage,
  endedPage,
  managePage,
  nothingEndedPage,
  sentPage,
  subscribePage,
  tooManyPage,
  unsubscribePage,
} from './alert-pages.ts'
import { contactPage } from './contact-page.ts'
import { chosenIn } from './feed-addresses.ts'
import { wishesIn } from './wish-form.ts'

export type AlertPageMeans = AlertDesk & {
  readonly clientOf: ClientOf
  readonly text: Text
  readonly baseOf: BaseOf
  /** Whether mail is written as files. */
  readonly outbox: boolean
}

type Purpose = 'confirm' | 'manage'

/** Links are read once and said to nobody: nothing of these pages is kept anywhere. */
const HEADERS = { ...PAGE_HEADERS, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
const FORBIDDEN = 403
const GONE = 410
const TOO_MANY = 429

function tokenOf(c: Context): string {
  return c.req.query('token') ?? ''
}

/** Nobody shows on these pages that they are an operator. Throws InputError. */
function refuseForOperators(interest: Interest): void {
  const accepted =
    'kinds that everybody may be told of; those for operators are had through the API, with a token'
  if (isForOperators(interest)) {
    throw new InputError([{ field: 'kinds', value: interest.kinds.join(', '), accepted }])
  }
}

type Form = (c: Context, fields: URLSearchParams) => Promise<Response>
/** The form once more, with what was typed and what is wrong beside it. */
type Again = (c: Context, filled: Filled) => Promise<Response>

/** What all of these pages are made with. */
function startPages(app: Hono, { store, now, text }: AlertPageMeans) {
  const at = (): string => new Date(now()).toISOString()
  const show = async (page: AlertPage, status = 200): Promise<Response> => {
    const body = layout(page, { text, section: 'alerts', asking: null })
    return new Response(body.text, { status, headers: HEADERS })
  }
  const ofLink = (c: Context, purpose: Purpose): Promise<Subscription | null> =>
    subscriptionOfLink(store.db, { secret: tokenOf(c), purpose, at: at() })
  return {
    at,
    show,
    /** Answers a form; where something in it is wrong, it is shown again with that beside the field. */
    form: (path: string, take: Form, again?: Again) =>
      app.post(path, async (c) => {
        const fields = await bodyForm(c)
        try {
          return await take(c, fields)
        } catch (error) {
          if (!(error instanceof InputError) || again === undefined) throw error
          return again(c, { fields, problems: error.problems })
        }
      }),
    ofLink,
    /** Shows a page to whoever has its link. */
    ownPage: (
      path: string,
      purpose: Purpose,
      write: (own: Subscription, token: string) => Promise<AlertPage>,
    ) =>
      app.get(path, async (c) => {
        const own = await ofLink(c, purpose)
        return own === null ? show(deadLinkPage(text), GONE) : show(await write(own, tokenOf(c)))
      }),
  }
}

/** What the address of the first page takes beside the clocks. */
const FIRST = {
  path: '/alerts',
  parameters: z.object({
    treaty: z.string().max(60).optional(),
    participant: z.string().max(60).optional(),
    group: z.string().max(60).optional(),
    kind: z.string().max(60).optional(),
    treaty_wide: z.string().max(10).optional(),
  }),
}

/** Which form of the first page was sent and refused, if any. */
type Sent = { readonly filled: Filled; readonly filledLink: Filled }

const NOT_SENT: Sent = { filled: NOT_FILLED, filledLink: NOT_FILLED }

/** The first page with the frame of every page: its clocks, the way on under them, how to cite it. */
async function firstPage(c: Context, means: AlertPageMeans, sent: Sent = NOT_SENT): Promise<Response> {
  const view = await means.view()
  const { outbox, text } = means
  const base = means.baseOf(c)
  const today = dayOfMoment(means.now())
  const plainer = plainerAddress(c, today)
  if (plainer !== null) return new Response(null, { status: 303, headers: { ...HEADERS, location: plainer } })
  try {
    const { cite, ...read } = readPageRequest(FIRST, c, { view, today, base })
    const asking = startAsking({ view, today, text, means: {}, ...read })
    const chosen = chosenIn(c, view)
    const page = subscribePage(view, {
      ...sent,
      asking,
      outbox,
      chosen,
      preview: previewAlert(view, { today, publicUrl: base }),
    })
    const isRefused = sent !== NOT_SENT
    const title = isRefused ? text.plain('form.title', { title: page.title }) : page.title
    // What it shows for subscribing, and the last message, go by no clock.
    const content = { ...page, title, changesWith: 'now' as const }
    if (cite !== null) {
      const headers = { ...HEADERS, 'content-type': CITE_TYPES[cite] }
      return new Response(`${citation(asking, content, cite)}\n`, { headers })
    }
    const body = layout(content, { text, section: 'alerts', asking })
    return new Response(body.text, {
      status: isRefused || chosen.unknown !== null ? 400 : 200,
      headers: HEADERS,
    })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return refusedPage(error, c, { page: FIRST, inPath: [], text, view })
  }
}

function addSubscribePages(app: Hono, means: AlertPageMeans): void {
  const { show, form, ofLink, ownPage, at } = startPages(app, means)
  app.get(FIRST.path, (c) => firstPage(c, means))
  form(
    '/alerts',
    async (c, fields) => {
      if (!(await networkMayAsk(means, means.clientOf(c)))) return show(tooManyPage(means.text), TOO_MANY)
      const address = fields.get('address') ?? ''
      const wanted = await readWanted(means, {
        channel: 'email',
        address,
        ...wishesIn(fields, await means.view()),
      })
      refuseForOperators(wanted.interest)
      await subscribe(means, wanted, null)
      return show(sentPage(means.text))
    },
    (c, filled) => firstPage(c, means, { filled, filledLink: NOT_FILLED }),
  )
  form(
    '/alerts/link',
    async (c, fields) => {
      if (!(await networkMayAsk(means, means.clientOf(c)))) return show(tooManyPage(means.text), TOO_MANY)
      await sendLinks(
        means,
        subscriptionAddress('email', { field: 'address', value: fields.get('address') ?? '' }),
      )
      return show(sentPage(means.text))
    },
    (c, filledLink) => firstPage(c, means, { filled: NOT_FILLED, filledLink }),
  )
  // Programs that look at links in mail only GET them: a person has to press the button.
  ownPage('/alerts/confirm', 'confirm', async (_own, token) => confirmPage(token, means.text))
  form('/alerts/confirm', async (c) => {
    const own = await ofLink(c, 'confirm')
    if (own === null) return show(deadLinkPage(means.text), GONE)
    return show(confirmedPage(await activateSubscription(means.store.db, own.id, at()), means.text))
  })
}

function addOwnPages(app: Hono, means: AlertPageMeans): void {
  const { store } = means
  const othersOf = async (own: Subscription): Promise<number> => (await othersOfAddress(store.db, own)).length
  const { show, form, ofLink, ownPage, at } = startPages(app, means)
  const pageOf = async (
    subscription: Subscription,
    token: string,
    { saved = false, filled = NOT_FILLED }: { readonly saved?: boolean; readonly filled?: Filled } = {},
  ): Promise<AlertPage> => {
    const own = { subscription, token, others: await othersOf(subscription), text: means.text }
    const view = await means.view()
    return subscription.channel === 'webhook'
      ? contactPage(view, own)
      : managePage(view, { ...own, saved, filled })
  }
  ownPage('/alerts/manage', 'manage', pageOf)
  form(
    '/alerts/manage',
    async (c, fields) => {
      const own = await ofLink(c, 'manage')
      if (own === null) return show(deadLinkPage(means.text), GONE)
      // What a webhook is told is for its program to say; whoever is its contact can only leave it.
      if (own.channel === 'webhook') return show(await pageOf(own, tokenOf(c)), FORBIDDEN)
      const { digest, hour, time_zone, heartbeat, language, interest, channel, contact } = own
      const timing = { digest, hour, time_zone, heartbeat, language }
      const before = { interest, timing, channel, contact }
      const view = await means.view()
      const wanted = readSubscriptionChange(wishesIn(fields, view), before, view)
      if (!isForOperators(interest)) refuseForOperators(wanted.interest)
      await changeSubscription(store.db, own.id, { ...wanted, at: at() })
      const subscription = { ...own, ...wanted.timing, interest: wanted.interest }
      return show(await pageOf(subscription, tokenOf(c), { saved: true }))
    },
    async (c, filled) => {
      const subscription = await ofLink(c, 'manage')
      if (subscription === null) return show(deadLinkPage(means.text), GONE)
      const page = await pageOf(subscription, tokenOf(c), { filled })
      return show({ ...page, title: means.text.plain('form.title', { title: page.title }) }, 400)
    },
  )
  ownPage('/alerts/unsubscribe', 'manage', async (own, token) =>
    unsubscribePage({ token, channel: own.channel, others: await othersOf(own) }, means.text),
  )
  // Also what mail programs send by themselves for one click (RFC 8058), without cookies and without a page before. Sent
  // twice, it is answered well twice; nothing is said to have been ended that was not there.
  form('/alerts/unsubscribe', async (c, fields) => {
    const own = await ofLink(c, 'manage')
    if (own === null) return show(nothingEndedPage(means.text))
    const all = fields.get('all') === 'yes'
    if (all) await deleteAddress(store.db, own)
    else await endByLink(store.db, own)
    const { channel } = own
    return show(endedPage({ all, channel, others: await othersOf(own) }, means.text))
  })
}

/** Adds the pages on which people subscribe, confirm, change and end it, all of them plain forms. */
export function addAlertPages(app: Hono, means: AlertPageMeans): void {
  addSubscribePages(app, means)
  addOwnPages(app, means)
}
