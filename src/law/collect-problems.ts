import { InputError, type InputProblem } from './input-error.ts'

/** Reads several things one after the other, so that everything that is wrong is said at once. */
export function collectProblems() {
  const problems: InputProblem[] = []
  return {
    /** What was read, alone in a list; an empty list where it cannot be taken. */
    tried: <Value>(read: () => Value): Value[] => {
      try {
        return [read()]
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        problems.push(...error.problems)
        return []
      }
    },
    /** Throws InputError with every problem, where there was one. */
    end: (): void => {
      if (problems.length > 0) throw new InputError(problems)
    },
  }
}
