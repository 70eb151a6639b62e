import { organizationsIn } from './course-organizations.ts'
import { endingsOf, NOTHING_YET, ruleCase } from './evaluate.ts'
import { evaluateRule, type RuleEvaluation } from './evaluate-rule.ts'
import { neededParent } from './need.ts'
import type { Clocks } from './plain-date.ts'
import { carries, type PreparedLaw, type PreparedRule } from './prepare-law.ts'
import type { RuleCase } from './rule-case.ts'
import { parentsOf } from './rule-references.ts'

/** A treaty that can be followed as a whole, with its parent where it has one. */
export type Family = {
  readonly own: RuleCase
  /** What the law says of it in the end. */
  readonly answer: RuleEvaluation['answer']
  readonly above: {
    readonly theCase: RuleCase
    readonly answer: RuleEvaluation['answer']
    /** Whether its denunciations end participation in the treaty as well. */
    readonly carries: boolean
  } | null
}

/** The only rule of the treaty; null where there is none, or one on some provisions as well. */
function onlyRule({ rules }: PreparedLaw, treaty: string): PreparedRule | null {
  const own = rules.filter(({ rule }) => rule.treaty === treaty)
  return own.length === 1 ? (own[0] ?? null) : null
}

/** The treaties that the rule waits for, or whose denunciations end participation in its treaty. */
function leansOn({ rules }: PreparedLaw, own: PreparedRule): readonly string[] {
  const carrying = rules.filter((other) => other !== own && carries(other, own.rule.treaty))
  return [...new Set([...parentsOf(own.rule), ...carrying.map(({ rule }) => rule.treaty)])]
}

/** Whether no denunciation takes effect before it was received: then what was known on a day of the days before it stays
 *  as it is. */
function endsInTime({ known }: RuleCase): boolean {
  return known.acts.every(({ act }) => act.effect_date === null || act.effect_date >= act.action_date)
}

/** The ways of counting organizations that ask for no declaration of theirs and warn of nothing. */
const PLAIN_WAYS: ReadonlySet<string> = new Set(['not_additional', 'excluded', 'counted'])

/** Whether those that are organizations are so on every day, and are counted in a plain way; none of them can lose a
 *  member State on a day that was thought to be over. */
function hasPlainOrganizations(theCase: RuleCase): boolean {
  const found = organizationsIn(theCase)
  const always = found.every((organization) =>
    theCase.organizations.spans.get(organization)?.every(({ from, to }) => from === null && to === null),
  )
  return found.length === 0 || (always && PLAIN_WAYS.has(theCase.rule.reio) && endsInTime(theCase))
}

/** Whether it has one plain count that stays met, and acts of one day each of which the depositary stated nothing. */
function isPlain(theCase: RuleCase): boolean {
  const { rule, known } = theCase
  return (
    hasPlainOrganizations(theCase) &&
    rule.condition.op === 'count' &&
    rule.condition.group === undefined &&
    rule.trigger_after_withdrawal === 'latched' &&
    known.assertions.length === 0 &&
    known.acts.every(
      ({ act, day }) =>
        day === act.action_date && (act.effect_date === null || act.action === 'denunciation'),
    )
  )
}

function caseAlone(law: PreparedLaw, own: PreparedRule, clocks: Clocks): RuleCase | null {
  const theCase = ruleCase(law, own, { clocks, outcomeOf: () => NOTHING_YET, endings: new Map() })
  return isPlain(theCase) ? theCase : null
}

/** The treaty under clocks by which everything is known. null where something else has a part in it: a rule of another
 *  form, more than one other treaty, a parent that waits for another itself or has to be in force. */
export function familyOf(law: PreparedLaw, treaty: string, clocks: Clocks): Family | null {
  const own = onlyRule(law, treaty)
  if (own === null) return null
  const [named, ...others] = leansOn(law, own)
  if (named === undefined) {
    const theCase = caseAlone(law, own, clocks)
    return theCase === null ? null : { own: theCase, answer: evaluateRule(theCase).answer, above: null }
  }
  const above = onlyRule(law, named)
  const waitsForForce = neededParent(own.rule) !== null && own.rule.eligible?.needs !== 'consented'
  if (others.length > 0 || above === null || waitsForForce || leansOn(law, above).length > 0) return null
  const theCase = caseAlone(law, above, clocks)
  if (theCase === null || !endsInTime(theCase)) return null
  const found = evaluateRule(theCase)
  const ownCase = ruleCase(law, own, {
    clocks,
    outcomeOf: () => found.outcome,
    endings: endingsOf(own, new Map([[above, found]])),
  })
  if (!isPlain(ownCase) || !endsInTime(ownCase)) return null
  return {
    own: ownCase,
    answer: evaluateRule(ownCase).answer,
    above: { theCase, answer: found.answer, carries: carries(above, treaty) },
  }
}
