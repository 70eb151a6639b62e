import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { json, NOW, testApp } from './ask-app.ts'

const app = testApp()

test('a day that cannot be is refused after a good one was asked about too', async () => {
  for (const path of [
    '/v1/treaties/untoc',
    '/v1/treaties/firearms/threshold',
    '/v1/treaties/firearms/projection',
  ]) {
    for (const clocks of [
      'as_of=9999-12-31',
      'as_of=9000-01-01',
      'as_of=2000-11-14',
      'known_at=2000-12-11',
    ]) {
      const day = (clocks: string) => app.request(`${path}?${clocks}`)
      const first = await day(clocks)
      expect((await day('as_of=2026-01-01&known_at=2026-01-01')).status).toBe(200)
      const again = await day(clocks)
      expect([first.status, again.status], `${path}?${clocks}`).toEqual([400, 400])
      expect(await again.text()).toBe(await first.text())
    }
  }
})

test('an unknown parameter is told only of those that the query can have', async () => {
  const { accepted } = await json(await app.request('/v1/treaties/untoc?asof=2003-07-01'))
  expect(accepted).toBe('no such parameter; one of as_of, known_at')
})

test('every kind of problem that the server itself refuses with stands in /docs', async () => {
  const source = readFileSync(join(import.meta.dirname, '../../src/network/server-limits.ts'), 'utf8')
  const kinds = [...source.matchAll(/kind: '([a-z-]+)'/g)].map(([, kind]) => kind)
  expect(kinds).toContain('headers-too-long')
  const docs = await (await app.request('/docs')).text()
  for (const kind of kinds) expect(docs).toContain(`id="problem-${kind}"`)
})

describe('a question that cannot be answered names what is wrong', () => {
  test.each([
    { address: '/v1/treaties/untok', status: 404, parameter: 't', value: 'untok', nearest: 'untoc' },
    { address: '/v1/treaties/Firearms%20Protocol', status: 404, parameter: 't', nearest: 'firearms' },
    { address: '/v1/participants/JPX', status: 404, parameter: 'p', value: 'JPX', nearest: 'JPN' },
    { address: '/v1/participants/japan', status: 404, parameter: 'p', nearest: 'JPN' },
    { address: '/v1/treaties/untoc/participants/turkey', status: 404, parameter: 'p', nearest: 'TUR' },
    { address: '/v1/groups/eu_membres', status: 404, parameter: 'g', nearest: 'eu_members' },
    { address: '/v1/groups/eu', status: 404, parameter: 'g', nearest: 'eu_members' },
    { address: '/healthz?x=1', status: 400, parameter: 'x' },
    { address: '/readyz?x=1', status: 400, parameter: 'x' },
    { address: '/metrics?x=1', status: 400, parameter: 'x' },
    { address: '/v1/events/nothing', status: 404, parameter: 'id' },
    { address: '/v1/events/999999', status: 404, parameter: 'id' },
    { address: '/v1/treaties?as_of=2003-02-30', status: 400, parameter: 'as_of', value: '2003-02-30' },
    { address: '/v1/treaties?as_of=03/07/2003', status: 400, parameter: 'as_of', value: '03/07/2003' },
    { address: '/v1/treaties?as_of=', status: 400, parameter: 'as_of', value: '' },
    { address: '/v1/treaties?as_of=2000-11-14', status: 400, parameter: 'as_of', nearest: '2000-11-15' },
    {
      address: '/v1/treaties?known_at=2000-12-11',
      status: 400,
      parameter: 'known_at',
      nearest: '2000-12-12',
    },
    { address: '/v1/treaties?asof=2003-07-01', status: 400, parameter: 'asof', nearest: 'as_of' },
    { address: '/v1/treaties?as_of=2003-07-01&as_of=2003-07-02', status: 400, parameter: 'as_of' },
    { address: '/v1/treaties/untoc/participants?status=joined', status: 400, parameter: 'status' },
    { address: '/v1/treaties/untoc/participants?group=eu', status: 400, parameter: 'group' },
    { address: '/v1/treaties/untoc?t=firearms', status: 400, parameter: '?t' },
    { address: '/v1/gaps?party=untoc', status: 400, parameter: 'not_party', value: null },
    {
      address: '/v1/gaps?party=untoc&not_party=fireams',
      status: 400,
      parameter: 'not_party',
      nearest: 'firearms',
    },
    {
      address: '/v1/gaps?party=untoc&not_party=XVIII-12',
      status: 400,
      parameter: 'not_party',
      value: 'XVIII-12',
      accepted: expect.stringMatching(/^another treaty than party names: .*firearms/),
    },
    { address: '/v1/events?since=-1', status: 400, parameter: 'since', value: '-1' },
    { address: '/v1/events?limit=1001', status: 400, parameter: 'limit' },
    { address: '/v1/events?action=joining', status: 400, parameter: 'action' },
    { address: '/v1/export/everything.csv', status: 404, parameter: 'file' },
  ])('$address: $status, $parameter', async ({ address, status, ...expected }) => {
    const response = await app.request(address)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = await json(response)
    expect(problem).toMatchObject({ status, ...expected })
    expect(String(problem['accepted'])).not.toBe('')
    expect(String(problem['type'])).toMatch(/^\/docs#problem-/)
  })

  test('every problem of one question is listed', async () => {
    const problem = await json(await app.request('/v1/treaties/untoc/participants?as_of=x&status=y&colour=z'))
    const named = (problem['problems'] as { parameter: string }[]).map((one) => one.parameter)
    expect(named.sort()).toEqual(['as_of', 'colour', 'status'])
  })

  test('an address that is none says where to begin', async () => {
    const response = await app.request('/v1/nothing')
    expect(response.status).toBe(404)
    expect(await json(response)).toMatchObject({
      title: 'There is nothing at this address',
      detail: 'There is no such address. /v1 lists what can be asked.',
    })
  })

  test.each([
    ['/v1/participant/FRA', '/v1/participants/FRA'],
    ['/v1/treaty/untoc/treshold', '/v1/treaties/untoc/threshold'],
    ['/v1/events/1/nothing/at/all', '/v1/events/1'],
    ['/v1/oficers/me', '/v1/officers/me'],
    ['/state/JPN', '/states/JPN'],
  ])('%s, which is no address, names %s', async (path, near) => {
    const response = await app.request(path)
    expect(response.status).toBe(404)
    expect(String((await json(response))['detail'])).toContain(` Did you mean ${near}? `)
  })

  test('an address that is for another method is not named as the one that was meant', async () => {
    const response = await app.request('/v1/subscriptions/abc/replay')
    expect((await json(response))['detail']).toBe('There is no such address. /v1 lists what can be asked.')
  })

  test.each(['application/json', 'text/html'])(
    'an address of thousands of parts is looked at as one of a few, for a reader of %s',
    async (accept) => {
      const path = `${accept === 'text/html' ? '/' : '/v1/'}${'a/'.repeat(3_900)}b`
      const start = performance.now()
      for (let times = 0; times < 60; times += 1) {
        const response = await app.request(path, { headers: { accept } })
        expect(response.status).toBe(404)
      }
      expect(performance.now() - start).toBeLessThan(1_500)
    },
  )

  test('only reading is allowed', async () => {
    const response = await app.request('/v1/treaties', { method: 'POST' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })
})

describe('an error of ours', () => {
  test('is reported, and nothing of it is sent', async () => {
    const reported: unknown[] = []
    const broken = createApp({
      view: () => {
        throw new Error('secret of the inside')
      },
      version: 'test',
      now: () => NOW,
      report: (error) => reported.push(error),
    })
    const response = await broken.request('/v1/treaties')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/secret|at .*\.ts/)
    expect(reported).toHaveLength(1)
  })

  test('a record that cannot be read is 503, here and in readyz', async () => {
    const away = createApp({
      view: () => Promise.reject(new Error('no database')),
      version: 'test',
      now: () => NOW,
    })
    for (const address of ['/v1/treaties', '/readyz', '/', '/v1']) {
      const response = await away.request(address)
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toBe('5')
    }
    expect((await away.request('/healthz')).status).toBe(200)
    expect((await away.request('/metrics')).status).toBe(200)
  })
})
