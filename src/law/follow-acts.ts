import type { Action } from './act.ts'
import type { Count } from './count-instruments.ts'
import type { DaySpan } from './day-span.ts'
import type { GeneralEntry } from './entry-into-force.ts'
import type { Participation, Warning } from './evaluation.ts'
import { dayTaken, type KnownAct } from './known-acts.ts'
import type { Ending, ParticipantHistory } from './participant-history.ts'
import {
  canBeTakenBack,
  endBy,
  noticeOf,
  type OpenParticipation,
  type OuterEnds,
  openParticipation,
} from './participation.ts'
import { periodAfter } from './period.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'
import { signatureOpen } from './signature-window.ts'

/** What became of an instrument of a kind that counts. */
export type Fate = {
  readonly withdrawn: boolean
  /** An earlier one of the same participant stood on its day. */
  readonly repeat: boolean
  /** The day that stands for its deposit; null while it waits for the parent. */
  readonly effective: PlainDate | null
}

/** What the following of a participant's acts needs to know, and where it puts what it finds. */
export type Following = {
  readonly theCase: RuleCase
  readonly general: GeneralEntry
  readonly count: Count
  readonly fates: Map<KnownAct, Fate>
  readonly warnings: Warning[]
}

type Walk = {
  readonly following: Following
  readonly participant: string
  readonly outer: OuterEnds
  open: OpenParticipation | null
  ended: readonly Participation[]
  consented: readonly DaySpan[]
  inForce: readonly DaySpan[]
  denunciations: readonly Ending[]
  signed: boolean
  provisional: boolean
}

function warn(walk: Walk, code: Warning['code'], message: string): void {
  walk.following.warnings.push({ code, message: `${walk.participant}: ${message}` })
}

function takeSignature(walk: Walk, { act }: KnownAct): void {
  if (signatureOpen(walk.following.theCase.rule, act.action_date)) walk.signed = true
  else warn(walk, 'SIGNATURE_OUTSIDE_WINDOW', `signature of ${act.action_date}, when signature was not open`)
}

/** Consent to be bound: it begins a participation, or joins the one that stands. */
function takeConsent(walk: Walk, known: KnownAct): void {
  const { theCase, general, fates } = walk.following
  if (known.act.action === 'ratification' && !walk.signed) {
    warn(
      walk,
      'RATIFICATION_WITHOUT_SIGNATURE',
      `ratification of ${known.act.action_date} without a signature`,
    )
  }
  walk.open ??= openParticipation(theCase, general, known)
  const { open } = walk
  open.instruments.push(known)
  if (!theCase.countable.has(known.act.action)) return
  fates.set(known, { withdrawn: false, repeat: open.hasCountable, effective: open.effective })
  open.hasCountable = true
}

/** Takes back every instrument that stands, unless the treaty is in force for the participant (VCLT art. 54). */
function takeWithdrawal(walk: Walk, known: KnownAct): void {
  const { open, following } = walk
  const { count, general, theCase, fates } = following
  const day = known.act.action_date
  if (open === null || !canBeTakenBack(open, general, known)) {
    warn(walk, 'WITHDRAWAL_WITHOUT_EFFECT', `withdrawal of ${day} takes nothing back`)
    return
  }
  const counted = count.counted.get(walk.participant)?.instrument
  const stillCounts = counted !== undefined && open.instruments.includes(counted)
  for (const instrument of open.instruments) {
    const fate = fates.get(instrument)
    if (fate !== undefined) fates.set(instrument, { ...fate, withdrawn: true })
  }
  if (stillCounts && theCase.rule.trigger_after_withdrawal === 'latched') {
    warn(
      walk,
      'LEGAL_REVIEW',
      `instrument withdrawn on ${day}, after the threshold was met on ${general.trigger}`,
    )
  }
  walk.consented = [...walk.consented, { from: open.consent.day, to: day }]
  walk.open = null
}

/** Denunciation (UNTOC art. 40(1)): only of a treaty in force for the participant, and only once at a time. */
function takeDenunciation(walk: Walk, { act }: KnownAct): void {
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

function takeRescission(walk: Walk, { act }: KnownAct): void {
  const pending = walk.open?.pending
  if (pending === null || pending === undefined || walk.open === null) {
    warn(walk, 'RESCISSION_WITHOUT_EFFECT', `rescission of ${act.action_date} finds no denunciation to undo`)
    return
  }
  walk.denunciations = walk.denunciations.filter((one) => one !== pending)
  walk.open.pending = null
}

/** Ends the participation if something does so on or before `day`. */
function endDue(walk: Walk, day: PlainDate): void {
  const { open } = walk
  const end = open === null ? null : endBy(open, walk.outer, day)
  if (open === null || end === null) return
  walk.consented = [...walk.consented, { from: open.consent.day, to: end.on }]
  if (end.wasInForce) {
    walk.inForce = [...walk.inForce, { from: open.entry, to: end.on }]
    walk.ended = [...walk.ended, participationOf(open, end.on)]
  }
  walk.open = null
}

function participationOf({ consent, entry }: OpenParticipation, until: PlainDate | null): Participation {
  const { action, action_date } = consent.act
  return { consent: action, consent_date: action_date, entry_into_force: entry, until }
}

const STEPS: Partial<Record<Action, (walk: Walk, known: KnownAct) => void>> = {
  signature: takeSignature,
  withdrawal_of_instrument: takeWithdrawal,
  denunciation: takeDenunciation,
  rescission: takeRescission,
}

function takeAct(walk: Walk, known: KnownAct): void {
  const { action } = known.act
  endDue(walk, dayTaken(known))
  if (action === 'definitive_signature') takeSignature(walk, known)
  if (action === 'provisional_application') walk.provisional = true
  if (walk.following.theCase.consents.has(action)) takeConsent(walk, known)
  else STEPS[action]?.(walk, known)
}

const NONE: readonly never[] = []

/** Follows one participant's acts in their order, up to `as_of`, once it is known when the threshold was met. */
export function followActs(
  following: Following,
  { participant, acts, outer }: { participant: string; acts: readonly KnownAct[]; outer: OuterEnds },
): ParticipantHistory {
  const walk: Walk = {
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
