/** One thing wrong with an input, in words for the person who gave it. */
export type InputProblem = {
  /** Name of the field, parameter, column or option. */
  readonly field: string
  /** What was given, as given; null where something required is missing. */
  readonly value: string | null
  /** What would have been accepted. */
  readonly accepted: string
  /** The accepted value that is spelled most like the given one. */
  readonly nearest?: string
  /** File and line, for input that came from a file. */
  readonly file?: string
  readonly line?: number
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** One line a person can act on: place, field, value, what is accepted. */
export function describeProblem(problem: InputProblem): string {
  const place =
    problem.file === undefined
      ? ''
      : `${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}: `
  const given = problem.value === null ? 'is missing' : `"${problem.value}" is not accepted`
  const nearest = problem.nearest === undefined ? '' : ` Did you mean "${problem.nearest}"?`
  return onOneLine(`${place}${problem.field}: ${given}; expected ${problem.accepted}.${nearest}`)
}

/** Thrown for input that cannot be taken; carries every problem found, and nothing has been written. */
export class InputError extends Error {
  readonly problems: readonly InputProblem[]

  constructor(problems: readonly InputProblem[]) {
    // Two checks may find the same thing wrong; it is said once.
    const said = new Map(problems.map((problem) => [describeProblem(problem), problem]))
    super([...said.keys()].join('\n'))
    this.name = 'InputError'
    this.problems = [...said.values()]
  }
}
