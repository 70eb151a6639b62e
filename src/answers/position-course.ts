import { type Course, followCourse } from '../law/course.ts'
import type { SignedRow } from '../law/course-rows.ts'
import { type Clocks, laterOf, type PlainDate } from '../law/plain-date.ts'
import { lazily, once } from './lazily.ts'
import {
  type ComputedPosition,
  computePosition,
  datedRow,
  datedStand,
  type PositionInput,
} from './position.ts'
import type { PositionRow } from './position-row.ts'

/** A position of which the numbers are known, and the rest is worked out when it is read. */
export type FoundPosition = ComputedPosition & {
  /** How many States are bound, where everyone who acted is a State on record; else the rows say. */
  readonly boundStates: number | null
  /** How many rows it holds, of participants and of the ledger, or will at most once they are read. */
  readonly held: number
}

/** The course of the treaty of the grounds; null where it has to be worked out act by act, for every day anew. */
function courseOf({ grounds, prepared, isListedState, lawWith }: PositionInput): Course | null {
  const { fixed, open } = prepared
  const isSimple = open.length === 0 && fixed.length > 0
  if (!isSimple || !fixed.every((act) => isListedState(act.participant))) return null
  let lastDay: PlainDate | null = null
  let lastKnown: PlainDate | null = null
  let isPlain = true
  for (const { known_on, days, heardWhenKnown } of grounds.grounds) {
    lastKnown = laterOf(known_on, lastKnown)
    for (const day of days) {
      lastDay = laterOf(day, lastDay)
      isPlain &&= day === known_on
    }
    isPlain &&= !heardWhenKnown
  }
  if (lastDay === null || lastKnown === null) return null
  return followCourse(lawWith([]), { lastDay, lastKnown, isPlain })
}

/** A function that makes a participant's row of what the course says; for one object always the same. To compare it with
 *  every row before, as long as the history has given many, would cost more than it saves. */
function datingRows(): (one: SignedRow) => PositionRow {
  const made = new WeakMap<SignedRow, PositionRow>()
  return (one) => {
    const known = made.get(one)
    if (known !== undefined) return known
    const row = datedRow(one.row, one.signedOn)
    made.set(one, row)
    return row
  }
}

/** A function that finds the position of the treaty under two clocks. Where the treaty goes its way alone, what its
 *  numbers cost does not grow with its history. */
export function findingPositions(input: PositionInput): (clocks: Clocks) => FoundPosition {
  const { treaty } = input.grounds
  const course = once(() => courseOf(input))
  const dated = datingRows()
  return (clocks) => {
    const followed = course()
    const found = followed?.numbersAt(clocks) ?? null
    if (followed === null || found === null) {
      const computed = computePosition(input, clocks)
      const { rows, evaluation } = computed.position
      return { ...computed, boundStates: null, held: rows.size + evaluation.ledger.length }
    }
    const { scope, threshold, entry_into_force, counts, rowOf, standOf, isBound } = found
    const evaluation = {
      treaty: () => treaty.number,
      scope: () => scope,
      threshold: () => threshold,
      entry_into_force: () => entry_into_force,
      counts: () => counts,
      ledger: found.ledger,
      warnings: found.warnings,
    }
    const position = lazily<ComputedPosition['position']>({
      evaluation: () => lazily(evaluation),
      rows: () => new Map(found.rows().map((one) => [one.row.participant, dated(one)])),
      rowOf: () => (code) => {
        const one = rowOf(code)
        return one === null ? undefined : dated(one)
      },
      isBound: () => isBound,
      standOf: () => (code) => {
        const one = standOf(code)
        return one === null ? undefined : datedStand(one.stand, one.signedOn)
      },
      codes: () => () => followed.participants,
      counts: () => counts,
      soonest: () => new Map(),
      undated: () => [],
    })
    const days = [found.changedOn, found.changesOn].filter((day) => day !== null)
    const held = followed.participants.length + found.ledgerLength
    return { position, days, boundStates: counts.state_participants, held }
  }
}
