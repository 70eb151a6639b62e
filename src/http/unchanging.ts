import type { Context } from 'hono'
import type { RecordView } from '../answers/record-view.ts'
import { ASK_AGAIN, isUnchanged } from './caching.ts'
import { DATA_HEADERS } from './headers.ts'

const kept = new WeakMap<object, Map<string, string>>()

/** A text that depends on the record alone, made once for it. `version` changes when the same record gives another. */
export function unchanging(
  c: Context,
  form: { readonly version: string; readonly type: string },
  view: RecordView,
  make: (view: RecordView) => string,
): Response {
  const tag = `"${form.version}.${view.record.head.hash.slice(0, 20)}"`
  const headers = { ...DATA_HEADERS, 'content-type': form.type, etag: tag, 'cache-control': ASK_AGAIN }
  if (isUnchanged(c.req.header('if-none-match'), tag)) return new Response(null, { status: 304, headers })
  const texts = kept.get(view.facts) ?? new Map<string, string>()
  kept.set(view.facts, texts)
  const key = `${c.req.path} ${form.version}`
  const text = texts.get(key) ?? make(view)
  texts.set(key, text)
  return new Response(text, { headers })
}
