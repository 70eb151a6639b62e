import { retryAfter } from '../outbound/retry-after.ts'
import { sha256Hex } from '../record/sha256.ts'
import type { Answered } from './ask-source.ts'
import { validators } from './conditional-headers.ts'
import type { FetchedDocument, FetchOutcome, KnownDocument } from './fetched-document.ts'
import { SourceError, type SourceErrorCode } from './source-error.ts'

export type AnswerContext = {
  /** The address as it is watched or was given. */
  readonly asked: string
  readonly known: KnownDocument
  /** Whether the source was told which version is known. */
  readonly conditional: boolean
  /** Milliseconds since 1970, when the answer was there. */
  readonly now: number
}

const OK = 200
/** Sent on by a proxy that changed something; the text is judged like any other. */
const TRANSFORMED = 203
const NOT_MODIFIED = 304
const ASKED_TO_WAIT = 429
const SERVER_ERROR = 500
const UNAVAILABLE = 503
const FORBIDDEN: readonly number[] = [401, 402, 403, 407, 451]
const NOT_FOUND: readonly number[] = [404, 410]

/** What can never be a status table. All else is looked at, whatever it calls itself: an outage page says `text/html`
 *  where XML was asked for, and a table may come as `application/octet-stream`. */
const NEVER_A_TABLE = /^(?:image|audio|video|font)\/|^application\/(?:pdf|zip|gzip|x-tar|wasm|msword|vnd\.)/i

function documentOf({ answer, final }: Answered, { asked, now }: AnswerContext): FetchedDocument {
  const { bytes, status, headers } = answer
  const fetchedAt = new Date(now).toISOString()
  return { bytes, sha256: sha256Hex(bytes), asked, final: final.href, status, headers, fetchedAt }
}

function codeOf(status: number, wait: number | null): SourceErrorCode {
  if (status === ASKED_TO_WAIT || (status === UNAVAILABLE && wait !== null)) return 'asked_to_wait'
  if (FORBIDDEN.includes(status)) return 'forbidden'
  if (NOT_FOUND.includes(status)) return 'not_found'
  return status >= SERVER_ERROR ? 'server_error' : 'unexpected_status'
}

function failure(answered: Answered, context: AnswerContext): SourceError {
  const { status, headers } = answered.answer
  const mayAsk = status === ASKED_TO_WAIT || status >= SERVER_ERROR
  const wait = mayAsk ? retryAfter(headers, context.now) : null
  const evidence = documentOf(answered, context)
  const notBefore = wait === null ? null : new Date(wait).toISOString()
  const words = notBefore === null ? '' : ` and wants to be left alone until ${notBefore}`
  const details = { address: evidence.final, notBefore, evidence }
  return new SourceError(codeOf(status, wait), `it answered ${status}${words}`, details)
}

function unchanged(
  how: 'not_modified' | 'same_bytes',
  { answer, final }: Answered,
  { known, now }: AnswerContext,
): FetchOutcome {
  const checkedAt = new Date(now).toISOString()
  const named = validators(answer.headers)
  const next: KnownDocument =
    how === 'same_bytes'
      ? { ...named, sha256: known.sha256, receivedAt: checkedAt }
      : {
          ...known,
          etag: named.etag ?? known.etag,
          lastModified: named.lastModified ?? known.lastModified,
        }
  return { outcome: 'unchanged', how, final: final.href, checkedAt, known: next }
}

/** What an answer means: a document, or that nothing has changed. Throws SourceError for every other answer, with what
 *  came as its evidence. */
export function judgeAnswer(answered: Answered, context: AnswerContext): FetchOutcome {
  const { status, headers } = answered.answer
  if (status === NOT_MODIFIED && context.conditional) return unchanged('not_modified', answered, context)
  if (status !== OK && status !== TRANSFORMED) throw failure(answered, context)
  const document = documentOf(answered, context)
  const type = headers['content-type']
  if (type !== undefined && NEVER_A_TABLE.test(type)) {
    const message = `it sent ${JSON.stringify(type.slice(0, 80))}, which is no status table`
    throw new SourceError('wrong_content_type', message, { address: document.final, evidence: document })
  }
  if (document.sha256 === context.known.sha256) return unchanged('same_bytes', answered, context)
  const known = { ...validators(headers), sha256: document.sha256, receivedAt: document.fetchedAt }
  return { outcome: 'document', document, known }
}
