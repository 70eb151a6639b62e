import * as z from 'zod'
import type { GivenParameters } from '../answers/ask.ts'
import { envelopeShape } from '../answers/envelope.ts'
import type { Resource } from '../answers/resource.ts'
import { InputError } from '../law/input-error.ts'
import type { Answered } from './ask.ts'
import { fetchAnswer } from './fetch-answer.ts'

const problemDocument = z.object({
  detail: z.string(),
  problems: z
    .array(
      z.object({
        parameter: z.string(),
        value: z.string().nullable(),
        accepted: z.string(),
        nearest: z.string().exactOptional(),
      }),
    )
    .optional(),
})

/** The address of the question at a running server. */
function addressOf(server: string, path: string, given: GivenParameters): URL {
  const inPath = new Map(given.filter(([name]) => path.includes(`{${name}}`)))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = inPath.get(name)
    if (value === undefined) throw new Error(`no value for ${name} in ${path}`)
    return encodeURIComponent(value)
  })
  const address = new URL(filled, server)
  for (const [name, value] of given) if (!inPath.has(name)) address.searchParams.append(name, value)
  return address
}

/** What a server refused, as the command itself would have refused it. */
export function refusalIn(body: unknown): Error {
  const { detail, problems } = problemDocument.parse(body)
  if (problems === undefined) return new Error(detail)
  return new InputError(problems.map(({ parameter, ...problem }) => ({ field: parameter, ...problem })))
}

/** Asks the server that holds the data directory, because two programs cannot open it. Throws InputError as the
 *  question itself would, and where the server does not answer. */
export async function askServer<P extends z.ZodObject, A extends z.ZodObject>(
  server: string,
  resource: Resource<P, A>,
  given: GivenParameters,
): Promise<Answered<A>> {
  const response = await fetchAnswer(addressOf(server, resource.path, given))
  const body: unknown = await response.json()
  if (!response.ok) throw refusalIn(body)
  // Both schemas have just accepted it; `Fixed` only adds `readonly`, which the compiler cannot see through `A`.
  return { ...z.object(envelopeShape).parse(body), ...resource.answer.parse(body) } as Answered<A>
}
