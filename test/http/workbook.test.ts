import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { draft, realRecord, recordWith, TODAY } from '../answers/real-record.ts'
import { testApp } from './ask-app.ts'

/** The parts of a workbook by name, as text. */
async function partsOf(response: Response): Promise<Record<string, string>> {
  const parts = unzipSync(new Uint8Array(await response.arrayBuffer()))
  return Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]),
  )
}

describe('a workbook beside an answer', () => {
  test('holds a row for each of the CSV, numbers as numbers', async () => {
    const response = await testApp().request('/v1/treaties.xlsx?as_of=2003-07-01')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('spreadsheetml.sheet')
    const parts = await partsOf(response)
    const rows = String(parts['xl/worksheets/sheet1.xml'])
    expect(rows.match(/<row /g)).toHaveLength(1 + realRecord.treaties.length)
    expect(rows).toMatch(/<c [^>]*><v>40<\/v><\/c>/)
  })

  test('is there for one participant too, and says what is not', async () => {
    expect((await testApp().request('/v1/participants/jpn.xlsx')).status).toBe(200)
    expect((await testApp().request('/v1/treaties/untoc/participants/JPN.xlsx')).status).toBe(200)
    expect((await testApp().request('/v1/participants/japn.xlsx')).status).toBe(404)
    expect((await testApp().request('/v1/treaties.xlsx?as_of=2003-02-30')).status).toBe(400)
  })

  test('is sent once to who has it, and kept for ever with both clocks, as the answer beside it', async () => {
    const app = testApp()
    const ask = (query: string, tag?: string) =>
      app.request(`/v1/treaties.xlsx${query}`, tag === undefined ? {} : { headers: { 'if-none-match': tag } })
    const lasting = '?as_of=2003-07-01&known_at=2004-01-01'
    const [now, then] = [await ask(''), await ask(lasting)]
    expect(now.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
    expect(then.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const [tag, thenTag] = [now, then].map(({ headers }) => String(headers.get('etag')))
    expect(tag).toMatch(/^W\/"[^"]+"$/)
    expect(thenTag).not.toBe(tag)
    const again = await ask('', tag)
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await ask('', thenTag)).status).toBe(200)
    expect((await ask(lasting, thenTag)).status).toBe(304)
    const nowhere = await app.request('/v1/participants/XXA.xlsx', { headers: { 'if-none-match': '*' } })
    expect(nowhere.status).toBe(404)
  })

  test('with both clocks, says and is called the same after later acts and another check', async () => {
    const address = '/v1/treaties.xlsx?as_of=2003-07-01&known_at=2004-01-01'
    const later = draft({
      ...{ id: 'later', treaty: 'XVIII-12', participant: 'TUV', action: 'accession' },
      ...{ action_date: realRecord.source_as_at, known_on: TODAY },
    })
    const grown = {
      ...recordWith((events) => [...events, later]),
      checked_at: '2026-11-25T06:00:00.000Z',
    }
    const before = await testApp().request(address)
    const after = await testApp(viewRecord(grown)).request(address)
    for (const name of ['etag', 'content-disposition'])
      expect(after.headers.get(name)).toBe(before.headers.get(name))
    const [one, other] = [await partsOf(before), await partsOf(after)]
    const sheets = Object.keys(one).filter((name) => /sheet\d\.xml$|sharedStrings/.test(name))
    expect(sheets.length).toBeGreaterThan(2)
    for (const name of sheets) expect(other[name], name).toBe(one[name])
  })

  test('takes no text for a formula', async () => {
    const evil = '=HYPERLINK("https://example.org","x")'
    const record = recordWith((events) => [
      ...events,
      draft({
        ...{ id: 'evil', treaty: 'XVIII-12', participant: 'TUV', action: 'signature' },
        ...{ action_date: realRecord.source_as_at, note: evil },
      }),
    ])
    const response = await testApp(viewRecord(record)).request('/v1/events.xlsx?participant=TUV')
    const parts = await partsOf(response)
    expect(Object.values(parts).some((text) => text.includes('HYPERLINK'))).toBe(true)
    expect(Object.values(parts).some((text) => /<f[ >]/.test(text))).toBe(false)
  })
})
