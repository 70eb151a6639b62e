import { ACTIONS, type Action } from '../law/act.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { endsConsent } from '../record/consent.ts'
import type { EventDraft } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { Claim } from './claim.ts'
import type { ReadStatusDocument } from './record-difference.ts'
import type { RecordedAct } from './recorded-acts.ts'

/** Who writes, and which ids are taken. */
export type Writer = { readonly recordedBy: string; readonly isTaken: (id: string) => boolean }

const KNOWN_ACTIONS: ReadonlyMap<string | null, Action> = new Map(ACTIONS.map((action) => [action, action]))

/** The action of a claim as the record knows it; null where the record has no such act. */
export function recordAction(claim: Claim): Action | null {
  return KNOWN_ACTIONS.get(claim.action) ?? null
}

function draft(
  document: Pick<ReadStatusDocument, 'treaty' | 'readOn' | 'source' | 'sha256'>,
  writer: Writer,
  act: Pick<EventDraft, 'participant' | 'action' | 'action_date' | 'effect_date' | 'corrects' | 'note'>,
): EventDraft {
  const named = { treaty: document.treaty, ...act }
  return {
    id: freeEventName(named, writer.isTaken),
    ...named,
    earliest: null,
    latest: null,
    known_on: document.readOn,
    known_on_assumed: false,
    day_known: 'read',
    derivation: null,
    signatories: null,
    parties: null,
    source: document.source,
    document: document.sha256,
    recorded_by: writer.recordedBy,
  }
}

/** The event that a claim would become. Known from the day of the reading, whenever the act was done. Empty where the
 *  claim names no participant, no day or no act that the record knows. */
export function proposeAct(document: ReadStatusDocument, writer: Writer, claim: Claim): EventDraft[] {
  const action = recordAction(claim)
  const { participant, action_date } = claim
  if (action === null || participant === null || action_date === null) return []
  return [
    draft(document, writer, {
      participant,
      action,
      action_date,
      effect_date: null,
      corrects: null,
      note: null,
    }),
  ]
}

/** The events that would put a recorded act right: a correction where only the day differs, else a retraction and the
 *  act anew. The old answer stays reachable: nothing is overwritten. */
export function proposeCorrection(
  document: ReadStatusDocument,
  writer: Writer,
  { claim, recorded }: { readonly claim: Claim; readonly recorded: RecordedAct },
): EventDraft[] {
  const { participant, action_date, words } = claim
  if (participant === null || action_date === null) return []
  const about = { participant, corrects: recorded.id, note: `the depositary prints "${words}"` }
  const { effect_date } = recorded
  if (recorded.action === claim.action && recorded.day !== null) {
    return [draft(document, writer, { ...about, action: 'correction', action_date, effect_date })]
  }
  const anew = proposeAct(document, writer, claim)
  if (anew.length === 0) return []
  const taken = recorded.day ?? recorded.earliest
  return [
    draft(document, writer, { ...about, action: 'retraction', action_date: taken, effect_date }),
    ...anew,
  ]
}

/** What an officer has found out of a difference, in place of what the page prints. */
export type OfficersAct = {
  readonly participant: string
  readonly action: Action
  readonly action_date: PlainDate
  /** Only where the act itself carries another date than its own. */
  readonly effect_date: PlainDate | null
  /** True for an act of its own beside the one on record, such as a new instrument after an exit. */
  readonly beside: boolean
}

/** The events by which an officer's finding enters the record: a correction where the act on record was of this kind, a
 *  retraction and the act anew where it was of another, the act alone where there is none or both stand. */
export function proposeOfficersAct(
  document: Pick<ReadStatusDocument, 'treaty' | 'readOn' | 'source' | 'sha256'>,
  writer: Writer,
  { act, recorded }: { readonly act: OfficersAct; readonly recorded: RecordedAct | null },
): EventDraft[] {
  const { beside, ...said } = act
  const anew = () => draft(document, writer, { ...said, corrects: null, note: null })
  if (recorded === null || beside || endsConsent(act) || act.action === 'rescission') return [anew()]
  const { participant, action_date, effect_date } = act
  const about = { participant, corrects: recorded.id, note: null }
  if (recorded.action === act.action && recorded.day !== null) {
    return [draft(document, writer, { ...about, action: 'correction', action_date, effect_date })]
  }
  const day = recorded.day ?? recorded.earliest
  const { effect_date: effect } = recorded
  return [
    draft(document, writer, { ...about, action: 'retraction', action_date: day, effect_date: effect }),
    anew(),
  ]
}
