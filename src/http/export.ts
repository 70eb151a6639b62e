import type { Context } from 'hono'
import { LICENCE } from '../answers/envelope.ts'
import { type ExportFile, exportFiles } from '../answers/export-files.ts'
import { firstBroken } from '../answers/first-broken.ts'
import { nearestWord } from '../answers/nearest.ts'
import { treeOfRecord } from '../answers/record-tree.ts'
import type { RecordView } from '../answers/record-view.ts'
import { InputError } from '../law/input-error.ts'
import type { NoteSigner } from '../record/note-key.ts'
import { sha256OfTexts } from '../record/sha256.ts'
import { manifestPart, signExport } from '../record/signed-contents.ts'
import { ASK_AGAIN, isUnchanged } from './caching.ts'
import { DATA_HEADERS } from './headers.ts'
import { brokenRecord, problemResponse } from './problem.ts'

/** Where the files of the whole record are. */
export const EXPORT_PATH = '/v1/export'

type Signers = () => Promise<readonly NoteSigner[]>

const manifests = new WeakMap<object, Map<string, string>>()

async function manifestText(view: RecordView, signers: readonly NoteSigner[]): Promise<string> {
  const ofView = manifests.get(view.facts) ?? new Map<string, string>()
  manifests.set(view.facts, ofView)
  const keys = signers.map(({ hash }) => hash).join(' ')
  const known = ofView.get(keys)
  if (known !== undefined) return known
  const files = exportFiles(view.record).map(({ name, media_type, meaning, rows, parts }) => ({
    name,
    address: `${EXPORT_PATH}/${name}`,
    media_type,
    meaning,
    rows,
    ...sha256OfTexts(parts()),
  }))
  const { head } = view.record
  const tree = treeOfRecord(view.record)
  const manifest = { record: head, licence: LICENCE, files }
  const parts = [manifestPart(manifest), ...files]
  const proof = await signExport({ head, tree, parts }, signers)
  const text = JSON.stringify({ ...manifest, ...(proof && { proof }) })
  ofView.set(keys, text)
  return text
}

const utf8 = new TextEncoder()

function streamOf(file: ExportFile): ReadableStream<Uint8Array> {
  const parts = file.parts()[Symbol.iterator]()
  return new ReadableStream({
    pull(controller) {
      const next = parts.next()
      if (next.done) controller.close()
      else controller.enqueue(utf8.encode(next.value))
    },
  })
}

function tooLong(c: Context, { name, rows }: ExportFile, most: number): Response {
  const inPages = name.startsWith('events.')
    ? 'Ask for events page by page (/v1/events?since=0, then since=<next_since>), or let the operator'
    : 'The operator may set EXPORT_ROWS higher, or'
  const detail = `${name} has ${rows} rows; this server gives files of at most ${most}. ${inPages} run \`palermo export\`, which has no limit.`
  return problemResponse({ kind: 'file-too-long', detail, instance: c.req.path })
}

/** One file of the whole record, or their manifest, signed where there are keys. Throws InputError when there is no such
 *  file. */
export async function exportResponse(
  c: Context,
  view: RecordView,
  {
    version,
    signers,
    mostRows,
  }: { readonly version: string; readonly signers: Signers; readonly mostRows: number },
): Promise<Response> {
  const name = String(c.req.param('file'))
  const file = exportFiles(view.record).find((one) => one.name === name)
  if (file === undefined && name !== 'manifest.json') {
    const names = ['manifest.json', ...exportFiles(view.record).map((one) => one.name)]
    const near = nearestWord(name, names)
    throw new InputError([
      {
        field: 'file',
        value: name,
        accepted: `one of ${names.join(', ')}`,
        ...(near === undefined ? {} : { nearest: near }),
      },
    ])
  }
  if (file !== undefined && file.rows > mostRows) return tooLong(c, file, mostRows)
  const broken = await firstBroken(view.record)
  if (broken !== null) return brokenRecord(broken, c.req.path)
  // The manifest is another one under other keys.
  const keys = file === undefined ? await signers() : []
  const mark = [version, view.record.head.hash.slice(0, 20), ...keys.map(({ hash }) => hash)].join('.')
  const tag = `"${mark}"`
  const headers = { ...DATA_HEADERS, etag: tag, 'cache-control': ASK_AGAIN }
  if (isUnchanged(c.req.header('if-none-match'), tag)) return new Response(null, { status: 304, headers })
  if (file !== undefined) {
    return new Response(streamOf(file), { headers: { ...headers, 'content-type': file.media_type } })
  }
  const manifest = await manifestText(view, keys)
  return new Response(manifest, { headers: { ...headers, 'content-type': 'application/json' } })
}
