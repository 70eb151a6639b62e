import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import type { KeptProjection } from '../../src/projection/kept-projection.ts'
import { NOW, testApp } from './ask-app.ts'

const KEPT: KeptProjection = {
  ...{ treaty: 'XVIII-12', milestone: 'next_deposit', method: 'model', as_of: plainDate('2026-11-23') },
  ...{ seq: 1100, known_until: null, made_by: 'test', more: 1 },
  ...{ p05: plainDate('2027-01-01'), p25: null, p50: null, p75: null, p95: null },
  ...{ within_1y: 0.3, within_3y: 0.6, within_5y: 0.8 },
}

describe('pages', () => {
  it.each(['/', '/docs', '/style.css'])('%s is not sent again to a reader that has it', async (path) => {
    const app = testApp()
    const first = await app.request(path)
    const etag = String(first.headers.get('etag'))
    expect(first.status).toBe(200)
    const again = await app.request(path, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('the outlook is sent anew only when the scoreboard is another', async () => {
    const kept: KeptProjection[] = []
    let hour = 0
    const app = testApp(undefined, { projections: async () => kept, now: () => NOW + hour * 3_600_000 })
    const etag = String((await app.request('/projection')).headers.get('etag'))
    const asked = () => app.request('/projection', { headers: { 'if-none-match': etag } })
    expect((await asked()).status).toBe(304)
    kept.push(KEPT)
    hour = 2
    const anew = await asked()
    expect(anew.status).toBe(200)
    expect(await anew.text()).toContain('Projections kept on their day')
  })
})
