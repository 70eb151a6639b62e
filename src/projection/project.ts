import type { PlainDate } from '../law/plain-date.ts'
import { describeCase, describeState, type State } from './case-features.ts'
import { dayNumber } from './day-number.ts'
import { historyOf } from './history.ts'
import { networksFor, type ProjectionModel } from './model.ts'
import { addChances, numberAt, prime } from './network.ts'
import type { ProjectionCase } from './projection-case.ts'
import { spreadOf, type Told, tell } from './spread.ts'
import type { TimeDistribution } from './time-distribution.ts'

/** Nothing honest can be said, and why. */
export type CannotBeSaid = { readonly state: 'cannot_be_said'; readonly because: string }

export type Projection =
  | { readonly state: 'met'; readonly met_on: PlainDate }
  | ({ readonly state: 'projected' } & Told)
  | CannotBeSaid

const FEWEST_ACTS = 2

/** Whose instruments are asked about: everyone's, or those of the members of one group. */
export type Among = 'everyone' | 'group'

type Calibration = ProjectionModel['calibration']

const TOLD = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] as const

/** For the very next instrument, where the model's own calibration, chosen on thresholds farther away, tells too little
 *  at first. It tells nowhere less than that one, so that a later instrument is never told before it. */
const NEXT: Calibration = { raw: [0, 0.045, 0.2, 0.45, 0.69, 0.94, 1], told: TOLD }

/** Within a group raw chances come too soon: for its next instrument, the second, and every later one. Each tells nowhere
 *  more than the one before. Chosen on states of six groups under the histories, families left out; see
 *  docs/projection.md. */
const IN_GROUP: readonly Calibration[] = [
  { raw: [0, 0.045, 0.33, 0.76, 0.97, 0.9995, 1], told: TOLD },
  { raw: [0, 0.09, 0.38, 0.77, 0.973, 0.9997, 1], told: TOLD },
  { raw: [0, 0.112, 0.45, 0.793, 0.98, 0.9998, 1], told: TOLD },
]

function calibrationFor(model: ProjectionModel, further: number, among: Among): Calibration {
  if (among === 'everyone') return further === 1 ? NEXT : model.calibration
  return IN_GROUP[further - 1] ?? IN_GROUP.at(-1) ?? model.calibration
}

/** The raw chances as they are told. */
function calibrated(chance: number, { raw, told }: Calibration): number {
  // A mean of chances that are all 1 may be a rounding error above 1.
  const given = Math.min(1, chance)
  let above = 1
  while (above < raw.length - 1 && numberAt(raw, above) < given) above++
  const low = numberAt(raw, above - 1)
  const lowTold = numberAt(told, above - 1)
  const rise = (numberAt(told, above) - lowTold) / (numberAt(raw, above) - low)
  return lowTold + rise * (given - low)
}

/** Whose time is asked for: a treaty by the day its clock started, and whose instruments. */
type Whose = { readonly clockStart: PlainDate; readonly among?: Among }

/** The distributions of the days until a number of instruments, for a state with fewer of them. The networks read the
 *  state once, and then each number that is asked for. */
export function timesToNeed(
  model: ProjectionModel,
  state: State,
  { clockStart, among = 'everyone' }: Whose,
): (need: number) => TimeDistribution {
  const networks = networksFor(model, clockStart).map((network) => prime(network, state.numbers))
  return (need) => {
    const totals = new Float64Array(model.grid_days.length)
    const described = describeCase(state, need)
    for (const network of networks) addChances(network, described, totals)
    const calibration = calibrationFor(model, need - state.deposits, among)
    const chances = Array.from(totals, (total) => calibrated(total / networks.length, calibration))
    return { days: model.grid_days, chances }
  }
}

/** Why nothing honest can be said of a state and a need; null where something can. */
export function whyNothing(model: ProjectionModel, state: State, need: number): string | null {
  if (need > model.most_deposits) {
    return `no treaty that the model knows has more than ${model.most_deposits} instruments, and ${need} are asked for`
  }
  if (state.deposits + state.signatures < FEWEST_ACTS) {
    return `fewer than ${FEWEST_ACTS} signatures and deposits are known by then`
  }
  return null
}

/** When the number of instruments reaches `need`, from the acts of the case alone: met, with the day; projected, as
 *  quantiles and chances; or nothing that can honestly be said, with the reason. The networks fitted to a history
 *  that starts on the case's own clock are not asked. */
export function projectThreshold(given: ProjectionCase, model: ProjectionModel): Projection {
  const metOn = given.need === 0 ? given.clock_start : given.deposits.toSorted()[given.need - 1]
  if (metOn !== undefined) return { state: 'met', met_on: metOn }
  const state = describeState(historyOf(given), dayNumber(given.as_of))
  const because = whyNothing(model, state, given.need)
  if (because !== null) return { state: 'cannot_be_said', because }
  const distribution = timesToNeed(model, state, { clockStart: given.clock_start })(given.need)
  return { state: 'projected', ...tell(spreadOf(distribution, given.as_of), given.as_of) }
}
