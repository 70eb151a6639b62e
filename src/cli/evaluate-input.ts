import { readFileSync } from 'node:fs'
import { ACTIONS, type Act, type Membership, type Weight } from '../law/act.ts'
import { actProblems, type Origins } from '../law/check-acts.ts'
import { lawInputProblems } from '../law/check-law-input.ts'
import { isDecimal } from '../law/exact-share.ts'
import { InputError, type InputProblem } from '../law/input-error.ts'
import { plainDate, TOO_LATE } from '../law/plain-date.ts'
import type { LawInput } from '../law/prepare-law.ts'
import { parseRules, type Rule, type RulesPlace } from '../law/rule.ts'
import { readPlacedJson } from '../pack/placed-json.ts'
import { type Columns, readTable } from '../pack/read-table.ts'
import { type RowFields, rowFields } from '../pack/row-fields.ts'

/** The files that `palermo evaluate` is given. */
export type EvaluateFiles = {
  readonly rules: string
  readonly events: string
  readonly groups?: string
  readonly weights?: string
}

type Located<Value> = {
  readonly value: Value
  readonly place: { readonly file: string; readonly line: number }
}
type Rows<Value> = { readonly rows: readonly Located<Value>[]; readonly problems: readonly InputProblem[] }

const EVENT_COLUMNS: Columns = {
  required: ['treaty', 'participant', 'action', 'action_date'],
  optional: ['effect_date', 'known_on', 'corrects', 'id', 'note'],
}
const GROUP_COLUMNS: Columns = { required: ['group', 'participant', 'from', 'to'], optional: [] }
const WEIGHT_COLUMNS: Columns = { required: ['weights', 'participant', 'weight'], optional: [] }

type ReadFiles = {
  readonly events: Rows<Act>
  readonly groups: Rows<Membership>
  readonly weights: Rows<Weight>
}

/** Stands in for a day that could not be read; nothing is computed when there is one. */
const UNREAD = plainDate('0001-01-01')

function textOf(option: string, file: string): string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new InputError([
      { field: option, value: file, accepted: `a file that can be read (${error.code})` },
    ])
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new InputError([{ file, field: 'text', value: 'other bytes', accepted: 'text in UTF-8' }])
  }
}

type ReadRules = { readonly rules: readonly Rule[]; readonly place: RulesPlace }

function readRules(file: string): ReadRules {
  const { json, problems } = readPlacedJson(file, textOf('--rules', file))
  if (json === null) throw new InputError(problems)
  const place = { file, lineOf: json.lineOf }
  return { rules: parseRules(json.value, place, 'bare'), place }
}

function readAct(fields: RowFields): Act {
  const action = fields.oneOf('action', ACTIONS)
  const action_date = fields.day('action_date')
  if (fields.text('action_date') === null) fields.problem('action_date', 'a calendar day as YYYY-MM-DD')
  const known_on = fields.day('known_on')
  if (fields.text('known_on') === null && (action === 'correction' || action === 'retraction')) {
    fields.problem('known_on', `the day from which the ${action} is known`)
  }
  return {
    id: fields.plain('id'),
    treaty: fields.required('treaty'),
    participant: fields.plain('participant'),
    action,
    action_date: action_date ?? UNREAD,
    effect_date: fields.day('effect_date'),
    known_on: known_on ?? action_date ?? UNREAD,
    corrects: fields.text('corrects'),
  }
}

function readMembership(fields: RowFields): Membership {
  const [from, last] = [fields.day('from'), fields.day('to')]
  if (from !== null && from >= TOO_LATE) fields.problem('from', 'a day before the year 9000')
  const to = last === null || last >= TOO_LATE ? null : last
  if (from !== null && to !== null && to < from) fields.problem('to', `a day not before ${from}`)
  return { group: fields.required('group'), participant: fields.required('participant'), from, to }
}

function readWeight(fields: RowFields): Weight {
  const weight = fields.plain('weight')
  if (!isDecimal(weight)) fields.problem('weight', 'a decimal number, not negative')
  return { weights: fields.required('weights'), participant: fields.required('participant'), weight }
}

function readFile<Value>(
  option: string,
  { file, columns }: { readonly file: string | undefined; readonly columns: Columns },
  read: (fields: RowFields) => Value,
): Rows<Value> {
  if (file === undefined) return { rows: [], problems: [] }
  const table = readTable(file, textOf(option, file), columns)
  const problems = [...table.problems]
  const rows = table.rows.map((row) => ({ value: read(rowFields(row, problems)), place: row.place }))
  return { rows, problems }
}

function rowsOf<Value>({ value, problems }: Attempt<Rows<Value>>): Rows<Value> {
  return value ?? { rows: [], problems }
}

function readWeights(file: string | undefined): Rows<Weight> {
  const { rows, problems } = readFile('--weights', { file, columns: WEIGHT_COLUMNS }, readWeight)
  return { rows, problems: [...problems, ...doubledWeights(rows)].sort(byLine) }
}

function doubledWeights(rows: readonly Located<Weight>[]): InputProblem[] {
  const seen = new Set<string>()
  return rows.flatMap(({ value: { weights, participant }, place }) => {
    const key = JSON.stringify([weights, participant])
    const doubled = seen.has(key)
    seen.add(key)
    return doubled
      ? [{ ...place, field: 'participant', value: participant, accepted: `one weight each in ${weights}` }]
      : []
  })
}

type Attempt<Value> = { readonly value: Value | null; readonly problems: readonly InputProblem[] }

/** The result of a reading, or what is wrong with what was read; other errors are thrown. */
export function attempt<Value>(read: () => Value): Attempt<Value> {
  try {
    return { value: read(), problems: [] }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { value: null, problems: error.problems }
  }
}

/** A row that cannot be read still has its treaty and its id; of what it says besides, nothing more is told. */
function besides(unread: ReadonlySet<number | undefined>): (problem: InputProblem) => boolean {
  return ({ line, field }) => !unread.has(line) || field === 'treaty' || field === 'id'
}

function byLine(one: InputProblem, other: InputProblem): number {
  return one.line === undefined || other.line === undefined ? 0 : one.line - other.line
}

function lawInputOf(rules: readonly Rule[], read: ReadFiles): LawInput {
  return {
    rules,
    acts: read.events.rows.map(({ value }) => value),
    memberships: read.groups.rows.map(({ value }) => value),
    weights: read.weights.rows.map(({ value }) => value),
  }
}

/** What the rules and the rows say together that cannot be, and what is wrong in the rows of the events. */
function lawProblems(input: LawInput, read: ReadFiles, rulesPlace: RulesPlace): InputProblem[] {
  const origins: Origins = new Map(read.events.rows.map(({ value, place }) => [value, place]))
  const unread = new Set(read.events.problems.map(({ line }) => line))
  const whole = [read.events, read.groups, read.weights].every(({ problems }) => problems.length === 0)
  const found = whole
    ? lawInputProblems(input, { origins, rulesPlace })
    : actProblems(input.rules, input.acts, origins)
  return [...read.events.problems, ...found.filter(besides(unread))].sort(byLine)
}

/** Reads and checks rules, events, groups and weights. Throws InputError with everything that is wrong in any of the
 *  files: file, line, column or field. */
export function readEvaluateFiles(files: EvaluateFiles): LawInput {
  const rules = attempt(() => readRules(files.rules))
  const events = attempt(() => readFile('--events', { file: files.events, columns: EVENT_COLUMNS }, readAct))
  const groups = attempt(() =>
    readFile('--groups', { file: files.groups, columns: GROUP_COLUMNS }, readMembership),
  )
  const weights = attempt(() => readWeights(files.weights))
  const read = { events: rowsOf(events), groups: rowsOf(groups), weights: rowsOf(weights) }
  const input = lawInputOf(rules.value?.rules ?? [], read)
  const problems = [
    ...rules.problems,
    ...(rules.value === null ? read.events.problems : lawProblems(input, read, rules.value.place)),
    ...read.groups.problems,
    ...read.weights.problems,
  ]
  if (problems.length > 0) throw new InputError(problems)
  return input
}
