import type { Context, Hono } from 'hono'
import * as z from 'zod'
import { InputError } from '../../law/input-error.ts'
import { readAudit, writeAudit } from '../../store/audit-trail.ts'
import { backupLines } from '../../store/backup.ts'
import type { Store } from '../../store/store.ts'
import { PRIVATE_HEADERS } from '../headers.ts'
import { type Officers, officerOf } from '../officers.ts'

const MOST_ENTRIES = 1_000
const USUAL_ENTRIES = 100

const utf8 = new TextEncoder()

const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

function numberIn(c: Context, field: string, most: number): number | null {
  const value = c.req.query(field)
  if (value === undefined) return null
  const read = wholeNumber.safeParse(value)
  if (read.success && read.data <= most) return read.data
  throw new InputError([{ field, value, accepted: `a whole number from 1 to ${most}` }])
}

function answer(body: unknown): Response {
  return new Response(JSON.stringify(body), {
    headers: { ...PRIVATE_HEADERS, 'content-type': 'application/json' },
  })
}

/** Text that is made piece by piece as bytes for a reader. Where the maker must not wait for a slow reader, something
 *  stands between them. */
export type TextStream = (
  make: (write: (text: string) => Promise<void>) => Promise<unknown>,
) => Promise<ReadableStream<Uint8Array>>

/** Each piece waits for its reader. */
async function straight(make: Parameters<TextStream>[0]): ReturnType<TextStream> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  make((text) => writer.write(utf8.encode(text))).then(
    () => writer.close(),
    (error: unknown) => writer.abort(error).catch(() => undefined),
  )
  return readable
}

/** Adds `/v1/officers/me`, which tells the holder of a token what it is for, and `/v1/officers/audit`, what officers
 *  have done, and `/v1/officers/backup`, everything that is kept, for the scope `operate`. */
export function addOfficerRoutes(
  app: Hono,
  {
    officers,
    store,
    stream = straight,
  }: { readonly officers: Officers; readonly store: Store; readonly stream?: TextStream },
): void {
  app.get('/v1/officers/me', async (c) => {
    const { name, token, scopes, expires_at } = await officers.of(c)
    return answer({ name, token, scopes, expires_at })
  })
  app.get('/v1/officers/backup', async (c) => {
    const officer = await officerOf(c, { officers, scope: 'operate' })
    await writeAudit(store.db, { officer, act: 'backup.make', subject: null })
    // A backup that fails in the middle ends without its manifest, and every reader refuses it.
    const readable = await stream((write) => backupLines(store, write))
    return new Response(readable, { headers: { ...PRIVATE_HEADERS, 'content-type': 'application/x-ndjson' } })
  })
  app.get('/v1/officers/audit', async (c) => {
    await officerOf(c, { officers, scope: 'operate' })
    const limit = numberIn(c, 'limit', MOST_ENTRIES) ?? USUAL_ENTRIES
    const entries = await readAudit(store.db, {
      before: numberIn(c, 'before', Number.MAX_SAFE_INTEGER),
      limit,
    })
    return answer({ entries })
  })
}
