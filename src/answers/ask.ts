import * as z from 'zod'
import { InputError, type InputProblem } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { readClocks } from './clocks.ts'
import { envelope, envelopeShape } from './envelope.ts'
import { nearestWord } from './nearest.ts'
import { accepted, clockParameters } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'
import type { Question, Resource } from './resource.ts'
import { treatiesAbout } from './treaties-about.ts'

/** Names and values as they came in, the clocks among them; a name may stand there more than once. */
export type GivenParameters = readonly (readonly [name: string, value: string])[]

/** Everything a resource can be asked with: its own parameters and the two clocks. */
export function allParameters(resource: Resource): z.ZodObject {
  return z.strictObject({ ...resource.parameters.shape, ...clockParameters.shape })
}

/** The whole answer of a resource: what every answer carries, and its own. */
export function wholeAnswer(resource: Resource): z.ZodObject {
  return z.strictObject({ ...envelopeShape, ...resource.answer.shape })
}

const read = new WeakMap<Resource, z.ZodObject>()

function parametersOf(resource: Resource): z.ZodObject {
  const known = read.get(resource)
  if (known !== undefined) return known
  const made = allParameters(resource)
  read.set(resource, made)
  return made
}

function meantWord(schema: z.core.$ZodType | undefined, value: string | undefined): string | undefined {
  if (schema === undefined || value === undefined) return undefined
  const words = accepted.get(schema)?.words
  if (words !== undefined) {
    const wrong = value.split(',').find((word) => !words.includes(word))
    return wrong === undefined ? undefined : nearestWord(wrong, words)
  }
  return schema instanceof z.ZodOptional ? meantWord(schema.def.innerType, value) : undefined
}

function acceptedText(schema: z.core.$ZodType | undefined): string {
  if (schema === undefined) return 'nothing'
  const own = accepted.get(schema)
  if (own !== undefined) return own.accepted
  return schema instanceof z.ZodOptional ? acceptedText(schema.def.innerType) : 'another value'
}

function unknownParameter(name: string, value: string | undefined, names: readonly string[]): InputProblem {
  const near = nearestWord(name, names)
  return {
    field: name,
    value: value === undefined ? null : value,
    accepted: `no such parameter; one of ${names.join(', ')}`,
    ...(near === undefined ? {} : { nearest: near }),
  }
}

function problemsOf(
  error: z.ZodError,
  { schema, path }: { readonly schema: z.ZodObject; readonly path: string },
  values: Readonly<Record<string, string>>,
): InputProblem[] {
  // What stands in the path is no parameter of the query.
  const names = Object.keys(schema.shape).filter((name) => !path.includes(`{${name}}`))
  return error.issues.flatMap((issue): InputProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownParameter(key, values[key], names))
    }
    const name = String(issue.path[0])
    const value = values[name]
    const near = meantWord(schema.shape[name], value)
    return [
      {
        field: name,
        value: value === undefined ? null : value,
        accepted: acceptedText(schema.shape[name]),
        ...(near === undefined ? {} : { nearest: near }),
      },
    ]
  })
}

function single(given: GivenParameters): Record<string, string> {
  const values: Record<string, string> = Object.create(null)
  const problems: InputProblem[] = []
  for (const [name, value] of given) {
    if (values[name] === undefined) values[name] = value
    else problems.push({ field: name, value, accepted: 'the parameter once' })
  }
  if (problems.length > 0) throw new InputError(problems)
  return values
}

/** The question that the given names and values ask. Throws InputError with every problem: a name that is not a
 *  parameter, one given twice, a value that is not accepted, a clock out of range. */
export function readQuestion<P extends z.ZodObject, A extends z.ZodObject>(
  resource: Resource<P, A>,
  given: GivenParameters,
  at: { readonly view: RecordView; readonly today: PlainDate },
): Question<z.output<P>> {
  const values = single(given)
  const schema = parametersOf(resource)
  const result = schema.safeParse(values)
  if (!result.success) throw new InputError(problemsOf(result.error, { schema, path: resource.path }, values))
  const { as_of, known_at, ...parameters } = result.data
  const clocks = readClocks(at.view, { as_of: values['as_of'], known_at: values['known_at'] }, at.today)
  const named = values['known_at'] === undefined ? {} : { knownAtGiven: true as const }
  return { ...at, clocks, parameters: parameters as z.output<P>, ...named }
}

/** The whole answer to the question. Throws InputError for a treaty, participant, group or event that is not there. */
export function answer<P extends z.ZodObject, A extends z.ZodObject>(
  resource: Resource<P, A>,
  question: Question<z.output<P>>,
) {
  const { view, parameters } = question
  const own = resource.respond(question)
  const about = treatiesAbout(resource, view, parameters)
  const whole: ReturnType<typeof envelope> = envelope(view, { ...question, about })
  // What is worked out only when it is read stays so.
  Object.defineProperties(whole, Object.getOwnPropertyDescriptors(own))
  return whole as typeof whole & typeof own
}
