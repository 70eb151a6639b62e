import { ACTIONS, type Action } from '../law/act.ts'
import type { RecordEvent } from '../record/event.ts'
import type { ActDetail, Fact, FactDetail, ParticipantName, TreatyName } from './fact.ts'

/** What the words about an event need beside it. */
export type ActNames = {
  readonly treatyOf: (event: RecordEvent) => TreatyName
  readonly participantOf: (event: RecordEvent) => ParticipantName | null
  readonly groupsOf: (event: RecordEvent) => readonly string[]
  /** The event that a correction or retraction names. */
  readonly named: (id: string) => RecordEvent
  /** The corrections and retractions that name an event, in the order in which they were written. */
  readonly correctionsOf: (id: string) => readonly RecordEvent[]
}

const KIND_OF = {
  signature: 'signature',
  definitive_signature: 'signature',
  ratification: 'deposit',
  acceptance: 'deposit',
  approval: 'deposit',
  accession: 'deposit',
  formal_confirmation: 'deposit',
  succession: 'deposit',
  provisional_application: 'declaration',
  declared_sole: 'declaration',
  withdrawal_of_instrument: 'withdrawal',
  denunciation: 'denunciation',
  rescission: 'denunciation',
  correction: 'correction',
  retraction: 'correction',
  asserted_threshold: null,
  asserted_entry_into_force: null,
} as const satisfies Record<Action, string | null>

function isAction(text: string): text is Action {
  return (ACTIONS as readonly string[]).includes(text)
}

/** The first event in the row of corrections that the event is about; itself where it corrects nothing. */
export function actOf(event: RecordEvent, named: ActNames['named']): RecordEvent {
  let act = event
  while (act.corrects !== null) act = named(act.corrects)
  return act
}

/** The act that the event corrects, and every correction of it that was on record and known before, in the order in
 *  which they were written: the last of them is what was said until then, whichever of them the event names. */
function saidBefore(
  event: RecordEvent,
  { named, correctionsOf }: Pick<ActNames, 'named' | 'correctionsOf'>,
): RecordEvent[] {
  const found = [actOf(event, named)]
  for (const one of found) {
    const mends = correctionsOf(one.id)
    found.push(...mends.filter(({ seq, known_on }) => seq < event.seq && known_on <= event.known_on))
  }
  return found.toSorted((one, other) => one.seq - other.seq)
}

/** Of an act and what mended it, in order, the event that says its day: the correction that stands and was known last. */
function holding(said: readonly RecordEvent[]): RecordEvent {
  const [act] = said
  if (act === undefined) throw new Error('an act is among what was said of it')
  const retracted = new Set(
    said.filter(({ action }) => action === 'retraction').map(({ corrects }) => corrects),
  )
  const standing = said.filter(({ id, action }) => action === 'correction' && !retracted.has(id))
  return standing.reduce((last, one) => (one.known_on >= last.known_on ? one : last), act)
}

function actDetail(event: RecordEvent, act: RecordEvent): ActDetail | null {
  if (!isAction(act.action)) return null
  const { action_date: day, earliest, latest } = event
  return { event: act.id, action: act.action, day, earliest, latest }
}

/** Key of the fact that an act became known. */
export function actKey(id: string): string {
  return `act:${id}`
}

function detailOf(event: RecordEvent, names: ActNames): FactDetail | null {
  if (!isAction(event.action)) return null
  const kind = KIND_OF[event.action]
  if (kind === null) return null
  if (kind !== 'correction') {
    const act = actDetail(event, event)
    return act === null ? null : { kind, act }
  }
  if (event.corrects === null) throw new Error(`${event.id} names no event`)
  const said = saidBefore(event, names)
  const [act = event] = said
  const was = actDetail(holding(said), act)
  if (was === null) return null
  const retracts = event.action === 'retraction' && event.corrects === act.id
  // Where only a correction is retracted, what held before it holds again.
  const day = retracts ? null : holding([...said, event]).action_date
  return { kind, event: event.id, retracts, was, day }
}

/** The fact that an act, a correction or a retraction became known; null for what the depositary only states. */
export function actFact(event: RecordEvent, names: ActNames): Fact | null {
  const detail = detailOf(event, names)
  if (detail === null) return null
  const key = actKey(event.id)
  return {
    key,
    about: key,
    treaty: names.treatyOf(event),
    participant: names.participantOf(event),
    groups: names.groupsOf(event),
    detail,
  }
}

/** Keys of the facts that an event of the record takes back: that the act it names became known, and the earlier
 *  corrections of it. Empty for an act. */
export function mendedKeys(event: RecordEvent, names: Pick<ActNames, 'named' | 'correctionsOf'>): string[] {
  return event.corrects === null ? [] : saidBefore(event, names).map(({ id }) => actKey(id))
}
