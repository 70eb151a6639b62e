import { expect, test } from 'vitest'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'

const app = testApp(viewOfAllPacks())
const THEN = 'as_of=2003-07-15&known_at=2003-07-15'

async function mainOf(path: string): Promise<string> {
  const page = await (await app.request(path)).text()
  return /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? ''
}

test.each([
  '/',
  '/treaties',
  '/treaties/untoc',
  '/treaties/trafficking/why',
  '/treaties/firearms/projection',
  '/states/JPN',
  '/gaps?party=untoc&not_party=firearms',
  '/compare?states=JPN,FRA&groups=g20',
])('%s of a day of the past says nothing of today, in its labels and definitions neither', async (path) => {
  const main = await mainOf(`${path}${path.includes('?') ? '&' : '?'}${THEN}`)
  expect(main).toContain('2003')
  // The name that a State has today stands in brackets beside the one of the day.
  expect(main.replace(/\(today [^)]*\)/g, '').match(/.{0,40}\b(?:today|now)\b.{0,40}/gi) ?? []).toEqual([])
})

test('where both clocks stand on one day the bar says it once', async () => {
  const page = await (await app.request(`/?${THEN}`)).text()
  const [, heading = ''] = /<summary[^>]*>(As of .*?)<\/summary>/s.exec(page) ?? []
  expect(heading.replace(/<[^>]*>/g, '')).toBe('As of 15 July 2003, as then known')
})

test('a treaty not in force leads from its first lines to when it may be', async () => {
  const main = await mainOf('/treaties/cybercrime')
  expect(main).toMatch(/<a href="\/treaties\/cybercrime\/projection">when it may enter into force/)
})

test('from a day to come one is led to what changes until then, not to what has changed since', async () => {
  const page = await (await app.request('/treaties/cybercrime?as_of=2027-06-01')).text()
  expect(page).not.toContain('What has changed since')
  const [, link = ''] = /<a href="([^"]*)">What changes until then<\/a>/.exec(page) ?? []
  expect(link).toBe('/changes?since=2026-11-24&amp;since_known_at=2026-11-24&amp;as_of=2027-06-01')
  const led = await app.request(link.replaceAll('&amp;', '&'))
  expect(led.status).toBe(200)
  expect((await led.text()).replace(/<[^>]*>/g, '')).toContain('to 1 June 2027')
})
