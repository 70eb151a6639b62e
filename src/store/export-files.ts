import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { stringify } from 'csv-stringify/sync'
import type { Kysely } from 'kysely'
import type { NoteSigner } from '../record/note-key.ts'
import { manifestPart } from '../record/signed-contents.ts'
import { EXPORT_FORM, inOneMoment, proofOf, rowText, tablePages } from './export-record.ts'
import { EXPORTED_TABLES, type ExportedTable } from './exported-tables.ts'
import type { Row } from './insert-rows.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Takes the next piece of a file; pieces of one file follow each other. */
export type WriteFile = (file: string, piece: string) => Promise<void> | void

type WrittenFile = {
  readonly file: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

const utf8 = new TextEncoder()

function csvValue(value: unknown): unknown {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join('|')
  if (typeof value === 'boolean') return String(value)
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value
}

/** Rows as RFC 4180. A cell that a spreadsheet would run as a formula begins with an apostrophe. */
function csvText(rows: readonly Row[], columns: readonly string[]): string {
  const cells = rows.map((row) => columns.map((column) => csvValue(row[column])))
  return stringify(cells, { record_delimiter: 'windows', escape_formulas: true, quoted_match: /[\r\n]/ })
}

const FORMS = [
  {
    ending: 'ndjson',
    opening: () => '',
    text: (rows: readonly Row[], { columns }: ExportedTable) =>
      rows.map((row) => `${rowText(row, columns)}\n`).join(''),
  },
  {
    ending: 'csv',
    opening: ({ columns }: ExportedTable) => `${columns.join(',')}\r\n`,
    text: (rows: readonly Row[], { columns }: ExportedTable) => csvText(rows, columns),
  },
] as const

async function writeTable(
  db: Kysely<Tables>,
  given: { readonly table: ExportedTable; readonly form: (typeof FORMS)[number] },
  write: WriteFile,
): Promise<WrittenFile> {
  const { table, form } = given
  const file = `${table.name}.${form.ending}`
  const hash = sha256.create()
  let rows = 0
  let bytes = 0
  const add = async (piece: string): Promise<void> => {
    const encoded = utf8.encode(piece)
    hash.update(encoded)
    bytes += encoded.length
    await write(file, piece)
  }
  await add(form.opening(table))
  for await (const page of tablePages(db, table)) {
    rows += page.length
    await add(form.text(page, table))
  }
  return { file, rows, bytes, sha256: bytesToHex(hash.digest()) }
}

/** Writes the whole record as files: each table as NDJSON and as CSV (documents, being bytes, as NDJSON only), and
 *  `manifest.json` with the head of the record and the SHA-256, size and rows of every file, signed where there are keys. */
export async function exportFiles(
  store: Store,
  write: WriteFile,
  signers: readonly NoteSigner[] = [],
): Promise<void> {
  await inOneMoment(store, async (db) => {
    const head = await db.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
    const files: WrittenFile[] = []
    for (const table of EXPORTED_TABLES) {
      for (const form of FORMS) {
        if (table.name === 'documents' && form.ending === 'csv') continue
        files.push(await writeTable(db, { table, form }, write))
      }
    }
    const packs = await db.selectFrom('packs').select(['id', 'licence']).orderBy('position').execute()
    const manifest = { palermo_export: EXPORT_FORM, head, licences: packs, files }
    const parts = files.map(({ file, rows, sha256: of }) => ({ name: file, rows, sha256: of }))
    const proof = await proofOf(db, { head, parts: [manifestPart(manifest), ...parts] }, signers)
    await write('manifest.json', `${JSON.stringify({ ...manifest, ...(proof && { proof }) }, null, 2)}\n`)
  })
}
