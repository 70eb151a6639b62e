import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { draft, realRecord, recordWith } from '../answers/real-record.ts'
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
