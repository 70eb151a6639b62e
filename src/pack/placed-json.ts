import { type AnyNode, evaluate, parse } from '@humanwhocodes/momoa'
import type { InputProblem } from '../law/input-error.ts'

/** Names and places that lead from the whole text to one value in it, for example `['treaties', 0, 'slug']`. */
export type JsonPath = readonly PropertyKey[]

/** JSON that was read, with the line on which each of its values stands. */
export type PlacedJson = {
  readonly value: unknown
  /** Line of the value at the path; of the nearest one around it where there is none. */
  readonly lineOf: (path: JsonPath) => number
}

function childAt(node: AnyNode, step: PropertyKey): AnyNode | null {
  if (node.type === 'Array') return node.elements[Number(step)]?.value ?? null
  if (node.type !== 'Object') return null
  return node.members.find(({ name }) => name.type === 'String' && name.value === step) ?? null
}

function lineAt(root: AnyNode, path: JsonPath): number {
  let node = root
  let { line } = root.loc.start
  for (const step of path) {
    const child = childAt(node, step)
    if (child === null) return line
    line = child.loc.start.line
    node = child.type === 'Member' ? child.value : child
  }
  return line
}

/** Names that stand twice in one object: a reader would silently take the later one. */
function doubledNames(node: AnyNode, file: string): InputProblem[] {
  if (node.type === 'Array') return node.elements.flatMap(({ value }) => doubledNames(value, file))
  if (node.type !== 'Object') return []
  const seen = new Set<string>()
  return node.members.flatMap(({ name, value, loc }): InputProblem[] => {
    const field = name.type === 'String' ? name.value : name.name
    const again = seen.has(field)
    seen.add(field)
    const own = again
      ? [{ file, line: loc.start.line, field, value: field, accepted: 'each field once' }]
      : []
    return [...own, ...doubledNames(value, file)]
  })
}

// Deeper than any rule or description is, and far from what a reader that calls itself can bear.
const DEEPEST = 200

/** The line on which objects and lists are nested too deep; null where they are not. */
function lineTooDeep(text: string): number | null {
  let depth = 0
  let line = 1
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}\n]/g)) {
    if (sign === '\n') line += 1
    else if (sign === '[' || sign === '{') depth += 1
    else if (sign === ']' || sign === '}') depth -= 1
    if (depth > DEEPEST) return line
  }
  return null
}

function syntaxProblem(file: string, error: unknown): InputProblem {
  if (!(error instanceof Error && 'line' in error && typeof error.line === 'number')) throw error
  return { file, line: error.line, field: 'text', value: error.message, accepted: 'JSON (RFC 8259)' }
}

/** Reads a JSON text and keeps the place of every value. null where it is no JSON or a field stands in it twice; the
 *  problems then say on which line. */
export function readPlacedJson(
  file: string,
  text: string,
): { readonly json: PlacedJson | null; readonly problems: readonly InputProblem[] } {
  const line = lineTooDeep(text)
  if (line !== null) {
    const accepted = `JSON nested at most ${DEEPEST} deep`
    return { json: null, problems: [{ file, line, field: 'text', value: 'deeper', accepted }] }
  }
  try {
    const { body } = parse(text)
    const problems = doubledNames(body, file)
    if (problems.length > 0) return { json: null, problems }
    return { json: { value: evaluate(body), lineOf: (path) => lineAt(body, path) }, problems: [] }
  } catch (error) {
    return { json: null, problems: [syntaxProblem(file, error)] }
  }
}
