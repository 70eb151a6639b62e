import type { Context } from 'hono'
import { sha256Hex } from '../record/sha256.ts'
import { isUnchanged } from './caching.ts'
import { DATA_HEADERS } from './headers.ts'

/** A body marked by what is in it, for what no state of the record marks; 304 where the reader has it already. `mark`
 *  is what makes it another one, where that is less than all of it: the moment of the answer does not. */
export function taggedResponse(
  c: Context,
  { body, mark = body }: { readonly body: string; readonly mark?: string },
  headers: Readonly<Record<string, string>>,
): Response {
  const weak = mark === body ? '' : 'W/'
  const etag = `${weak}"${sha256Hex(mark).slice(0, 40)}"`
  const all = { ...DATA_HEADERS, ...headers, etag }
  if (isUnchanged(c.req.header('if-none-match'), etag))
    return new Response(null, { status: 304, headers: all })
  return new Response(body, { headers: all })
}
