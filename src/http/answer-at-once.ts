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
  writeHead(status: number, headers: string[]): unknown
  end(body: Uint8Array): unknown
  end(body: string, encoding: 'latin1'): unknown
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
/** Header fields that ask for more than the answer, or say that there is a body. */
const NOT_PLAIN = new Set(['if-none-match', 'content-length', 'transfer-encoding'])
const OK = { status: 200 } as const
const LONGEST_IN_ONE_PIECE = 16_384

/** A field sent on several lines is all of them, as in the program behind: the last may be the one that our own proxy
 *  wrote. */
function headerIn(rawHeaders: readonly string[], name: string): string | undefined {
  let found: string | undefined
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const given = rawHeaders[place]
    if (given !== undefined && given.length === name.length && given.toLowerCase() === name) {
      const value = String(rawHeaders[place + 1])
      found = found === undefined ? value : `${found}, ${value}`
    }
  }
  return found
}

/** Whether nothing about the request asks for more than the answer itself. */
function isPlain({ method, rawHeaders }: Incoming): boolean {
  if (method !== 'GET') return false
  let hosts = 0
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = String(rawHeaders[place]).toLowerCase()
    if (NOT_PLAIN.has(name)) return false
    if (name !== 'host') continue
    hosts += 1
    if (!USUAL_HOST.test(String(rawHeaders[place + 1]))) return false
  }
  return hosts === 1
}

/** What fails here fails again in the program behind, which explains it. */
function readyFor(ready: ReadyAnswers, target: string): Ready | null {
  try {
    return ready.find(target)
  } catch {
    return null
  }
}

type Headers = Readonly<Record<string, string>>

/** Names and values in turn, first those said always; where an answer says one of them itself, as it says it. */
function inTurn(always: Headers, own: Headers): string[] {
  const lines: string[] = []
  for (const name in always) lines.push(name, own[name] ?? String(always[name]))
  for (const name in own) if (always[name] === undefined) lines.push(name, String(own[name]))
  return lines
}

/** What goes to the network of an answer: its head, and where it is short the body as a text of its very bytes: only a
 *  text is handed over in one piece with the head. */
type Sendable = { readonly head: string[]; readonly text: string | null }

function sendableOf({ headers, bytes }: Ready, always: Headers): Sendable {
  const head = inTurn(always, headers)
  if (bytes.length > LONGEST_IN_ONE_PIECE) return { head, text: null }
  return { head, text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1') }
}

/** With how much of a limit is left; nothing is said to a client that has none. */
function withLimits(head: string[], told: Headers): string[] {
  const lines = Object.entries(told).flat()
  return lines.length === 0 ? head : [...head, ...lines]
}

/** Makes it, once for an answer that is given again. */
function makingSendable(always: Headers): (answer: Ready) => Sendable {
  const kept = new WeakMap<Ready, Sendable>()
  return (answer) => {
    if (!answer.isKept) return sendableOf(answer, always)
    const found = kept.get(answer)
    if (found !== undefined) return found
    const made = sendableOf(answer, always)
    kept.set(answer, made)
    return made
  }
}

function sendBody(outgoing: Outgoing, { bytes, sent }: Ready, text: string | null): void {
  if (text === null) {
    if (sent !== null) outgoing.once('finish', sent)
    outgoing.end(bytes)
    return
  }
  sent?.()
  outgoing.end(text, 'latin1')
}

/** A function that answers what it has ready, before anything is made of the request, and says whether it did. It
 *  sends the very bytes and headers that the program behind it would; whatever is not plain, or not ready, or refused,
 *  is left to that. */
export function answeringAtOnce(means: AtOnceMeans): (incoming: Incoming, outgoing: Outgoing) => boolean {
  const { ready, clientOf, rates, always, condition, metrics } = means
  const sendable = makingSendable(always)
  return (incoming, outgoing) => {
    if (!isPlain(incoming) || condition.staleFor() > 0) return false
    const began = performance.now()
    const answer = readyFor(ready, incoming.url ?? '')
    if (answer === null) return false
    const header = (name: string) => headerIn(incoming.rawHeaders, name)
    const told = rates === null ? null : rates.ask(clientOf({ env: { incoming }, req: { header } }))
    if (told !== null && told.wait > 0) return false
    const { head, text } = sendable(answer)
    outgoing.writeHead(OK.status, told === null ? head : withLimits(head, told.headers))
    sendBody(outgoing, answer, text)
    metrics.counted(answer.resource, OK)
    metrics.took(OK.status, performance.now() - began)
    return true
  }
}
