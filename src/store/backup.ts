import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Kysely } from 'kysely'
import type { Head } from '../record/chain.ts'
import { type ExportManifest, inOneMoment, tableLines } from './export-record.ts'
import { EXPORTED_TABLES } from './exported-tables.ts'
import { PRIVATE_TABLES } from './private-tables.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** The form of a backup; a reader refuses a number that it does not know. */
export const BACKUP_FORM = 1

/** What the first line of a backup says. */
export type BackupOpening = {
  readonly palermo_backup: number
  /** The newest migration of the database it was made from. */
  readonly schema: string
  readonly head: Head
  /** ISO 8601 in UTC. */
  readonly made_at: string
}

/** Every table that a backup holds, those that others name first. */
export const BACKUP_TABLES = [...EXPORTED_TABLES, ...PRIVATE_TABLES]

const utf8 = new TextEncoder()

async function openingOf(db: Kysely<Tables>): Promise<BackupOpening> {
  const head = await db.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
  const { name } = await db
    .selectFrom('schema_migrations')
    .select('name')
    .orderBy('name', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { palermo_backup: BACKUP_FORM, schema: name, head, made_at: new Date().toISOString() }
}

/** Writes everything that the program keeps, as lines of JSON: an opening line, a line for each row of each table, a
 *  manifest of hashes at the end. It is the state of one moment, whatever is written meanwhile. It holds hashes of
 *  tokens, addresses and secrets of subscriptions, so it is for the operator only. */
export async function backupLines(
  store: Store,
  write: (lines: string) => Promise<void> | void,
): Promise<BackupOpening> {
  return inOneMoment(store, async (db) => {
    const opening = await openingOf(db)
    const first = `${JSON.stringify(opening)}\n`
    await write(first)
    const lines = tableLines(db, BACKUP_TABLES)
    let next = await lines.next()
    for (; !next.done; next = await lines.next()) await write(next.value)
    const manifest = {
      opening: { rows: 1, sha256: bytesToHex(sha256(utf8.encode(first))) },
      ...next.value,
    }
    await write(`${JSON.stringify({ manifest } satisfies ExportManifest)}\n`)
    return opening
  })
}
