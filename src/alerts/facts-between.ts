import type { Fact } from './fact.ts'
import { type Statement, statementsOf } from './statements.ts'
import type { TreatyState } from './treaty-state.ts'

/** What changed from one state of a treaty to the next. */
export type Change = {
  /** What holds now and did not before. */
  readonly told: readonly Fact[]
  /** Keys of what held before, does not now, and can only have been an error: whoever was told has to hear it. */
  readonly lost: readonly string[]
}

type Range = { readonly fact: Fact; readonly place: number }

/** Of several facts of one row that became true together, only the farthest is told. */
function farthest(facts: readonly Fact[], placeOf: (fact: Fact) => number | null): Fact | null {
  let found: Range | null = null
  for (const fact of facts) {
    const place = placeOf(fact)
    if (place !== null && (found === null || place > found.place)) found = { fact, place }
  }
  return found?.fact ?? null
}

/** How near the threshold a fact says it is; null for other facts. */
function nearness({ detail }: Fact): number | null {
  return detail.kind === 'to_go' ? detail.counted : null
}

function partiesCount({ detail }: Fact): number | null {
  return detail.kind === 'milestone' && detail.milestone.what === 'states_parties'
    ? detail.milestone.count
    : null
}

/** Where one document brings three deposits, "1 to go" is told once and stands for "3" and "2" too. */
function collapsed(facts: readonly Fact[]): Fact[] {
  const nearest = farthest(facts, nearness)
  const most = farthest(facts, partiesCount)
  const passed = facts.flatMap(({ detail }) => (detail.kind === 'to_go' ? [detail.remaining] : []))
  return facts.flatMap((fact) => {
    if (fact.detail.kind === 'to_go')
      return fact === nearest ? [{ ...fact, detail: { ...fact.detail, passed } }] : []
    return partiesCount(fact) === null || fact === most ? [fact] : []
  })
}

/** The facts that lie between two states of the same treaty: the law before and after. `mended`: whether an event was
 *  corrected or retracted in between, so that also a milestone that is gone was an error. */
export function factsBetween(
  before: TreatyState,
  after: TreatyState,
  { mended }: { readonly mended: boolean },
): Change {
  const then = statementsOf(before)
  const now = statementsOf(after)
  const added = [...now.values()].filter(({ fact }) => !then.has(fact.key))
  const isLost = ({ fact, lasting }: Statement) => (lasting || mended) && !now.has(fact.key)
  return {
    told: collapsed(added.map(({ fact }) => fact)),
    lost: [...then.values()].filter(isLost).map(({ fact }) => fact.key),
  }
}
