import { describe, expect, it } from 'vitest'
import { viewChecked } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { realView } from '../answers/real-record.ts'
import { json } from './ask-app.ts'

const CHECKED = '2026-11-20T06:00:00.000Z'
const now = () => Date.parse('2026-11-24T12:00:00.000Z')

function appOf(stale: boolean) {
  const view = realView()
  const { source_as_at } = view.record
  const checked = viewChecked(view, { checked_at: CHECKED, source_as_at, stale })
  return createApp({ view: () => checked, version: 'test', now })
}

describe('a source that was silent for too long', () => {
  it('does not stop the program from serving, and /readyz says so', async () => {
    const response = await appOf(true).request('/readyz')
    expect(response.status).toBe(200)
    expect(await response.text()).toMatch(
      /^ready: record \d+\nstale: no good check of the depositary since 2026-11-20T06:00:00\.000Z\n$/,
    )
    expect(await (await appOf(false).request('/readyz')).text()).toMatch(/^ready: record \d+\n$/)
  })

  it.each([
    '/v1/treaties',
    '/v1/participants/CRI',
    '/v1/gaps?party=untoc&not_party=firearms',
    '/v1/events',
    '/v1/check',
  ])('makes the answer of %s say that it is stale', async (address) => {
    const fresh = await appOf(false).request(address)
    const stale = await appOf(true).request(address)
    expect(await json(stale)).toMatchObject({ stale: true, checked_at: CHECKED })
    expect(await json(fresh)).not.toHaveProperty('stale')
    expect(stale.headers.get('etag')).not.toBe(fresh.headers.get('etag'))
  })

  it.each(['/v1/treaties.csv', '/v1/events.csv', '/v1/events.ndjson', '/v1/treaties'])(
    'makes the headers of %s say since when, because rows have no place for it',
    async (address) => {
      const [stale, fresh] = await Promise.all([true, false].map((is) => appOf(is).request(address)))
      expect(stale?.status).toBe(200)
      expect(stale?.headers.get('depositary-stale')).toBe(CHECKED)
      expect(fresh?.headers.get('depositary-stale')).toBeNull()
    },
  )

  it('says nothing about what was known before', async () => {
    const past = '/v1/treaties?as_of=2003-07-01&known_at=2003-07-01'
    const answers = await Promise.all(
      [true, false].map(async (stale) => (await appOf(stale).request(past)).text()),
    )
    expect(answers[0]).toBe(answers[1])
  })
})
