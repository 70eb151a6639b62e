import { describe, expect, test } from 'vitest'
import { PAGES } from '../../../src/http/pages/page-list.ts'
import { testApp } from '../ask-app.ts'
import { exampleAddress } from './example-address.ts'

const app = testApp()
const KB = 1024

async function weightOf(address: string): Promise<number> {
  return (await (await app.request(address)).arrayBuffer()).byteLength
}

describe('what a page loads is light', () => {
  test('the style sheet is below 40 kB and the script below 60 kB, each kept for good under its own address', async () => {
    const home = await (await app.request('/')).text()
    const style = String(/href="(\/style\.css[^"]*)"/.exec(home)?.[1])
    const script = String(/src="(\/page\.js[^"]*)"/.exec(home)?.[1])
    expect(await weightOf(style)).toBeLessThan(40 * KB)
    expect(await weightOf(script)).toBeLessThan(60 * KB)
    for (const address of [style, script]) {
      const response = await app.request(address)
      expect(response.headers.get('cache-control')).toContain('immutable')
    }
  })

  // One sign beyond Latin letters makes a whole page a text of two bytes a sign, which takes twice as long to send.
  test.each(['/treaties', '/treaties/untoc/why', '/treaties/untoc/projection', '/changes'])(
    '%s has no sign for which the text in memory would need two bytes a letter',
    async (address) => {
      const page = await (await app.request(`${address}?as_of=2013-06-01&known_at=2014-01-01`)).text()
      expect([...page].filter((sign) => sign > '\u00ff')).toEqual([])
    },
  )

  test.each(PAGES.map((page) => ({ id: page.id, address: exampleAddress(page) })))(
    'page $id is below 250 kB with all that it loads',
    async ({ address }) => {
      if (address === null) return
      const assets = (await weightOf('/style.css')) + (await weightOf('/page.js'))
      expect((await weightOf(address)) + assets).toBeLessThan(250 * KB)
    },
  )
})
