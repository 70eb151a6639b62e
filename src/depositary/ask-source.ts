import { LOCAL_RANGES } from '../outbound/allowed-address.ts'
import type { OutboundAnswer } from '../outbound/exchange.ts'
import { OutboundFailure } from '../outbound/outbound-failure.ts'
import { readOutboundUrl } from '../outbound/outbound-url.ts'
import type { FetchMeans } from './fetch-means.ts'
import { SourceError, type SourceErrorCode } from './source-error.ts'
import { standInAddress } from './stand-in.ts'

/** The answer at the end of all redirects, and the address that gave it. */
export type Answered = { readonly answer: OutboundAnswer; readonly final: URL }

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]
const SHOWN = 200

function quoted(text: string): string {
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)
}

function isOpen(url: URL, { allowed, standIn }: FetchMeans): boolean {
  return standIn === null ? allowed.includes(url.origin) : url.origin === standIn.origin
}

function refuse(code: SourceErrorCode, message: string, address: string): never {
  throw new SourceError(code, message, { address })
}

/** Where a target is asked for. Throws SourceError `address_not_allowed` where it must not be asked. */
function startAddress(address: string, means: FetchMeans): URL {
  const { url, refusal } = readOutboundUrl(address)
  if (url === null) return refuse('address_not_allowed', `this address is not followed (${refusal})`, address)
  const start = means.standIn === null ? url : standInAddress(url, means.standIn)
  if (isOpen(start, means)) return start
  return refuse('address_not_allowed', `${start.origin} is not one of the sources that are watched`, address)
}

function redirectTarget({ answer, final }: Answered, asked: readonly string[], means: FetchMeans): URL {
  const { href } = final
  const location = answer.headers['location']
  if (location === undefined) {
    return refuse('unexpected_status', `it answered ${answer.status} without saying where to`, href)
  }
  const { url, refusal } = readOutboundUrl(location, final)
  if (url === null) {
    return refuse(
      'redirect_refused',
      `it leads to ${quoted(location)}, which is not followed (${refusal})`,
      href,
    )
  }
  if (!isOpen(url, means)) {
    return refuse('redirect_refused', `it leads to ${quoted(url.href)}, which is not an allowed host`, href)
  }
  if (asked.includes(url.href)) {
    return refuse('redirect_loop', `it leads back to ${quoted(url.href)}`, href)
  }
  if (asked.length > means.limits.redirects) {
    return refuse('too_many_redirects', `there are more than ${means.limits.redirects} redirects`, href)
  }
  return url
}

function sourceError(error: unknown, url: URL): unknown {
  if (!(error instanceof OutboundFailure)) return error
  const notBefore = error.notBefore === null ? null : new Date(error.notBefore).toISOString()
  return new SourceError(error.code, error.message, { address: url.href, notBefore, cause: error })
}

type Ask = { readonly url: URL; readonly headers: Readonly<Record<string, string>>; readonly wholeMs: number }
type TimedAnswer = { readonly answer: OutboundAnswer; readonly tookMs: number }

async function askOnce({ url, headers, wholeMs }: Ask, means: FetchMeans): Promise<TimedAnswer> {
  const { exchange, turns, permitted, standIn, signal, now } = means
  const limits = { ...means.limits, wholeMs }
  const open = url.origin === standIn?.origin ? [...permitted, ...LOCAL_RANGES] : permitted
  const send = async (): Promise<TimedAnswer> => {
    const began = now()
    const answer = await exchange({
      method: 'GET',
      url,
      headers,
      body: null,
      limits,
      permitted: open,
      signal,
    })
    return { answer, tookMs: now() - began }
  }
  try {
    return await turns.take(url.hostname, send, { patienceMs: limits.patienceMs, signal })
  } catch (error) {
    throw sourceError(error, url)
  }
}

/** Asks for an address once and follows its redirects, each checked like the first; waits for its turn at every host.
 *  Throws SourceError where it ends anywhere but at an answer that is no redirect. */
export async function askSource(
  { address, headers }: { readonly address: string; readonly headers: Readonly<Record<string, string>> },
  means: FetchMeans,
): Promise<Answered> {
  let url = startAddress(address, means)
  let wholeMs = means.limits.wholeMs
  const asked: string[] = []
  for (;;) {
    asked.push(url.href)
    const { answer, tookMs } = await askOnce({ url, headers, wholeMs }, means)
    const answered = { answer, final: url }
    if (!REDIRECTS.includes(answer.status)) return answered
    url = redirectTarget(answered, asked, means)
    wholeMs = Math.max(1, wholeMs - tookMs)
  }
}
