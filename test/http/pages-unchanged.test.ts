import { describe, expect, it } from 'vitest'
import { testApp } from './ask-app.ts'

describe('pages', () => {
  it.each(['/', '/docs', '/style.css'])('%s is not sent again to a reader that has it', async (path) => {
    const app = testApp()
    const first = await app.request(path)
    const etag = String(first.headers.get('etag'))
    expect(first.status).toBe(200)
    const again = await app.request(path, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })
})
