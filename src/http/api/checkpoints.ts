import type { Context, Hono } from 'hono'
import { consistencyShape, proveConsistency } from '../../answers/consistency.ts'
import { firstBroken } from '../../answers/first-broken.ts'
import { nearestWord } from '../../answers/nearest.ts'
import { treeOfRecord } from '../../answers/record-tree.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { InputError } from '../../law/input-error.ts'
import { signCheckpoint } from '../../record/checkpoint.ts'
import { type NoteSigner, verifierText } from '../../record/note-key.ts'
import { checkpointKeys, listCheckpoints } from '../../store/checkpoints.ts'
import type { Store } from '../../store/store.ts'
import { ASK_AGAIN, isUnchanged } from '../caching.ts'
import { DATA_HEADERS } from '../headers.ts'
import { queryOf, readQuery } from '../parameters.ts'
import { brokenRecord, problemResponse } from '../problem.ts'
import { taggedResponse } from '../tagged-response.ts'

export type CheckpointSource = {
  readonly store: Store
  /** The keys that sign now; none where there are none. */
  readonly signers: () => Promise<readonly NoteSigner[]>
}

type Serving = CheckpointSource & { readonly read: () => Promise<RecordView> }

const PAGE = 100
const KEPT = 'public, max-age=60'

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': ASK_AGAIN } as const

function json(c: Context, body: unknown): Response {
  const headers = { 'content-type': 'application/json', 'cache-control': KEPT }
  return taggedResponse(c, { body: JSON.stringify(body) }, headers)
}

function noKey(c: Context): Response {
  return problemResponse({
    kind: 'not-found',
    detail: 'This server has no key to sign with; its operator makes one with `palermo keys create`.',
    instance: c.req.path,
  })
}

/** The parameters of the query by name. Throws InputError for one that is not among `names` or comes twice. */
function queryIn(c: Context, names: readonly string[]): ReadonlyMap<string, string> {
  const given = readQuery(queryOf(c.req.url))
  const found = new Map<string, string>()
  for (const [field, value] of given) {
    const near = nearestWord(field, names)
    const accepted = `one of ${names.join(', ')}, once`
    if (!names.includes(field) || found.has(field)) {
      throw new InputError([{ field, value, accepted, ...(near === undefined ? {} : { nearest: near }) }])
    }
    found.set(field, value)
  }
  return found
}

function sizeOf(value: string | undefined, field: string, most: number): number {
  const size = Number(value)
  if (value !== undefined && /^[1-9]\d{0,14}$/.test(value) && size <= most) return size
  const accepted = `a number of events from 1 to ${most}`
  throw new InputError([{ field, value: value ?? null, accepted }])
}

async function signed(
  c: Context,
  { signers }: Serving,
  { record }: RecordView,
  size: number,
): Promise<Response> {
  const [first, ...others] = await signers()
  if (first === undefined || record.head.seq === 0) return noKey(c)
  const broken = await firstBroken(record)
  if (broken !== null) return brokenRecord(broken, c.req.path)
  const keys = [first, ...others].map(({ hash }) => hash).join('.')
  const etag = `"${size}.${record.events[size - 1]?.hash.slice(0, 20)}.${keys}"`
  if (isUnchanged(c.req.header('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { ...DATA_HEADERS, etag, 'cache-control': ASK_AGAIN } })
  }
  const body = await signCheckpoint(treeOfRecord(record), [first, ...others], size)
  return new Response(body, { headers: { ...DATA_HEADERS, ...PLAIN, etag } })
}

/** Adds `/v1/checkpoint`, the signed state of the record; `/v1/checkpoints/{size}`, the same for its first events;
 *  `/v1/checkpoints`, those that are kept, with the keys at `/v1/checkpoints/keys`; and `/v1/consistency`, which shows
 *  that one is the beginning of another. */
export function addCheckpointRoutes(app: Hono, serving: Serving): void {
  const { read, store, signers } = serving
  app.get('/v1/checkpoint', async (c) => {
    const view = await read()
    return signed(c, serving, view, view.record.head.seq)
  })
  app.get('/v1/checkpoints', async (c) => {
    const { head } = (await read()).record
    const below = queryIn(c, ['below']).get('below')
    const most = below === undefined ? null : sizeOf(below, 'below', head.seq + 1)
    return json(c, { checkpoints: await listCheckpoints(store.db, { below: most, limit: PAGE }) })
  })
  app.get('/v1/checkpoints/keys', async (c) => {
    const known = [...(await checkpointKeys(store.db)), ...(await signers())].map(verifierText)
    const body = [...new Set(known)].map((key) => `${key}\n`).join('')
    return taggedResponse(c, { body }, PLAIN)
  })
  app.get('/v1/checkpoints/:size{[0-9]+}', async (c) => {
    const view = await read()
    return signed(c, serving, view, sizeOf(c.req.param('size'), 'size', view.record.head.seq))
  })
  app.get('/v1/consistency', async (c) => {
    const { record } = await read()
    const query = queryIn(c, ['first', 'second'])
    const second = sizeOf(query.get('second') ?? String(record.head.seq), 'second', record.head.seq)
    const first = sizeOf(query.get('first'), 'first', second)
    return json(c, consistencyShape.parse(proveConsistency(record, { first, second })))
  })
}
