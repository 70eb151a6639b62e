import type { Act } from './act.ts'
import { ACTIONS } from './act.ts'
import { compareCodePoints, inCodePointOrder } from './code-point-order.ts'
import { correctionRoots } from './correction-root.ts'
import { type Clocks, laterOf, type PlainDate } from './plain-date.ts'

/** An act with the dates that the corrections known so far give it. */
export type KnownAct = {
  readonly act: Act
  /** The day from which it is part of the law: its date, but for a succession its day of effect, where it has one. */
  readonly day: PlainDate
  readonly retracted: boolean
}

/** What is known of one treaty's acts on one day, in the orders in which the law takes them. */
export type ArrangedActs = {
  /** By date, code, kind of act and id. */
  readonly acts: readonly KnownAct[]
  /** Each participant, by code, with its acts that are not retracted, as they followed one another. */
  readonly participants: readonly ParticipantActs[]
  /** What the depositary stated, with or without a participant that it credits. */
  readonly assertions: readonly KnownAct[]
  /** What organizations declared: that their members will not join. */
  readonly declarations: readonly KnownAct[]
  /** From these clocks on every row of the participants takes part; null where there is none. */
  readonly complete: Clocks | null
}

export type ParticipantActs = { readonly participant: string; readonly acts: readonly KnownAct[] }

/** One treaty's acts as known on each day. */
export type TreatyActs = { readonly knownOn: (knownAt: PlainDate) => ArrangedActs }

const PLACE = new Map<string, number>(ACTIONS.map((action, place) => [action, place]))

function placeOf(act: Act): number {
  const place = PLACE.get(act.action)
  if (place === undefined) throw new Error(`no action: ${act.action}`)
  return place
}

function compareText(one: string | null, other: string | null): number {
  if (one === other) return 0
  if (one === null) return -1
  return other === null || one > other ? 1 : -1
}

/** By date, code, kind of act and id; acts without an id also by what else they say, so that the order of the input
 *  changes nothing. */
function compareActs(one: Act, other: Act): number {
  if (one.action_date !== other.action_date) return one.action_date < other.action_date ? -1 : 1
  return (
    compareCodePoints(one.participant, other.participant) ||
    placeOf(one) - placeOf(other) ||
    compareCodePoints(one.id, other.id) ||
    compareText(one.effect_date, other.effect_date) ||
    compareText(one.known_on, other.known_on)
  )
}

function dayOf(act: Act): PlainDate {
  return act.action === 'succession' && act.effect_date !== null ? act.effect_date : act.action_date
}

/** A row takes part when it is known and its day has come; what the depositary asserts is asked for knowledge only. */
export function takesPart(known: KnownAct, clocks: Clocks): boolean {
  return known.act.known_on <= clocks.knownAt && (known.day <= clocks.asOf || isAssertion(known.act))
}

export function isAssertion(act: Act): boolean {
  return act.action === 'asserted_threshold' || act.action === 'asserted_entry_into_force'
}

/** Whether it is a signature, simple or definitive. */
export function isSignature({ action }: Pick<Act, 'action'>): boolean {
  return action === 'signature' || action === 'definitive_signature'
}

/** Puts the acts of each day in order and the days after one another: with many acts a day is soon sorted, and the
 *  days are few. */
function inOrder(acts: readonly KnownAct[]): KnownAct[] {
  const days = new Map<PlainDate, KnownAct[]>()
  for (const known of acts) {
    const day = days.get(known.act.action_date)
    if (day === undefined) days.set(known.act.action_date, [known])
    else day.push(known)
  }
  const ordered: KnownAct[] = []
  for (const date of [...days.keys()].sort()) {
    const day = days.get(date) ?? []
    if (day.length > 1) day.sort((one, other) => compareActs(one.act, other.act))
    for (const known of day) ordered.push(known)
  }
  return ordered
}

function completeFrom(acts: readonly KnownAct[]): Clocks | null {
  let complete: Clocks | null = null
  for (const { act, day } of acts) {
    if (complete === null) complete = { asOf: day, knownAt: act.known_on }
    complete = { asOf: laterOf(complete.asOf, day), knownAt: laterOf(complete.knownAt, act.known_on) }
  }
  return complete
}

function arrange(acts: readonly KnownAct[]): ArrangedActs {
  const ordered = inOrder(acts)
  const byParticipant = new Map<string, KnownAct[]>()
  for (const known of ordered) {
    if (known.retracted || known.act.participant === '') continue
    const own = byParticipant.get(known.act.participant)
    if (own === undefined) byParticipant.set(known.act.participant, [known])
    else own.push(known)
  }
  const participants = inCodePointOrder([...byParticipant.keys()]).map((participant) => ({
    participant,
    acts: asTheyFollowed(byParticipant.get(participant) ?? []),
  }))
  const standing = participants.flatMap((one) => one.acts)
  return {
    acts: ordered,
    participants,
    assertions: ordered.filter(({ act }) => isAssertion(act)),
    declarations: standing.filter(({ act }) => act.action === 'declared_sole'),
    complete: completeFrom(standing),
  }
}

type PlacedOn = (known: KnownAct) => PlainDate

function compareDays(one: KnownAct, other: KnownAct, placedOn: PlacedOn): number {
  const [first, second] = [placedOn(one), placedOn(other)]
  if (first !== second) return first < second ? -1 : 1
  return placeOf(one.act) - placeOf(other.act) || compareCodePoints(one.act.id, other.act.id)
}

/** One participant's acts by the days that `placedOn` gives them, those of one day by kind and id. */
function byDay(acts: readonly KnownAct[], placedOn: PlacedOn): readonly KnownAct[] {
  if (acts.every(({ act, day }) => day === act.action_date)) return acts
  return [...acts].sort((one, other) => compareDays(one, other, placedOn))
}

/** A succession has its place on the day on which it takes effect, before or after it is notified; only then does the
 *  order by date not hold. */
function asTheyFollowed(acts: readonly KnownAct[]): readonly KnownAct[] {
  return byDay(acts, ({ day }) => day)
}

/** First day on which the act can count: deposited or notified, and a succession in effect. */
export function countableFrom({ act, day }: KnownAct): PlainDate {
  return laterOf(act.action_date, day)
}

/** Whether the one instrument of a participant has its place in the count before the other: by the day from which each
 *  can count, those of one day by kind and id. */
export function countsBefore(one: KnownAct, other: KnownAct): boolean {
  return compareDays(one, other, countableFrom) < 0
}

/** One participant's acts in the order in which they can count: a succession that takes effect before it is notified
 *  must not undo what another instrument had counted for until then. */
export function asTheyCount(acts: readonly KnownAct[]): readonly KnownAct[] {
  return byDay(acts, countableFrom)
}

/** The corrections and retractions of one treaty, in the order in which they became known. */
type Mending = { readonly notices: readonly Act[]; readonly rootOf: (id: string) => string | null }

function mendingOf(acts: readonly Act[]): Mending {
  const notices = acts
    .filter((act) => act.action === 'correction' || act.action === 'retraction')
    .sort((one, other) => compareText(one.known_on, other.known_on))
  const corrections = new Map(notices.map((notice) => [notice.id, notice]))
  return { notices, rootOf: correctionRoots(corrections) }
}

/** The acts with what is known of them by `knownAt`: of the corrections that stand, the one known last holds. */
function mended(acts: readonly Act[], mending: Mending, knownAt: PlainDate): KnownAct[] {
  const heard = mending.notices.filter((notice) => notice.known_on <= knownAt)
  const retracted = new Set(
    heard.filter((notice) => notice.action === 'retraction').map((notice) => notice.corrects),
  )
  const holding = new Map<string, Act>()
  for (const notice of heard) {
    if (notice.action !== 'correction' || notice.corrects === null || retracted.has(notice.id)) continue
    const root = mending.rootOf(notice.corrects)
    if (root !== null) holding.set(root, notice)
  }
  return acts.map((first) => {
    const correction = first.id === '' ? undefined : holding.get(first.id)
    const act =
      correction === undefined
        ? first
        : { ...first, action_date: correction.action_date, effect_date: correction.effect_date }
    return { act, day: dayOf(act), retracted: first.id !== '' && retracted.has(first.id) }
  })
}

const ARRANGEMENTS_KEPT = 16

/** The acts of one treaty. What is known changes only on days on which a correction or retraction becomes known, so
 *  they are arranged once for each such day that is asked for. */
export function treatyActs(given: readonly Act[]): TreatyActs {
  const mending = mendingOf(given)
  const acts = given.filter((act) => act.action !== 'correction' && act.action !== 'retraction')
  const arranged = new Map<number, ArrangedActs>()
  const knownOn = (knownAt: PlainDate): ArrangedActs => {
    const after = mending.notices.findIndex((notice) => notice.known_on > knownAt)
    const heard = after === -1 ? mending.notices.length : after
    const seen = arranged.get(heard)
    if (seen !== undefined) return seen
    const found = arrange(mended(acts, mending, knownAt))
    if (arranged.size >= ARRANGEMENTS_KEPT) arranged.clear()
    arranged.set(heard, found)
    return found
  }
  return { knownOn }
}
