import { endDue } from './denunciation.ts'
import type { Warning } from './evaluation.ts'
import {
  finished,
  firstSignature,
  type Standpoint,
  standOf,
  startWalk,
  takeAct,
  type Way,
} from './follow-acts.ts'
import type { KnownAct } from './known-acts.ts'
import type { ParticipantHistory } from './participant-history.ts'
import type { PlainDate } from './plain-date.ts'
import type { TreatyOutcome } from './rule-case.ts'
import type { Fate, Fated, Following, Walk } from './walk.ts'

/** What following under a treaty and under its parent needs to know. */
export type UnderParent = {
  readonly own: Omit<Following, 'warnings'>
  readonly parent: Omit<Following, 'warnings'>
  /** Whether a denunciation of the parent ends participation in the treaty as well. */
  readonly carries: boolean
}

/** One participant, with its acts under the treaty and under its parent as they followed one another. */
export type ActsUnderParent = {
  readonly participant: string
  readonly acts: readonly KnownAct[]
  readonly parentActs: readonly KnownAct[]
}

const NONE: readonly never[] = []
const NOTHING_OUTSIDE = { carried: NONE, leftAlone: NONE }

/** The walk, with this known of the parent on a day. What is done to it leaves the first as it is. */
function copyOf(
  walk: Walk,
  { own, carries }: UnderParent,
  { parent, asOf }: { readonly parent: ParticipantHistory; readonly asOf: PlainDate },
): Walk {
  const { theCase } = own
  const outcome: TreatyOutcome = {
    entryIntoForce: null,
    histories: new Map([[walk.participant, parent]]),
  }
  const then = {
    ...theCase,
    clocks: { ...theCase.clocks, asOf },
    needed: theCase.needed === null ? null : outcome,
    floorParents: theCase.floorParents.map(() => outcome),
  }
  const { open } = walk
  return {
    ...walk,
    following: { ...own, theCase: then, warnings: [], fates: new Map() },
    outer: carries ? { carried: parent.denunciations, leftAlone: NONE } : NOTHING_OUTSIDE,
    open: open === null ? null : { ...open, instruments: [...open.instruments] },
  }
}

/** Whether what was done so far stays as it is, whatever is done from the next day on: nothing is open, or what is open
 *  is in force. Until then a later consent to the parent, or its end, can make another day stand for the deposit. */
function isSettled({ open }: Walk, day: PlainDate): boolean {
  return open === null || (open.entry !== null && open.entry <= day)
}

/** Whether what is settled stays as it is whatever is done under the parent. */
function standsByItself({ open }: Walk, { carries }: UnderParent): boolean {
  return open === null || !carries
}

/** Takes from the parent's walk what was over by the day: it is of no use to an instrument deposited afterwards. */
function forgetOver(above: Walk, day: PlainDate): void {
  above.ended = NONE
  above.consented = NONE
  above.inForce = NONE
  above.denunciations = above.denunciations.filter(({ effect }) => effect > day)
}

/** The days of its acts under the treaty and, from the first of these on, of those under the parent. */
function daysOf({ acts, parentActs }: ActsUnderParent): PlainDate[] {
  const first = acts[0]
  if (first === undefined) return []
  const later = parentActs.filter(({ day }) => day > first.day)
  return [...new Set([...acts, ...later].map(({ day }) => day))].sort()
}

/** A function that hands out acts in their order, each time those up to a day. */
function upTo(acts: readonly KnownAct[]): (day: PlainDate) => KnownAct[] {
  let next = 0
  return (day) => {
    const from = next
    while (next < acts.length && (acts[next] as KnownAct).day <= day) next += 1
    return acts.slice(from, next)
  }
}

/** How far a participant has come by a day: what is known of the parent, and its own walk up to where it is settled, with
 *  the acts since. */
type Reached = {
  readonly under: UnderParent
  readonly parent: ParticipantHistory
  readonly settled: Walk
  readonly waiting: readonly KnownAct[]
}

/** The walk on from where it was settled, as of a day. */
function walkOn({ under, parent, settled, waiting }: Reached, asOf: PlainDate): Walk {
  const walk = copyOf(settled, under, { parent, asOf })
  for (const known of waiting) takeAct(walk, known)
  return walk
}

/** The walk on to the day on which its participation in the parent is to end, if that matters: what is in force by then
 *  ends with that or stands on. */
function walkToEnd(reached: Reached, { open }: Walk): { readonly on: PlainDate; readonly walk: Walk } | null {
  const { own, carries } = reached.under
  if (own.theCase.needed === null && !carries) return null
  const on = reached.parent.standing?.until ?? null
  if (on === null || open === null || (open.entry !== null && open.entry <= on)) return null
  const walk = walkOn(reached, on)
  endDue(walk, on)
  return { on, walk }
}

/** A list of what became of instruments, in which nothing is said twice. */
function listOfFates() {
  const fated: Fated[] = []
  const last = new Map<KnownAct, Fate>()
  const isNew = (known: KnownAct, fate: Fate): boolean => {
    const before = last.get(known)
    return (
      before === undefined ||
      before.withdrawn !== fate.withdrawn ||
      before.repeat !== fate.repeat ||
      before.effective !== fate.effective
    )
  }
  const take = ({ following }: Walk, day: PlainDate): void => {
    for (const [known, fate] of following.fates) {
      if (!isNew(known, fate)) continue
      fated.push({ known, fate, from: day, until: null, on: day })
      last.set(known, fate)
    }
  }
  const takeUntil = ({ following }: Walk, span: Pick<Fated, 'from' | 'until' | 'on'>): void => {
    for (const [known, fate] of following.fates) if (isNew(known, fate)) fated.push({ known, fate, ...span })
  }
  return { fated, take, takeUntil }
}

/** A way under a parent, with what became of each instrument and when, in order. */
export type WayUnderParent = { readonly way: Way; readonly fated: readonly Fated[] }

/** Follows one participant under a treaty and under its parent, day by day, and keeps where it stood after each. Its
 *  acts since the last day on which they were settled are taken anew on each day, with what it has done under the parent
 *  by then. Acts are of one day each, and a denunciation takes effect on no earlier one. */
export function wayUnderParent(under: UnderParent, both: ActsUnderParent): WayUnderParent {
  const { participant, acts, parentActs } = both
  const above = startWalk({ ...under.parent, warnings: [] }, participant, NOTHING_OUTSIDE)
  const parentUpTo = upTo(parentActs)
  const ownUpTo = upTo(acts)
  const standpoints: Standpoint[] = []
  const warned: { on: PlainDate; warning: Warning }[] = []
  const { fated, take, takeUntil } = listOfFates()
  let settled = startWalk({ ...under.own, warnings: [] }, participant, NOTHING_OUTSIDE)
  let waiting: readonly KnownAct[] = NONE
  let ended: Way['ended'] = NONE
  const days = daysOf(both)
  days.forEach((day, place) => {
    for (const known of parentUpTo(day)) takeAct(above, known)
    endDue(above, day)
    const today = ownUpTo(day)
    if (today.length + waiting.length === 0 && standsByItself(settled, under)) return
    const parent = finished(above)
    const walk = walkOn({ under, parent, settled, waiting }, day)
    // Of the acts that are taken anew a person has been warned on their own day.
    walk.following.warnings.length = 0
    for (const known of today) takeAct(walk, known)
    for (const warning of walk.following.warnings) warned.push({ on: day, warning })
    endDue(walk, day)
    take(walk, day)
    waiting = [...waiting, ...today]
    const end = walkToEnd({ under, parent, settled, waiting }, walk)
    if (end !== null) takeUntil(end.walk, { from: day, until: days[place + 1] ?? null, on: end.on })
    const afterwards = end === null ? null : { on: end.on, standing: standOf(end.walk).standing }
    standpoints.push({ from: day, ...standOf(walk), afterwards })
    ended = walk.ended
    if (!isSettled(walk, day)) return
    settled = walk
    waiting = NONE
    forgetOver(above, day)
  })
  return { way: { participant, standpoints, ended, signedOn: firstSignature(acts), warned }, fated }
}
