import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type Kysely, sql, type Transaction } from 'kysely'
import { InputError } from '../law/input-error.ts'
import type { Head } from '../record/chain.ts'
import type { RecordEvent } from '../record/event.ts'
import { lockHead, restoreInTransaction, WAITS_FOR_A_SOURCE } from './append-events.ts'
import { EXPORT_FORM, type ExportManifest } from './export-record.ts'
import type { ExportedTable } from './exported-tables.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { readExportLine } from './read-export.ts'
import { refusedRows } from './refused-rows.ts'
import type { Tables } from './tables.ts'

const BATCH = 2_000
const utf8 = new TextEncoder()

type Tally = { rows: number; readonly hash: ReturnType<typeof sha256.create> }

function refusal(field: string, value: string | null, accepted: string): InputError {
  return new InputError([{ field, value, accepted }])
}

function columnValue(table: ExportedTable, column: string, value: unknown): unknown {
  if (table.name === 'documents' && column === 'bytes') return Buffer.from(String(value), 'base64')
  return table.name === 'treaties' && column === 'rules' ? JSON.stringify(value) : value
}

/** A row of `events`, whose columns were checked by name; the database checks what is in them. */
function asEvent(row: Row): RecordEvent {
  return row as RecordEvent
}

async function writeRows(
  trx: Transaction<Tables>,
  table: ExportedTable,
  rows: readonly Row[],
): Promise<void> {
  if (table.name === 'events') return restoreInTransaction(trx, rows.map(asEvent))
  const values = rows.map((row) =>
    Object.fromEntries(table.columns.map((column) => [column, columnValue(table, column, row[column])])),
  )
  await insertRows(trx, { table: table.name, columns: table.columns }, values)
}

async function requireEmpty(trx: Transaction<Tables>, stalledAfter: string): Promise<void> {
  const { seq } = await lockHead(trx, stalledAfter)
  const pack = await sql`select id from packs limit 1`.execute(trx)
  if (seq === 0 && pack.rows.length === 0) return
  throw refusal('record', `${seq} events`, 'an empty record to import into')
}

function requireManifest(tallies: ReadonlyMap<string, Tally>, manifest: ExportManifest['manifest']): void {
  const names = new Set([...tallies.keys(), ...Object.keys(manifest)])
  for (const name of names) {
    const tally = tallies.get(name)
    const said = manifest[name] ?? { rows: 0, sha256: '' }
    const rows = tally === undefined ? 0 : tally.rows
    if (rows !== said.rows)
      throw refusal(`export of ${name}`, `${rows} rows`, `${said.rows} rows, as in its manifest`)
    if (tally !== undefined && bytesToHex(tally.hash.digest()) !== said.sha256) {
      throw refusal(
        `export of ${name}`,
        'its lines',
        `lines with the SHA-256 ${said.sha256}, as in its manifest`,
      )
    }
  }
}

async function importWithin(
  trx: Transaction<Tables>,
  lines: AsyncIterable<string>,
  stalledAfter: string,
): Promise<Head> {
  await requireEmpty(trx, stalledAfter)
  const tallies = new Map<string, Tally>()
  let head: Head | null = null
  let manifest: ExportManifest['manifest'] | null = null
  let table: ExportedTable | null = null
  let rows: Row[] = []
  let place = 0
  const flush = async (): Promise<void> => {
    if (table !== null && rows.length > 0) await writeRows(trx, table, rows)
    rows = []
  }
  for await (const text of lines) {
    place += 1
    const line = readExportLine(text, place)
    if ((line.kind === 'opening') !== (place === 1) || manifest !== null) {
      throw refusal(
        `export line ${place}`,
        line.kind,
        `an opening line of the form ${EXPORT_FORM}, rows, a manifest`,
      )
    }
    if (line.kind === 'opening') head = line.opening.head
    else if (line.kind === 'manifest') manifest = line.manifest
    else {
      if (line.table !== table || rows.length >= BATCH) await flush()
      table = line.table
      rows.push(line.row)
      const tally = tallies.get(table.name) ?? { rows: 0, hash: sha256.create() }
      tally.rows += 1
      tally.hash.update(utf8.encode(`${text}\n`))
      tallies.set(table.name, tally)
    }
  }
  await flush()
  if (head === null || manifest === null)
    throw refusal('export', 'an export cut off', 'an export with its manifest')
  requireManifest(tallies, manifest)
  const reached = await lockHead(trx)
  if (reached.seq === head.seq && reached.hash === head.hash) return reached
  throw refusal(
    'export',
    `last event ${reached.seq} ${reached.hash}`,
    `${head.seq} ${head.hash}, as in its first line`,
  )
}

/** Brings a whole exported record, a line at a time without its line end, into an empty one, all of it or nothing:
 *  numbers, hashes and documents stay as they were. Answers with the head. Throws InputError when the record is not
 *  empty, or at the first line that is damaged, missing or out of its place. `stalledAfter`: for how long the lines may
 *  stay away, as PostgreSQL writes it; then a server ends the import. */
export async function importLines(
  db: Kysely<Tables>,
  lines: AsyncIterable<string>,
  stalledAfter: string = WAITS_FOR_A_SOURCE,
): Promise<Head> {
  try {
    return await inOneTransaction(db, (trx) => importWithin(trx, lines, stalledAfter))
  } catch (error) {
    throw refusedRows(error, 'export')
  }
}
