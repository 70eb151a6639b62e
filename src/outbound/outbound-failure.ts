/** Why a request brought no answer. `no_network`: this machine found no way out, or nobody who knows names. */
export const OUTBOUND_FAILURES = [
  'name_not_found',
  'address_refused',
  'no_connection',
  'no_network',
  'tls_failed',
  'too_slow',
  'cut_off',
  'too_large',
  'bad_answer',
  'unknown_encoding',
  'asked_to_wait',
  'stopped',
] as const
export type OutboundFailureCode = (typeof OUTBOUND_FAILURES)[number]

/** A request that brought no answer. `notBefore`: milliseconds since 1970 until which the host wants to be left alone;
 *  null where it has not said. The message is one line for the operator, without a full stop. */
export class OutboundFailure extends Error {
  override readonly name = 'OutboundFailure'
  readonly code: OutboundFailureCode
  readonly notBefore: number | null

  constructor(
    code: OutboundFailureCode,
    message: string,
    details: ErrorOptions & { notBefore?: number } = {},
  ) {
    super(message, details)
    this.code = code
    this.notBefore = details.notBefore ?? null
  }
}
