import fc from 'fast-check'
import { expect, test } from 'vitest'
import { realView } from '../answers/real-record.ts'
import { json, NOW, testApp } from './ask-app.ts'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 3000)

// A machine on which others work takes its time for a workbook of all events: how long an answer may take is not asked here.
const guard = { clientOf: () => 'test', perMinute: null, secure: false, now: () => NOW, timeMs: 120_000 }
const app = testApp(realView(), { guard })
const document = await json(await app.request('/openapi.json'))
const paths = Object.keys(document['paths'] as object)

const word = fc.oneof(
  fc.constantFrom(
    'untoc',
    'XVIII-12',
    'firearms',
    'JPN',
    'jp',
    'EUE',
    'eu_members',
    'party',
    'party,none',
    'ratification',
    '2003-07-01',
    'FRA:2027-01-01,EUE:2027-01-02',
    'JPN:1999-01-01',
    '2003-02-30',
    '9999-12-31',
    '0000-00-00',
    '-1',
    '10',
    '99999999999999999999',
    '',
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[./\\%?#&=;:]{1,8}$/),
)
const name = fc.oneof(
  fc.constantFrom(
    'as_of',
    'known_at',
    'status',
    'group',
    'add',
    'party',
    'not_party',
    'since',
    'limit',
    'treaty',
    'participant',
    'action',
    't',
    '__proto__',
    'constructor',
    'toString',
  ),
  fc.string(),
)

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

test('whatever is asked, the answer is an answer or a problem, never an error of ours', async ({ task }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.array(word, { minLength: 2, maxLength: 2 }),
      fc.array(fc.tuple(name, word), { maxLength: 4 }),
      async (path, fills, query) => {
        let place = 0
        const filled = path.replace(/\{\w+\}/g, () => encoded(String(fills[place++])) || 'x')
        const address = `${filled}?${query.map(([key, value]) => `${encoded(key)}=${encoded(value)}`).join('&')}`
        const response = await app.request(address)
        expect([200, 308, 400, 404], address).toContain(response.status)
        if (response.status < 400) return
        const text = await response.text()
        expect(text).not.toMatch(/\.ts[:"]|node_modules|\bat \w+ \(/)
        expect(JSON.parse(text)).toMatchObject({ status: response.status, title: expect.any(String) })
      },
    ),
    { numRuns: RUNS },
  )
  task.meta.figure = `${RUNS} requests`
})

test('a slash too many leads to the address without it, with its query, whatever bytes it has', async () => {
  const cases = [
    ['/v1/treaties/untoc/?as_of=2004-01-01', '/v1/treaties/untoc?as_of=2004-01-01'],
    ['/v1/treaties/%00/participants/', '/v1/treaties/%00/participants'],
    ['/v1/treaties/a%0d%0aset-cookie:x/', '/v1/treaties/a%0d%0aset-cookie:x'],
    ['/docs/', '/docs'],
  ] as const
  for (const [asked, location] of cases) {
    const response = await app.request(asked)
    expect([response.status, response.headers.get('location')]).toEqual([308, location])
  }
})

test('an address that is no address is refused as one', async () => {
  for (const path of ['/v1/treaties/%', '/v1/treaties/%E0%A4%A', '/v1/treaties/%00']) {
    const { status } = await app.request(`http://localhost${path}`)
    expect(status).toBe(404)
  }
  expect((await app.request('/v1/treaties?as_of=%E0%A4%A')).status).toBe(400)
})
