import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type Kysely, sql } from 'kysely'
import type { Head } from '../record/chain.ts'
import type { NoteSigner } from '../record/note-key.ts'
import { type ExportPart, type ExportProof, signExport } from '../record/signed-contents.ts'
import { treeOnRecord } from './checkpoints.ts'
import { EXPORTED_TABLES, type ExportedTable } from './exported-tables.ts'
import type { Row } from './insert-rows.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** The form of the export; a reader refuses a number that it does not know. */
export const EXPORT_FORM = 1

/** What the first line of an export says. */
export type ExportOpening = { readonly palermo_export: number; readonly head: Head }

/** What the last line says: of each table the rows, and the SHA-256 of its lines, line ends included. The proof is there
 *  where there is a key to sign with. */
export type ExportManifest = {
  readonly manifest: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>
  readonly proof?: ExportProof
}

/** Rows that are small are read many at a time, whole documents a few. */
const PAGE: Readonly<Partial<Record<ExportedTable['name'], number>>> = { documents: 4 }
const USUAL_PAGE = 5_000

const utf8 = new TextEncoder()

/** The rows of one table in their order, a page at a time, from one transaction. */
export async function* tablePages(
  db: Kysely<Tables>,
  { name, columns, order }: ExportedTable,
): AsyncGenerator<readonly Row[]> {
  const size = PAGE[name] ?? USUAL_PAGE
  const by = sql.join(order.map((column) => sql`${sql.ref(column)} nulls first`))
  for (let from = 0; ; from += size) {
    const limits = name === 'events' ? sql`where seq > ${from} order by seq limit ${size}` : null
    const page = await sql<Row>`select ${sql.join(columns.map((column) => sql.ref(column)))}
      from ${sql.table(name)}
      ${limits ?? sql`order by ${by} limit ${size} offset ${from}`}`.execute(db)
    if (page.rows.length > 0) yield page.rows
    if (page.rows.length < size) return
  }
}

/** A value as JSON holds it: bytes in base64, everything else as it is. */
function jsonValue(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}

/** One row as JSON, its columns in their order. */
export function rowText(row: Row, columns: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(columns.map((column) => [column, jsonValue(row[column])])))
}

/** Signs what an export from this database holds; null where there is no key. */
export async function proofOf(
  db: Kysely<Tables>,
  { head, parts }: { readonly head: Head; readonly parts: readonly ExportPart[] },
  signers: readonly NoteSigner[],
): Promise<ExportProof | null> {
  if (signers.length === 0) return null
  return signExport({ head, tree: await treeOnRecord(db, head.seq), parts }, signers)
}

/** Every row of the tables as lines of JSON, some at a time; at the end what the manifest says of each table. */
export async function* tableLines(
  db: Kysely<Tables>,
  tables: readonly Parameters<typeof tablePages>[1][],
): AsyncGenerator<string, Record<string, { rows: number; sha256: string }>> {
  const manifest: Record<string, { rows: number; sha256: string }> = {}
  for (const table of tables) {
    const hash = sha256.create()
    let rows = 0
    for await (const page of tablePages(db, table)) {
      const lines = page
        .map((row) => `{"table":"${table.name}","row":${rowText(row, table.columns)}}\n`)
        .join('')
      hash.update(utf8.encode(lines))
      rows += page.length
      yield lines
    }
    manifest[table.name] = { rows, sha256: bytesToHex(hash.digest()) }
  }
  return manifest
}

async function* exportWithin(db: Kysely<Tables>, signers: readonly NoteSigner[]): AsyncGenerator<string> {
  const head = await db.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
  yield `${JSON.stringify({ palermo_export: EXPORT_FORM, head } satisfies ExportOpening)}\n`
  const manifest = yield* tableLines(db, EXPORTED_TABLES)
  const parts = Object.entries(manifest).map(([name, said]) => ({ name, ...said }))
  const proof = await proofOf(db, { head, parts }, signers)
  const last: ExportManifest = proof === null ? { manifest } : { manifest, proof }
  yield `${JSON.stringify(last)}\n`
}

/** Reads within one transaction, so that the export is the record of one moment. */
export async function inOneMoment<Value>(
  store: Store,
  read: (db: Kysely<Tables>) => Promise<Value>,
): Promise<Value> {
  return store.db.transaction().setIsolationLevel('repeatable read').execute(read)
}

/** Writes the whole record as lines of JSON: an opening line, a line for each row of each table, a manifest of hashes
 *  at the end. `write` gets some lines at a time and is waited for, so that little is held at once. With
 *  `signers` the manifest carries signatures. */
export async function exportLines(
  store: Store,
  write: (lines: string) => Promise<void> | void,
  signers: readonly NoteSigner[] = [],
): Promise<void> {
  await inOneMoment(store, async (db) => {
    for await (const lines of exportWithin(db, signers)) await write(lines)
  })
}
