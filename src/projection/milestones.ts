import type { PlainDate } from '../law/plain-date.ts'
import { DAYS_A_YEAR, describeState, type State } from './case-features.ts'
import { type CountOnDay, countAfter, countPath } from './count-path.ts'
import { dayNumber } from './day-number.ts'
import { historyOf } from './history.ts'
import { ladderOf } from './kept-ladders.ts'
import { type Ladder, timeWithAdded } from './ladder.ts'
import type { ProjectionModel } from './model.ts'
import { type Among, type CannotBeSaid, type Projection, whyNothing } from './project.ts'
import type { ProjectionCase } from './projection-case.ts'
import { spreadOf, tell } from './spread.ts'

/** What is known of a treaty, in force or not, and from where its milestones are numbered. */
export type MilestoneQuestion = Omit<ProjectionCase, 'id' | 'need'> & {
  /** How many have joined by `as_of`, those of `added` among them. It may be more than there are deposits to learn from:
   *  acts without a day. */
  readonly count: number
  /** How many may still join after it; null where that is not known. */
  readonly outside: number | null
  /** Whose deposits they are; everyone's when left out. */
  readonly among?: Among
  /** Days after it on which an instrument is taken to come, for a what-if. What has come by `as_of` is no milestone. */
  readonly added?: readonly PlainDate[]
  /** The last day of which it is known what happened, where that is before `as_of`. The model speaks from it. */
  readonly watched_until?: PlainDate
}

/** How many instruments come after the last day of which it is known what happened, until 365.25 days after `as_of`, by
 *  chance. */
export type DepositsInYear = ({ readonly state: 'projected' } & CountQuantiles) | CannotBeSaid
type CountQuantiles = Omit<CountOnDay, 'date'>

/** A number of participants, and when it is reached, which is worked out when it is read: many steps of the ladder lead
 *  to a far one. */
export type Milestone = { readonly instruments: number; readonly projection: Projection }

/** Each part is worked out when it is read. */
export type Milestones = {
  readonly next_deposit: Milestone
  readonly deposits_in_12_months: DepositsInYear
  /** The next number that is a multiple of ten, and every later one. */
  readonly every_tenth: readonly Milestone[]
  /** The day on which everyone who may join has joined. */
  readonly universal: Milestone | CannotBeSaid
  /** The number of participants from the last day of which it is known what happened; empty where nothing can be said. */
  readonly path: readonly CountOnDay[]
}

const TEN = 10
const ALL_JOINED = 'everyone that may join has joined'

type Asked = {
  readonly question: MilestoneQuestion
  readonly model: ProjectionModel
  readonly state: State
  readonly ladder: Ladder
  /** The last day of which it is known what happened. */
  readonly from: PlainDate
  /** Days after it. */
  readonly added: readonly number[]
  /** How many of them are not after `as_of`. */
  readonly here: number
  /** How many had joined on `from`. */
  readonly count: number
  /** How many might still join after it; null where that is not known. */
  readonly outside: number | null
}

function whyNothingFor({ model, state, here, outside }: Asked, more: number): string | null {
  if (outside !== null && more > outside) {
    return outside === here ? ALL_JOINED : `only ${outside - here} more may join`
  }
  return whyNothing(model, state, state.deposits + more)
}

function milestoneAt(asked: Asked, more: number): Milestone {
  const { question, ladder, added, from } = asked
  const { as_of } = question
  return {
    instruments: asked.count + more,
    get projection(): Projection {
      const because = whyNothingFor(asked, more)
      if (because !== null) return { state: 'cannot_be_said', because }
      const distribution = timeWithAdded(ladder, { more, added })
      return { state: 'projected', ...tell(spreadOf(distribution, as_of, from), as_of) }
    },
  }
}

/** The most further instruments of which anything can be said. */
function mostMore(asked: Asked): number {
  const { outside, model, state } = asked
  const known = model.most_deposits - state.deposits
  return outside === null ? known : Math.min(known, outside)
}

function depositsInYear(asked: Asked): DepositsInYear {
  const because = whyNothingFor(asked, asked.here + 1)
  if (because !== null) return { state: 'cannot_be_said', because }
  const unseen = dayNumber(asked.question.as_of) - dayNumber(asked.from)
  const within = unseen + DAYS_A_YEAR
  return { state: 'projected', ...countAfter(asked.ladder, { ...asked, most: mostMore(asked) }, within) }
}

function universalOf(asked: Asked): Milestone | CannotBeSaid {
  const { here, outside } = asked
  if (outside === null) return { state: 'cannot_be_said', because: 'it is not known how many may join' }
  return outside === here ? { state: 'cannot_be_said', because: ALL_JOINED } : milestoneAt(asked, outside)
}

/** What comes next for a treaty, whether or not it is in force: the next deposit, the deposits of the next 12 months,
 *  every tenth participant, universal participation, and the way there. Where nothing honest can be said, the value
 *  says so and why. */
export function projectMilestones(question: MilestoneQuestion, model: ProjectionModel): Milestones {
  const from = question.watched_until ?? question.as_of
  const watched = dayNumber(from)
  const state = describeState(historyOf(question), watched)
  const added = (question.added ?? [])
    .map((day) => dayNumber(day) - watched)
    .sort((one, other) => one - other)
  const ladder = ladderOf(model, {
    state,
    clockStart: question.clock_start,
    among: question.among ?? 'everyone',
  })
  const here = (question.added ?? []).filter((day) => day <= question.as_of).length
  const count = question.count - here
  const outside = question.outside === null ? null : question.outside + here
  const asked: Asked = { question, model, state, ladder, from, added, here, count, outside }
  const next = here + 1
  const most = mostMore(asked)
  const tens: number[] = []
  for (let number = TEN * (Math.floor(question.count / TEN) + 1); number - count <= most; ) {
    tens.push(number)
    number += TEN
  }
  return {
    next_deposit: milestoneAt(asked, next),
    get deposits_in_12_months() {
      return depositsInYear(asked)
    },
    every_tenth: tens.map((number) => milestoneAt(asked, number - count)),
    get universal() {
      return universalOf(asked)
    },
    get path() {
      return whyNothingFor(asked, next) === null
        ? countPath(ladder, { from: count, since: from, added, most })
        : []
    },
  }
}
