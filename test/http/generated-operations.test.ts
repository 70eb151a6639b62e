import { createHash } from 'node:crypto'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { clientBehind } from '../../src/http/client.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { newNoteSigner } from '../../src/record/note-key.ts'
import { keepCheckpoint } from '../../src/store/checkpoints.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { reportReconciliation } from '../../src/store/report-reconciliation.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from '../store/databases.ts'
import { waitingRecord } from '../store/watched-record.ts'
import { json, NOW, testApp } from './ask-app.ts'
import { fromSchema, type Schema } from './from-schema.ts'

/** `FUZZ_RUNS=100000 npx vitest run test/http/generated-operations` for the whole promise, `FC_SEED` for other requests. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1_200)
const ADMIN = 'an-admin-token-of-the-operator'

type Media = { readonly schema?: Schema }
type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}
type Route = { readonly path: string; readonly method: string; readonly operation: Operation }

/** What stands at a place of the path: names that there are under both treaties, and others. */
const NAMES = [
  'convention',
  'C',
  'P',
  'AAA',
  'XA',
  'LAA',
  'union',
  '1',
  '9',
  'C.AAA.signature.2000-12-12',
  'events.csv',
]
const text = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[./\\%?#&=;:]{1,8}$/) },
)

/** What is taken as it stands, so that writing is tried too and not only its refusal. */
const GOOD: Readonly<Record<string, readonly object[]>> = {
  'post /v1/subscriptions': [
    { channel: 'email', address: 'a@example.org' },
    { channel: 'email', address: 'b@example.org', kinds: ['signature'], treaties: ['C'], digest: 'weekly' },
    { channel: 'webhook', address: 'https://hook.example/x', contact: 'a@example.org', groups: ['union'] },
    { channel: 'email', address: 'o@example.org', kinds: ['source_silent'] },
  ],
  'patch /v1/subscriptions/{id}': [{ kinds: ['ratification'] }, { digest: 'daily', hour: 7 }],
  'post /v1/differences/decisions': [
    { differences: [1], decision: 'reject', reason: 'a mistake of the page' },
    { differences: [2], decision: 'accept', reason: 'C.N.1.2026' },
  ],
}
/** Names of subscriptions that were made; `made-3` in an address stands for the fourth of them, round and round. */
const made: string[] = []
const MADE = /made-(\d+)/

let store: Store
let app: Hono
let document: Record<string, unknown>
let routes: Route[]
let ajv: Ajv2020
const compiled = new Map<string, ValidateFunction | null>()

beforeAll(async () => {
  const [database] = DATABASES
  if (database === undefined) throw new Error('a database')
  store = await waitingRecord(await database.open('migrated'))
  const clientOf = clientBehind(0)
  const adminTokenHash = createHash('sha256').update(ADMIN).digest('hex')
  const officers = startOfficers({ store, adminTokenHash, clientOf, now: () => NOW })
  const signer = await newNoteSigner('record.example')
  await keepCheckpoint(store.db, { size: 1, note: 'a note' }, [signer])
  app = testApp(viewRecord(await loadRecord(store)), {
    desk: { officers, store },
    alerts: { clientOf, outbox: true },
    checkpoints: { store, signers: async () => [signer] },
    jobs: async () => ({ answered_at: new Date(NOW).toISOString(), jobs: [] }),
    reconciliation: () => reportReconciliation(store, NOW),
    report: (error) => reported.push(error),
  })
  document = await json(await app.request('/openapi.json'))
  routes = Object.entries(document['paths'] as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')
})
afterAll(() => store.close())

/** Errors of ours that the app has told the operator of. */
const reported: unknown[] = []

/** The check of what a route answers with that status as JSON; null where the document says nothing of it. */
function validatorOf({ path, method, operation }: Route, status: number): ValidateFunction | null {
  const key = `${method} ${path} ${status}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const has = operation.responses[status]?.content?.['application/json']?.schema !== undefined
  const pointer = encodeURI(path.replaceAll('/', '~1')).replaceAll('%7B', '{').replaceAll('%7D', '}')
  const $ref = `api#/paths/${pointer}/${method}/responses/${status}/content/application~1json/schema`
  const made = has ? ajv.compile({ $ref }) : null
  compiled.set(key, made)
  return made
}

function encoded(given: unknown): string {
  const written = typeof given === 'object' ? JSON.stringify(given) : String(given)
  return encodeURIComponent(written.toWellFormed())
}

const HEADERS = fc.record(
  {
    accept: fc.constantFrom('application/json', 'text/html', '*/*', 'text/csv', ''),
    authorization: fc.constantFrom(
      `Bearer ${ADMIN}`,
      `Bearer ${ADMIN}`,
      'Bearer x',
      'Basic eDp4',
      'Bearer palermo_a_b',
    ),
    'content-type': fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded'),
    'if-none-match': fc.constantFrom('*', '"x"', 'W/"x", "y"', ','),
    'last-event-id': fc.constantFrom('0', '5', '-1', 'x', '99999999999999999999'),
    'x-csrf-token': fc.constant('x'),
    cookie: fc.constantFrom('palermo_session=x', '=;;=', '__Host-palermo_session='),
  },
  { requiredKeys: [] },
)

type Request = {
  readonly address: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | null
}

/** One request of a route: mostly as its schemas say. */
function requestOf({ path, method, operation }: Route): fc.Arbitrary<Request> {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'query')
  const pair = ({ name, schema }: (typeof parameters)[number]) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof(
        { weight: 6, arbitrary: fromSchema(schema, document) },
        { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
        { weight: 1, arbitrary: text },
      ),
    )
  const query = fc
    .subarray([...parameters], { maxLength: Math.min(2, parameters.length) })
    .chain((some) => fc.tuple(...some.map(pair)))
  const others = fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.tuple(fc.constantFrom('x', '__proto__', 'as_of', 'constructor'), text), {
        maxLength: 1,
      }),
    },
  )
  const [content] = Object.values(operation.requestBody?.content ?? {})
  const good = GOOD[`${method} ${path}`] ?? []
  const body =
    content?.schema === undefined
      ? fc.constant(null)
      : fc.oneof(
          ...(good.length === 0
            ? []
            : [{ weight: 6, arbitrary: fc.constantFrom(...good).map((one) => JSON.stringify(one)) }]),
          {
            weight: 8,
            arbitrary: fromSchema(content.schema, document).map((value) => JSON.stringify(value) ?? ''),
          },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              '',
              '{',
              '[]',
              '['.repeat(20_000) + ']'.repeat(20_000),
              'null',
              '{"__proto__":1}',
              '\u0000',
              '"x"',
            ),
          },
        )
  const named = fc.nat({ max: 999 }).map((place) => `made-${place}`)
  const first = path.startsWith('/v1/subscriptions/')
    ? fc.oneof({ weight: 3, arbitrary: named }, { weight: 1, arbitrary: text })
    : text
  const fills = fc.tuple(first, text, text)
  return fc.tuple(fills, query, others, HEADERS, body).map(([filling, asked, more, headers, sent]) => {
    let place = 0
    const filled = path.replace(/\{\w+\}/g, () => encoded(filling[place++]) || 'x')
    const pairs = [...asked, ...more].map(([key, value]) => `${key}=${encoded(value)}`)
    return { address: `${filled}?${pairs.join('&')}`, method, headers, body: sent }
  })
}

test('every route answers whatever is sent with what the document says, or a problem, never an error of ours', async ({
  task,
}) => {
  const statuses = new Map<number, number>()
  let clients = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: routes.length - 1 }).chain((at) => {
        const route = routes[at]
        if (route === undefined) throw new Error('no route')
        return requestOf(route).map((request) => ({ route, request }))
      }),
      async ({ route, request: { address: template, method, headers, body } }) => {
        const address = template.replace(MADE, (whole, place) => made[Number(place) % made.length] ?? whole)
        // Each request is of another client, or guessing of tokens would soon be refused for all.
        clients += 1
        const remoteAddress = `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}`
        const response = await app.request(
          address,
          { method: method.toUpperCase(), headers, ...(body === null ? {} : { body }) },
          { incoming: { socket: { remoteAddress } } },
        )
        const { status } = response
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        const type = String(response.headers.get('content-type'))
        if (type.startsWith('text/event-stream')) return response.body?.cancel()
        const said = await response.text()
        const subscribed = /^\{"id":"([^"]+)","state":"pending"/.exec(said)?.[1]
        if (subscribed !== undefined) made.push(subscribed)
        const asked = `${method} ${address} ${body}: ${status} ${said.slice(0, 300)}`
        expect(status, asked).toBeLessThan(500)
        expect(reported, asked).toEqual([])
        if (status >= 400) {
          expect(said, asked).not.toMatch(/\.ts[:"]|node_modules|\bat \w+ \(/)
          expect(type, asked).toBe('application/problem+json')
          expect(JSON.parse(said), asked).toMatchObject({
            status,
            title: expect.any(String),
            type: expect.stringMatching(/^\/docs#problem-/),
          })
          return
        }
        if (status >= 300 || !type.startsWith('application/json')) return
        const validate = validatorOf(route, status)
        if (validate === null) return
        expect(validate(JSON.parse(said)) ? [] : validate.errors, asked).toEqual([])
      },
    ),
    { numRuns: RUNS },
  )
  const counted = [...statuses].toSorted().map(([status, count]) => `${status}: ${count}`)
  console.log(`${RUNS} requests over ${routes.length} routes: ${counted.join(', ')}`)
  task.meta.figure = `${RUNS} requests over ${routes.length} routes`
}, 14_400_000)
