import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'

type Kept = {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
  readonly freshUntil: number
  /** What the request said in the fields that the answer varies by. */
  readonly varied: string
}

/** A shared cache as RFC 9111 describes it, over real HTTP: it keeps what it may, gives it for as long as it may, and
 *  asks again with what it has. */
export type CachingProxy = {
  readonly address: string
  /** Answers given without asking, and answers that were still good when asked. */
  readonly counted: { fresh: number; unchanged: number; fetched: number }
  readonly close: () => void
}

function seconds(headers: Headers): number | null {
  const control = headers.get('cache-control') ?? ''
  if (/no-store|private/.test(control)) return null
  return Number(/max-age=(\d+)/.exec(control)?.[1] ?? 0)
}

function variedBy(headers: Headers, asked: Headers): string {
  const names = (headers.get('vary') ?? '').split(',').map((name) => name.trim())
  return names.map((name) => (name === '' ? '' : `${name}:${asked.get(name)}`)).join('\n')
}

/** Starts the cache before an app. `origin` gives the app as it is now, `now` the time in milliseconds. */
export async function cachingProxy(origin: () => Hono, now: () => number): Promise<CachingProxy> {
  const kept = new Map<string, Kept>()
  const counted = { fresh: 0, unchanged: 0, fetched: 0 }

  const answer = async (url: string, asked: Headers): Promise<Kept> => {
    const found = kept.get(url)
    const known = found !== undefined && found.varied === variedBy(found.headers, asked) ? found : undefined
    if (known !== undefined && known.freshUntil > now()) {
      counted.fresh += 1
      return known
    }
    const headers = new Headers(asked)
    const tag = known?.headers.get('etag')
    if (tag) headers.set('if-none-match', tag)
    const response = await origin().request(url, { headers })
    const body = new Uint8Array(await response.arrayBuffer())
    const age = seconds(response.headers)
    const same = response.status === 304 && known !== undefined
    counted[same ? 'unchanged' : 'fetched'] += 1
    const next: Kept = {
      ...(same ? known : { status: response.status, headers: response.headers, body }),
      freshUntil: now() + 1_000 * (age ?? 0),
      varied: variedBy(response.headers, asked),
    }
    if (age !== null) kept.set(url, next)
    return next
  }

  const server = createServer((incoming, outgoing) => {
    const asked = new Headers({ accept: incoming.headers.accept ?? '*/*' })
    void answer(String(incoming.url), asked).then(({ status, headers, body }) =>
      outgoing.writeHead(status, Object.fromEntries(headers)).end(body),
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { address: `http://127.0.0.1:${port}`, counted, close }
}
