import * as z from 'zod'
import type { InputProblem } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import { type JsonPath, type PlacedJson, readPlacedJson } from './placed-json.ts'

function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const fields = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `one of ${fields}` : `an object with ${fields}`),
  })
}

const DAY = 'a calendar day as YYYY-MM-DD'
const day = z.string(DAY).transform((text, context): PlainDate => {
  const found = parsePlainDate(text)
  if (found !== null) return found
  context.addIssue({ code: 'custom', message: DAY })
  return z.NEVER
})

const WORD = 'a text that is not empty'
const word = z.string(WORD).min(1, WORD)
const SLUG = 'small letters, digits and hyphens'
const slug = z.string(SLUG).regex(/^[a-z][a-z0-9-]*$/, SLUG)
const PLACE = 'a whole number from 1 on'
const COUNT = 'a whole number, 0 or more'
const position = z.int(PLACE).positive(PLACE)

const treaty = strict({
  slug,
  number: word,
  title: word,
  short_title: word,
  position,
  adopted: day,
  depositary_address: z.url('the address of a page'),
})

const description = strict({
  id: slug,
  title: word,
  position,
  licence: word,
  // How many rows do not say when they became known: those of the first list. Where it is given, no row can join them.
  rows_without_known_on: z.int(COUNT).nonnegative(COUNT).optional(),
  needs: z.array(slug, 'a list of ids of packs').readonly().default([]),
  treaties: z.array(treaty, 'a list of treaties').min(1, 'at least one treaty'),
})

/** What a pack says of itself and of its treaties, before their rules are joined to them. */
export type PackDescription = z.infer<typeof description>

export type ReadDescription = {
  /** null when it could not be read; the problems then say why. */
  readonly description: PackDescription | null
  readonly problems: readonly InputProblem[]
  readonly lineOf: PlacedJson['lineOf']
}

function valueAt(value: unknown, path: JsonPath): string | null {
  const found = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
  return found === undefined ? null : typeof found === 'string' ? found : JSON.stringify(found)
}

function problemsOf(issue: z.core.$ZodIssue, file: string, json: PlacedJson): InputProblem[] {
  const unknownFields = issue.code === 'unrecognized_keys' ? issue.keys : [null]
  return unknownFields.map((key) => {
    const path = key === null ? issue.path : [...issue.path, key]
    return {
      file,
      line: json.lineOf(path),
      field: path.length === 0 ? 'text' : path.join('.'),
      value: valueAt(json.value, path),
      accepted: issue.message,
    }
  })
}

/** Reads a pack's own description (`pack.json`). */
export function readDescription(file: string, text: string): ReadDescription {
  const { json, problems } = readPlacedJson(file, text)
  if (json === null) return { description: null, problems, lineOf: () => 1 }
  const result = description.safeParse(json.value)
  if (result.success) return { description: result.data, problems: [], lineOf: json.lineOf }
  const found = result.error.issues.flatMap((issue) => problemsOf(issue, file, json))
  return { description: null, problems: found, lineOf: json.lineOf }
}
