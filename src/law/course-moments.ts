import { countUpTo, dayNumber } from './day-numbers.ts'
import type { Standpoint, Way } from './follow-acts.ts'
import type { PlainDate } from './plain-date.ts'

/** Everyone at once, with the acts up to a day taken in; by the place of each among the ways. */
export type Moment = {
  /** How many standpoints each had reached; 0 for one that had not acted yet. */
  readonly reached: Int32Array
  /** The first day, as a number, on which what each stands on no longer binds it; 0 where nothing does. */
  readonly boundUntil: Int32Array
}

/** Of so many changes of anyone one moment is kept; the others are found from the one before them. */
const CHANGES_A_MOMENT = 64
/** More than any day as a number. */
const WITHOUT_END = 100_000_000

function endOf({ standing, afterwards }: Standpoint): number {
  if (standing === null || standing.effective === null) return 0
  const end = afterwards === null ? standing.until : afterwards.on
  return end === null ? WITHOUT_END : dayNumber(end)
}

type Change = { readonly day: number; readonly who: number; readonly end: number }

function changesOf(ways: readonly Way[]): Change[] {
  const changes = ways.flatMap(({ standpoints }, who) =>
    standpoints.map((one): Change => ({ day: dayNumber(one.from), who, end: endOf(one) })),
  )
  return changes.sort((one, other) => one.day - other.day)
}

/** Columns of the changes, in order of their days. */
type Columns = { readonly days: Int32Array; readonly who: Int32Array; readonly ends: Int32Array }

/** Takes in the changes from one place up to, without it, another. */
function advance({ reached, boundUntil }: Moment, { who, ends }: Columns, from: number, to: number): void {
  for (let place = from; place < to; place += 1) {
    const one = Number(who[place])
    reached[one] = Number(reached[one]) + 1
    boundUntil[one] = Number(ends[place])
  }
}

function copyOf({ reached, boundUntil }: Moment): Moment {
  return { reached: reached.slice(), boundUntil: boundUntil.slice() }
}

/** A function that finds everyone on a day. What it costs is one search, a copy and some steps, however long the history. */
export function momentsOf(ways: readonly Way[]): (taken: PlainDate) => Moment {
  const changes = changesOf(ways)
  const columns = {
    days: Int32Array.from(changes, ({ day }) => day),
    who: Int32Array.from(changes, ({ who }) => who),
    ends: Int32Array.from(changes, ({ end }) => end),
  }
  const running = { reached: new Int32Array(ways.length), boundUntil: new Int32Array(ways.length) }
  const kept: Moment[] = []
  for (let from = 0; from <= changes.length; from += CHANGES_A_MOMENT) {
    kept.push(copyOf(running))
    advance(running, columns, from, Math.min(changes.length, from + CHANGES_A_MOMENT))
  }
  return (taken) => {
    const to = countUpTo(columns.days, dayNumber(taken))
    const place = Math.floor(to / CHANGES_A_MOMENT)
    const found = copyOf(kept[place] as Moment)
    advance(found, columns, place * CHANGES_A_MOMENT, to)
    return found
  }
}
