import { createHash } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientBehind } from '../../src/http/client.ts'
import { DESCRIBED_ROUTES } from '../../src/http/described-routes.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { OTHER_FORMS } from '../../src/http/other-forms.ts'
import { newNoteSigner } from '../../src/record/note-key.ts'
import { keepCheckpoint } from '../../src/store/checkpoints.ts'
import type { Store } from '../../src/store/store.ts'
import { realView } from '../answers/real-record.ts'
import { DATABASES } from '../store/databases.ts'
import { json, NOW, testApp } from './ask-app.ts'
import { reconciliationOf } from './made-reconciliation.ts'

const ADMIN = 'an-admin-token-of-the-operator'
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE']

describe('what the OpenAPI document says of the whole program', () => {
  let store: Store
  let app: Hono
  let paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  let ajv: Ajv2020

  beforeAll(async () => {
    const [database] = DATABASES
    if (database === undefined) throw new Error('a database')
    store = await database.open('migrated')
    const clientOf = clientBehind(0)
    const adminTokenHash = createHash('sha256').update(ADMIN).digest('hex')
    const officers = startOfficers({ store, adminTokenHash, clientOf, now: () => NOW })
    const signer = await newNoteSigner('record.example')
    await keepCheckpoint(store.db, { size: 1, note: 'a note' }, [signer])
    app = testApp(realView(), {
      desk: { officers, store },
      alerts: { clientOf, outbox: true },
      checkpoints: { store, signers: async () => [signer] },
      jobs: async () => ({ answered_at: new Date(NOW).toISOString(), jobs: [] }),
      reconciliation: async () => reconciliationOf(NOW),
    })
    const document = await json(await app.request('/openapi.json'))
    paths = document['paths'] as typeof paths
    ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addSchema(document, 'api')
  })
  afterAll(() => store.close())

  const ask = (method: string, path: string, body?: unknown) =>
    app.request(
      path,
      {
        method,
        headers: { authorization: `Bearer ${ADMIN}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: '192.0.2.1' } } },
    )

  /** What is wrong with an answer, by the document. */
  const problemsWith = (
    path: string,
    { method, status }: { method: string; status: number },
    answer: unknown,
  ) => {
    const pointer = encodeURI(path.replaceAll('/', '~1')).replaceAll('%7B', '{').replaceAll('%7D', '}')
    const validate = ajv.compile({
      $ref: `api#/paths/${pointer}/${method}/responses/${status}/content/application~1json/schema`,
    })
    return validate(answer) ? [] : validate.errors
  }

  test('every address of data stands in it, with each of its methods', () => {
    // What a CSV means has a second, shorter address, and some addresses only lead to another.
    const leading = OTHER_FORMS.map(({ address }) => address)
    const routes = app.routes.filter(
      ({ method, path }) =>
        METHODS.includes(method) &&
        /^\/v1(\/|$)/.test(path) &&
        // What stands before many addresses is none itself.
        !path.endsWith('*') &&
        !path.endsWith('.metadata.json') &&
        !leading.includes(path),
    )
    const missing = routes
      .map(({ method, path }) => ({
        method: method.toLowerCase(),
        path: path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}'),
      }))
      .filter(({ method, path }) => paths[path]?.[method] === undefined)
    expect(missing).toEqual([])
    expect(routes.length).toBeGreaterThan(DESCRIBED_ROUTES.length)
  })

  test('no two operations have one name', () => {
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((one) => (one as { operationId: string }).operationId),
    )
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
  })

  test('what anybody or an officer reads is what it says', async () => {
    const read = DESCRIBED_ROUTES.filter(
      ({ method, path, answer }) =>
        method === 'get' && !path.includes('{') && answer !== null && !('media' in answer),
    )
    expect(read.length).toBeGreaterThan(8)
    for (const { path } of read) {
      const response = await ask('GET', path === '/v1/consistency' ? `${path}?first=1` : path)
      expect(response.status, path).toBe(200)
      expect(problemsWith(path, { method: 'get', status: 200 }, await json(response)), path).toEqual([])
    }
  })

  test('what everybody may read refuses a parameter that it has not, by its name, and one twice', async () => {
    const routes = DESCRIBED_ROUTES.filter(({ method, scope }) => method === 'get' && scope === null)
    const addresses = routes.map(({ path }) => path.replace('{size}', '1').replace('{file}', 'events.csv'))
    for (const path of [...addresses, '/openapi.json', '/v1/jobs.metadata.json']) {
      for (const query of ['foo=1', 'as_of=2003-02-30', 'as_of=2003-01-01&as_of=2004-01-01']) {
        const response = await ask('GET', `${path}?${query}`)
        expect(response.status, `${path}?${query}`).toBe(400)
        expect(response.headers.get('content-type')).toBe('application/problem+json')
        expect(await json(response)).toMatchObject({ parameter: query.split('=')[0], status: 400 })
      }
    }
  })

  test('what everybody may read is sent once: to who has it the second answer is 304', async () => {
    const routes = DESCRIBED_ROUTES.filter(({ method, path, scope }) => {
      return method === 'get' && scope === null && path !== '/v1/events/stream'
    })
    const addresses = routes.map(({ path }) => path.replace('{size}', '1').replace('{file}', 'events.csv'))
    for (const path of [...addresses, '/openapi.json']) {
      const address = path === '/v1/consistency' ? `${path}?first=1` : path
      const tag = (await ask('GET', address)).headers.get('etag')
      expect(tag, address).toMatch(/^(W\/)?"[^"]+"$/)
      const again = await app.request(address, { headers: { 'if-none-match': `"other", ${tag}` } })
      expect([again.status, await again.text()], address).toEqual([304, ''])
      expect(again.headers.get('etag'), address).toBe(tag)
    }
  })

  test('media types are what it says', async () => {
    for (const { path, scope, answer } of DESCRIBED_ROUTES) {
      if (
        scope !== null ||
        answer === null ||
        !('media' in answer) ||
        path.endsWith('stream') ||
        path.includes('{file}')
      )
        continue
      const response = await ask('GET', path.replace('{size}', '1'))
      expect(response.status, path).toBe(200)
      expect(response.headers.get('content-type'), path).toMatch(
        new RegExp(`^${answer.media.replace('+', '\\+')}`),
      )
    }
  })

  test('a subscription is made, read, changed, replayed and ended as it says', async () => {
    const said = { channel: 'webhook', address: 'https://hook.example/take', treaties: ['untoc'] }
    const one = '/v1/subscriptions/{id}'
    const steps = [
      { method: 'get', path: one, status: 200 },
      { method: 'patch', path: one, status: 200, body: { moved_days: 5 } },
      { method: 'get', path: `${one}/deliveries`, status: 200 },
      { method: 'post', path: `${one}/replay`, status: 202 },
      { method: 'post', path: `${one}/secret`, status: 201 },
      { method: 'post', path: `${one}/verification`, status: 202 },
      { method: 'get', path: '/v1/subscriptions', status: 200 },
    ]
    const made = await json(await ask('POST', '/v1/subscriptions', said))
    expect(problemsWith('/v1/subscriptions', { method: 'post', status: 202 }, made)).toEqual([])
    const id = String(made['id'])
    for (const { method, path, status, body } of steps) {
      const response = await ask(method.toUpperCase(), path.replace('{id}', id), body)
      expect(response.status, path).toBe(status)
      expect(problemsWith(path, { method, status }, await json(response)), `${method} ${path}`).toEqual([])
    }
    expect((await ask('DELETE', one.replace('{id}', id))).status).toBe(204)
  })
})
