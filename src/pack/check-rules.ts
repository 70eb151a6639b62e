import { listFindings } from '../law/check-lists.ts'
import type { InputProblem } from '../law/input-error.ts'
import { ruleProblem } from '../law/rule.ts'
import { type RuleFinding, ruleReferenceFindings } from '../law/rule-references.ts'
import type { LoadedBefore } from './loaded-before.ts'
import type { Pack } from './pack.ts'

const WHERE_RULES = 'a treaty of this pack or of one loaded before'

function problemOf(pack: Pack, finding: RuleFinding): InputProblem {
  const { rules } = pack
  const { file } = pack.placeOf('rules.json', [])
  const lineOf = (path: readonly PropertyKey[]): number => pack.placeOf('rules.json', path).line
  return ruleProblem(finding, { rules, place: { file, lineOf } })
}

function treatiesWithoutRules(pack: Pack): InputProblem[] {
  return pack.treaties.flatMap((treaty, index) => {
    if (treaty.rules.length > 0) return []
    const place = pack.placeOf('pack.json', ['treaties', index])
    const accepted = 'a rule in rules.json for each treaty'
    return [{ ...place, field: `${treaty.number}: rules`, value: null, accepted }]
  })
}

function rulesOfNoTreaty(pack: Pack): InputProblem[] {
  const numbers = new Set(pack.treaties.map(({ number }) => number))
  return pack.rules
    .filter(({ treaty }) => !numbers.has(treaty))
    .map((rule) =>
      problemOf(pack, { rule, field: 'treaty', value: rule.treaty, accepted: 'a treaty of pack.json' }),
    )
}

function rulesWithoutArticle(pack: Pack): InputProblem[] {
  return pack.rules
    .filter(({ article }) => article === null || article === '')
    .map((rule) =>
      problemOf(pack, {
        rule,
        field: 'article',
        value: null,
        accepted: 'the article that each rule rests on',
      }),
    )
}

function missingLists(pack: Pack, before: LoadedBefore): InputProblem[] {
  const memberships = [...before.memberships, ...pack.memberships.map(({ value }) => value)]
  return listFindings([...before.rules, ...pack.rules], { memberships, weights: [] })
    .filter(({ rule }) => pack.rules.includes(rule))
    .map((finding) => problemOf(pack, finding))
}

/** What is wrong with the rules of a pack beside those loaded before: a treaty without a rule or a rule without a
 *  treaty, one without its article, a parent that is not loaded, parents in a circle, a group that nobody gives. */
export function ruleProblems(pack: Pack, before: LoadedBefore): InputProblem[] {
  const references = ruleReferenceFindings([...pack.rules, ...before.rules], WHERE_RULES)
    .filter(({ rule }) => pack.rules.includes(rule))
    .map((finding) => problemOf(pack, finding))
  return [
    ...treatiesWithoutRules(pack),
    ...rulesOfNoTreaty(pack),
    ...rulesWithoutArticle(pack),
    ...references,
    ...missingLists(pack, before),
  ]
}
