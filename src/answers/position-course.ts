import type { Act } from '../law/act.ts'
import { type Course, type CourseNumbers, followCourse } from '../law/course.ts'
import type { Everyone } from '../law/course-everyone.ts'
import type { SignedRow } from '../law/course-rows.ts'
import { NOBODY, ORGANIZATIONS } from '../law/group-history.ts'
import { type Clocks, laterOf, type PlainDate } from '../law/plain-date.ts'
import { once } from './lazily.ts'
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
  /** How many States are bound, where everyone who acted is a State on record or an organization; else the rows say. */
  readonly boundStates: number | null
  /** How many rows it holds, of participants and of the ledger; null for one that is soon found again, so that keeping
   *  it among thousands would cost more. */
  readonly held: number | null
}

/** The course of the treaty of the grounds; null where it has to be worked out act by act, for every day anew: always
 *  while it is not known of an act on which day it happened. */
function courseOf({ grounds, prepared, isListedState, lawWith }: PositionInput): Course | null {
  const { fixed, open } = prepared
  if (open.length > 0 || fixed.length === 0) return null
  const law = lawWith([])
  const organizations = law.groups.get(ORGANIZATIONS) ?? NOBODY
  const isKnown = ({ participant }: Act) => isListedState(participant) || organizations.spans.has(participant)
  if (!fixed.every(isKnown)) return null
  let lastDay: PlainDate | null = null
  let lastKnown: PlainDate | null = null
  let knownOnTheirDays = true
  for (const { known_on, days, heardWhenKnown } of grounds.grounds) {
    lastKnown = laterOf(known_on, lastKnown)
    for (const day of days) {
      lastDay = laterOf(day, lastDay)
      knownOnTheirDays &&= day === known_on
    }
    knownOnTheirDays &&= !heardWhenKnown
  }
  if (lastDay === null || lastKnown === null) return null
  return followCourse(law, { treaty: grounds.treaty.number, lastDay, lastKnown, knownOnTheirDays })
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

/** What the law says on a day of a course. The long lists are made when they are read, and kept. */
class CourseEvaluation {
  readonly treaty: string
  readonly scope: string
  readonly threshold: CourseNumbers['threshold']
  readonly entry_into_force: CourseNumbers['entry_into_force']
  readonly counts: CourseNumbers['counts']
  readonly #found: CourseNumbers
  #ledger: ReturnType<CourseNumbers['ledger']> | null = null
  #warnings: ReturnType<CourseNumbers['warnings']> | null = null

  constructor(treaty: string, found: CourseNumbers) {
    this.treaty = treaty
    this.scope = found.scope
    this.threshold = found.threshold
    this.entry_into_force = found.entry_into_force
    this.counts = found.counts
    this.#found = found
  }

  get ledger() {
    this.#ledger ??= this.#found.ledger()
    return this.#ledger
  }

  get warnings() {
    this.#warnings ??= this.#found.warnings()
    return this.#warnings
  }
}

const NONE_SOONER: Position['soonest'] = new Map()
const NONE_UNDATED: Position['undated'] = []

/** A position on a course: what is read of it is worked out then, and kept where it is long. For one question about one
 *  State under hundreds of treaties as many are made. */
class CoursePosition implements Position {
  readonly evaluation: CourseEvaluation
  readonly counts: Position['counts']
  readonly soonest = NONE_SOONER
  readonly undated = NONE_UNDATED
  readonly #found: CourseNumbers
  readonly #course: CourseIn
  #everyone: Everyone | null = null
  #rows: Position['rows'] | null = null

  constructor(found: CourseNumbers, course: CourseIn) {
    this.evaluation = new CourseEvaluation(course.number, found)
    this.counts = found.counts
    this.#found = found
    this.#course = course
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

/** What positions on days before the course are computed from. */
function inputBefore(input: PositionInput, begins: PlainDate): PositionInput {
  const law = input.lawBefore(begins)
  return { ...input, lawWith: () => law }
}

/** A function that finds the position of the treaty under two clocks. Where the treaty is on its course, what its numbers
 *  cost does not grow with its history. */
export function findingPositions(input: PositionInput): (clocks: Clocks) => FoundPosition {
  const course = once(() => {
    const followed = courseOf(input)
    const { number } = input.grounds.treaty
    return followed === null
      ? null
      : { followed, about: { number, participants: followed.participants, dated: datingRows() } }
  })
  const before = once(() => {
    const begins = course()?.followed.begins ?? null
    return begins === null ? null : { begins, input: inputBefore(input, begins) }
  })
  const inputAt = ({ asOf, knownAt }: Clocks): PositionInput => {
    const early = before()
    return early !== null && (asOf < early.begins || knownAt < early.begins) ? early.input : input
  }
  return (clocks) => {
    const known = course()
    const found = known?.followed.numbersAt(clocks) ?? null
    if (known === null || found === null) {
      const computed = computePosition(inputAt(clocks), clocks)
      const { rows, evaluation } = computed.position
      return { ...computed, boundStates: null, held: rows.size + evaluation.ledger.length }
    }
    return {
      position: new CoursePosition(found, known.about),
      days: [found.changedOn, found.changesOn].filter((day) => day !== null),
      boundStates: found.counts.state_participants,
      held: null,
    }
  }
}
