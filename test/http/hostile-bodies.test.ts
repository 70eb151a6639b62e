import type { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { startOfficers } from '../../src/http/officers.ts'
import { COMMAND_LINE, SCOPES } from '../../src/record/officer.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { createToken } from '../../src/store/officer-tokens.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from '../store/databases.ts'
import { waitingRecord } from '../store/watched-record.ts'
import { anotherClientEachTime } from './another-client.ts'
import { json, NOW, testApp } from './ask-app.ts'

const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE']
const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times)
/** Far more than any takes; one that is looked through from each of its letters takes seconds. */
const LONGEST_MS = 1_500
const pad = (text: string) => text.padEnd(60_000)

const BODIES: readonly (readonly [string, string])[] = [
  ['lists 30,000 deep', deep('[', ']', 30_000)],
  ['objects 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['a field that is 30,000 deep', `{"address":${deep('[', ']', 29_000)}}`],
  ['a list that is 30,000 deep', `{"differences":${deep('[', ']', 29_000)}}`],
  ['lists that are never closed', '['.repeat(60_000)],
  ['a text that is never closed, of quotes alone', `"${'\\"'.repeat(32_000)}`],
  ['the prototype of everything', '{"__proto__":{"polluted":true},"address":"a@example.org"}'],
  ['its maker', '{"constructor":{"prototype":{"polluted":true}}}'],
  ['names of what every object has', '{"toString":1,"hasOwnProperty":2,"valueOf":{},"then":"x"}'],
  [
    'a prototype within a list of names',
    '{"channel":"email","address":"a@example.org","treaties":["__proto__"]}',
  ],
  [
    'a maker among participants',
    '{"channel":"email","address":"a@example.org","participants":["constructor"]}',
  ],
  ['numbers that are too large', '{"differences":[1e400,9007199254740993,-1],"hour":1e308}'],
  ['half a letter', '{"reason":"\\ud800","address":"\\udfff@example.org"}'],
  ['zero bytes', '{"reason":"a\\u0000b","address":"a\\u0000@example.org"}'],
  ['one text of 60,000 letters', `{"address":"${'a'.repeat(59_000)}"}`],
  [
    'half an address, very long',
    `{"channel":"email","address":"${'a.'.repeat(25_000)}@${'b.'.repeat(4_000)}"}`,
  ],
  ['5,000 fields', `{${Array.from({ length: 5_000 }, (_, at) => `"f${at}":${at}`).join(',')}}`],
  ['blanks', pad('')],
  ['null', 'null'],
  ['a byte order mark', '\ufeff{}'],
]

describe('whatever stands in the body of a request that writes', () => {
  let store: Store
  let app: Hono
  let token = ''
  const reported: unknown[] = []
  beforeAll(async () => {
    const [database] = DATABASES
    if (database === undefined) throw new Error('a database')
    store = await waitingRecord(await database.open('migrated'))
    // Each request is of another client, or a token tried at the desk's door would soon be one too many.
    const clientOf = anotherClientEachTime()
    const officers = startOfficers({ store, adminTokenHash: null, clientOf, now: () => NOW })
    app = testApp(viewRecord(await loadRecord(store)), {
      desk: { officers, store },
      alerts: { clientOf, outbox: true },
      report: (error) => reported.push(error),
    })
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    token = (await createToken(store.db, { name: 'o', scopes: SCOPES, expiresAt, by: COMMAND_LINE })).text
  })
  afterAll(() => store.close())

  const routes = () =>
    app.routes.filter(({ method, path }) => WRITES.includes(method) && !path.includes('*') && path !== '/')

  const written = async () => {
    const counts = ['events', 'subscriptions', 'decisions', 'officer_tokens'].map(
      (name) => sql`select count(*)::integer as n from ${sql.table(name)}`,
    )
    return Promise.all(counts.map(async (count) => (await count.execute(store.db)).rows))
  }

  test.each(BODIES)('%s: no error of ours, nothing written, no object changed', async (_what, body) => {
    const before = await written()
    const headers = { authorization: `Bearer ${token}` }
    expect(routes().length).toBeGreaterThan(15)
    for (const { method, path } of routes()) {
      const address = path.replace(/:\w+/g, '1')
      const began = performance.now()
      const response = await app.request(address, { method, headers, body })
      expect(performance.now() - began, address).toBeLessThan(LONGEST_MS)
      const asked = `${method} ${address}: ${response.status} ${(await response.clone().text()).slice(0, 200)}`
      expect(response.status, asked).toBeLessThan(500)
      if (path.startsWith('/v1/') && response.status >= 400) {
        expect(await json(response), asked).toMatchObject({
          status: response.status,
          title: expect.any(String),
        })
      }
    }
    expect(reported.splice(0)).toEqual([])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect((await json(await app.request('/v1/differences', { headers })))['waiting']).toBeGreaterThan(0)
    expect(await written()).toEqual(before)
  })

  test('what is nested sixteen deep is read, and a bracket within a text nests nothing', async () => {
    const ask = async (body: string) =>
      String(
        (
          await json(
            await app.request('/v1/differences/decisions', {
              method: 'POST',
              headers: { authorization: `Bearer ${token}` },
              body,
            }),
          )
        )['detail'],
      )
    expect(await ask(deep('[', ']', 17))).toContain('16 deep at most')
    expect(await ask(deep('[', ']', 16))).not.toContain('deep')
    expect(await ask(`{"reason":"\\"${'['.repeat(40)}"}`)).not.toContain('deep')
  })

  test('of fields that there are not, no more is repeated than a reader can use', async () => {
    const names = Object.fromEntries(Array.from({ length: 1_000 }, (_, place) => [`made-up-${place}`, 1]))
    const response = await app.request('/v1/differences/decisions', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(names),
    })
    expect(response.status).toBe(400)
    const text = await response.text()
    expect(text).toContain('made-up-0, made-up-1')
    expect(text.length).toBeLessThan(2_000)
  })

  test('what is wrong with a decision is said of each field, with what was given and what is accepted', async () => {
    const response = await app.request('/v1/differences/decisions', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({
        differences: 'all',
        decision: 'yes',
        correction: { action: 'x', date: '2026-02-30' },
      }),
    })
    expect((await json(response))['problems']).toEqual([
      { parameter: 'differences', value: 'all', accepted: 'a list of numbers of differences' },
      { parameter: 'decision', value: 'yes', accepted: 'one of accept, reject, correct' },
      { parameter: 'reason', value: null, accepted: 'why, in 1 to 2000 letters' },
      { parameter: 'correction.action', value: 'x', accepted: expect.stringMatching(/^one of signature, /) },
      { parameter: 'correction.date', value: '2026-02-30', accepted: 'a day such as 2003-09-29' },
    ])
  })
})
