import * as z from 'zod'
import { allParameters, wholeAnswer } from '../answers/ask.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { Resource } from '../answers/resource.ts'
import { RESOURCES } from '../answers/resources.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { csvMetadataDocument } from './csv-metadata-document.ts'
import type { DescribedRoute, ExampleAt } from './described-route.ts'
import { DESCRIBED_ROUTES } from './described-routes.ts'
import { type Example, exampleOf } from './examples.ts'
import { endingsOf, type Form } from './forms.ts'
import { pathNames } from './parameters.ts'
import { EXAMPLE_PROBLEMS, PROBLEMS } from './problem.ts'
import { WORKBOOK_ENDING, WORKBOOK_TYPE } from './workbook.ts'

type Json = Readonly<Record<string, unknown>>
type DescribedForm = Form | 'workbook'
type Context = { readonly parts: Map<string, Json>; readonly example: Example | null }

const problemDocument = z
  .object({
    type: z.string().describe(`/docs#problem- and one of ${PROBLEMS.map(({ kind }) => kind).join(', ')}`),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    parameter: z.string().optional().describe('Name of the parameter that is not accepted.'),
    value: z.string().nullable().optional().describe('What was given; null where it is missing.'),
    accepted: z.string().optional().describe('What would have been accepted.'),
    nearest: z.string().optional().describe('The accepted value that is spelled most like it.'),
    problems: z
      .array(
        z.object({
          parameter: z.string(),
          value: z.string().nullable(),
          accepted: z.string(),
          nearest: z.string().optional(),
        }),
      )
      .optional()
      .describe('Every problem, where parameters are the problem.'),
  })
  .meta({ id: 'Problem', description: 'Problem document (RFC 9457).' })

/** The schema as OpenAPI has it, its named parts put among `parts`. */
function published(schema: z.ZodType, parts: Map<string, Json>): Json {
  const { $schema: _dialect, $defs, ...own } = z.toJSONSchema(schema, { io: 'output' })
  for (const [name, part] of Object.entries($defs ?? {})) {
    const { id: _id, ...rest } = part
    parts.set(name, pointed(rest))
  }
  return pointed(own)
}

function pointed(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
}

function parametersOf(resource: Resource, parts: Map<string, Json>): Json[] {
  return describedParameters(resource.path, allParameters(resource).shape, parts)
}

function describedParameters(
  path: string,
  shapes: Readonly<Record<string, unknown>>,
  parts: Map<string, Json>,
): Json[] {
  const inPath = pathNames(path)
  return Object.entries(shapes).map(([name, shape]) => {
    const { description, ...schema } = published(shape as z.ZodType, parts)
    const list = schema['type'] === 'array' ? { style: 'form', explode: false } : {}
    const required = inPath.includes(name) || !(shape instanceof z.ZodOptional)
    return { name, in: inPath.includes(name) ? 'path' : 'query', required, description, schema, ...list }
  })
}

const NOT_THERE = 'What the address names does not exist.'

function contentOf(resource: Resource, form: DescribedForm, context: Context): Json {
  if (form === 'csv') return { 'text/csv': { schema: { type: 'string' } } }
  if (form === 'workbook') return { [WORKBOOK_TYPE]: { schema: { type: 'string' } } }
  if (form === 'ndjson') return { 'application/x-ndjson': { schema: { type: 'string' } } }
  const schema =
    form === 'metadata'
      ? { $ref: '#/components/schemas/CsvMetadata' }
      : published(wholeAnswer(resource), context.parts)
  const { example } = context
  const shown = form === 'metadata' ? example?.metadata : example?.shortened
  return { 'application/json': { schema, ...(example === null ? {} : { example: shown }) } }
}

const FORM_WORDS: Readonly<Record<DescribedForm, string>> = {
  json: '',
  csv: ', as CSV',
  metadata: ', what its CSV means',
  ndjson: ', one JSON object a line',
  workbook: ', as a workbook',
}

function refusal(description: string, example?: Json): Json {
  const schema = { $ref: '#/components/schemas/Problem' }
  const shown = example === undefined ? {} : { example }
  return { description, content: { 'application/problem+json': { schema, ...shown } } }
}

/** Every form of an answer, with the ending of its address. */
function formsOf(resource: Resource): { readonly form: DescribedForm; readonly ending: string }[] {
  const forms = endingsOf(resource).filter(({ ending }) => ending !== '.metadata.json')
  return resource.csv === undefined ? forms : [...forms, { form: 'workbook', ending: WORKBOOK_ENDING }]
}

function operationsOf(resource: Resource, context: Context): [string, Json][] {
  const parameters = parametersOf(resource, context.parts)
  return formsOf(resource).map(({ form, ending }) => [
    `${resource.path}${ending}`,
    {
      get: {
        operationId: form === 'json' ? resource.id : `${resource.id}-${form}`,
        summary: `${resource.summary}${FORM_WORDS[form]}`,
        description: resource.description,
        parameters,
        responses: {
          200: {
            description: 'The answer.',
            headers: { ETag: { schema: { type: 'string' } } },
            content: contentOf(resource, form, context),
          },
          304: { description: 'The reader has it already (If-None-Match).' },
          308: { description: 'Another spelling: the canonical address is in Location.' },
          400: refusal('A parameter is not accepted.', EXAMPLE_PROBLEMS.bad),
          404: refusal(NOT_THERE, EXAMPLE_PROBLEMS.none),
        },
      },
    },
  ])
}

function contentOfRoute(
  { answer, example }: DescribedRoute,
  { parts, at }: { readonly parts: Map<string, Json>; readonly at: ExampleAt },
): Json {
  if (answer === null) return {}
  const given = 'media' in answer ? answer : { media: 'application/json', shape: answer }
  const schema = given.shape === undefined ? { type: 'string' } : published(given.shape, parts)
  // Before the first event is on record there is no day on which anything was known.
  const shown = example === undefined || at.view.firstKnown === null ? {} : { example: example(at) }
  return { content: { [given.media]: { schema, ...shown } } }
}

/** What everybody may read has a mark, but for what never ends. */
function isConditional({ method, scope, answer }: DescribedRoute): boolean {
  const isStream = answer !== null && 'media' in answer && answer.media === 'text/event-stream'
  return method === 'get' && scope === null && !isStream
}

/** An address beside the questions to the record: what it takes, who may ask, what it answers. */
function describedOperation(
  route: DescribedRoute,
  { parts, at }: { readonly parts: Map<string, Json>; readonly at: ExampleAt },
): [string, Json] {
  const { method, path, id, summary, scope, query, body, status } = route
  const json = (schema: z.ZodType) => ({ 'application/json': { schema: published(schema, parts) } })
  const missing = route.missing ?? (pathNames(path).length === 0 ? null : NOT_THERE)
  const inPath = Object.fromEntries(pathNames(path).map((name) => [name, z.string().describe('Which one.')]))
  const parameters = describedParameters(path, { ...inPath, ...query?.shape }, parts)
  const refusals = {
    401: refusal('A token of an officer is needed.'),
    403: refusal(`The token does not have the scope ${scope}.`),
  }
  const operation = {
    operationId: id,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(scope === null ? {} : { security: [{ officer: [] }] }),
    ...(body === null ? {} : { requestBody: { required: true, content: json(body) } }),
    responses: {
      [status]: { description: 'The answer.', ...contentOfRoute(route, { parts, at }) },
      ...(isConditional(route) ? { 304: { description: 'The reader has it already (If-None-Match).' } } : {}),
      ...(scope !== null && parameters.length === 0 && body === null
        ? {}
        : { 400: refusal('What was sent is not accepted.', EXAMPLE_PROBLEMS.bad) }),
      ...(missing === null ? {} : { 404: refusal(missing, EXAMPLE_PROBLEMS.none) }),
      ...(scope === null ? {} : refusals),
      ...(route.refused === undefined ? {} : { 403: refusal(route.refused) }),
    },
  }
  return [path, { [method]: operation }]
}

/** The OpenAPI 3.1 document, made of the schemas that check what comes in and describe what goes out. */
export function openApiDocument(view: RecordView, today: PlainDate, version: string): Json {
  const parts = new Map<string, Json>()
  published(z.object({ problem: problemDocument, metadata: csvMetadataDocument }), parts)
  const paths = RESOURCES.flatMap((resource) =>
    operationsOf(resource, { parts, example: exampleOf(resource, view, today) }),
  )
  const described = new Map<string, Json>()
  for (const route of DESCRIBED_ROUTES) {
    const [path, operation] = describedOperation(route, { parts, at: { view, today } })
    described.set(path, { ...described.get(path), ...operation })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Palermo Tracker',
      version,
      description:
        'Who has signed, deposited and joined, what counts, since when and under which article. Every question takes two clocks: as_of, the day of the law, and known_at, the day of knowledge.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries([...paths, ...described]),
    components: {
      securitySchemes: { officer: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries([...parts].sort(([one], [other]) => (one < other ? -1 : 1))),
    },
  }
}
