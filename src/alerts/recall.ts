import { sha256Hex } from '../record/sha256.ts'
import type { Fact } from './fact.ts'
import { takenBackSentence } from './fact-words.ts'

/** A fact that was told. */
export type ToldFact = {
  /** Number under which it is kept. */
  readonly id: number
  readonly fact: Fact
  /** For which time it was told: 1, and one more each time that it was told again after it had been taken back. */
  readonly times: number
}

export type Recall = {
  /** Number of the fact that is taken back. */
  readonly of: number
  readonly fact: Fact
}

/** What says instead that a day comes near: which day it is now. */
const FIXES: Partial<Readonly<Record<string, string>>> = {
  entry_near: 'entry_fixed',
  state_entry_near: 'state_entry_fixed',
}

/** Whether the other says what there is to say now of what the first says. */
function sameMatter(one: Fact, other: Fact): boolean {
  return (
    (FIXES[one.detail.kind] ?? one.detail.kind) === other.detail.kind &&
    one.treaty?.number === other.treaty?.number &&
    one.participant?.code === other.participant?.code
  )
}

/** The act that a fact is about, by the id of its event; null where it is about none. */
function actOf({ detail }: Fact): string | null {
  if ('act' in detail) return detail.act.event
  return 'was' in detail ? detail.was.event : null
}

/** What holds, and the key of the statement that says so. */
type Holding = Pick<Fact, 'about' | 'detail'>

/** How near the threshold of each treaty is now, by its number. */
export type Nearness = ReadonlyMap<string, Holding>

/** What holds instead of a told fact: the correction of its act, the new fact about the same matter, or of a threshold how
 *  near it is now. */
function insteadOf(told: Fact, facts: readonly Fact[], now: Nearness): Holding | null {
  const act = actOf(told)
  const { kind } = told.detail
  const found =
    act === null
      ? facts.find((fact) => kind !== 'to_go' && sameMatter(told, fact))
      : facts.findLast((fact) => fact.detail.kind === 'correction' && actOf(fact) === act)
  if (found !== undefined) return found
  const isOfThreshold = kind === 'to_go' || kind === 'reached'
  return (isOfThreshold && told.treaty !== null ? now.get(told.treaty.number) : undefined) ?? null
}

/** What was last said by a fact that was told: a recall said what held instead. */
function lastSaid(before: Fact): Fact {
  const { detail } = before
  if (detail.kind !== 'recall') return before
  return detail.instead === null ? detail.told : { ...detail.told, detail: detail.instead }
}

/** Takes back what was told and does not hold, each with what holds instead. `facts` are those that are told at the
 *  same time, the correction among them, `now` says what holds of thresholds. What is told of an act stays bound to it: if it is corrected once more, those
 *  who heard of the first correction hear of the second. Any other recall stands and falls with what it says now, so that
 *  who heard a number or a day from it hears when that does not hold either, whatever was asked for. */
export function recallsOf(
  told: readonly ToldFact[],
  { facts, now = new Map() }: { readonly facts: readonly Fact[]; readonly now?: Nearness | undefined },
): Recall[] {
  const mending = facts.find(({ detail }) => detail.kind === 'correction')?.detail
  const event = mending?.kind === 'correction' ? mending.event : null
  return told.map(({ id, fact: before, times }) => {
    const said = lastSaid(before)
    const holding = insteadOf(said, facts, now)
    const instead = holding === null || holding.detail.kind === 'recall' ? null : holding.detail
    // Of one length, however often something is corrected. What it says is in the name: after a restore the same may be
    // taken back with something else.
    const key = `recall:${sha256Hex(`${before.key} ${times} ${JSON.stringify(instead)}`)}`
    const about = actOf(said) === null ? (holding?.about ?? key) : before.about
    const detail = { kind: 'recall', told: said, takes_back: before.key, event, instead } as const
    return { of: id, fact: { ...said, key, about, detail } }
  })
}

/** Two recalls of one message that take back the same sentence: that a correction does not hold, to whoever asked for the
 *  act and for its corrections; or a number that was told, and that a recall said. */
function saysTheSame({ detail: one }: Fact, { detail: other }: Fact): boolean {
  if (one.kind !== 'recall' || other.kind !== 'recall' || one.event !== other.event) return false
  return takenBackSentence(one) === takenBackSentence(other)
}

/** What a message says of its facts, in the order in which they were decided: one that is taken back in the same message
 *  is not told as if it held, and of recalls of one another only the last goes out, with what the first takes back. */
export function standing(facts: readonly Fact[]): Fact[] {
  const found: Fact[] = []
  for (const fact of facts) {
    const { detail } = fact
    const place = detail.kind === 'recall' ? found.findIndex(({ key }) => key === detail.takes_back) : -1
    const taken = place < 0 ? undefined : found.splice(place, 1)[0]?.detail
    const joined =
      detail.kind === 'recall' && taken?.kind === 'recall'
        ? { ...fact, detail: { ...detail, told: taken.told, takes_back: taken.takes_back } }
        : fact
    found.push(joined)
  }
  return found
}

/** The same, each sentence once: for people. A program follows the keys of facts, so it gets every one. */
export function standingOnce(facts: readonly Fact[]): Fact[] {
  const found = standing(facts)
  return found.filter((fact, place) => !found.slice(0, place).some((one) => saysTheSame(one, fact)))
}
