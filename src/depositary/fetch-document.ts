import { retryDelayMs } from '../outbound/retry-plan.ts'
import type { WatchedForm } from '../record/watched-source.ts'
import { askSource } from './ask-source.ts'
import { conditionalHeaders } from './conditional-headers.ts'
import type { FetchMeans, FetchTarget } from './fetch-means.ts'
import type { FetchOutcome, KnownDocument } from './fetched-document.ts'
import { judgeAnswer } from './judge-answer.ts'
import { SourceError } from './source-error.ts'

const ACCEPT: Readonly<Record<WatchedForm, string>> = {
  untc_xml: 'application/xml, text/xml, text/html;q=0.5, */*;q=0.1',
  untc_html: 'text/html, application/xhtml+xml, */*;q=0.1',
  csv: 'text/csv, text/plain;q=0.5, */*;q=0.1',
  nl_html: 'text/html, application/xhtml+xml, */*;q=0.1',
}

function baseHeaders(form: WatchedForm | null, userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: form === null ? '*/*' : ACCEPT[form],
    'accept-language': 'en',
  }
}

/** Holds the host back where it asked for that, so that its other pages are left alone too. */
function obey(error: SourceError, { turns }: FetchMeans): void {
  if (error.notBefore === null) return
  turns.holdBack(new URL(error.address).hostname, Date.parse(error.notBefore))
}

async function look(target: FetchTarget, known: KnownDocument, means: FetchMeans): Promise<FetchOutcome> {
  const { address, form } = target
  const { now, limits } = means
  const condition = conditionalHeaders(known, { now: now(), believedMs: limits.believedMs })
  const headers = { ...baseHeaders(form, means.userAgent), ...condition }
  const answered = await askSource({ address, headers }, means)
  const conditional = Object.keys(condition).length > 0
  return judgeAnswer(answered, { asked: address, known, conditional, now: now() })
}

/** Milliseconds until the next try; null where there is none in this run. */
function waitBeforeRetry(error: SourceError, failures: number, means: FetchMeans): number | null {
  const delayMs = retryDelayMs(means.retries, { failures, random: means.random() })
  if (!error.retry || delayMs === null) return null
  if (error.notBefore === null) return delayMs
  const askedMs = Date.parse(error.notBefore) - means.now()
  return askedMs > means.limits.patienceMs ? null : Math.max(delayMs, askedMs)
}

/** Looks at a source once, politely: with what is known of it, in its host's turn, and again after a while where the
 *  failure may pass. Answers with the document, or that nothing has changed. Throws SourceError where there is neither;
 *  what came instead is its evidence. */
export async function fetchDocument(
  target: FetchTarget,
  known: KnownDocument,
  means: FetchMeans,
): Promise<FetchOutcome> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await look(target, known, means)
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      obey(error, means)
      const waitMs = waitBeforeRetry(error, failures, means)
      if (waitMs === null) throw error
      await means.wait(waitMs, means.signal)
    }
  }
}
