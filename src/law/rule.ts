import * as z from 'zod'
import { InputError, type InputProblem } from './input-error.ts'
import { type RuleFinding, ruleReferenceFindings } from './rule-references.ts'
import { bareRuleSchema, packRuleSchema } from './rule-schema.ts'

/** The final clauses of one treaty as data, with everything that the file left unsaid filled in. */
export type Rule = Readonly<z.output<typeof packRuleSchema>>

const LONGEST_SHOWN = 80
/** Rules are read once in a process, or a few times: code made for reading many of a form would take longer to make. */
const ONCE = { jitless: true } as const

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

/** Which fields a rule may have: those that the law reads, or those of packs too, which say more to people. */
export type RuleForm = 'bare' | 'pack'

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

/** A copy of the rules without the fields that the issues call unknown; null where other things are wrong too. */
function withoutUnknown(rules: unknown, issues: readonly Issue[]): unknown {
  const copy: unknown = structuredClone(rules)
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') return null
    const holder = valueAt(copy, issue.path)
    if (typeof holder !== 'object' || holder === null) return null
    for (const key of issue.keys) Reflect.deleteProperty(holder, key)
  }
  return copy
}

/** The rules in `json`, each by itself, and every problem with their form. Where nothing but unknown fields is wrong,
 *  they are read without these, so that the rest can be looked at too; else they are null. */
export function readEachRule(
  json: unknown,
  place: RulesPlace,
  form: RuleForm = 'pack',
): { readonly rules: Rule[] | null; readonly problems: readonly InputProblem[] } {
  const schema: z.ZodType<Rule[]> = z.array(
    form === 'pack' ? packRuleSchema : bareRuleSchema,
    'a list of rules',
  )
  const parsed = schema.safeParse(json, ONCE)
  if (parsed.success) return { rules: parsed.data, problems: [] }
  const { issues } = parsed.error
  const known = schema.safeParse(withoutUnknown(json, issues), ONCE)
  return {
    rules: known.success ? known.data : null,
    problems: issues.flatMap((issue) => problemsOf(issue, json, place)),
  }
}

/** The rules in `json`, each by itself: whether the treaties they name have rules is not looked at. Throws InputError
 *  with every problem: field and treaty, value, what is accepted. */
export function parseEachRule(json: unknown, place: RulesPlace): Rule[] {
  const { rules, problems } = readEachRule(json, place)
  if (rules === null || problems.length > 0) throw new InputError(problems)
  return rules
}

/** What was found about one of the rules read at `place`, with the file, and the line where that is known. */
export function ruleProblem(
  { rule, field, value, accepted }: RuleFinding,
  { rules, place: { file, lineOf } }: { readonly rules: readonly Rule[]; readonly place: RulesPlace },
): InputProblem {
  const steps = field.split(/[.[\]]+/).filter((step) => step !== '')
  const line = lineOf === undefined ? {} : { line: lineOf([rules.indexOf(rule), ...steps]) }
  return { file, ...line, field: `${rule.treaty}: ${field}`, value, accepted }
}

/** The rules in `json`, the content of a file, which name no treaty that has no rule there. Throws InputError with
 *  every problem: field and treaty, value, what is accepted. */
export function parseRules(json: unknown, place: RulesPlace, form: RuleForm = 'pack'): Rule[] {
  const { rules, problems } = readEachRule(json, place, form)
  if (rules === null) throw new InputError(problems)
  const findings = ruleReferenceFindings(rules, 'a treaty that has a rule in this file')
  const references = findings.map((finding) => ruleProblem(finding, { rules, place }))
  if (problems.length + references.length > 0) throw new InputError([...problems, ...references])
  return rules
}
