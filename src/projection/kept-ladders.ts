import type { PlainDate } from '../law/plain-date.ts'
import type { State } from './case-features.ts'
import { climb, type Ladder } from './ladder.ts'
import type { ProjectionModel } from './model.ts'
import type { Among } from './project.ts'

const LADDERS_KEPT = 16

const kept = new WeakMap<ProjectionModel, Map<string, Ladder>>()

/** The ladder of a state, the same one for the same state: what a threshold, its milestones and the Protocols of a
 *  treaty ask of it is worked out once. Of all states the last few are kept. */
export function ladderOf(
  model: ProjectionModel,
  asked: { readonly state: State; readonly clockStart: PlainDate; readonly among?: Among },
): Ladder {
  const { state, clockStart, among = 'everyone' } = asked
  const ladders = kept.get(model) ?? new Map<string, Ladder>()
  kept.set(model, ladders)
  const key = `${clockStart} ${among} ${state.deposits} ${state.signatures} ${state.numbers.join()}`
  const known = ladders.get(key)
  if (known !== undefined) return known
  const made = climb(model, asked)
  const oldest = ladders.keys().next()
  if (ladders.size >= LADDERS_KEPT && !oldest.done) ladders.delete(oldest.value)
  ladders.set(key, made)
  return made
}
