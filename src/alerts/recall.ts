import type { Fact, FactDetail } from './fact.ts'

/** A fact that was told, with the number under which it is kept. */
export type ToldFact = { readonly id: number; readonly fact: Fact }

export type Recall = {
  /** Number of the fact that is taken back. */
  readonly of: number
  readonly fact: Fact
}

function sameMatter(one: Fact, other: Fact): boolean {
  return (
    one.detail.kind === other.detail.kind &&
    one.treaty?.number === other.treaty?.number &&
    one.participant?.code === other.participant?.code
  )
}

/** The act that a fact is about, by the id of its event; null where it is about none. */
function actOf({ detail }: Fact): string | null {
  if ('act' in detail) return detail.act.event
  return 'was' in detail ? detail.was.event : null
}

/** What holds instead of a told fact: the correction of its act, or the new fact of the same kind about the same
 *  treaty and participant. */
function insteadOf(told: Fact, facts: readonly Fact[]): FactDetail | null {
  const act = actOf(told)
  const found =
    act === null
      ? facts.find((fact) => told.detail.kind !== 'to_go' && sameMatter(told, fact))
      : facts.find((fact) => fact.detail.kind === 'correction' && actOf(fact) === act)
  return found === undefined || found.detail.kind === 'recall' ? null : found.detail
}

/** Takes back what was told and does not hold, each with what holds instead. `facts` are those that are told at the
 *  same time, the correction among them. What is told of an act stays bound to it: if it is corrected once more, those
 *  who heard of the first correction hear of the second. */
export function recallsOf(told: readonly ToldFact[], facts: readonly Fact[]): Recall[] {
  const mending = facts.find(({ detail }) => detail.kind === 'correction')?.detail
  const event = mending?.kind === 'correction' ? mending.event : null
  return told.map(({ id, fact: before }) => {
    const first = before.detail.kind === 'recall' ? before.detail.told : before
    const key = `recall:${id}`
    const about = actOf(first) === null ? key : before.about
    const detail = { kind: 'recall', told: first, event, instead: insteadOf(first, facts) } as const
    return { of: id, fact: { ...first, key, about, detail } }
  })
}

/** What a message says of its facts, in the order in which they were decided: one that is taken back in the same message
 *  is not told as if it held. */
export function standing(facts: readonly Fact[]): Fact[] {
  const taken = (fact: Fact, place: number): boolean => {
    const key = fact.detail.kind === 'recall' ? fact.detail.told.key : fact.key
    return facts.slice(place + 1).some(({ detail }) => detail.kind === 'recall' && detail.told.key === key)
  }
  return facts.filter((fact, place) => !taken(fact, place))
}
