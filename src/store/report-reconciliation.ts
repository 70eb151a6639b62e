import type {
  ExplainedDifference,
  ReconciledSource,
  ReconciliationReport,
} from '../answers/reconciliation.ts'
import { type NameRegistry, registryOf } from '../depositary/participant-names.ts'
import { readDocument } from '../depositary/read-document.ts'
import { reconcile } from '../depositary/reconcile.ts'
import type { RecordDifference } from '../depositary/record-difference.ts'
import { dayOfMoment } from '../law/plain-date.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import { type KeptDifference, keptDifferences } from './differences.ts'
import { readDocument as readKept } from './documents.ts'
import { loadRecord } from './load-record.ts'
import { type PageState, readPageState } from './page-states.ts'
import { sourceAlarms } from './source-alarms.ts'
import type { Store } from './store.ts'
import { watchedPages } from './watched-pages.ts'

type Ground = {
  readonly record: RecordSnapshot
  readonly names: NameRegistry
  /** What waits or was decided, by key. */
  readonly kept: ReadonlyMap<string, KeptDifference>
}

function recordWords({ recorded }: RecordDifference): string | null {
  if (recorded === null) return null
  const day = recorded.day ?? `between ${recorded.earliest ?? '?'} and ${recorded.latest ?? '?'}`
  return `${recorded.action} ${day}`
}

function settlement(
  difference: RecordDifference,
  kept: KeptDifference | undefined,
): Pick<ExplainedDifference, 'settled' | 'explanation'> {
  const { reason } = difference
  if (kept === undefined) return { settled: 'open', explanation: reason }
  const { decision, found_at } = kept
  if (decision === null) return { settled: 'waiting', explanation: `Waits since ${found_at}: ${reason}` }
  const { decision: kind, decided_by, decided_at } = decision
  const settled = kind === 'reject' ? 'rejected' : kind === 'correct' ? 'corrected' : 'open'
  return { settled, explanation: `${decided_by} decided at ${decided_at}: ${decision.reason}` }
}

function explain(difference: RecordDifference, { kept }: Ground): ExplainedDifference {
  const { class: is, participant, name, claim, key } = difference
  return {
    ...{ class: is, participant, name },
    source_says: claim === null ? null : claim.words,
    record_says: recordWords(difference),
    ...settlement(difference, kept.get(key)),
  }
}

/** What the record and the bytes last read of a page do not say alike now; spellings aside. */
async function differencesWith(
  store: Store,
  { page, state }: { readonly page: WatchedSource; readonly state: PageState },
  { record, names }: Ground,
): Promise<RecordDifference[]> {
  const { sha256, good_at } = state
  const bytes = sha256 === null || good_at === null ? null : await readKept(store.db, sha256)
  if (sha256 === null || good_at === null || bytes === null) return []
  const readOn = dayOfMoment(Date.parse(good_at))
  const reading = readDocument(bytes, { names, readOn })
  if (reading.verdict !== 'status_table') return []
  const { treaty, source, role } = page
  const document = { reading, sha256, treaty, source, isDepositary: role === 'depositary', readOn }
  const found = reconcile(document, { record, earlier: null, recordedBy: 'reconciliation' })
  return found.filter(({ disposition }) => disposition !== 'ignore')
}

function saidOf(state: ReconciledSource['state'], checkedAt: string | null, count: number): string {
  if (state === 'not_checked') return 'Nothing of it could be read yet.'
  const checked = `checked at ${checkedAt}`
  return count === 0 ? `No difference, ${checked}.` : `${count} differences, ${checked}.`
}

async function reconciled(store: Store, page: WatchedSource, ground: Ground): Promise<ReconciledSource> {
  const { treaty, address, form, role, source, every_hours } = page
  const state = await readPageState(store.db, address)
  const found = await differencesWith(store, { page, state }, ground)
  const is = state.good_at === null ? 'not_checked' : found.length === 0 ? 'agrees' : 'differs'
  return {
    ...{ treaty, address, form, role, source, every_hours },
    state: is,
    said: saidOf(is, state.good_at, found.length),
    checked_at: state.good_at,
    looked_at: state.looked_at,
    due_at: state.due_at,
    failure: state.failure,
    document: state.sha256,
    received_at: state.received_at,
    as_at: state.stamp,
    differences: found.map((difference) => explain(difference, ground)),
  }
}

/** The record against each source that is watched: the record as it stands now, the bytes as they were read last.
 *  `now` in milliseconds since 1970. */
export async function reportReconciliation(store: Store, now: number): Promise<ReconciliationReport> {
  const record = await loadRecord(store, null, () => now)
  const names = registryOf(record.participants, record.names)
  const differences = await keptDifferences(store.db, { states: ['waiting', 'decided'] })
  const kept = new Map(
    differences.filter((each) => each.lapsed_at === null).map((each) => [each.difference.key, each]),
  )
  const sources: ReconciledSource[] = []
  for (const page of await watchedPages(store.db)) {
    sources.push(await reconciled(store, page, { record, names, kept }))
  }
  const count = sources.reduce((sum, source) => sum + source.differences.length, 0)
  const { checked_at, stale, head } = record
  const checked = checked_at === null ? 'no source has been checked yet' : `last checked at ${checked_at}`
  const alarms = await sourceAlarms(store.db, now)
  return {
    answered_at: new Date(now).toISOString(),
    record: { seq: head.seq, hash: head.hash },
    ...{ checked_at, stale, differences: count },
    said: `${count === 0 ? 'No difference' : `${count} differences`}; ${checked}.`,
    sources,
    alarms: alarms.map(({ kind, about, since, said }) => ({ kind, about, since, said })),
  }
}
