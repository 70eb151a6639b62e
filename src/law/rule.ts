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

/** Where rules were read: the file, and the line of a value in it where that is known. */
export type RulesPlace = {
  readonly file: string
  readonly lineOf?: (path: readonly PropertyKey[]) => number
}

function problemsOf(issue: Issue, rules: unknown, { file, lineOf }: RulesPlace): InputProblem[] {
  const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys : [null]
  return unknownKeys.map((key) => {
    const path = key === null ? issue.path : [...issue.path, key]
    return {
      file,
      ...(lineOf === undefined ? {} : { line: lineOf(path) }),
      field: path.length === 0 ? 'rules' : `${ruleName(rules, path)}: ${fieldOf(path.slice(1)) || 'rule'}`,
      value: asGiven(valueAt(rules, path)),
      accepted: issue.message,
    }
  })
}

/** The rules in `json`, each by itself: whether the treaties they name have rules is not looked at. Throws InputError
 *  with every problem: field and treaty, value, what is accepted. */
export function parseEachRule(json: unknown, place: RulesPlace): Rule[] {
  const parsed = z.array(completeRuleSchema, 'a list of rules').safeParse(json)
  if (parsed.success) return parsed.data
  throw new InputError(parsed.error.issues.flatMap((issue) => problemsOf(issue, json, place)))
}

/** The rules in `json`, the content of `file`, which name no treaty that has no rule there. Throws InputError with
 *  every problem: field and treaty, value, what is accepted. */
export function parseRules(json: unknown, file: string): Rule[] {
  const rules = parseEachRule(json, { file })
  const problems = ruleReferenceProblems(rules)
  if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file, ...problem })))
  return rules
}
