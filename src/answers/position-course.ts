import { type Course, type CourseNumbers, followCourse } from '../law/course.ts'
import type { Everyone } from '../law/course-everyone.ts'
import type { SignedRow } from '../law/course-rows.ts'
import { type Clocks, laterOf, type PlainDate } from '../law/plain-date.ts'
import { lazily, once } from './lazily.ts'
import {
  type ComputedPosition,
  computePosition,
  datedRow,
  datedStand,
  type Position,
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

/** What all positions of a treaty on its course have in common. */
type CourseIn = {
  readonly number: string
  readonly participants: readonly string[]
  readonly dated: (one: SignedRow) => PositionRow
}

const NONE_SOONER: Position['soonest'] = new Map()
const NONE_UNDATED: Position['undated'] = []

/** A position on a course: what is read of it is worked out then, and kept where it is long. For one question about one
 *  State under hundreds of treaties as many are made. */
class CoursePosition implements Position {
  readonly #found: CourseNumbers
  readonly #course: CourseIn
  #everyone: Everyone | null = null
  #rows: Position['rows'] | null = null
  #evaluation: Position['evaluation'] | null = null

  constructor(found: CourseNumbers, course: CourseIn) {
    this.#found = found
    this.#course = course
  }

  get counts() {
    return this.#found.counts
  }

  get soonest() {
    return NONE_SOONER
  }

  get undated() {
    return NONE_UNDATED
  }

  get rows() {
    const { dated } = this.#course
    this.#rows ??= new Map(
      this.#there()
        .rows()
        .map((one) => [one.row.participant, dated(one)]),
    )
    return this.#rows
  }

  get evaluation() {
    const { scope, threshold, entry_into_force, counts, ledger, warnings } = this.#found
    this.#evaluation ??= lazily<Position['evaluation']>({
      treaty: () => this.#course.number,
      scope: () => scope,
      threshold: () => threshold,
      entry_into_force: () => entry_into_force,
      counts: () => counts,
      ledger,
      warnings,
    })
    return this.#evaluation
  }

  rowOf(code: string) {
    const one = this.#there().rowOf(code)
    return one === null ? undefined : this.#course.dated(one)
  }

  standOf(code: string) {
    const one = this.#there().standOf(code)
    return one === null ? undefined : datedStand(one.stand, one.signedOn)
  }

  isBound(code: string) {
    return this.#there().isBound(code)
  }

  codes() {
    return this.#course.participants
  }

  #there(): Everyone {
    this.#everyone ??= this.#found.everyone()
    return this.#everyone
  }
}

/** A function that finds the position of the treaty under two clocks. Where the treaty goes its way alone, what its
 *  numbers cost does not grow with its history. */
export function findingPositions(input: PositionInput): (clocks: Clocks) => FoundPosition {
  const course = once(() => {
    const followed = courseOf(input)
    const { number } = input.grounds.treaty
    return followed === null
      ? null
      : { followed, about: { number, participants: followed.participants, dated: datingRows() } }
  })
  return (clocks) => {
    const known = course()
    const found = known?.followed.numbersAt(clocks) ?? null
    if (known === null || found === null) {
      const computed = computePosition(input, clocks)
      const { rows, evaluation } = computed.position
      return { ...computed, boundStates: null, held: rows.size + evaluation.ledger.length }
    }
    return {
      position: new CoursePosition(found, known.about),
      days: [found.changedOn, found.changesOn].filter((day) => day !== null),
      boundStates: found.counts.state_participants,
      held: known.about.participants.length + found.ledgerLength,
    }
  }
}
