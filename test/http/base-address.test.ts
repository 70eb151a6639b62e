import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { NOW, testApp } from './ask-app.ts'

const PUBLIC = 'https://treaties.example.org'
const jobs = async () => ({ answered_at: new Date(NOW).toISOString(), jobs: [] })
const app = testApp(undefined, { publicUrl: PUBLIC, jobs })
const bare = testApp()

/** What says an address for reading elsewhere, and whether it is a workbook. */
const SAYING = [
  '/treaties/untoc?cite=plain',
  '/treaties/untoc?cite=bibtex',
  '/treaties/untoc',
  '/v1/events.atom',
  '/v1/events.feed.json',
  '/v1/calendar.ics',
  '/v1/jobs.csv.metadata.json',
  '/v1/treaties.xlsx',
]

async function textOf(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return new TextDecoder().decode(bytes)
  return Object.values(unzipSync(bytes))
    .map((part) => new TextDecoder().decode(part))
    .join('')
}

describe('where PUBLIC_URL is set', () => {
  test.each(SAYING)('%s names that address, whatever host a request claims to be for', async (path) => {
    const response = await app.request(`http://evil.example${path}`, {
      headers: { 'x-forwarded-host': 'evil.example' },
    })
    expect(response.status).toBe(200)
    // Lines of a calendar are folded.
    const said = (await textOf(response)).replaceAll('\r\n ', '')
    expect(said).toContain(PUBLIC)
    expect(said).not.toContain('evil.example')
  })

  test('no redirect and no link in a header leads to the host of the request', async () => {
    for (const path of [
      '/v1/treaties/UNTOC',
      '/v1/treaties/untoc/',
      '/v1/treaties/untoc.atom',
      '/treaties/untoc?as_of=',
      '/v1/treaties.csv',
    ]) {
      const { headers } = await app.request(`http://evil.example${path}`)
      expect([path, JSON.stringify([...headers])]).toEqual([
        path,
        expect.not.stringContaining('evil.example'),
      ])
    }
  })
})

test('without it the address is the one that was asked', async () => {
  expect(await (await bare.request('http://10.1.2.3:9000/v1/events.atom')).text()).toContain(
    'http://10.1.2.3:9000/v1/',
  )
})
