import type { DaySpan } from './day-span.ts'
import type { Participation } from './evaluation.ts'
import type { PlainDate } from './plain-date.ts'

/** A notice of denunciation that took effect or is to: received on `notice`, Party until the day before `effect`. */
export type Ending = { readonly notice: PlainDate; readonly effect: PlainDate }

/** The participation that stands on the day asked for. */
export type Standing = Participation & {
  /** The day that stands for its deposit; null while it waits for the parent. */
  readonly effective: PlainDate | null
  /** Day of the notice that is to end it; null when there is none. */
  readonly noticed: PlainDate | null
}

/** Everything that one participant did under one treaty, as the law sees it. */
export type ParticipantHistory = {
  readonly participant: string
  readonly standing: Standing | null
  /** Participations that were in force and ended, oldest first. */
  readonly ended: readonly Participation[]
  /** Days on which it stood by its consent, in force or not. */
  readonly consented: readonly DaySpan[]
  /** Days on which the treaty is in force for it; also days to come, where they are known. */
  readonly inForce: readonly DaySpan[]
  readonly signed: boolean
  readonly provisional: boolean
  /** Its own denunciations that were neither without effect nor rescinded. */
  readonly denunciations: readonly Ending[]
}
