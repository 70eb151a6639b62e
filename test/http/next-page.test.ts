import { expect, it } from 'vitest'
import { json, testApp } from './ask-app.ts'

const app = testApp()

function nextOf(response: Response): string | null {
  return /<([^>]*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? null
}

it.each([
  ['csv', 1],
  ['ndjson', 0],
])('whoever follows the header Link reads every event as %s, no row twice', async (form, heads) => {
  const rows: string[] = []
  let path: string | null = `/v1/events.${form}?as_of=2026-11-24&known_at=2026-11-24`
  let pages = 0
  while (path !== null) {
    const response: Response = await app.request(path)
    const lines = (await response.text()).split(/\r?\n/).filter((line) => line !== '')
    rows.push(...lines.slice(heads))
    path = nextOf(response)
    pages += 1
  }
  const whole = await json(await app.request('/v1/events?since=1000&as_of=2026-11-24&known_at=2026-11-24'))
  const last = whole['next_since']
  expect(pages).toBe(2)
  expect(new Set(rows).size).toBe(rows.length)
  expect(rows.length).toBe(last)
})

it('what describes the CSV names the address of the rows after it, with the filter kept', async () => {
  const metadata = await json(await app.request('/v1/events.csv.metadata.json?treaty=untoc&limit=5'))
  expect(metadata['next']).toMatch(/^\/v1\/events\.csv\?/)
  const [row] = (await (await app.request(String(metadata['next']))).text()).split('\r\n').slice(1)
  const first = await (await app.request('/v1/events.csv?treaty=untoc&limit=6')).text()
  expect(first.split('\r\n').at(6)).toBe(row)
  expect(nextOf(await app.request('/v1/events.csv?since=1000'))).toBeNull()
})
