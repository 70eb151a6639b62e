import type { Context, Hono } from 'hono'
import { matchedRoutes } from 'hono/route'

/** The trace that the request belongs to, where it says so (W3C Trace Context). */
const TRACE = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-|$)/
/** An id that a request brings: of nothing that could break a line or tell who asks. */
const ID = /^[\w=-]{1,64}$/
const ID_FIELD = 'x-request-id'

/** What the app says of a request to the log around it. */
type Logged = { route: string | null }

const seen = new WeakMap<object, Logged>()

/** The route of a request, as far as it is known before it is answered. */
function likelyRoute(c: Context): string | null {
  const routes = matchedRoutes(c)
  return (routes.find(({ path }) => !path.includes('*')) ?? routes.at(-1))?.path ?? null
}

/** Has the app say which route each request took. It comes before every other handler. */
function tellRoutes(app: Hono): void {
  app.use('*', async (c, next) => {
    const logged = seen.get(Object(c.env))
    if (logged === undefined) return next()
    logged.route = likelyRoute(c)
    await next()
    logged.route = matchedRoutes(c)[c.req.routeIndex]?.path ?? logged.route
  })
}

type Answered = Logged & {
  readonly id: string
  /** When it came, ISO 8601. */
  readonly at: string
  readonly ms: number
}

function lineOf(request: Request, { status, headers }: Response, answered: Answered): string {
  const { at, id, route, ms } = answered
  const trace = TRACE.exec(request.headers.get('traceparent') ?? '')?.[1]
  const length = headers.get('content-length')
  return JSON.stringify({
    at,
    id,
    ...(trace === undefined ? {} : { trace }),
    method: request.method,
    route,
    status,
    ms: Math.round(ms * 10) / 10,
    bytes: length === null ? null : Number(length),
  })
}

/** Writes one line of JSON for each request, as it was answered: when, which id, which route, how, how long it took. Of the
 *  address only the route stands in it, of the reader nothing: names, tokens and who asked what are nobody's business.
 *  What was refused before its route was looked for has none (null). The answer bears the id, which is that of the request
 *  where it brought one. A trace that it belongs to is named, so that the line can be laid beside those of other programs.
 *  Answers with what puts the log around everything, limits too, that is set before the app by then. */
export function requestLog(app: Hono, write: (line: string) => void, now: () => number): () => void {
  tellRoutes(app)
  return () => {
    const inner = app.fetch
    app.fetch = async (request, env, ...rest) => {
      const began = performance.now()
      const at = new Date(now()).toISOString()
      const brought = request.headers.get(ID_FIELD) ?? ''
      const id = ID.test(brought) ? brought : crypto.randomUUID()
      const logged: Logged = { route: null }
      const own = { ...Object(env) }
      seen.set(own, logged)
      const response = await inner(request, own, ...rest)
      response.headers.set(ID_FIELD, id)
      write(lineOf(request, response, { ...logged, id, at, ms: performance.now() - began }))
      return response
    }
  }
}
