import { fetchDocument } from '../src/depositary/fetch-document.ts'
import type { FetchMeans } from '../src/depositary/fetch-means.ts'
import type { FetchedDocument, FetchOutcome } from '../src/depositary/fetched-document.ts'
import { nextLook } from '../src/depositary/next-look.ts'
import { SourceError } from '../src/depositary/source-error.ts'
import { dayOfMoment } from '../src/law/plain-date.ts'
import type { WatchedSource } from '../src/record/watched-source.ts'
import { keepEvidence } from '../src/store/keep-evidence.ts'
import {
  asColumns,
  knownDocument,
  type PageState,
  readPageState,
  rememberUnder,
} from '../src/store/page-states.ts'
import { takeDocument } from '../src/store/take-document.ts'
import type { JobContext } from './job.ts'

/** What one look at a page came to. */
export type Looked = {
  readonly page: WatchedSource
  readonly found: 'unchanged' | 'document' | 'failed'
  readonly events: number
  readonly waiting: number
  /** What went wrong, in a sentence; null where nothing did. */
  readonly failure: string | null
}

export type LookContext = Pick<JobContext, 'store' | 'fence' | 'now'> & { readonly means: FetchMeans }

type Look = {
  readonly page: WatchedSource
  readonly state: PageState
  /** Milliseconds since 1970. */
  readonly at: number
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

/** What is remembered after a look that went well. */
function afterGood({ page, at }: Look, random: number): Partial<PageState> {
  const due = nextLook(page, { lastAt: at, failures: 0, notBefore: null }, random)
  return {
    looked_at: iso(at),
    good_at: iso(at),
    failures: 0,
    failure: null,
    not_before: null,
    due_at: iso(due),
  }
}

/** What is remembered after one that did not; what was known of the page before stays. */
function afterFailure(
  { page, state, at }: Look,
  { reason, notBefore }: { readonly reason: string; readonly notBefore: string | null },
  random: number,
): Partial<PageState> {
  const failures = state.failures + 1
  const until = notBefore === null ? null : Date.parse(notBefore)
  const due = nextLook(page, { lastAt: at, failures, notBefore: until }, random)
  return { looked_at: iso(at), failures, failure: reason, not_before: notBefore, due_at: iso(due) }
}

async function failed(look: Look, error: SourceError, { store, fence, means }: LookContext): Promise<Looked> {
  const { page, at } = look
  const { code, message, notBefore, evidence } = error
  const remember = afterFailure(look, { reason: message, notBefore }, means.random())
  const about = { page: page.address, treaty: page.treaty, lookedAt: iso(at), found: code, said: message }
  await keepEvidence(
    store,
    { ...about, bytes: evidence === null ? null : evidence.bytes, received: evidence, remember },
    [fence],
  )
  return { page, found: 'failed', events: 0, waiting: 0, failure: message }
}

async function unchanged(
  look: Look,
  outcome: Extract<FetchOutcome, { readonly outcome: 'unchanged' }>,
  { store, fence, means }: LookContext,
): Promise<Looked> {
  const { page, state, at } = look
  const said =
    outcome.how === 'not_modified'
      ? 'The source says that nothing has changed.'
      : 'The same bytes came again.'
  // Acts that appear later were missed on this day too.
  const readAgain = state.accepted !== null && state.accepted === state.sha256
  const remember = {
    ...asColumns(outcome.known),
    ...afterGood(look, means.random()),
    ...(readAgain ? { accepted_on: dayOfMoment(at) } : {}),
  }
  const about = { page: page.address, treaty: page.treaty, lookedAt: iso(at), found: 'unchanged', said }
  await keepEvidence(store, { ...about, bytes: null, received: null, remember }, [fence])
  return { page, found: 'unchanged', events: 0, waiting: 0, failure: null }
}

async function taken(
  look: Look,
  { document, known }: { readonly document: FetchedDocument; readonly known: Partial<PageState> },
  { store, fence, now, means }: LookContext,
): Promise<Looked> {
  const { page, at } = look
  const given = {
    ...{ page: page.address, treaty: page.treaty, source: page.source, bytes: document.bytes },
    isDepositary: page.role === 'depositary',
    readOn: dayOfMoment(at),
    received: document,
  }
  const outcome = await takeDocument(store, given, {
    ...{ by: 'watch', dryRun: false, now },
    inTransaction: [fence],
  })
  if (outcome.kind === 'refused') {
    const { reason } = outcome
    await rememberUnder(
      store,
      page.address,
      afterFailure(look, { reason, notBefore: null }, means.random()),
      [fence],
    )
    return { page, found: 'failed', events: 0, waiting: 0, failure: `${page.address}: ${reason}.` }
  }
  await rememberUnder(store, page.address, { ...known, ...afterGood(look, means.random()) }, [fence])
  const { events, waiting } = outcome
  return { page, found: 'document', events: events.length, waiting: waiting.length, failure: null }
}

/** Looks at one page, with what is known of it, and takes what it sent through the chain. What came is kept whatever it
 *  was; when the page is to be looked at again is remembered. Throws LeaseLost where another process has taken the job
 *  over; then nothing more is written. */
export async function lookAtPage(page: WatchedSource, context: LookContext): Promise<Looked> {
  const { store, now, means } = context
  const state = await readPageState(store.db, page.address)
  try {
    const outcome = await fetchDocument(page, knownDocument(state), means)
    const look = { page, state, at: now() }
    if (outcome.outcome === 'unchanged') return await unchanged(look, outcome, context)
    const { document, known } = outcome
    return await taken(look, { document, known: asColumns(known) }, context)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return failed({ page, state, at: now() }, error, context)
  }
}
