import type { PGliteInterface } from '@electric-sql/pglite'
import { type Kysely, sql } from 'kysely'
import { InputError } from '../law/input-error.ts'
import type { Head } from '../record/chain.ts'
import type { RecordEvent } from '../record/event.ts'
import { type JournalEntry, type JournalFile, openJournalFile } from './journal-file.ts'
import { replayJournal } from './replay-journal.ts'
import type { Tables } from './tables.ts'
import { verifyJournal } from './verify-journal.ts'

/** The embedded database never asks the disk to flush what it writes. This journal does, for every event. */
export type Journal = {
  /** Adds what the database has and the journal lacks. A transaction that appended events is done only after it. */
  readonly catchUp: (database: Pick<PGliteInterface, 'query'>) => Promise<void>
  /** Appends to the database what it lost, as far as the journal is as it was written, and answers in sentences for the
   *  operator. From then on the journal is kept. Throws InputError where the journal is of another record. */
  readonly recover: (db: Kysely<Tables>) => Promise<readonly string[]>
  /** What is wrong with its first line that is not as it was written; null where all are. */
  readonly verify: () => Promise<string | null>
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

/** What an operator is told of a journal that had less to give back than it once held. */
function notGivenBack(path: string, { seq }: Head, held: Head): string {
  return `The journal is damaged behind event ${seq}: events ${seq + 1} to ${held.seq}, which the database had lost, could not be taken from it. It is kept in ${path}; a backup may have them (\`palermo restore\` into an empty place).`
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
      const isPart = journal.seq > 0 && journal.seq <= seq
      // The head has the hash of the last event itself: nothing more is asked where both end with the same.
      const there = isPart && journal.seq < seq ? await hashAt(db, journal.seq) : hash
      if (isPart && there !== journal.hash) throw otherRecord(path, journal.seq)
      const said = file.cutOff === null ? [] : [`What stood behind the journal is kept in ${file.cutOff}.`]
      if (journal.seq > seq) {
        const lost = { file, otherRecord: () => otherRecord(path, seq) }
        const last = await db.transaction().execute((trx) => replayJournal(trx, lost, { seq, hash }))
        if (last.seq > seq)
          said.push(`${last.seq - seq} events that the database had lost were taken from its journal.`)
        if (last.seq < journal.seq) said.push(notGivenBack(file.putAside(), last, journal))
      }
      kept = true
      // An empty transaction: what the database has beyond the journal is added at its end.
      if (journal.seq < seq) await db.transaction().execute(async (trx) => sql`select 1`.execute(trx))
      return said
    },
    verify: () => verifyJournal(file),
    holdsEvents: () => file.head().seq > 0,
    close: file.close,
  }
}
