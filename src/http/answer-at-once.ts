import type { ClientOf } from './client.ts'
import type { Condition } from './condition.ts'
import type { Metrics } from './metrics.ts'
import type { ClientRates } from './rates.ts'
import type { Ready, ReadyAnswers } from './ready-answers.ts'

/** What of a request on Node is looked at. */
export type Incoming = {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[]
}

/** What of a response on Node is written to. */
export type Outgoing = {
  setHeader(name: string, value: string): unknown
  writeHead(status: number, headers: string[]): unknown
  end(bytes: Uint8Array): unknown
  once(event: 'finish', listener: () => void): unknown
}

export type AtOnceMeans = {
  readonly ready: ReadyAnswers
  readonly clientOf: ClientOf
  /** null: everyone may ask as often as they like. */
  readonly rates: ClientRates | null
  /** Said with every answer. */
  readonly always: Readonly<Record<string, string>>
  readonly condition: Condition
  readonly metrics: Pick<Metrics, 'counted' | 'took'>
}

const USUAL_HOST = /^[a-z0-9._-]+(:\d{1,5})?$/
const OK = { status: 200 } as const

function headerIn(rawHeaders: readonly string[], name: string): string | undefined {
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const given = rawHeaders[place]
    if (given !== undefined && given.length === name.length && given.toLowerCase() === name) {
      return rawHeaders[place + 1]
    }
  }
  return undefined
}

/** Whether nothing about the request asks for more than the answer itself. */
function isPlain({ method, rawHeaders }: Incoming): boolean {
  if (method !== 'GET' || headerIn(rawHeaders, 'if-none-match') !== undefined) return false
  return USUAL_HOST.test(headerIn(rawHeaders, 'host') ?? '')
}

/** What fails here fails again in the program behind, which explains it. */
function readyFor(ready: ReadyAnswers, target: string): Ready | null {
  try {
    return ready.find(target)
  } catch {
    return null
  }
}

/** A function that answers what it has ready, before anything is made of the request, and says whether it did. It
 *  sends the very bytes and headers that the program behind it would; whatever is not plain, or not ready, or refused,
 *  is left to that. */
export function answeringAtOnce(means: AtOnceMeans): (incoming: Incoming, outgoing: Outgoing) => boolean {
  const { ready, clientOf, rates, always, condition, metrics } = means
  const fixed = Object.entries(always)
  return (incoming, outgoing) => {
    if (!isPlain(incoming) || condition.staleFor() > 0) return false
    const began = performance.now()
    const answer = readyFor(ready, incoming.url ?? '')
    if (answer === null) return false
    const header = (name: string) => headerIn(incoming.rawHeaders, name)
    const told = rates === null ? null : rates.ask(clientOf({ env: { incoming }, req: { header } }))
    if (told !== null && told.wait > 0) return false
    for (const [name, value] of fixed) outgoing.setHeader(name, value)
    if (told !== null) for (const name in told.headers) outgoing.setHeader(name, String(told.headers[name]))
    if (answer.sent !== null) outgoing.once('finish', answer.sent)
    const headers: string[] = []
    for (const name in answer.headers) headers.push(name, String(answer.headers[name]))
    outgoing.writeHead(OK.status, headers)
    outgoing.end(answer.bytes)
    metrics.counted(answer.resource, OK)
    metrics.took(OK.status, performance.now() - began)
    return true
  }
}
