import { listProblems } from '../law/check-lists.ts'
import type { InputProblem } from '../law/input-error.ts'
import type { Rule } from '../law/rule.ts'
import { ruleReferenceFindings } from '../law/rule-references.ts'
import type { LoadedBefore } from './loaded-before.ts'
import type { Pack } from './pack.ts'
import type { JsonPath } from './placed-json.ts'

const WHERE_RULES = 'a treaty of this pack or of one loaded before'

/** The path within a rule to a field written as `floors[0].parent`. */
function pathTo(field: string): JsonPath {
  return field.split(/[.[\]]+/).filter((step) => step !== '')
}

function problemOf(pack: Pack, rule: Rule, found: Omit<InputProblem, 'file' | 'line'>): InputProblem {
  const path = [pack.rules.indexOf(rule), ...pathTo(found.field)]
  return { ...pack.placeOf('rules.json', path), ...found, field: `${rule.treaty}: ${found.field}` }
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
      problemOf(pack, rule, { field: 'treaty', value: rule.treaty, accepted: 'a treaty of pack.json' }),
    )
}

function rulesWithoutArticle(pack: Pack): InputProblem[] {
  return pack.rules
    .filter(({ article }) => article === null || article === '')
    .map((rule) =>
      problemOf(pack, rule, {
        field: 'article',
        value: null,
        accepted: 'the article that each rule rests on',
      }),
    )
}

function missingLists(pack: Pack, before: LoadedBefore): InputProblem[] {
  const memberships = [...before.memberships, ...pack.memberships.map(({ value }) => value)]
  const own = new Set(pack.rules.map(({ treaty }) => treaty))
  return listProblems([...before.rules, ...pack.rules], { memberships, weights: [] }).flatMap((problem) => {
    const [treaty = '', field = ''] = problem.field.split(': ')
    const rule = pack.rules.find((one) => one.treaty === treaty)
    return rule === undefined || !own.has(treaty) ? [] : [problemOf(pack, rule, { ...problem, field })]
  })
}

/** What is wrong with the rules of a pack beside those loaded before: a treaty without a rule or a rule without a
 *  treaty, one without its article, a parent that is not loaded, parents in a circle, a group that nobody gives. */
export function ruleProblems(pack: Pack, before: LoadedBefore): InputProblem[] {
  const references = ruleReferenceFindings([...pack.rules, ...before.rules], WHERE_RULES)
    .filter(({ rule }) => pack.rules.includes(rule))
    .map(({ rule, ...found }) => problemOf(pack, rule, found))
  return [
    ...treatiesWithoutRules(pack),
    ...rulesOfNoTreaty(pack),
    ...rulesWithoutArticle(pack),
    ...references,
    ...missingLists(pack, before),
  ]
}
