/** What a source sent, good or bad, as it has to be kept. */
export type FetchedDocument = {
  /** After decompression. */
  readonly bytes: Uint8Array
  /** In hexadecimal, of these bytes. */
  readonly sha256: string
  /** The address as it is watched or was given. */
  readonly asked: string
  /** The address that answered: after redirects, and that of the local copy where one stands in. */
  readonly final: string
  readonly status: number
  /** Names in small letters; without cookies. */
  readonly headers: Readonly<Record<string, string>>
  /** When the last byte was there, ISO 8601 in UTC. */
  readonly fetchedAt: string
}

/** What is remembered of a source, to be given with the next look at it. */
export type KnownDocument = {
  readonly sha256: string | null
  /** What the source calls this version of the document, as it sent it; null where it sent nothing of use. */
  readonly etag: string | null
  readonly lastModified: string | null
  /** When the bytes themselves were last received, ISO 8601: a source that only says "not modified" does not move it. */
  readonly receivedAt: string | null
}

/** Before the first look. */
export const NOTHING_KNOWN: KnownDocument = { sha256: null, etag: null, lastModified: null, receivedAt: null }

/** What one look at a source brought. `known` is what to remember for the next one. */
export type FetchOutcome =
  | { readonly outcome: 'document'; readonly document: FetchedDocument; readonly known: KnownDocument }
  | {
      readonly outcome: 'unchanged'
      /** The source said so, or it sent the same bytes again. */
      readonly how: 'not_modified' | 'same_bytes'
      readonly final: string
      /** ISO 8601 in UTC. */
      readonly checkedAt: string
      readonly known: KnownDocument
    }
