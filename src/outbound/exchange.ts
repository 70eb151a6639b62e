/** What a request may cost. */
export type OutboundLimits = {
  /** Name looked up, connection and TLS ready. */
  readonly connectMs: number
  /** From the request sent to the last of the answer's headers. */
  readonly answerMs: number
  /** Everything together. */
  readonly wholeMs: number
  /** Bytes of the body as sent, and after it is decompressed. */
  readonly wireBytes: number
  readonly decodedBytes: number
}

export type OutboundRequest = {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  /** Beside Host, Connection and Accept-Encoding, which the exchange writes itself. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  readonly limits: OutboundLimits
  /** Ranges of addresses open to this request beside the open Internet. */
  readonly permitted: readonly string[]
  readonly signal: AbortSignal
}

export type OutboundAnswer = {
  readonly status: number
  /** Names in small letters. Cookies are left out: nothing here sends any back. */
  readonly headers: Readonly<Record<string, string>>
  /** The body, decompressed; empty for a redirect and wherever HTTP has none. */
  readonly bytes: Uint8Array
}

/** Sends one request over a connection of its own and reads the answer, whatever its status; follows no redirect.
 *  Throws OutboundFailure where there is no whole answer within the limits, or the host is where no request may go. */
export type Exchange = (request: OutboundRequest) => Promise<OutboundAnswer>
