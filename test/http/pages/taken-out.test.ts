import { describe, expect, test } from 'vitest'
import { drawPng } from '../../../src/draw-png.ts'
import { PAGES } from '../../../src/http/pages/page-list.ts'
import { PICTURES } from '../../../src/http/pages/pictures/picture-list.ts'
import { testApp } from '../ask-app.ts'
import { exampleAddress } from './example-address.ts'

const app = testApp(undefined, { drawPng })
const CLOCKS = 'as_of=2004-02-29&known_at=2005-06-30'
const PNG = [0x89, 0x50, 0x4e, 0x47]

describe.each(PICTURES.map((picture) => ({ id: picture.id, path: picture.path.replace('{t}', 'untoc') })))(
  'the picture $id, taken out of its page',
  ({ path }) => {
    test('has its title, its days, its source and the address that stays inside', async () => {
      const response = await app.request(`${path}.svg?${CLOCKS}`)
      expect(response.headers.get('content-type')).toBe('image/svg+xml')
      const svg = await response.text()
      const title = String(/<title id="title">([^<]+)<\/title>/.exec(svg)?.[1])
      const words = [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map(([, one]) => String(one)).join(' ')
      expect(words).toContain(title)
      expect(title).toContain('Organized Crime Convention')
      expect(words).toContain('29 February 2004')
      expect(words).toContain('30 June 2005')
      expect(words).toContain('Source: ')
      expect(words).toContain(`http://localhost${path}.svg?as_of=2004-02-29&amp;known_at=2005-06-30`)
      expect(svg).toMatch(/<desc id="desc">[^<]+\. [^<]+<\/desc>/)
    })

    test('is there as PNG', async () => {
      const response = await app.request(`${path}.png?${CLOCKS}`)
      expect(response.headers.get('content-type')).toBe('image/png')
      const bytes = new Uint8Array(await response.arrayBuffer())
      expect([...bytes.slice(0, PNG.length)]).toEqual(PNG)
    })
  },
)

test('a map says whose boundaries it does not judge, in its page and alone', async () => {
  for (const path of ['/treaties/untoc', '/treaties/untoc/map.svg']) {
    const words = (await (await app.request(path)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    expect(words).toMatch(/do not imply official endorsement or acceptance by the United Nations/)
  }
})

const pages = PAGES.map((page) => ({ id: page.id, address: exampleAddress(page) }))

describe.each(pages)('page $id', ({ address }) => {
  test.each([
    [
      'plain',
      'text/plain; charset=utf-8',
      /^Palermo Tracker: “.+\.” State of the law as of 1 March 2005, .+ (http\S+)\n$/,
    ],
    ['bibtex', 'application/x-bibtex; charset=utf-8', /^@misc\{[\s\S]+ {2}url = \{(http\S+)\}\n\}\n$/],
    [
      'ris',
      'application/x-research-info-systems; charset=utf-8',
      /^TY {2}- ELEC\r\n[\s\S]+UR {2}- (http\S+)\r\nER {2}- \n$/,
    ],
  ])('can be cited as %s, by an address with both days', async (form, type, shape) => {
    if (address === null) throw new Error('there is no example')
    const asked = `${address}${address.includes('?') ? '&' : '?'}as_of=2005-03-01&known_at=2006-01-01`
    const page = await (await app.request(asked)).text()
    if (form !== 'plain') expect(page).toContain(`&amp;cite=${form}"`)
    const response = await app.request(`${asked}&cite=${form}`)
    expect(response.headers.get('content-type')).toBe(type)
    const lasting = shape.exec(await response.text())?.[1]
    expect(lasting).toContain('as_of=2005-03-01&known_at=2006-01-01')
    expect((await app.request(String(lasting).replace('http://localhost', ''))).status).toBe(200)
  })
})
