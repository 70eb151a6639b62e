import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { projectionsToKeep } from '../../src/answers/projections-to-keep.ts'
import { scoreboardShape } from '../../src/answers/scoreboard.ts'
import { createApp } from '../../src/http/app.ts'
import type { KeptProjection } from '../../src/projection/kept-projection.ts'
import { realView, TODAY } from '../answers/real-record.ts'
import { json, NOW, testApp } from './ask-app.ts'

const VIEW = realView()
const ADDRESS = '/v1/projections/scoreboard'

function appWith(projections: () => Promise<readonly KeptProjection[]>) {
  const clock = { now: NOW }
  const reported: unknown[] = []
  const report = (error: unknown) => reported.push(error)
  const app = createApp({ view: () => VIEW, version: 'test', now: () => clock.now, projections, report })
  return { app, clock, reported }
}

describe(ADDRESS, () => {
  it('answers as published, from the projections that were kept', async () => {
    const { app } = appWith(async () => projectionsToKeep(VIEW, TODAY))
    const response = await app.request(ADDRESS)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const board = scoreboardShape.parse(await response.json())
    expect(board.live.first_day).toBe(TODAY)
    expect(board.replayed.projections).toBe(16)
  })

  it.each(['as_of=2020-01-01', 'known_at=2020-01-01', 'limit=5', 'x'])(
    'refuses ?%s by its name',
    async (query) => {
      const { app } = appWith(async () => [])
      for (const ending of ['', '.csv', '.csv.metadata.json']) {
        const response = await app.request(`${ADDRESS}${ending}?${query}`)
        expect(response.status).toBe(400)
        expect(await json(response)).toMatchObject({ parameter: query.split('=')[0] })
      }
    },
  )

  it('can be had as a table, with what its columns mean beside it', async () => {
    const { app } = appWith(async () => projectionsToKeep(VIEW, TODAY))
    const response = await app.request(`${ADDRESS}.csv`)
    expect(response.headers.get('content-type')).toContain('text/csv')
    const beside = /<([^>]+)>; rel="describedby"/.exec(response.headers.get('link') ?? '')?.[1]
    const rows = parse<Record<string, string>>(await response.text(), { columns: true })
    const board = scoreboardShape.parse(await json(await app.request(ADDRESS)))
    expect(rows).toHaveLength(
      board.backtest.methods.length + board.replayed.rows.length + board.live.rows.length,
    )
    expect(rows[0]).toMatchObject({
      part: 'backtest',
      method: 'model',
      projections: String(board.backtest.cases),
      median_error: String(board.backtest.methods[0]?.median_error_days),
    })
    const described = await json(await app.request(String(beside)))
    const columns = described['columns'] as { name: string; meaning: string }[]
    expect(columns.map(({ name }) => name)).toEqual(Object.keys(rows[0] ?? {}))
    expect(described).toMatchObject({ licence: 'CC0-1.0', as_of: TODAY })
  })

  it('asks the database once a minute', async () => {
    let asked = 0
    const { app, clock } = appWith(async () => {
      asked += 1
      return []
    })
    await app.request(ADDRESS)
    clock.now += 59_999
    await app.request(ADDRESS)
    expect(asked).toBe(1)
    clock.now += 1
    await app.request(ADDRESS)
    expect(asked).toBe(2)
  })

  it('says 503 while the database cannot be asked, nothing of the error, and answers again after it', async () => {
    let broken = true
    const { app, reported } = appWith(async () => {
      if (broken) throw new Error('secret')
      return []
    })
    const refused = await app.request(ADDRESS)
    expect(refused.status).toBe(503)
    expect(await refused.text()).not.toContain('secret')
    expect(reported).toHaveLength(1)
    broken = false
    expect((await app.request(ADDRESS)).status).toBe(200)
  })
})

describe('a projection over HTTP', () => {
  const app = testApp(VIEW)

  it('is not kept for good, because another version of the program may answer otherwise', async () => {
    const query = 'as_of=2004-06-01&known_at=2004-06-01'
    const cached = async (path: string) => (await app.request(path)).headers.get('cache-control')
    expect(await cached(`/v1/treaties/firearms/threshold?${query}`)).toContain('immutable')
    expect(await cached(`/v1/treaties/firearms/projection?${query}`)).toBe(
      'public, max-age=0, must-revalidate',
    )
  })

  it('is the same to the byte each time, and for every spelling of the treaty', async () => {
    const address = '/v1/treaties/firearms/projection?as_of=2004-06-01&add=FRA:2004-07-01'
    const first = await (await app.request(address)).text()
    expect(await (await testApp(realView()).request(address)).text()).toBe(first)
    const other = await app.request('/v1/treaties/XVIII-12-c/projection?as_of=2004-06-01')
    expect(other.headers.get('location')).toBe('/v1/treaties/firearms/projection?as_of=2004-06-01')
  })

  it.each([
    ['add=FRA:2004-02-30', 'add'],
    ['add=', 'add'],
    ['group=g21', 'group'],
    ['as_of=2004-02-30', 'as_of'],
    ['ad=FRA:2004-07-01', 'ad'],
  ])('?%s is refused by the name of %s', async (query, parameter) => {
    const response = await app.request(`/v1/treaties/firearms/projection?${query}`)
    expect(response.status).toBe(400)
    expect(await json(response)).toMatchObject({ parameter })
  })
})
