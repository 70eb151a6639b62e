import type { KnownAct } from './known-acts.ts'
import type { Ending } from './participant-history.ts'
import { type OpenParticipation, participationOf } from './participation.ts'
import { periodAfter } from './period.ts'
import type { PlainDate } from './plain-date.ts'
import { type OuterEnds, type Walk, warn } from './walk.ts'

/** Denunciation (UNTOC art. 40(1)): only of a treaty in force for the participant, and only once at a time. */
export function takeDenunciation(walk: Walk, { act }: KnownAct): void {
  const { open } = walk
  const { rule } = walk.following.theCase
  const notice = act.action_date
  if (open === null || open.entry === null || open.entry > notice || open.pending !== null) {
    warn(walk, 'DENUNCIATION_WITHOUT_EFFECT', `denunciation of ${notice} has nothing to end`)
    return
  }
  const effect = act.effect_date ?? periodAfter(notice, rule.denunciation)
  open.pending = { notice, effect }
  walk.denunciations = [...walk.denunciations, open.pending]
}

/** Undoes the denunciation that has not taken effect; one carried here by another treaty is not undone here. */
export function takeRescission(walk: Walk, { act }: KnownAct): void {
  const pending = walk.open?.pending
  if (pending === null || pending === undefined || walk.open === null) {
    warn(walk, 'RESCISSION_WITHOUT_EFFECT', `rescission of ${act.action_date} finds no denunciation to undo`)
    return
  }
  walk.denunciations = walk.denunciations.filter((one) => one !== pending)
  walk.open.pending = null
}

/** How a participation ended: it was in force and is over, or the consent lapsed before that. */
type End = { readonly on: PlainDate; readonly wasInForce: boolean }

/** A denunciation of another treaty ends what was deposited before it took effect; a later instrument is new. */
function carriedEnds(open: OpenParticipation, { carried }: OuterEnds): readonly Ending[] {
  return carried.filter(({ effect }) => effect > open.consent.day)
}

/** The first thing that ends the participation on or before `day`; null when nothing does. Where the treaty is not in
 *  force for the participant by the day on which another's denunciation would end it, the consent lapses. */
function endBy(open: OpenParticipation, outer: OuterEnds, day: PlainDate): End | null {
  const { entry, pending } = open
  if (pending === null && outer.carried.length === 0 && outer.leftAlone.length === 0) return null
  const inForceBy = (on: PlainDate): boolean => entry !== null && entry <= on
  const ends: End[] = carriedEnds(open, outer).map(({ effect }) => ({
    on: effect,
    wasInForce: inForceBy(effect),
  }))
  if (pending !== null) ends.push({ on: pending.effect, wasInForce: true })
  for (const on of outer.leftAlone) if (inForceBy(on)) ends.push({ on, wasInForce: true })
  return ends.reduce<End | null>(
    (first, end) => (end.on <= day && (first === null || end.on < first.on) ? end : first),
    null,
  )
}

/** The notice that is to end the participation first, its own or another treaty's; null when there is none. */
export function noticeOf(open: OpenParticipation, outer: OuterEnds): Ending | null {
  const { entry, pending } = open
  if (pending === null && outer.carried.length === 0) return null
  const carried = carriedEnds(open, outer).filter(({ effect }) => entry !== null && entry <= effect)
  return [...(pending === null ? [] : [pending]), ...carried].reduce<Ending | null>(
    (first, ending) => (first === null || ending.effect < first.effect ? ending : first),
    null,
  )
}

/** A consent that lapsed while it waited for the parent waits on for good: a later consent to the parent is not what it
 *  waited for, so it changes nothing of what is said of it. */
function waitForGood(
  { following: { fates } }: Walk,
  { instruments }: OpenParticipation,
  on: PlainDate,
): void {
  for (const known of instruments) {
    const fate = fates.get(known)
    if (fate !== undefined && fate.effective !== null && fate.effective >= on) {
      fates.set(known, { ...fate, effective: null })
    }
  }
}

/** Ends the participation if something does so on or before `day`. */
export function endDue(walk: Walk, day: PlainDate): void {
  const { open } = walk
  const end = open === null ? null : endBy(open, walk.outer, day)
  if (open === null || end === null) return
  walk.consented = [...walk.consented, { from: open.consent.day, to: end.on }]
  if (end.wasInForce) {
    walk.inForce = [...walk.inForce, { from: open.entry, to: end.on }]
    walk.ended = [...walk.ended, participationOf(open, end.on)]
  } else waitForGood(walk, open, end.on)
  walk.open = null
}
