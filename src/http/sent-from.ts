import type { Context } from 'hono'
import type { BaseOf } from './base-address.ts'

/** Where a browser may say a form comes from: a page of ours, or the reader’s own hand. */
const OURS = ['same-origin', 'none']

/** Whether a browser says that a page elsewhere sent the request: one of another site, or of another host of the same
 *  site, which no cookie keeps apart. Browsers that say nothing of the site (over plain HTTP none does) name the origin.
 *  Who says neither is no browser, and no page can make it send anything. */
export function isSentFromElsewhere(c: Context, baseOf: BaseOf): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return !OURS.includes(site)
  const origin = c.req.header('origin')
  if (origin === undefined) return false
  return origin !== new URL(c.req.url).origin && origin !== new URL(baseOf(c)).origin
}
