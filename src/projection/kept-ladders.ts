import type { PlainDate } from '../law/plain-date.ts'
import type { State } from './case-features.ts'
import { climb, type Ladder } from './ladder.ts'
import type { ProjectionModel } from './model.ts'
import type { Among } from './project.ts'
import type { TimeDistribution } from './time-distribution.ts'

const LADDERS_KEPT = 16
/** About 10 MB: more than the days on which a threshold of four treaties was open. */
const TIMES_KEPT = 8_192

type Asked = { readonly state: State; readonly clockStart: PlainDate; readonly among?: Among }
type Kept = {
  readonly ladders: Map<string, Ladder>
  readonly times: Map<string, TimeDistribution>
}

const kept = new WeakMap<ProjectionModel, Kept>()

function keptOf(model: ProjectionModel): Kept {
  const found = kept.get(model) ?? { ladders: new Map(), times: new Map() }
  kept.set(model, found)
  return found
}

function keyOf({ state, clockStart, among = 'everyone' }: Asked): string {
  return `${clockStart} ${among} ${state.deposits} ${state.signatures} ${state.numbers.join()}`
}

/** What is kept for the key, or is made and kept; of more than `most` the first goes. */
function found<Value>(of: Map<string, Value>, key: string, most: number, make: () => Value): Value {
  const known = of.get(key)
  if (known !== undefined) return known
  const made = make()
  const oldest = of.keys().next()
  if (of.size >= most && !oldest.done) of.delete(oldest.value)
  of.set(key, made)
  return made
}

/** The ladder of a state, the same one for the same state: what a threshold, its milestones and the Protocols of a
 *  treaty ask of it is worked out once. Of all states the last few are kept: a ladder has many steps. */
export function ladderOf(model: ProjectionModel, asked: Asked): Ladder {
  return found(keptOf(model).ladders, keyOf(asked), LADDERS_KEPT, () => climb(model, asked))
}

/** The time until `more` further instruments. Of many states this one step is kept, without those that lead to it: a
 *  record asked about any of its days comes back to the same states. */
export function timeTo(model: ProjectionModel, asked: Asked, more: number): TimeDistribution {
  const key = `${more} ${keyOf(asked)}`
  return found(keptOf(model).times, key, TIMES_KEPT, () => ladderOf(model, asked).step(more))
}
