import type { Act, Action } from '../law/act.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { RecordEvent } from '../record/event.ts'
import { actOn, type Ground } from './grounds.ts'

/** An act whose day is known only as a span. It surely happened by the latest day; without one it may not have
 *  happened yet. */
export type UndatedAct = {
  readonly id: string
  readonly treaty: string
  readonly participant: string
  readonly action: Action
  readonly earliest: PlainDate
  readonly latest: PlainDate | null
}

/** Acts with their events, split once by whether a date can be computed from them. */
export type PreparedActs = {
  /** Acts whose day is given; none of them is about an undated one. */
  readonly fixed: readonly Act[]
  /** Undated acts as first recorded, each with every correction and retraction about it. */
  readonly open: readonly { readonly event: LegalEvent; readonly said: readonly LegalEvent[] }[]
}

/** What is known by a day of the acts that were recorded without one. */
export type SettledActs = {
  /** Those that a correction has given a day. */
  readonly settled: readonly Act[]
  readonly undated: readonly { readonly act: UndatedAct; readonly event: LegalEvent }[]
}

type LegalEvent = RecordEvent & { readonly action: Action }

function isLegal(event: RecordEvent): event is LegalEvent {
  return event.action !== 'asserted_headline'
}

function dayGiven(event: RecordEvent): PlainDate {
  if (event.action_date === null) throw new Error(`event ${event.id} has neither a day nor a span of days`)
  return event.action_date
}

function spanOf(event: LegalEvent): UndatedAct {
  const { id, treaty, participant, action, earliest, latest } = event
  if (participant === null || earliest === null) {
    throw new Error(`undated act ${id} needs a participant and an earliest day`)
  }
  return { id, treaty, participant, action, earliest, latest }
}

/** What is said, directly or about a correction of it, about the act `id`. */
function saidAbout(id: string, events: readonly LegalEvent[]): LegalEvent[] {
  const ids = new Set([id])
  const said: LegalEvent[] = []
  let before = -1
  while (before !== said.length) {
    before = said.length
    for (const event of events) {
      if (event.corrects === null || !ids.has(event.corrects) || said.includes(event)) continue
      said.push(event)
      ids.add(event.id)
    }
  }
  return said
}

/** The act with the day that a later correction gave it; null while none has. */
function datedByCorrection(event: LegalEvent, said: readonly LegalEvent[]): Act | null {
  const taken = new Set(said.filter((one) => one.action === 'retraction').map((one) => one.corrects))
  const holding = said
    .filter((one) => one.action === 'correction' && one.action_date !== null && !taken.has(one.id))
    .sort((one, other) => (one.known_on < other.known_on ? -1 : 1))
    .at(-1)
  if (holding === undefined) return null
  return { ...actOn(event, dayGiven(holding)), effect_date: holding.effect_date }
}

/** Splits the acts of a treaty's grounds. Throws when an event has neither a day nor a span. */
export function prepareActs(grounds: readonly Ground[]): PreparedActs {
  const events = grounds.map((ground) => ground.event).filter(isLegal)
  const open = events
    .filter((event) => event.day_known === 'undated' && event.corrects === null)
    .map((event) => ({ event, said: saidAbout(event.id, events) }))
  const aside = new Set(open.flatMap(({ event, said }) => [event, ...said]))
  const fixed = events.filter((event) => !aside.has(event)).map((event) => actOn(event, dayGiven(event)))
  return { fixed, open }
}

/** What is known by `knownAt` of the undated acts: one has its day when a correction known by then gives it, and is
 *  gone when it is retracted. */
export function settleActs({ open }: PreparedActs, knownAt: PlainDate): SettledActs {
  const settled: Act[] = []
  const undated: { act: UndatedAct; event: LegalEvent }[] = []
  for (const { event, said } of open) {
    if (event.known_on > knownAt) continue
    const heard = said.filter((one) => one.known_on <= knownAt)
    if (heard.some((one) => one.action === 'retraction' && one.corrects === event.id)) continue
    const dated = datedByCorrection(event, heard)
    if (dated === null) undated.push({ act: spanOf(event), event })
    else settled.push(dated)
  }
  return { settled, undated }
}
