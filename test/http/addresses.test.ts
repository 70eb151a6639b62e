import { describe, expect, test } from 'vitest'
import { json, testApp } from './ask-app.ts'

const app = testApp()

describe('one canonical address for each thing', () => {
  test.each([
    { from: '/v1/treaties/XVIII-12', to: '/v1/treaties/untoc' },
    { from: '/v1/treaties/xviii-12-A', to: '/v1/treaties/trafficking' },
    { from: '/v1/treaties/UNTOC.csv?as_of=2003-07-01', to: '/v1/treaties/untoc.csv?as_of=2003-07-01' },
    {
      from: '/v1/treaties/XVIII-12-c/participants?status=party&as_of=2010-01-01',
      to: '/v1/treaties/firearms/participants?status=party&as_of=2010-01-01',
    },
    { from: '/v1/treaties/XVIII-12/participants.csv', to: '/v1/treaties/untoc/participants.csv' },
    { from: '/v1/treaties/untoc/participants/jp', to: '/v1/treaties/untoc/participants/JPN' },
    { from: '/v1/participants/fr', to: '/v1/participants/FRA' },
    { from: '/v1/participants/eu', to: '/v1/participants/EUE' },
    { from: '/v1/participants/jpn.csv.metadata.json', to: '/v1/participants/JPN.csv.metadata.json' },
    { from: '/v1/events/1', to: '/v1/events/XVIII-12.ALB.signature.2000-12-12' },
    { from: '/v1/treaties/', to: '/v1/treaties' },
  ])('$from → $to', async ({ from, to }) => {
    const response = await app.request(from)
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe(to)
  })

  test('no redirect leads to another site', async () => {
    for (const address of ['//evil.example/', '/v1//evil.example/', '/\\evil.example/']) {
      const location = (await app.request(`http://localhost${address}`)).headers.get('location')
      if (location !== null) expect(location).toMatch(/^\/[^/\\]/)
    }
  })
})

describe('the forms of an answer', () => {
  test('CSV has one header line, CR LF, and a description of its columns beside it', async () => {
    const response = await app.request('/v1/treaties/untoc/participants.csv?as_of=2005-01-01')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    const text = await response.text()
    const lines = text.split('\r\n')
    expect(lines[0]).toMatch(/^participant,name,name_today,kind,status,signature_date/)
    expect(lines.at(-1)).toBe('')
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^SRB,Serbia and Montenegro,Serbia,state,party,2000-12-12,,,ratification,2001-09-06/,
      ),
    )
    const link = String(response.headers.get('link'))
    const beside = await app.request(String(/<([^>]+)>/.exec(link)?.[1]))
    const metadata = await json(beside)
    const columns = metadata['columns'] as { name: string; meaning: string }[]
    expect(columns.map((column) => column.name).join(',')).toBe(lines[0])
    expect(columns.every((column) => column.meaning.length > 3)).toBe(true)
    expect(metadata).toMatchObject({ as_of: '2005-01-01', known_at: '2026-11-24', licence: 'CC0-1.0' })
    expect(String(metadata['cite'])).toContain('/v1/treaties/untoc/participants.csv?as_of=2005-01-01')
  })

  test('every CSV has its description at both spellings', async () => {
    for (const address of [
      '/v1/treaties',
      '/v1/treaties/untoc/threshold',
      '/v1/events',
      '/v1/participants/JPN',
    ]) {
      const one = await (await app.request(`${address}.csv.metadata.json`)).text()
      const other = await (await app.request(`${address}.metadata.json`)).text()
      expect(other).toBe(one)
    }
  })

  test('events come as one JSON object a line', async () => {
    const response = await app.request('/v1/events.ndjson?since=10&limit=5')
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    const lines = (await response.text()).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual([11, 12, 13, 14, 15])
  })

  test('HEAD says what GET would, without the body', async () => {
    for (const address of ['/v1/treaties/untoc', '/v1/treaties/untoc/participants.csv?as_of=2010-01-01']) {
      const got = await app.request(address)
      const head = await app.request(address, { method: 'HEAD' })
      expect(head.status).toBe(200)
      expect(await head.text()).toBe('')
      expect([...head.headers]).toEqual([...got.headers])
      expect(head.headers.get('content-length')).toBe(String((await got.arrayBuffer()).byteLength))
    }
  })
})

describe('the change feed', () => {
  test('read page by page it has every event once, in order', async () => {
    const seen: number[] = []
    let since = 0
    for (;;) {
      const page = await json(await app.request(`/v1/events?since=${since}&limit=300`))
      seen.push(...(page['events'] as { seq: number }[]).map((event) => event.seq))
      since = Number(page['next_since'])
      if (page['more'] !== true) break
    }
    const last = seen.at(-1)
    expect(seen).toEqual(Array.from({ length: Number(last) }, (_, place) => place + 1))
    expect(last).toBe(((await json(await app.request('/v1'))) as { record: { seq: number } }).record.seq)
  })

  test('filters by treaty, participant and kind', async () => {
    const page = await json(
      await app.request('/v1/events?treaty=firearms&participant=pl&action=ratification'),
    )
    expect((page['events'] as { id: string }[]).map((event) => event.id)).toEqual([
      'XVIII-12-c.POL.ratification.2005-04-04',
    ])
  })
})

describe('documents and pages', () => {
  test.each(['/', '/docs'])(
    '%s is a page that loads nothing from elsewhere, without inline script, and nothing may frame it',
    async (address) => {
      const response = await app.request(address)
      expect(response.status).toBe(200)
      const text = await response.text()
      expect(text).toMatch(/^<!doctype html>/)
      expect(text).not.toMatch(
        /<script(?! src="\/page\.js)|\ssrc="(?!\/)|<link[^>]*href="(?!\/)|\son\w+=|\sstyle=/,
      )
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    },
  )

  test('the home page has the numbers of the record', async () => {
    const text = await (await app.request('/')).text()
    expect(text).toContain('29 September 2003')
    expect(text).toContain('147')
  })

  test('the figures are in the form Prometheus reads', async () => {
    await app.request('/v1/treaties')
    const text = await (await app.request('/metrics')).text()
    expect(text).toMatch(/^palermo_record_seq \d+$/m)
    expect(text).toMatch(/^palermo_requests_total\{resource="treaties",status="200"\} [1-9]\d*$/m)
  })

  test('the whole record is there with the hash of each file', async () => {
    const manifest = await json(await app.request('/v1/export/manifest.json'))
    const files = manifest['files'] as { address: string; sha256: string; bytes: number; rows: number }[]
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) {
      const bytes = new Uint8Array(await (await app.request(file.address)).arrayBuffer())
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      expect(Buffer.from(digest).toString('hex')).toBe(file.sha256)
      expect(bytes.length).toBe(file.bytes)
    }
  })

  test('any site may read the data', async () => {
    const response = await app.request('/v1/treaties', { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS')
    expect((await app.request('/v1/treaties')).headers.get('access-control-allow-origin')).toBe('*')
  })
})
