import { evaluateRule, type RuleEvaluation } from './evaluate-rule.ts'
import type { Evaluation } from './evaluation.ts'
import { NOBODY, ORGANIZATIONS } from './group-history.ts'
import { type ParticipantActs, takesPart } from './known-acts.ts'
import { floorParents, neededParent } from './need.ts'
import type { Ending } from './participant-history.ts'
import type { Clocks } from './plain-date.ts'
import { carries, type LawInput, type PreparedLaw, type PreparedRule, prepareLaw } from './prepare-law.ts'
import type { RuleCase, TreatyOutcome } from './rule-case.ts'

type Found = Map<PreparedRule, RuleEvaluation>

const NO_ENDINGS: ReadonlyMap<string, readonly Ending[]> = new Map()

/** By participant, the denunciations of other treaties that end its participation in this one. */
export function endingsOf(target: PreparedRule, found: Found): ReadonlyMap<string, readonly Ending[]> {
  let endings: Map<string, readonly Ending[]> | null = null
  for (const [source, { outcome }] of found) {
    if (source === target || !carries(source, target.rule.treaty)) continue
    for (const { participant, denunciations } of outcome.histories.values()) {
      if (denunciations.length === 0) continue
      endings ??= new Map<string, readonly Ending[]>()
      endings.set(participant, [...(endings.get(participant) ?? []), ...denunciations])
    }
  }
  return endings ?? NO_ENDINGS
}

/** Each participant with the rows that take part, by code; those without any are left out. */
function participantsOn(prepared: PreparedRule, clocks: Clocks): readonly ParticipantActs[] {
  const { participants, complete } = prepared.acts.knownOn(clocks.knownAt)
  if (complete === null || (complete.asOf <= clocks.asOf && complete.knownAt <= clocks.knownAt))
    return participants
  const taking: ParticipantActs[] = []
  for (const one of participants) {
    if (one.acts.every((known) => takesPart(known, clocks))) taking.push(one)
    else {
      const acts = one.acts.filter((known) => takesPart(known, clocks))
      if (acts.length > 0) taking.push({ participant: one.participant, acts })
    }
  }
  return taking
}

/** The rule with everything that is known for it under the clocks, and what is known of the treaties it looks at. */
export function ruleCase(
  law: PreparedLaw,
  prepared: PreparedRule,
  about: Pick<RuleCase, 'clocks' | 'outcomeOf' | 'endings'>,
): RuleCase {
  const { rule, countable, consents, acts, speaksForTreaty } = prepared
  const { clocks, outcomeOf } = about
  const known = acts.knownOn(clocks.knownAt)
  const parent = neededParent(rule)
  return {
    ...about,
    rule,
    countable,
    consents,
    known,
    participants: participantsOn(prepared, clocks),
    assertions: speaksForTreaty ? known.assertions : [],
    organizations: law.groups.get(ORGANIZATIONS) ?? NOBODY,
    groups: law.groups,
    weights: law.weights,
    needed: parent === null ? null : outcomeOf(parent),
    floorParents: floorParents(rule).map(outcomeOf),
  }
}

/** A treaty of which nothing is known yet. */
export const NOTHING_YET: TreatyOutcome = { entryIntoForce: null, histories: new Map() }

function evaluateOnce(law: PreparedLaw, clocks: Clocks, found: Found): void {
  const outcomes = new Map<string, TreatyOutcome>()
  for (const [{ rule, speaksForTreaty }, { outcome }] of found) {
    if (speaksForTreaty) outcomes.set(rule.treaty, outcome)
  }
  const outcomeOf = (treaty: string): TreatyOutcome => outcomes.get(treaty) ?? NOTHING_YET
  for (const prepared of law.inOrder) {
    const endings = endingsOf(prepared, found)
    const evaluation = evaluateRule(ruleCase(law, prepared, { clocks, outcomeOf, endings }))
    found.set(prepared, evaluation)
    if (prepared.speaksForTreaty) outcomes.set(prepared.rule.treaty, evaluation.outcome)
  }
}

/** What rules have told each other, as one text, to see whether another round tells the same. */
function toldIn(found: Found): string {
  return JSON.stringify(
    [...found].map(([{ rule }, { outcome }]) => [
      rule.treaty,
      outcome.entryIntoForce,
      [...outcome.histories.values()].map(({ participant, inForce, denunciations }) => [
        participant,
        inForce,
        denunciations,
      ]),
    ]),
  )
}

const MOST_ROUNDS = 1_000

/** Evaluates each rule after those it looks at. Where that cannot be, because two look at each other, all are gone
 *  through again until nothing changes: what is not known yet counts as not in force, and each round is right for some
 *  days more. */
export function evaluateRules(law: PreparedLaw, clocks: Clocks): ReadonlyMap<PreparedRule, RuleEvaluation> {
  const found: Found = new Map()
  evaluateOnce(law, clocks, found)
  let before = ''
  for (let round = 1; law.looksAhead && round < MOST_ROUNDS; round += 1) {
    const now = toldIn(found)
    if (now === before) break
    before = now
    evaluateOnce(law, clocks, found)
  }
  return found
}

/** What the law says under the clocks, for each rule in the order of the rules file. */
export function evaluatePrepared(law: PreparedLaw, clocks: Clocks): Evaluation {
  const found = evaluateRules(law, clocks)
  return {
    as_of: clocks.asOf,
    known_at: clocks.knownAt,
    treaties: law.rules.map((prepared) => {
      const evaluation = found.get(prepared)
      if (evaluation === undefined) throw new Error(`${prepared.rule.treaty} was not evaluated`)
      return evaluation.answer
    }),
  }
}

/** What the law says of the acts by the rules, on one day with what was known by another. For many questions about the
 *  same acts, `prepareLaw` once and `evaluatePrepared` each time. Input is taken as checked (see `check-acts.ts`):
 *  parents in a circle throw. */
export function evaluate({ clocks, ...input }: LawInput & { readonly clocks: Clocks }): Evaluation {
  return evaluatePrepared(prepareLaw(input), clocks)
}
