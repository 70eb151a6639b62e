import { sql, type Transaction } from 'kysely'
import { eventHash, type Head } from '../record/chain.ts'
import type { RecordEvent } from '../record/event.ts'
import { sha256Hex } from '../record/sha256.ts'
import { verifyChain } from '../record/verify.ts'
import { restoreInTransaction } from './append-events.ts'
import type { JournalEntry, JournalFile } from './journal-file.ts'
import type { Tables } from './tables.ts'

const BATCH = 2_000

type Documented = Extract<JournalEntry, { document: unknown }>['document']

/** Keeps a document, unless its bytes were changed. */
async function writeDocument(trx: Transaction<Tables>, document: Documented): Promise<void> {
  const bytes = Buffer.from(document.bytes, 'base64')
  if (sha256Hex(bytes) !== document.sha256) return
  await sql`insert into documents (sha256, bytes, kept_at) values (${document.sha256}, ${bytes}, ${document.kept_at})
    on conflict (sha256) do nothing`.execute(trx)
}

/** Whether an event is the next one as it was written, and the document that it rests on is there. */
async function follows(trx: Transaction<Tables>, event: RecordEvent, last: Head): Promise<boolean> {
  if (!verifyChain([event], null, last).intact) return false
  if (event.document === null) return true
  const kept = trx.selectFrom('documents').select('sha256').where('sha256', '=', event.document)
  return (await kept.executeTakeFirst()) !== undefined
}

/** Whether an event stands where the record ends, is as it was written, and is not the one that stands there. */
function isOfAnotherRecord(event: RecordEvent, head: Head): boolean {
  return event.seq === head.seq && event.hash !== head.hash && event.hash === eventHash(event)
}

/** Appends the events after `head` as they were, hashes and all, as far as each is the one that was written, with its
 *  document; answers with the last of them. Throws what `otherRecord` makes where the journal has another event than
 *  `head` in its place. The register may be lost as well and comes after: so names are not looked
 *  up here. */
export async function replayJournal(
  trx: Transaction<Tables>,
  { file, otherRecord }: { readonly file: Pick<JournalFile, 'entries'>; readonly otherRecord: () => Error },
  head: Head,
): Promise<Head> {
  await sql`set local session_replication_role = replica`.execute(trx)
  let last = head
  let events: RecordEvent[] = []
  for await (const entry of file.entries()) {
    if (entry === null) continue
    if ('document' in entry) {
      await writeDocument(trx, entry.document)
      continue
    }
    if (isOfAnotherRecord(entry.event, head)) throw otherRecord()
    if (entry.event.seq <= last.seq) continue
    if (!(await follows(trx, entry.event, last))) break
    last = { seq: entry.event.seq, hash: entry.event.hash }
    events.push(entry.event)
    if (events.length < BATCH) continue
    await restoreInTransaction(trx, events)
    events = []
  }
  if (events.length > 0) await restoreInTransaction(trx, events)
  return last
}
