import type { KnownDocument } from './fetched-document.ts'

/** What may be sent back in a header: printable ASCII, and not without end. */
const SENDABLE = /^[\x20-\x7e]{1,512}$/

function sendable(value: string | undefined): string | null {
  return value !== undefined && SENDABLE.test(value) ? value : null
}

/** The names that a source gives this version of a document in its headers. */
export function validators(
  headers: Readonly<Record<string, string>>,
): Pick<KnownDocument, 'etag' | 'lastModified'> {
  return { etag: sendable(headers['etag']), lastModified: sendable(headers['last-modified']) }
}

/** The headers by which a source need only say that nothing has changed. Empty where nothing is known, or where the
 *  bytes themselves were last received longer ago than the source is believed, so that a source that says "not
 *  modified" for ever is found out. */
export function conditionalHeaders(
  known: KnownDocument,
  { now, believedMs }: { readonly now: number; readonly believedMs: number },
): Record<string, string> {
  if (known.sha256 === null || known.receivedAt === null) return {}
  if (now - Date.parse(known.receivedAt) > believedMs) return {}
  return {
    ...(known.etag === null ? {} : { 'if-none-match': known.etag }),
    ...(known.lastModified === null ? {} : { 'if-modified-since': known.lastModified }),
  }
}
