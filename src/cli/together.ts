import { InputError, type InputProblem } from '../law/input-error.ts'

type Works = readonly [() => unknown, ...(() => unknown)[]]
type Given<All extends Works> = { [Place in keyof All]: ReturnType<All[Place]> }

/** What each of the works gives, in their order. Throws InputError with all that is wrong in any of them: who gave several
 *  wrong options hears of all at once. */
export function together<const All extends Works>(...works: All): Given<All> {
  const problems: InputProblem[] = []
  const given = works.map((work) => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems)
      return undefined
    }
  })
  if (problems.length > 0) throw new InputError(problems)
  return given as Given<All>
}
