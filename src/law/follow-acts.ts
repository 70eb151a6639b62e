import type { Action } from './act.ts'
import { endDue, noticeOf, takeDenunciation, takeRescission } from './denunciation.ts'
import type { Participation, Warning } from './evaluation.ts'
import { isAssertion, isSignature, type KnownAct } from './known-acts.ts'
import type { ParticipantHistory, Standing } from './participant-history.ts'
import { type OpenParticipation, participationOf } from './participation.ts'
import type { PlainDate } from './plain-date.ts'
import { takeConsent, takeSignature } from './take-consent.ts'
import type { Following, OuterEnds, Walk } from './walk.ts'
import { takeWithdrawal } from './withdrawal.ts'

/** What follows from each kind of act; the others change nothing by themselves. */
const STEPS: Partial<Record<Action, (walk: Walk, known: KnownAct) => void>> = {
  signature: takeSignature,
  definitive_signature: takeSignature,
  ratification: takeConsent,
  acceptance: takeConsent,
  approval: takeConsent,
  accession: takeConsent,
  formal_confirmation: takeConsent,
  succession: takeConsent,
  provisional_application: (walk) => {
    walk.provisional = true
  },
  withdrawal_of_instrument: takeWithdrawal,
  denunciation: takeDenunciation,
  rescission: takeRescission,
}

/** What the depositary asserted is no act of the participant that it credits, and may name a day to come. */
export function takeAct(walk: Walk, known: KnownAct): void {
  if (isAssertion(known.act)) return
  const { action } = known.act
  endDue(walk, known.day)
  STEPS[action]?.(walk, known)
}

const NONE: readonly never[] = []

/** The participant before its first act. */
export function startWalk(following: Following, participant: string, outer: OuterEnds): Walk {
  return {
    following,
    participant,
    outer,
    open: null,
    ended: NONE,
    consented: NONE,
    inForce: NONE,
    denunciations: NONE,
    signed: false,
    provisional: false,
  }
}

/** Where a participant stands from a day on, for as long as it does nothing else. */
export type Standpoint = {
  readonly from: PlainDate
  readonly signed: boolean
  readonly provisional: boolean
  /** The participation that stands; `until` the day that ends it, where there is one. */
  readonly standing: Standing | null
  /** How many of its participations were over. */
  readonly over: number
  /** Where the end of what it waited for under another treaty makes it stand otherwise: from that day on, and on what,
   *  if nothing more is done. null where nothing but the days of `standing` changes it. */
  readonly afterwards: { readonly on: PlainDate; readonly standing: Standing | null } | null
}

/** Everything that one participant did, by the days on which it did something. */
export type Way = {
  readonly participant: string
  readonly standpoints: readonly Standpoint[]
  /** Participations that ended, oldest first. */
  readonly ended: readonly Participation[]
  /** Day of its first signature. */
  readonly signedOn: PlainDate | null
  /** What a person should see of its acts, with the day of the act. */
  readonly warned: readonly { readonly on: PlainDate; readonly warning: Warning }[]
}

/** Follows one participant through all its acts, with nothing from outside that ends what it does, and keeps where it
 *  stood after each day of them. */
export function wayOf(
  following: Omit<Following, 'warnings'>,
  { participant, acts }: { readonly participant: string; readonly acts: readonly KnownAct[] },
): Way {
  const warnings: Warning[] = []
  const walk = startWalk({ ...following, warnings }, participant, { carried: NONE, leftAlone: NONE })
  const standpoints: Standpoint[] = []
  const warned: { on: PlainDate; warning: Warning }[] = []
  for (const known of acts) {
    takeAct(walk, known)
    for (const warning of warnings.splice(0)) warned.push({ on: known.day, warning })
    if (standpoints.at(-1)?.from === known.day) standpoints.pop()
    standpoints.push({ from: known.day, ...standOf(walk), afterwards: null })
  }
  return { participant, standpoints, ended: walk.ended, signedOn: firstSignature(acts), warned }
}

/** Day of the first signature among acts in their order. */
export function firstSignature(acts: readonly KnownAct[]): PlainDate | null {
  return acts.find(({ act }) => isSignature(act))?.day ?? null
}

/** Where the walk has come to. */
export function standOf({
  signed,
  provisional,
  open,
  ended,
  outer,
}: Walk): Omit<Standpoint, 'from' | 'afterwards'> {
  const standing = open === null ? null : standingOf(open, outer)
  return { signed, provisional, standing, over: ended.length }
}

/** Follows one participant's acts in their order, up to `as_of`, once it is known when the threshold was met. */
export function followActs(
  following: Following,
  { participant, acts, outer }: { participant: string; acts: readonly KnownAct[]; outer: OuterEnds },
): ParticipantHistory {
  const walk = startWalk(following, participant, outer)
  for (const known of acts) takeAct(walk, known)
  endDue(walk, following.theCase.clocks.asOf)
  return finished(walk)
}

function standingOf(open: OpenParticipation, outer: OuterEnds): Standing {
  const notice = noticeOf(open, outer)
  const { consent, consent_date, entry_into_force, until } = participationOf(open, notice?.effect ?? null)
  const noticed = notice?.notice ?? null
  return { consent, consent_date, entry_into_force, until, effective: open.effective, noticed }
}

/** What has come of the acts taken so far. */
export function finished(walk: Walk): ParticipantHistory {
  const { participant, open, ended, denunciations, signed, provisional } = walk
  let { consented, inForce } = walk
  let standing: Standing | null = null
  if (open !== null) {
    standing = standingOf(open, walk.outer)
    const to = standing.until
    consented = [...consented, { from: open.consent.day, to }]
    if (open.entry !== null) inForce = [...inForce, { from: open.entry, to }]
  }
  return { participant, standing, ended, consented, inForce, signed, provisional, denunciations }
}
