import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'

/** The trace that the request belongs to, where it says so (W3C Trace Context). */
const TRACE = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-|$)/

/** Writes one line of JSON for each request: when, which id, which route, how it was answered, how long it took. Of the
 *  address only the route stands in it, of the reader nothing: names, tokens and who asked what are nobody's business.
 *  The answer bears the id, which is that of the request where it brought one. A trace that it belongs to is named, so that
 *  the line can be laid beside those of other programs. */
export function requestLog(write: (line: string) => void, now: () => number): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now()
    const at = new Date(now()).toISOString()
    await next()
    c.res.headers.set('x-request-id', c.get('requestId'))
    const trace = TRACE.exec(c.req.header('traceparent') ?? '')?.[1]
    const length = c.res.headers.get('content-length')
    const line = {
      at,
      id: c.get('requestId'),
      ...(trace === undefined ? {} : { trace }),
      method: c.req.method,
      route: matchedRoutes(c).at(-1)?.path ?? null,
      status: c.res.status,
      ms: Math.round((performance.now() - began) * 10) / 10,
      bytes: length === null ? null : Number(length),
    }
    write(JSON.stringify(line))
  }
}
