import type { Context, Hono } from 'hono'
import type { BaseOf } from './base-address.ts'
import { problemResponse } from './problem.ts'

/** Where a browser may say a form comes from: a page of ours, or the reader’s own hand. */
const OURS = ['same-origin', 'none']

/** Whether a browser says that a page of another host sent the request. */
function isOfAnotherHost(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  return site !== undefined && !OURS.includes(site)
}

/** Whether a browser says that a page elsewhere sent the request: one of another site, or of another host of the same
 *  site, which no cookie keeps apart. Browsers that say nothing of the site (over plain HTTP none does) name the origin.
 *  Who says neither is no browser, and no page can make it send anything. */
export function isSentFromElsewhere(c: Context, baseOf: BaseOf): boolean {
  if (c.req.header('sec-fetch-site') !== undefined) return isOfAnotherHost(c)
  const origin = c.req.header('origin')
  if (origin === undefined) return false
  return origin !== new URL(c.req.url).origin && origin !== new URL(baseOf(c)).origin
}

/** Everything that is written outside of the desk, but for the one click that ends a subscription: programs for mail send
 *  that from wherever they show it (RFC 8058). */
const WRITTEN = ['/v1/*', '/alerts', '/alerts/link', '/alerts/confirm', '/alerts/manage']

/** Refuses what pages of other hosts make a browser send, so that nobody asks for anything in the name and from the
 *  network of whoever looks at a page of theirs. */
export function refuseFromElsewhere(app: Hono): void {
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], WRITTEN, async (c, next) => {
    if (!isOfAnotherHost(c)) return next()
    const detail = 'Pages of other sites may read here, and send nothing.'
    return problemResponse({ kind: 'sent-from-elsewhere', detail, instance: c.req.path })
  })
}
