import { actProblems, type Origins } from './check-acts.ts'
import { listFindings } from './check-lists.ts'
import { organizationProblems } from './check-organizations.ts'
import type { InputProblem } from './input-error.ts'
import type { LawInput } from './prepare-law.ts'
import { type RulesPlace, ruleProblem } from './rule.ts'

const NO_ORIGINS: Origins = new Map()

/** Everything that is wrong with what the law is to be computed from; empty when it can be. `origins` tells where each
 *  act was read, `rulesPlace` where the rules were. */
export function lawInputProblems(
  input: LawInput,
  {
    origins = NO_ORIGINS,
    rulesPlace: place,
  }: { readonly origins?: Origins; readonly rulesPlace: RulesPlace },
): InputProblem[] {
  const { rules } = input
  const problems = [
    ...listFindings(rules, input).map((finding) => ruleProblem(finding, { rules, place })),
    ...actProblems(rules, input.acts, origins),
  ]
  return problems.length > 0 ? problems : organizationProblems(input, origins)
}
