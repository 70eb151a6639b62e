import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { sha256Hex } from '../../src/record/sha256.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'

/** A token with every scope. */
export const ADMIN = 'a-token-for-tests'

/** The whole program over HTTP on a store, at an instant (ISO 8601); each asker says from which network it comes. */
export async function appOn(
  store: Store,
  at: string,
  { webhookRanges = ['127.0.0.0/8'] }: { readonly webhookRanges?: readonly string[] } = {},
) {
  let view: RecordView = viewRecord(await loadRecord(store))
  const clientOf = (c: { req: { header: (name: string) => string | undefined } }) =>
    c.req.header('x-client') ?? 'somebody'
  const now = () => Date.parse(at)
  const officers = startOfficers({ store, adminTokenHash: sha256Hex(ADMIN), clientOf, now })
  const app = createApp({
    view: () => view,
    version: 'test',
    desk: { officers, store },
    alerts: { clientOf, outbox: false, webhookRanges },
    now,
  })
  return {
    app,
    refresh: async () => {
      view = viewRecord(await loadRecord(store))
    },
    ask: (path: string, body?: unknown, more: { method?: string; token?: string; client?: string } = {}) =>
      app.request(path, {
        method: more.method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(more.token === undefined ? {} : { authorization: `Bearer ${more.token}` }),
          'x-client': more.client ?? 'somebody',
          'content-type':
            body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json',
        },
        ...(body === undefined
          ? {}
          : { body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body) }),
      }),
  }
}
