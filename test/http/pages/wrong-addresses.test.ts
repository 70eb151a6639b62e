import { describe, expect, test } from 'vitest'
import { testApp } from '../ask-app.ts'

const app = testApp()
const BROWSER = { headers: { accept: 'text/html,application/xhtml+xml' } }

describe('an address that cannot be shown has a page that helps', () => {
  test.each([
    { address: '/treaties/untok', status: 404, says: 'untok', leads: '/treaties/untoc' },
    { address: '/treaties/untoc?as_of=2003-02-30', status: 400, says: '2003-02-30', leads: '/docs' },
    {
      address: '/treaties/untoc?as_of=2000-11-14',
      status: 400,
      says: '2000-11-14',
      leads: '/treaties/untoc?as_of=2000-11-15',
    },
    {
      address: '/treaties/untoc?status=signatoy',
      status: 400,
      says: 'signatoy',
      leads: '/treaties/untoc?status=signatory',
    },
    {
      address: '/treaties/untoc?group=un_african_grup',
      status: 400,
      says: 'un_african_grup',
      leads: '/treaties/untoc?group=un_african_group',
    },
    {
      address: '/treaties/untoc?asof=2003-07-01',
      status: 400,
      says: 'asof',
      leads: '/treaties/untoc?as_of=2003-07-01',
    },
    { address: '/treaties/fireams/why', status: 404, says: 'fireams', leads: '/treaties/firearms/why' },
    { address: '/treaties/untoc/projection?join=ZZZ', status: 400, says: 'ZZZ', leads: '/docs' },
    { address: '/treatie', status: 404, says: 'nothing at this address', leads: '/treaties' },
    { address: '/nothing/here', status: 404, says: 'nothing at this address', leads: '/' },
  ])('$address: $status, and a way on to $leads', async ({ address, status, says, leads }) => {
    const response = await app.request(address, BROWSER)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const text = await response.text()
    expect(text).toContain(says)
    expect(text).toContain(`href="${leads.replaceAll('&', '&amp;')}"`)
  })

  test('what was asked for is never markup', async () => {
    const text = await (await app.request('/treaties/<script>alert(1)<%2Fscript>?sort=<b>', BROWSER)).text()
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('<b>')
  })

  test('a program that asks gets a problem document', async () => {
    const response = await app.request('/nothing')
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('pieces for other sites', () => {
  test('a panel may be framed anywhere and loads nothing from elsewhere', async () => {
    const response = await app.request('/embed/treaties/untoc')
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('a number and a sentence as plain text', async () => {
    const on = 'as_of=2003-07-01&known_at=2003-07-01'
    expect(await (await app.request(`/embed/treaties/untoc/number.txt?of=counted&${on}`)).text()).toBe('40\n')
    expect(await (await app.request(`/embed/treaties/untoc/sentence.txt?${on}`)).text()).toBe(
      'The Organized Crime Convention enters into force on 29 September 2003: 40 participants as at 1 July 2003.\n',
    )
  })

  test('a citation holds both clocks', async () => {
    const ris = await (await app.request('/treaties/untoc?as_of=2003-07-01&cite=ris')).text()
    expect(ris).toContain('UR  - http://localhost/treaties/untoc?as_of=2003-07-01&known_at=2026-11-24')
  })
})

describe('what was probably meant is said by its name', () => {
  const read = async (address: string) => {
    const response = await app.request(address, BROWSER)
    return { status: response.status, text: (await response.text()).replaceAll('&#34;', '"') }
  }

  test('of a State, on every page, and in an address that is nearly one', async () => {
    expect((await read('/states/Frnace')).text).toContain('<a href="/states/FRA">France</a>')
    expect((await read('/state/JPN')).text).toContain('href="/states/JPN"')
    expect((await read('/japan')).text).toContain('href="/search?q=japan"')
  })

  test('a treaty that is not there is named beside the one that is missing', async () => {
    const { text } = await read('/gaps?party=foo')
    expect(text).toContain('<q>foo</q> is not accepted')
    expect(text).toContain('Treaty they have not consented to be bound by is missing')
  })

  test('names that only the frame uses are not offered', async () => {
    const { status, text } = await read('/treaties/untoc/projection?add=TUV:ratification')
    expect(status).toBe(400)
    expect(text).not.toContain('as_of_quarter')
  })

  test('a slash at the end leads on, and to no other host', async () => {
    const response = await app.request('/treaties/untoc/?as_of=2010-01-01', BROWSER)
    expect([response.status, response.headers.get('location')]).toEqual([
      308,
      '/treaties/untoc?as_of=2010-01-01',
    ])
    expect((await app.request('http://localhost//example.org/', BROWSER)).status).toBe(404)
  })
})

test('an address that leads nowhere names the page and those that were probably meant, never itself', async () => {
  const meant = async (path: string) => {
    const response = await testApp().request(path, { headers: { accept: 'text/html' } })
    expect(response.status).toBe(404)
    const page = await response.text()
    const main = page.slice(page.indexOf('<main'), page.indexOf('</main'))
    return [...main.matchAll(/href="(\/(?:states|treaties|record|gaps)[^"]*)"/g)].map(
      ([, address]) => address,
    )
  }
  expect(await meant('/japan')).toContain('/states/JPN')
  expect(await meant('/untoc')).toContain('/treaties/untoc')
  expect(await meant('/state/JPN')).toEqual(['/states/JPN', '/states/JPN'])
  expect(await meant('/treaties/untoc/whi')).toContain('/treaties/untoc/why')
  expect(await meant('/states/JPN/history')).toContain('/states/JPN')
  const nowhere = await meant('/record/1/2/3')
  expect(nowhere).not.toContain('/record/1/2/3')
  expect(nowhere).toContain('/record/1')
})
