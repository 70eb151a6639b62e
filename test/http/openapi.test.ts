import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { RESOURCES } from '../../src/answers/resources.ts'
import { DESCRIBED_ROUTES } from '../../src/http/described-routes.ts'
import { recordWith } from '../answers/real-record.ts'
import { TROUBLED_EVENTS } from '../answers/troubled-events.ts'
import { json, testApp } from './ask-app.ts'

const app = testApp()
const document = await json(await app.request('/openapi.json'))

const ajv = new Ajv2020({ strict: true, allErrors: true, strictRequired: false })
addFormats.default(ajv)
ajv.addVocabulary(['components', 'openapi', 'info', 'servers', 'paths', 'example'])
ajv.addSchema(document, 'api')

type Media = { readonly schema: object; readonly example?: unknown }
type Operation = {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}
const everyPath = document['paths'] as Readonly<
  Record<string, { readonly get?: Operation } & Readonly<Record<string, Operation>>>
>
/** The questions to the record; what is asked of the database or done by officers has tests of its own. */
const paths = Object.fromEntries(
  Object.entries(everyPath).flatMap(([path, { get }]) =>
    get !== undefined && !DESCRIBED_ROUTES.some((one) => one.path === path) ? [[path, { get }]] : [],
  ),
)

function pointer(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1')
}

const compiled = new Map<string, ValidateFunction>()

/** Where an answer stands in the document. */
type Place = { readonly method: string; readonly status: string; readonly type: string }

const ANSWER: Place = { method: 'get', status: '200', type: 'application/json' }

function validator(path: string, { method, status, type }: Place): ValidateFunction {
  const key = `${method} ${path} ${status} ${type}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = ajv.compile({
    $ref: `api#/paths/${encodeURI(pointer(path)).replaceAll('%7B', '{').replaceAll('%7D', '}')}/${method}/responses/${status}/content/${encodeURIComponent(pointer(type))}/schema`,
  })
  compiled.set(key, made)
  return made
}

function problemsWith(path: string, answer: unknown, place = ANSWER) {
  const validate = validator(path, place)
  return validate(answer) ? [] : validate.errors
}

describe('the OpenAPI document', () => {
  test('says what officers send to decide, and that they need a token', () => {
    expect(everyPath['/v1/differences/decisions']).toMatchObject({
      post: {
        security: [{ officer: [] }],
        requestBody: { required: true },
        responses: { 201: {}, 400: {}, 401: {}, 403: {} },
      },
    })
    for (const path of ['/v1/reconciliation', '/v1/jobs'])
      expect(everyPath[path]?.get).not.toHaveProperty('security')
  })

  test('is 3.1, names every resource once, and describes every parameter', () => {
    expect(document['openapi']).toBe('3.1.0')
    for (const resource of RESOURCES) expect(paths).toHaveProperty([resource.path])
    const ids = Object.values(paths).map(({ get }) => get.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { get } of Object.values(paths)) {
      expect(get.parameters.map((one) => one.name)).toEqual(expect.arrayContaining(['as_of', 'known_at']))
      for (const parameter of get.parameters)
        expect(parameter).toHaveProperty('description', expect.any(String))
    }
  })

  test('refers only to what it has', () => {
    const text = JSON.stringify(document)
    const parts = (document['components'] as { schemas: object }).schemas
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(parts).toHaveProperty(String(name))
    }
    expect(text).not.toContain('#/$defs/')
  })

  test('every example is what its schema says', () => {
    const shown = new Map<string, number>()
    for (const [path, operations] of Object.entries(everyPath)) {
      for (const [method, operation] of Object.entries(operations)) {
        for (const [status, { content = {} }] of Object.entries(operation.responses)) {
          for (const [type, { example }] of Object.entries(content)) {
            if (example === undefined) continue
            const kind = path.endsWith('.metadata.json') ? `${status} metadata` : status
            shown.set(kind, (shown.get(kind) ?? 0) + 1)
            expect(problemsWith(path, example, { method, status, type }), `${method} ${path}`).toEqual([])
          }
        }
      }
    }
    const tables = RESOURCES.filter(({ csv }) => csv !== undefined).length
    // Jobs and reconciliation beside the questions; they and the scoreboard beside the tables.
    expect(shown.get('200')).toBe(RESOURCES.length + 2)
    expect(shown.get('200 metadata')).toBe(tables + 3)
    expect(shown.get('400')).toBeGreaterThan(RESOURCES.length)
    expect(shown.get('404')).toBeGreaterThan(RESOURCES.length)
  })

  test('says that a server without a key has no checkpoint, and what a JSON Feed is', async () => {
    const keyless = testApp(undefined, {
      checkpoints: { store: {} as never, signers: async () => [] },
    })
    const none = await keyless.request('/v1/checkpoint')
    expect(none.status).toBe(404)
    const problem = { method: 'get', status: '404', type: 'application/problem+json' }
    expect(problemsWith('/v1/checkpoint', await json(none), problem)).toEqual([])
    const feed = await app.request('/v1/events.feed.json')
    const answer = { method: 'get', status: '200', type: 'application/feed+json' }
    expect(problemsWith('/v1/events.feed.json', await json(feed), answer)).toEqual([])
    expect(problemsWith('/v1/events.feed.json', 'a text', answer)).not.toEqual([])
  })
})

const CLOCKS = [
  '',
  'as_of=2000-11-15',
  'as_of=2003-06-30&known_at=2003-06-30',
  'as_of=2003-07-01&known_at=2003-07-01',
  'as_of=2005-01-01',
  'as_of=2006-07-01&known_at=2006-12-01',
  'as_of=2017-06-01',
  'as_of=2018-01-20',
  'as_of=2030-01-01',
  'as_of=2020-06-15&known_at=2000-12-12',
]

const EXAMPLES = {
  '{t}': ['untoc', 'trafficking', 'smuggling', 'firearms'],
  '{p}': ['SRB', 'PRK', 'EUE'],
}

/** What an answer has to be asked with, by the beginning of its address. */
const REQUIRED: Readonly<Record<string, string>> = {
  '/v1/gaps': 'party=untoc&not_party=firearms&',
  '/v1/search': 'q=ivory&',
  '/v1/changes': 'since=2000-11-15&since_known_at=2000-12-12&',
}

function addresses(path: string): string[] {
  const byTreaty = path.includes('{t}') ? EXAMPLES['{t}'].map((t) => path.replace('{t}', t)) : [path]
  return byTreaty.flatMap((one) =>
    one.includes('{p}') ? EXAMPLES['{p}'].map((p) => one.replace('{p}', p)) : [one],
  )
}

describe('every real answer is what the document says', () => {
  const troubled = testApp(viewRecord(recordWith((events) => [...events, ...TROUBLED_EVENTS])))

  test.each(
    Object.entries(paths)
      .filter(([, { get }]) => get.responses['200']?.content?.['application/json'] !== undefined)
      .map(([path]) => ({ path })),
  )('$path', async ({ path }) => {
    const required = REQUIRED[String(/^\/v1\/\w+/.exec(path))] ?? ''
    const filled = path.replace('{g}', 'g20').replace('{id}', 'XVIII-12.ARM.ratification.2003-07-01')
    for (const address of addresses(filled)) {
      for (const clocks of CLOCKS) {
        for (const one of [app, troubled]) {
          const response = await one.request(`${address}?${required}${clocks}`)
          expect(response.status, address).toBe(200)
          expect(problemsWith(path, await json(response)), `${address}?${clocks}`).toEqual([])
        }
      }
    }
  })

  test('problems too', async () => {
    for (const address of ['/v1/treaties/untok', '/v1/treaties/untoc?as_of=2003-02-30']) {
      const response = await app.request(address)
      const status = String(response.status)
      const body = await json(response)
      const place = { method: 'get', status, type: 'application/problem+json' }
      expect(problemsWith('/v1/treaties/{t}', body, place)).toEqual([])
    }
  })
})
