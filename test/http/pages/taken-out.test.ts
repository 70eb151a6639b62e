import { describe, expect, test } from 'vitest'
import { viewRecord } from '../../../src/answers/record-view.ts'
import { drawPng } from '../../../src/draw-png.ts'
import { ALONE_PAINT } from '../../../src/http/pages/charts/paint.ts'
import { drawStages } from '../../../src/http/pages/charts/stage-line.ts'
import { patternDefs, statusFill } from '../../../src/http/pages/map/status-fill.ts'
import { PAGES } from '../../../src/http/pages/page-list.ts'
import { PICTURES } from '../../../src/http/pages/pictures/picture-list.ts'
import { fillPath } from '../../../src/http/parameters.ts'
import { STATUSES } from '../../../src/law/evaluation.ts'
import { plainDate } from '../../../src/law/plain-date.ts'
import type { RecordSnapshot } from '../../../src/record/snapshot.ts'
import { realRecord, recordWith, viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'
import { exampleAddress } from './example-address.ts'

const app = testApp(undefined, { drawPng })
const CLOCKS = 'as_of=2004-02-29&known_at=2005-06-30'
const PNG = [0x89, 0x50, 0x4e, 0x47]

/** What each is a picture of. */
const OF = { t: 'untoc', p: 'JPN' }
const pictures = PICTURES.map(({ id, path }) => ({ id, path: fillPath(path, OF) }))

describe.each(pictures)('the picture $id, taken out of its page', ({ path }) => {
  test('has its title, its days, its source and the address that stays inside', async () => {
    const response = await app.request(`${path}.svg?${CLOCKS}`)
    expect(response.headers.get('content-type')).toBe('image/svg+xml')
    const svg = await response.text()
    const title = String(/<title id="title">([^<]+)<\/title>/.exec(svg)?.[1])
    const words = [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map(([, one]) => String(one)).join(' ')
    expect(words).toContain(title)
    expect(title).toContain(path.startsWith('/states/') ? 'Japan' : 'Organized Crime Convention')
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
})

const allPacks = testApp(viewOfAllPacks(), { drawPng })

test('no title of a picture is wider than the picture', async () => {
  const treaties = ['untoc', 'trafficking', 'smuggling', 'firearms', 'cybercrime']
  for (const { path } of PICTURES) {
    for (const t of path.includes('{t}') ? treaties : ['untoc']) {
      const response = await allPacks.request(`${fillPath(path, { ...OF, t })}.svg`)
      if (response.status === 400) continue
      const svg = await response.text()
      const title = String(/<title id="title">([^<]+)<\/title>/.exec(svg)?.[1])
      // A bold letter of twenty units takes twelve of them at most on an average.
      expect([title, title.length * 12 < Number(/ width="(\d+)"/.exec(svg)?.[1])]).toEqual([title, true])
    }
  }
})

test('the lines of a State have one for each treaty that was adopted, and its page leads to them', async () => {
  const svg = await (await app.request('/states/JPN/stages.svg')).text()
  for (const name of ['Organized Crime Convention', 'Trafficking Protocol', 'Firearms Protocol']) {
    expect(svg).toContain(`>${name}</text>`)
  }
  const before = await (await app.request('/states/JPN/stages.svg?as_of=2001-01-01')).text()
  expect(before).toContain('>Trafficking Protocol</text>')
  expect(before).not.toContain('Firearms Protocol')
  // Japan has signed the Firearms Protocol and not deposited: no thick line.
  expect(svg.match(/stroke-width="5"/g)).toHaveLength(3)
  expect(await (await app.request('/states/JPN')).text()).toContain('/states/JPN/stages.svg')
})

test('who has consented on a day not known is no mere signatory in that picture, and it says so', async () => {
  const korea = await (await allPacks.request('/states/PRK/stages.svg')).text()
  expect(korea).toContain('>Party, on a day not known</text>')
  const days = { consent: 'ratification', consent_date: null, consent_earliest: '2010-01-01' }
  const stages = { ...days, signature_date: '2005-01-01', entry_into_force: null, until: null }
  const span = { from: plainDate('2000-01-01'), to: plainDate('2020-01-01') }
  const drawn = drawStages(stages, span, { size: { width: 216, height: 20 }, paint: ALONE_PAINT })
  // From a quarter of the way, after 2000, to the half of it.
  expect(String(drawn)).toContain('M58 10H108"')
})

test('no picture is drawn of a State or a treaty that there was not', async () => {
  for (const path of [
    '/states/SSD/stages.svg?as_of=2005-01-01',
    '/treaties/firearms/progress.svg?as_of=2001-01-01',
  ]) {
    expect([path, (await app.request(path)).status]).toEqual([path, 400])
  }
})

test('a dial says what its second colour is where some count only by their unknown day', async () => {
  const { counts } = await (await allPacks.request('/v1/treaties/cybercrime')).json()
  expect(counts.at_most.threshold_count).toBeGreaterThan(counts.threshold_count)
  const svg = await (await allPacks.request('/treaties/cybercrime/progress.svg')).text()
  expect(svg).toContain('Those of the second colour count if they were deposited by this day')
  expect(await (await allPacks.request('/')).text()).toContain('/treaties/cybercrime/progress.svg')
})

test('a dial says how many of those that are needed count', async () => {
  const svg = await (await app.request('/treaties/firearms/progress.svg?as_of=2003-01-01')).text()
  const { counts } = await (await app.request('/v1/treaties/firearms?as_of=2003-01-01')).json()
  expect(svg).toContain(`${counts.threshold_count} of 40 instruments count`)
})

test('a map says whose boundaries it does not judge, in its page and alone', async () => {
  for (const path of ['/treaties/untoc', '/treaties/untoc/map.svg']) {
    const words = (await (await app.request(path)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    expect(words).toMatch(/do not imply official endorsement or acceptance by the United Nations/)
  }
})

const pages = PAGES.map((page) => ({ id: page.id, address: exampleAddress(page) }))

/** Pages that show the installation as it is, on whatever day. */
const OF_NOW = ['jobs', 'sources', 'differences']

describe.each(pages)('page $id', ({ id, address }) => {
  test.each([
    [
      'plain',
      'text/plain; charset=utf-8',
      /^Palermo Tracker: “.+\.” (?:State of the law as of 1 March 2005, |As it was on 24 November 2026\.).* (http\S+)\n$/,
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
    if (OF_NOW.includes(id)) expect(lasting).not.toContain('as_of')
    else expect(lasting).toContain('as_of=2005-03-01&known_at=2006-01-01')
    expect((await app.request(String(lasting).replace('http://localhost', ''))).status).toBe(200)
  })
})

describe('citations', () => {
  const keyOf = async (address: string) =>
    /^@misc\{([^,]+),/.exec(await (await app.request(address)).text())?.[1] ?? ''

  test('no two pages, days or questions have the same BibTeX key', async () => {
    const addresses = [
      '/?cite=bibtex',
      '/treaties?cite=bibtex',
      '/treaties/untoc?cite=bibtex',
      '/treaties/untoc?cite=bibtex&status=party',
      '/treaties/untoc?cite=bibtex&as_of=2005-03-01',
      '/treaties/untoc?cite=bibtex&known_at=2026-11-23',
      '/treaties/untoc/why?cite=bibtex',
    ]
    const keys = await Promise.all(addresses.map(keyOf))
    expect(new Set(keys).size).toBe(addresses.length)
    for (const key of keys) expect(key).toMatch(/^palermo-[a-z0-9-]+$/)
    expect(keys[6]).toMatch(/^palermo-treaties-untoc-why-/)
  })

  test('the year is that of the citation, which has its day; the day of the law stands in the title', async () => {
    const cited = async (form: string) =>
      (await app.request(`/treaties/untoc?as_of=2005-03-01&cite=${form}`)).text()
    const bibtex = await cited('bibtex')
    expect(bibtex).toContain('year = {2026},')
    expect(bibtex).toContain('month = {11},')
    expect(bibtex).toContain('urldate = {2026-11-24},')
    expect(bibtex).toMatch(/title = \{.* \(as of 1 March 2005\)\},/)
    const ris = await cited('ris')
    expect(ris).toContain('PY  - 2026\r\nDA  - 2026/11/24\r\nY2  - 2026/11/24\r\n')
    expect(ris).toMatch(/TI {2}- .* \(as of 1 March 2005\)\r\n/)
  })

  test('only a page that goes by both days promises to keep showing what it shows', async () => {
    const page = async (path: string) => (await app.request(`${path}?as_of=2010-01-01`)).text()
    expect(await page('/treaties/untoc')).toContain('so it keeps showing this')
    for (const path of ['/', '/projection', '/treaties/untoc/projection']) {
      expect(await page(path)).toContain('may change when the program')
    }
    for (const path of ['/record/jobs', '/record/sources', '/record/differences']) {
      const shown = await page(path)
      expect(shown).not.toContain('keeps showing')
      expect(shown).not.toContain('This is how the law stood')
      expect(shown).toContain('This page shows what is so now')
    }
  })
})

test('a panel and a badge say of which day they are, the badge also from where', async () => {
  const text = async (path: string) => (await app.request(`/embed/treaties/untoc${path}`)).text()
  expect(await text('')).toContain('As at <time datetime="2026-11-24">24 November 2026</time>')
  const badge = await text('/badge.svg?as_of=2010-01-01')
  expect(badge).toMatch(/>[^<]* participants, 1 January 2010<\/text>/)
  expect(badge).toMatch(/<desc>Source: .*Palermo Tracker/)
})

test('the curve marks the day of the threshold and that of entry into force', async () => {
  const svg = await (await app.request('/treaties/untoc/curve.svg')).text()
  expect(svg).toContain('threshold met 1 July 2003')
  expect(svg).toContain('in force 29 September 2003')
})

test('on the map no two statuses have the same colour and pattern', () => {
  const look = { paint: ALONE_PAINT, prefix: 'p' }
  const looks = STATUSES.map((status) => {
    const { fill, stroke } = statusFill(status, look)
    return `${fill} ${stroke} ${patternDefs([status], look)}`.replaceAll(`p-${status}`, '')
  })
  expect(new Set(looks).size).toBe(STATUSES.length)
  // A pattern, not a colour alone, tells a signatory from a Party.
  expect(String(patternDefs(['party', 'signatory'], look)).match(/<pattern/g)).toHaveLength(1)
})

test('beside our day of entry into force stands that of the depositary, and whether they agree', async () => {
  const words = async (record: RecordSnapshot) =>
    (await (await testApp(viewRecord(record)).request('/treaties/untoc/why')).text()).replace(/<[^>]*>/g, '')
  expect(await words(realRecord)).toContain(
    'The depositary states 29 September 2003 as day of entry into force. That agrees',
  )
  const otherwise = recordWith((events) =>
    events.map((event) =>
      event.treaty === 'XVIII-12' && event.action === 'asserted_entry_into_force'
        ? { ...event, action_date: plainDate('2003-09-28') }
        : event,
    ),
  )
  expect(await words(otherwise)).toContain(
    'The depositary states 28 September 2003 as day of entry into force. That does not agree',
  )
})
