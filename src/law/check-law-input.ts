import { actProblems, type Origins } from './check-acts.ts'
import { listProblems } from './check-lists.ts'
import { organizationProblems } from './check-organizations.ts'
import type { InputProblem } from './input-error.ts'
import type { LawInput } from './prepare-law.ts'

const NO_ORIGINS: Origins = new Map()

/** Everything that is wrong with what the law is to be computed from; empty when it can be. `origins` tells where each
 *  act was read, `rulesFile` where the rules were. */
export function lawInputProblems(
  input: LawInput,
  { origins = NO_ORIGINS, rulesFile }: { readonly origins?: Origins; readonly rulesFile?: string } = {},
): InputProblem[] {
  const place = rulesFile === undefined ? {} : { file: rulesFile }
  const problems = [
    ...listProblems(input.rules, input).map((problem) => ({ ...place, ...problem })),
    ...actProblems(input.rules, input.acts, origins),
  ]
  return problems.length > 0 ? problems : organizationProblems(input, origins)
}
