import { z } from 'zod'
import { InputError, type InputProblem } from './input-error.ts'
import { ruleReferenceProblems } from './rule-references.ts'
import { completeRuleSchema } from './rule-schema.ts'

/** The final clauses of one treaty as data, with everything that the file left unsaid filled in. */
export type Rule = Readonly<z.output<typeof completeRuleSchema>>

const LONGEST_SHOWN = 80

type Issue = z.core.$ZodIssue

function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, step) => {
    if (typeof step === 'number') return `${field}[${step}]`
    return field === '' ? String(step) : `${field}.${String(step)}`
  }, '')
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    given,
  )
}

/** The treaty of the rule that the path leads into, or the place of the rule where it names none. */
function ruleName(rules: unknown, path: readonly PropertyKey[]): string {
  const treaty = valueAt(rules, [...path.slice(0, 1), 'treaty'])
  return typeof treaty === 'string' && treaty !== '' ? treaty : `rule ${Number(path[0]) + 1}`
}

function asGiven(value: unknown): string | null {
  if (value === undefined) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

function problemsOf(issue: Issue, rules: unknown, file: string): InputProblem[] {
  const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys : [null]
  return unknownKeys.map((key) => {
    const path = key === null ? issue.path : [...issue.path, key]
    return {
      file,
      field: path.length === 0 ? 'rules' : `${ruleName(rules, path)}: ${fieldOf(path.slice(1)) || 'rule'}`,
      value: asGiven(valueAt(rules, path)),
      accepted: issue.message,
    }
  })
}

/** The rules in `json`, the content of `file`. Throws InputError with every problem: field and treaty, value, what is
 *  accepted. */
export function parseRules(json: unknown, file: string): Rule[] {
  const parsed = z.array(completeRuleSchema, 'a list of rules').safeParse(json)
  if (!parsed.success)
    throw new InputError(parsed.error.issues.flatMap((issue) => problemsOf(issue, json, file)))
  const problems = ruleReferenceProblems(parsed.data)
  if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file, ...problem })))
  return parsed.data
}
