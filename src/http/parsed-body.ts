import type * as z from 'zod'
import { InputError } from '../law/input-error.ts'

const LONGEST_SHOWN = 200

function shortened(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`
}

/** What stands at a place of a body, as text; null where nothing does. */
function valueAt(body: unknown, path: readonly PropertyKey[]): string | null {
  const value = path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    body,
  )
  if (value === undefined || value === null) return null
  return shortened(typeof value === 'string' ? value : JSON.stringify(value))
}

/** What the schema reads of a body. Throws InputError with every problem: the field, what was given there, what is
 *  accepted. */
export function parsedBody<Shape extends z.ZodType>(schema: Shape, body: unknown): z.output<Shape> {
  const read = schema.safeParse(body)
  if (read.success) return read.data
  if (read.error.issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)) {
    const value = JSON.stringify(body).slice(0, 80)
    throw new InputError([{ field: 'body', value, accepted: 'a JSON object' }])
  }
  throw new InputError(
    read.error.issues.map((issue) => ({
      field: issue.path.length === 0 ? 'body' : shortened(issue.path.join('.')),
      value:
        issue.code === 'unrecognized_keys' ? shortened(issue.keys.join(', ')) : valueAt(body, issue.path),
      accepted: issue.code === 'unrecognized_keys' ? 'no such field' : issue.message,
    })),
  )
}
