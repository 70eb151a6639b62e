import type {
  ExplainedDifference,
  ReconciledSource,
  ReconciliationReport,
} from '../answers/reconciliation.ts'
import { type NameRegistry, registryOf } from '../depositary/participant-names.ts'
import { reconcile } from '../depositary/reconcile.ts'
import type { RecordDifference } from '../depositary/record-difference.ts'
import { dayOfMoment } from '../law/plain-date.ts'
import { counted } from '../record/counted.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import { type KeptDifference, keptDifferences } from './differences.ts'
import { readDocument as readKept } from './documents.ts'
import { loadRecord } from './load-record.ts'
import { type PageState, readPageState } from './page-states.ts'
import { readStatusDocument } from './read-status-document.ts'
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

type Laid = { readonly found: readonly RecordDifference[] } | { readonly unreadable: string }

/** What the record and the bytes last read of a page do not say alike now, spellings aside; or why those cannot be read. */
async function differencesWith(
  store: Store,
  { page, state }: { readonly page: WatchedSource; readonly state: PageState },
  { record, names }: Ground,
): Promise<Laid> {
  const { sha256, good_at } = state
  const bytes = sha256 === null || good_at === null ? null : await readKept(store.db, sha256)
  if (sha256 === null || good_at === null || bytes === null) {
    return { unreadable: 'the bytes of its last reading are not kept' }
  }
  const readOn = dayOfMoment(Date.parse(good_at))
  const reading = await readStatusDocument(bytes, { names, readOn })
  if (reading.verdict !== 'status_table') {
    const reason = reading.reason ?? 'they are no status table'
    return { unreadable: `the bytes of its last reading (${sha256}) cannot be read now: ${reason}` }
  }
  const { treaty, source, role } = page
  const document = { reading, sha256, treaty, source, isDepositary: role === 'depositary', readOn }
  const found = reconcile(document, { record, earlier: null, recordedBy: 'reconciliation' })
  return { found: found.filter(({ disposition }) => disposition !== 'ignore') }
}

function saidOf(laid: Laid, checkedAt: string | null): string {
  if (checkedAt === null) return 'Nothing of it could be read yet.'
  const checked = `checked at ${checkedAt}`
  if ('unreadable' in laid) return `Cannot be laid beside the record: ${laid.unreadable}; ${checked}.`
  const { length } = laid.found
  return length === 0 ? `No difference, ${checked}.` : `${counted(length, 'difference')}, ${checked}.`
}

function stateOf(laid: Laid, checkedAt: string | null): ReconciledSource['state'] {
  if (checkedAt === null) return 'not_checked'
  if ('unreadable' in laid) return 'unreadable'
  return laid.found.length === 0 ? 'agrees' : 'differs'
}

async function reconciled(store: Store, page: WatchedSource, ground: Ground): Promise<ReconciledSource> {
  const { treaty, address, form, role, source, every_hours } = page
  const state = await readPageState(store.db, address)
  const laid = await differencesWith(store, { page, state }, ground)
  return {
    ...{ treaty, address, form, role, source, every_hours },
    state: stateOf(laid, state.good_at),
    said: saidOf(laid, state.good_at),
    checked_at: state.good_at,
    looked_at: state.looked_at,
    due_at: state.due_at,
    failure: state.failure,
    document: state.sha256,
    received_at: state.received_at,
    as_at: state.stamp,
    differences: 'found' in laid ? laid.found.map((difference) => explain(difference, ground)) : [],
  }
}

/** The record against each source that is watched: the record as it stands now, the bytes as they were read last.
 *  `now` in milliseconds since 1970. */
export async function reportReconciliation(store: Store, now: number): Promise<ReconciliationReport> {
  const record = await loadRecord(store, null, () => now)
  const names = registryOf(record.participants, record.names)
  const differences = await keptDifferences(store.db, { states: ['waiting', 'decided'], standing: true })
  const kept = new Map(differences.map((each) => [each.difference.key, each]))
  const sources: ReconciledSource[] = []
  for (const page of await watchedPages(store.db)) {
    sources.push(await reconciled(store, page, { record, names, kept }))
  }
  const count = sources.reduce((sum, source) => sum + source.differences.length, 0)
  const { checked_at, stale, head } = record
  const checked = checked_at === null ? 'no source has been checked yet' : `last checked at ${checked_at}`
  const compared = sources.filter(({ state }) => state === 'agrees' || state === 'differs').length
  const missing = sources.length - compared
  const but = missing === 0 ? '' : ` ${missing} of ${sources.length} sources could not be compared.`
  const found = count === 0 ? 'No difference' : counted(count, 'difference')
  const waiting = differences.filter(({ decision }) => decision === null).length
  const waits = waiting === 0 ? '' : ` ${counted(waiting, 'difference')} in all waiting for a person.`
  const alarms = await sourceAlarms(store.db, now)
  return {
    answered_at: new Date(now).toISOString(),
    record: { seq: head.seq, hash: head.hash },
    ...{ checked_at, stale, differences: count, waiting },
    said: `${compared === 0 ? 'No source could be compared' : found}; ${checked}.${compared === 0 ? '' : but}${waits}`,
    sources,
    alarms: alarms.map(({ kind, about, since, said }) => ({ kind, about, since, said })),
  }
}
