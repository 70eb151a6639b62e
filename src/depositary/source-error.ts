import { OUTBOUND_FAILURES } from '../outbound/outbound-failure.ts'
import type { FetchedDocument } from './fetched-document.ts'

/** Why a source gave no document that may be read. */
export const SOURCE_ERRORS = [
  ...OUTBOUND_FAILURES,
  'address_not_allowed',
  'redirect_refused',
  'redirect_loop',
  'too_many_redirects',
  'forbidden',
  'not_found',
  'server_error',
  'unexpected_status',
  'wrong_content_type',
] as const
export type SourceErrorCode = (typeof SOURCE_ERRORS)[number]

/** Whether it is worth trying again within the same run. The next run tries again whatever it was. */
const WORTH_RETRYING: Readonly<Record<SourceErrorCode, boolean>> = {
  name_not_found: true,
  address_refused: false,
  no_connection: true,
  no_network: true,
  tls_failed: false,
  too_slow: true,
  cut_off: true,
  too_large: false,
  bad_answer: true,
  unknown_encoding: false,
  asked_to_wait: true,
  stopped: false,
  address_not_allowed: false,
  redirect_refused: false,
  redirect_loop: false,
  too_many_redirects: false,
  forbidden: false,
  not_found: false,
  server_error: true,
  unexpected_status: false,
  wrong_content_type: false,
}

export type SourceErrorDetails = {
  /** The address that was asked for last. */
  readonly address: string
  /** Instant before which the source does not want to be asked again, ISO 8601; null where it has not said. */
  readonly notBefore?: string | null
  /** What came instead: to be kept as evidence, never to be read. */
  readonly evidence?: FetchedDocument | null
  readonly cause?: unknown
}

/** A source that gave no document that may be read. The message is one sentence for the operator. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly code: SourceErrorCode
  readonly address: string
  readonly notBefore: string | null
  readonly evidence: FetchedDocument | null

  constructor(code: SourceErrorCode, message: string, details: SourceErrorDetails) {
    super(`${details.address}: ${message}.`, { cause: details.cause })
    this.code = code
    this.address = details.address
    this.notBefore = details.notBefore ?? null
    this.evidence = details.evidence ?? null
  }

  /** Whether it is worth trying again within the same run. */
  get retry(): boolean {
    return WORTH_RETRYING[this.code]
  }
}
