import { z } from 'zod'
import type { InputProblem } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'

const day = z.string().transform((text, context): PlainDate => {
  const found = parsePlainDate(text)
  if (found !== null) return found
  context.addIssue({ code: 'custom', message: 'a calendar day as YYYY-MM-DD' })
  return z.NEVER
})

const word = z.string().min(1)
const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens')

const treaty = z.strictObject({
  slug,
  number: word,
  title: word,
  short_title: word,
  position: z.int().positive(),
  adopted: day,
  depositary_address: z.url(),
})

const description = z.strictObject({
  id: slug,
  title: word,
  position: z.int().positive(),
  licence: word,
  // How many rows do not say when they became known: those of the first list. Where it is given, no row can join them.
  rows_without_known_on: z.int().nonnegative().optional(),
  treaties: z.array(treaty).min(1),
})

/** What a pack says of itself and of its treaties, before their rules are joined to them. */
export type PackDescription = z.infer<typeof description>

function parseJson(file: string, text: string): { readonly value: unknown } | InputProblem {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { file, field: 'text', value: error.message, accepted: 'JSON (RFC 8259)' }
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): string | null {
  const found = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
  return found === undefined ? null : typeof found === 'string' ? found : JSON.stringify(found)
}

/** Reads a pack's own description (`pack.json`). null when it could not be read; the problems then say why. */
export function readDescription(
  file: string,
  text: string,
): { readonly description: PackDescription | null; readonly problems: readonly InputProblem[] } {
  const parsed = parseJson(file, text)
  if (!('value' in parsed)) return { description: null, problems: [parsed] }
  const result = description.safeParse(parsed.value)
  if (result.success) return { description: result.data, problems: [] }
  const problems = result.error.issues.map((issue) => ({
    file,
    field: issue.path.length === 0 ? 'text' : issue.path.join('.'),
    value: valueAt(parsed.value, issue.path),
    accepted: issue.message,
  }))
  return { description: null, problems }
}
