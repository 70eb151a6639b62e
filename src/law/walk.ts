import type { Count } from './count-instruments.ts'
import type { DaySpan } from './day-span.ts'
import type { GeneralEntry } from './entry-into-force.ts'
import type { Participation, Warning } from './evaluation.ts'
import type { KnownAct } from './known-acts.ts'
import type { Ending } from './participant-history.ts'
import type { OpenParticipation } from './participation.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'

/** What became of an instrument of a kind that counts. */
export type Fate = {
  /** Day on which it was taken back; null while it was not. */
  readonly withdrawn: PlainDate | null
  /** An earlier one of the same participant stood on its day. */
  readonly repeat: boolean
  /** The day that stands for its deposit; null while it waits for the parent. */
  readonly effective: PlainDate | null
}

/** What became of an instrument by a day, until anything more is done. */
export type Fated = {
  readonly known: KnownAct
  readonly fate: Fate
  /** Day of the act by which it was so, and the day of the next one if it is so until then at the most. */
  readonly from: PlainDate
  readonly until: PlainDate | null
  /** The day from which it is so, if acts up to no later one than `from` brought it about: that day or a later one. */
  readonly on: PlainDate
}

/** What the following of a participant's acts needs to know, and where it puts what it finds. */
export type Following = {
  readonly theCase: RuleCase
  readonly general: GeneralEntry
  readonly count: Count
  readonly fates: Map<KnownAct, Fate>
  readonly warnings: Warning[]
}

/** What can end a participation besides its own denunciation. */
export type OuterEnds = {
  /** Denunciations of other treaties that carry this one with them. */
  readonly carried: readonly Ending[]
  /** Days on which an organization is left without a member State that is a party. */
  readonly leftAlone: readonly PlainDate[]
}

/** One participant on the way through its acts, and what has come of them so far. */
export type Walk = {
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

/** Reports something about the participant that a person should see. */
export function warn(walk: Walk, code: Warning['code'], message: string): void {
  walk.following.warnings.push({ code, message: `${walk.participant}: ${message}` })
}
