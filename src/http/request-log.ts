import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'

/** Writes one line of JSON for each request: when, which id, which route, how it was answered, how long it took. Of the
 *  address only the route stands in it, of the reader nothing: names, tokens and who asked what are nobody's business.
 *  The answer bears the id, which is that of the request where it brought one. */
export function requestLog(write: (line: string) => void, now: () => number): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now()
    const at = new Date(now()).toISOString()
    await next()
    c.res.headers.set('x-request-id', c.get('requestId'))
    const length = c.res.headers.get('content-length')
    const line = {
      at,
      id: c.get('requestId'),
      method: c.req.method,
      route: matchedRoutes(c).at(-1)?.path ?? null,
      status: c.res.status,
      ms: Math.round((performance.now() - began) * 10) / 10,
      bytes: length === null ? null : Number(length),
    }
    write(JSON.stringify(line))
  }
}
