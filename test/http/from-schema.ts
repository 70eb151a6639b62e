import fc from 'fast-check'

/** A JSON schema, as far as the OpenAPI document uses it. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
}

const DEEPEST = 5
/** Texts that mean something in the record of the tests. */
const WORDS = ['convention', 'AAA', 'union', 'https://hook.example/x', 'a@example.org', '2003-07-01', '5']

function typed(schema: Schema, root: object, depth: number): fc.Arbitrary<unknown> {
  const [type] = [schema.type].flat()
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {})
      const made = Object.fromEntries(fields.map(([name, one]) => [name, fromSchema(one, root, depth + 1)]))
      return fc.record(made, { requiredKeys: [...(schema.required ?? [])] })
    }
    case 'array':
      return fc.array(fromSchema(schema.items ?? {}, root, depth + 1), { maxLength: 4 })
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -3, max: schema.maximum ?? 400 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      if (schema.format === 'date')
        return fc.constantFrom('2003-07-01', '2026-11-20', '2014-07-10', '2003-02-30')
      return fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...WORDS) },
        { weight: 1, arbitrary: fc.string() },
      )
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

/** Values that a schema describes, and now and then one that it does not. `root` is the document that it refers to. */
export function fromSchema(schema: Schema, root: object, depth = 0): fc.Arbitrary<unknown> {
  if (depth > DEEPEST) return fc.constant(null)
  if (schema.$ref !== undefined) {
    const found = schema.$ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], root)
    return fromSchema(found as Schema, root, depth + 1)
  }
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
  const made =
    choices === undefined
      ? typed(schema, root, depth)
      : fc.oneof(...choices.map((one) => fromSchema(one, root, depth + 1)))
  return fc.oneof({ weight: 12, arbitrary: made }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) })
}
