import type { Action } from './act.ts'
import { endDue, noticeOf, takeDenunciation, takeRescission } from './denunciation.ts'
import { isAssertion, type KnownAct } from './known-acts.ts'
import type { ParticipantHistory } from './participant-history.ts'
import { participationOf } from './participation.ts'
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
function takeAct(walk: Walk, known: KnownAct): void {
  if (isAssertion(known.act)) return
  const { action } = known.act
  endDue(walk, known.day)
  STEPS[action]?.(walk, known)
}

const NONE: readonly never[] = []

function startWalk(following: Following, participant: string, outer: OuterEnds): Walk {
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
  /** Whether a consent stands; until `end`, where that is a day. */
  readonly bound: boolean
  readonly entry: PlainDate | null
  readonly end: PlainDate | null
}

/** Where the participant stood after each day on which it did something, with nothing from outside that ends it. */
export function standpointsOf(
  following: Following,
  { participant, acts }: { readonly participant: string; readonly acts: readonly KnownAct[] },
): Standpoint[] {
  const walk = startWalk(following, participant, { carried: NONE, leftAlone: NONE })
  const found: Standpoint[] = []
  for (const known of acts) {
    takeAct(walk, known)
    const { open, signed } = walk
    const { entry = null, pending = null } = open ?? {}
    if (found.at(-1)?.from === known.day) found.pop()
    found.push({
      from: known.day,
      signed,
      bound: open !== null,
      entry,
      end: pending === null ? null : pending.effect,
    })
  }
  return found
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

function finished(walk: Walk): ParticipantHistory {
  const { participant, open, ended, denunciations, signed, provisional } = walk
  const begun = { participant, ended, denunciations, signed, provisional }
  if (open === null) {
    return { ...begun, standing: null, consented: walk.consented, inForce: walk.inForce }
  }
  const notice = noticeOf(open, walk.outer)
  const to = notice === null ? null : notice.effect
  return {
    ...begun,
    standing: {
      ...participationOf(open, to),
      effective: open.effective,
      noticed: notice === null ? null : notice.notice,
    },
    consented: [...walk.consented, { from: open.consent.day, to }],
    inForce: open.entry === null ? walk.inForce : [...walk.inForce, { from: open.entry, to }],
  }
}
