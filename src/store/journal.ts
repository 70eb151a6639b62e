import type { PGliteInterface } from '@electric-sql/pglite'
import { type Kysely, sql, type Transaction } from 'kysely'
import { InputError } from '../law/input-error.ts'
import type { Head } from '../record/chain.ts'
import type { RecordEvent } from '../record/event.ts'
import { restoreInTransaction } from './append-events.ts'
import { type JournalEntry, type JournalFile, openJournalFile } from './journal-file.ts'
import type { Tables } from './tables.ts'

/** The embedded database never asks the disk to flush what it writes. This journal does, for every event. */
export type Journal = {
  /** Adds what the database has and the journal lacks. A transaction that appended events is done only after it. */
  readonly catchUp: (database: Pick<PGliteInterface, 'query'>) => Promise<void>
  /** Appends to the database what it lost, and answers with how many events that were. From then on the journal is
   *  kept. Throws InputError where the journal is of another record. */
  readonly recover: (db: Kysely<Tables>) => Promise<number>
  /** Whether there is anything in it. */
  readonly holdsEvents: () => boolean
  readonly close: () => void
}

const BATCH = 2_000

type KeptDocument = { readonly sha256: string; readonly bytes: Uint8Array; readonly kept_at: string }

/** The next events that the journal lacks, with the documents that nothing before them cites. */
async function missingEntries(
  database: Pick<PGliteInterface, 'query'>,
  after: number,
): Promise<readonly JournalEntry[]> {
  const events = await database.query<RecordEvent>(
    'select * from events where seq > $1 order by seq limit $2',
    [after, BATCH],
  )
  const documents = await database.query<KeptDocument>(
    `select sha256, bytes, kept_at from documents where sha256 in (
      select document from (select * from events where seq > $1 order by seq limit $2) as added
      where not exists (select from events as earlier where earlier.seq <= $1 and earlier.document = added.document))
    order by sha256`,
    [after, BATCH],
  )
  return [
    ...documents.rows.map(({ sha256, bytes, kept_at }) => ({
      document: { sha256, bytes: Buffer.from(bytes).toString('base64'), kept_at },
    })),
    ...events.rows.map((event) => ({ event })),
  ]
}

async function addMissing(database: Pick<PGliteInterface, 'query'>, file: JournalFile): Promise<void> {
  const { rows } = await database.query<Head>('select seq, hash from record_head')
  const head = rows[0]
  while (head !== undefined && file.head().seq < head.seq) {
    file.add(await missingEntries(database, file.head().seq))
  }
}

function otherRecord(path: string, seq: number): InputError {
  const accepted = `the journal of this database: event ${seq} is another one there; move the journal or the database away`
  return new InputError([{ field: 'journal', value: path, accepted }])
}

async function hashAt(db: Kysely<Tables>, seq: number): Promise<string | null> {
  const found = await db.selectFrom('events').select('hash').where('seq', '=', seq).executeTakeFirst()
  return found === undefined ? null : found.hash
}

async function writeDocument(
  trx: Transaction<Tables>,
  { sha256, bytes, kept_at }: Extract<JournalEntry, { document: unknown }>['document'],
): Promise<void> {
  await sql`insert into documents (sha256, bytes, kept_at) values (${sha256}, ${Buffer.from(bytes, 'base64')}, ${kept_at})
    on conflict (sha256) do nothing`.execute(trx)
}

/** Appends the events after `head` as they were, hashes and all. The register may be lost as well and comes after: so
 *  names are not looked up here. */
async function replay(trx: Transaction<Tables>, file: JournalFile, head: Head): Promise<number> {
  await sql`set local session_replication_role = replica`.execute(trx)
  let events: RecordEvent[] = []
  let count = 0
  for await (const entry of file.entries()) {
    if ('document' in entry) {
      await writeDocument(trx, entry.document)
      continue
    }
    if (entry.event.seq <= head.seq) continue
    events.push(entry.event)
    count += 1
    if (events.length < BATCH) continue
    await restoreInTransaction(trx, events)
    events = []
  }
  if (events.length > 0) await restoreInTransaction(trx, events)
  return count
}

/** Opens the journal of an embedded database. */
export function openJournal(path: string): Journal {
  const file = openJournalFile(path)
  let kept = false
  return {
    catchUp: async (database) => {
      if (kept) await addMissing(database, file)
    },
    recover: async (db) => {
      const { seq, hash } = await db
        .selectFrom('record_head')
        .select(['seq', 'hash'])
        .executeTakeFirstOrThrow()
      const journal = file.head()
      const shared = Math.min(seq, journal.seq)
      if (shared === journal.seq && shared > 0 && (await hashAt(db, shared)) !== journal.hash) {
        throw otherRecord(path, shared)
      }
      const count =
        journal.seq > seq ? await db.transaction().execute((trx) => replay(trx, file, { seq, hash })) : 0
      kept = true
      // An empty transaction: what the database has beyond the journal is added at its end.
      await db.transaction().execute(async (trx) => sql`select 1`.execute(trx))
      return count
    },
    holdsEvents: () => file.head().seq > 0,
    close: file.close,
  }
}
