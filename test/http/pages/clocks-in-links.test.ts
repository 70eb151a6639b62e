import { describe, expect, test } from 'vitest'
import { PAGES } from '../../../src/http/pages/page-list.ts'
import { testApp } from '../ask-app.ts'
import { exampleAddress } from './example-address.ts'

const app = testApp()
const CLOCKS = ['as_of=2010-06-15', 'known_at=2012-01-01']
/** Ways out of the day that is shown, and what has no day; what really came after a projection is asked of today. */
const TIMELESS =
  /^\/(?:desk|docs|v1(?:$|\/(?:jobs|reconciliation|checkpoint|export|projections))|openapi\.json|record\/differences#)|\/timeline$/

const pages = PAGES.flatMap((page) => {
  const address = exampleAddress(page)
  return address === null || page.id === 'docs' ? [] : [{ id: page.id, address }]
})

test.each(pages)('every link of page $id keeps both clocks', async ({ address }) => {
  const response = await app.request(`${address}${address.includes('?') ? '&' : '?'}${CLOCKS.join('&')}`)
  const html = await response.text()
  const links = [...html.matchAll(/<a [^>]*?href="(\/[^"]*)"([^>]*)>([^<]*)/g)].map(
    ([, href = '', , words]) => ({
      href: href.replaceAll('&amp;', '&'),
      words,
    }),
  )
  expect(links.length).toBeGreaterThan(5)
  const lost = links.filter(
    ({ href, words }) =>
      !TIMELESS.test(href) &&
      !['Back to today', 'What has changed since'].includes(String(words)) &&
      !CLOCKS.every((clock) => href.includes(clock)),
  )
  expect(lost).toEqual([])
})

describe('a form keeps the clocks that it does not ask for', () => {
  test.each(pages)('page $id', async ({ address }) => {
    const html = await (
      await app.request(`${address}${address.includes('?') ? '&' : '?'}${CLOCKS.join('&')}`)
    ).text()
    for (const [form] of html.matchAll(/<form[^>]*method="get"[\s\S]*?<\/form>/g)) {
      expect(form).toContain('name="known_at"')
      expect(form).toMatch(/name="as_of(?:_quarter)?"/)
    }
  })
})
