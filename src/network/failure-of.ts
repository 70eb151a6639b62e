import { OutboundFailure, type OutboundFailureCode } from '../outbound/outbound-failure.ts'

/** Codes of Node, of its HTTP parser and of zlib, by how they begin, beside what they mean for a request. */
const MEANINGS: readonly (readonly [string, OutboundFailureCode])[] = [
  ['ENOTFOUND', 'name_not_found'],
  ['EAI_AGAIN', 'no_network'],
  ['EAI_', 'name_not_found'],
  ['ENODATA', 'name_not_found'],
  ['ECONNREFUSED', 'no_connection'],
  ['EHOSTUNREACH', 'no_connection'],
  ['ENETUNREACH', 'no_network'],
  ['EHOSTDOWN', 'no_connection'],
  ['ENETDOWN', 'no_network'],
  ['EADDRNOTAVAIL', 'no_network'],
  ['EACCES', 'no_network'],
  ['EPERM', 'no_network'],
  ['EMFILE', 'no_network'],
  ['ENFILE', 'no_network'],
  ['ENOBUFS', 'no_network'],
  ['ETIMEDOUT', 'no_connection'],
  ['ECONNRESET', 'cut_off'],
  ['ECONNABORTED', 'cut_off'],
  ['EPIPE', 'cut_off'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'cut_off'],
  ['Z_BUF_ERROR', 'cut_off'],
  ['ERR_BUFFER_TOO_LARGE', 'too_large'],
  ['HPE_HEADER_OVERFLOW', 'too_large'],
  ['HPE_', 'bad_answer'],
  ['Z_', 'bad_answer'],
  ['ERR__ERROR_FORMAT', 'bad_answer'],
]

/** The code that Node gives an error; null where it gives none. */
export function errorCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : null
}

function meaningOf(error: unknown): (typeof MEANINGS)[number] | undefined {
  const code = errorCode(error)
  return code === null ? undefined : MEANINGS.find(([start]) => code.startsWith(start))
}

/** Of a host with several addresses each was tried: that there is no way to one of them says nothing where another was
 *  reached. */
function tellingMeaning(error: unknown): (typeof MEANINGS)[number] | undefined {
  const all: readonly unknown[] = error instanceof AggregateError ? error.errors : []
  return all.map(meaningOf).find((meaning) => meaning?.[1] !== 'no_network') ?? meaningOf(error)
}

/** What an error of Node means for a request. Throws the error itself where it is not one of the network. */
export function failureOf(error: unknown): OutboundFailure {
  if (error instanceof OutboundFailure) return error
  const meaning = tellingMeaning(error)
  if (meaning === undefined || !(error instanceof Error)) throw error
  const words = error.message === '' ? meaning[0] : error.message
  return new OutboundFailure(meaning[1], words, { cause: error })
}
