import type { Transaction } from 'kysely'
import { decide } from '../depositary/decide.ts'
import type { FetchedDocument } from '../depositary/fetched-document.ts'
import { type NameRegistry, registryOf } from '../depositary/participant-names.ts'
import type { Reading } from '../depositary/read-document.ts'
import { reconcile } from '../depositary/reconcile.ts'
import {
  type EarlierDocument,
  heldDocument,
  isOfDocument,
  type ReadStatusDocument,
  type RecordDifference,
} from '../depositary/record-difference.ts'
import { InputError } from '../law/input-error.ts'
import { dayOfMoment, type PlainDate } from '../law/plain-date.ts'
import type { EventDraft } from '../record/event.ts'
import { sha256Hex } from '../record/sha256.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { allowEvents } from './allow-events.ts'
import { appendInTransaction, type InTransaction } from './append-events.ts'
import { withCellHistory } from './cell-history.ts'
import { recordDecision } from './decisions.ts'
import {
  closeRecorded,
  closeUnseen,
  type FoundIn,
  keepDecided,
  keepWaiting,
  type Settled,
} from './differences.ts'
import { keepDocument, readDocument as readKept } from './documents.ts'
import { loadRecord } from './load-record.ts'
import { type PageState, readPageState, recordLook, rememberPage } from './page-states.ts'
import { readStatusDocument } from './read-status-document.ts'
import { settledNow } from './settled-now.ts'
import { stillGone } from './still-gone.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writeAsRead } from './write-as-read.ts'

/** A document to be laid beside the record. */
export type GivenDocument = {
  /** Address of the page, or the name under which its documents are given by hand. */
  readonly page: string
  /** Number of the treaty whose page it is. */
  readonly treaty: string
  /** Id of the source that its events cite. */
  readonly source: string
  /** False for a second source: what only it says never becomes an event. */
  readonly isDepositary: boolean
  readonly bytes: Uint8Array
  /** Day of the reading. */
  readonly readOn: PlainDate
  /** How the bytes came; null for a file. */
  readonly received: Pick<FetchedDocument, 'asked' | 'final' | 'status' | 'headers'> | null
}

export type TakeOptions = {
  /** Who takes it, as events and decisions name them. */
  readonly by: string
  /** The instant of writing in milliseconds since 1970, asked while the head is locked; its day is the one from which
   *  what is written is known. */
  readonly now: () => number
  readonly dryRun: boolean
  readonly inTransaction?: readonly InTransaction[]
}

/** What became of a document. */
export type Outcome =
  | { readonly kind: 'refused'; readonly verdict: Reading['verdict']; readonly reason: string }
  | {
      readonly kind: 'taken'
      /** Why nothing of it is written by itself; empty where nothing holds it. */
      readonly held: readonly string[]
      readonly events: readonly EventDraft[]
      readonly accepted: readonly RecordDifference[]
      readonly waiting: readonly RecordDifference[]
      readonly ignored: readonly RecordDifference[]
      /** Differences that a decision has settled for as long as the page says the same. */
      readonly settled: readonly RecordDifference[]
    }

type Taken = Extract<Outcome, { readonly kind: 'taken' }>

async function earlierReading(store: Store, state: PageState, names: NameRegistry): Promise<EarlierDocument> {
  const { accepted, accepted_on: readOn } = state
  if (accepted === null || readOn === null) return null
  const bytes = await readKept(store.db, accepted)
  if (bytes === null) throw new Error(`the document ${accepted} is not kept`)
  return { reading: await readStatusDocument(bytes, { names, readOn }), sha256: accepted, readOn }
}

function onePerKey(differences: readonly RecordDifference[]): RecordDifference[] {
  return [...new Map(differences.toReversed().map((each) => [each.key, each])).values()].toReversed()
}

function judge(
  document: ReadStatusDocument,
  {
    found,
    settled,
    earlier,
    record,
    ...means
  }: {
    readonly found: readonly RecordDifference[]
    readonly earlier: EarlierDocument
    readonly settled: Settled
    readonly record: RecordSnapshot
    readonly by: string
    readonly today: PlainDate
  },
): Outcome {
  const isOpen = ({ key }: RecordDifference) => !settled.has(key)
  // Where an officer has said that a page is wrong as a whole, nothing of it is written by itself.
  const stands = (each: RecordDifference) =>
    isOpen(each) || (isOfDocument(each) && settled.get(each.key)?.kind === 'reject')
  const decision = decide(document, found.filter(stands), { earlier, treaties: record.treaties })
  if (decision.kind === 'refused') return { ...decision, verdict: document.reading.verdict }
  const waiting = decision.waiting.flatMap(({ differences }) => differences)
  const { accepted, events, refused } = allowEvents(decision.accepted, record, means)
  return {
    kind: 'taken',
    held: decision.held,
    events,
    accepted,
    waiting: [...heldDocument(document, decision.held), ...waiting, ...refused].filter(isOpen),
    ignored: decision.ignored,
    settled: found.filter((each) => !isOpen(each)),
  }
}

type Judged = {
  readonly outcome: Outcome
  readonly record: RecordSnapshot
  readonly document: ReadStatusDocument
  readonly state: PageState
}

function refuseUnknown(given: GivenDocument, record: RecordSnapshot): void {
  if (!record.treaties.some(({ number }) => number === given.treaty)) {
    throw new InputError([{ field: 'treaty', value: given.treaty, accepted: 'a treaty on record' }])
  }
  if (!record.sources.some(({ id }) => id === given.source)) {
    throw new InputError([{ field: 'source', value: given.source, accepted: 'a source on record' }])
  }
}

async function judgeDocument(
  store: Store,
  given: GivenDocument,
  { by, now }: Pick<TakeOptions, 'by' | 'now'>,
): Promise<Judged> {
  const { page, treaty, source, isDepositary, bytes, readOn } = given
  const record = await loadRecord(store)
  refuseUnknown(given, record)
  const names = registryOf(record.participants, record.names)
  const state = await readPageState(store.db, page)
  const earlier = await earlierReading(store, state, names)
  const reading = await readStatusDocument(bytes, { names, readOn })
  const document = { reading, sha256: sha256Hex(bytes), treaty, source, isDepositary, readOn }
  if (reading.verdict !== 'status_table') {
    const reason = reading.reason ?? 'it is no status table'
    return { outcome: { kind: 'refused', verdict: reading.verdict, reason }, record, document, state }
  }
  const gone = await stillGone(store, { page, treaty, reading }, record)
  const found = onePerKey([...reconcile(document, { record, earlier, recordedBy: by }), ...gone])
  const settled = await settledNow(store, { ...document, page }, names)
  const ground = { found, earlier, settled, record, by, today: dayOfMoment(now()) }
  const outcome = judge(document, ground)
  if (outcome.kind === 'refused') return { outcome, record, document, state }
  const waiting = await withCellHistory(store, record, outcome.waiting)
  return { outcome: { ...outcome, waiting }, record, document, state }
}

function sentence(outcome: Outcome): string {
  if (outcome.kind === 'refused') return `Refused: ${outcome.reason}.`
  const { events, waiting, ignored, settled, held } = outcome
  const counts = `${events.length} events written, ${waiting.length} differences wait, ${ignored.length} ignored, ${settled.length} settled before.`
  return held.length === 0 ? counts : `${counts} Held: ${held.join('; ')}.`
}

async function keepTaken(
  trx: Transaction<Tables>,
  taken: Taken,
  { found, options }: { readonly found: FoundIn; readonly options: TakeOptions },
): Promise<EventDraft[]> {
  const { inTransaction = [] } = options
  const { at } = found
  const knownOn = dayOfMoment(Date.parse(at))
  const drafts = taken.events.map((draft) => ({ ...draft, known_on: knownOn }))
  const events = await appendInTransaction(trx, drafts, { recordedAt: () => at, inTransaction })
  if (taken.accepted.length > 0) {
    const reason = 'The policy lets a new act by a known participant through.'
    const ids = events.map(({ id }) => id)
    const decision = await recordDecision(trx, { kind: 'accept', by: 'policy', at, reason, events: ids })
    await keepDecided(trx, taken.accepted, { found, decision })
  }
  await closeRecorded(trx, events)
  await keepWaiting(trx, taken.waiting, found)
  await closeUnseen(trx, found, {
    waiting: taken.waiting,
    settled: [...taken.settled, ...taken.accepted],
  })
  return drafts
}

function remembered({ document, state }: Judged, taken: Taken, at: string): Partial<PageState> {
  const { reading, sha256, readOn } = document
  const isBaseline = taken.held.length === 0 && !taken.waiting.some(isOfDocument)
  const stamp =
    reading.as_at === null || reading.as_at === state.stamp ? {} : { stamp: reading.as_at, stamp_since: at }
  return { sha256, ...stamp, ...(isBaseline ? { accepted: sha256, accepted_on: readOn } : {}) }
}

async function keep(
  trx: Transaction<Tables>,
  judged: Judged,
  { given, options }: { readonly given: GivenDocument; readonly options: TakeOptions },
): Promise<Outcome> {
  const { outcome, document } = judged
  const { page, treaty, source, bytes, readOn, received } = given
  const at = new Date(options.now()).toISOString()
  await keepDocument(trx, bytes, () => at)
  const look = { page, treaty, lookedAt: at, document: document.sha256, received }
  if (outcome.kind === 'refused') {
    for (const write of options.inTransaction ?? []) await write(trx, [])
    await recordLook(trx, { ...look, found: outcome.verdict, said: sentence(outcome) })
    return outcome
  }
  const found = { page, document: document.sha256, source, readOn, at }
  const events = await keepTaken(trx, outcome, { found, options })
  await rememberPage(trx, page, remembered(judged, outcome, at))
  await recordLook(trx, { ...look, found: 'status_table', said: sentence(outcome) })
  return { ...outcome, events }
}

/** Takes one document through the whole chain: read, reconciled with the record, decided by the policy; what it allows
 *  is written, everything else is kept for a person, and the bytes are kept whatever they are. All of it in one
 *  transaction; nothing at all on a dry run. Taking the same document twice changes nothing. Throws InputError where the
 *  treaty or the source is not on record, RecordMoved, and what `inTransaction` throws. */
export async function takeDocument(
  store: Store,
  given: GivenDocument,
  options: TakeOptions,
): Promise<Outcome> {
  const prepare = () => judgeDocument(store, given, options)
  if (options.dryRun) return (await prepare()).outcome
  return writeAsRead(store.db, { prepare, write: (trx, judged) => keep(trx, judged, { given, options }) })
}
