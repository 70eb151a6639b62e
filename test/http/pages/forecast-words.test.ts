import { expect, test } from 'vitest'
import type { Forecast } from '../../../src/answers/projection-shapes.ts'
import type { Asking } from '../../../src/http/pages/asking.ts'
import { forecastWords } from '../../../src/http/pages/projection/reading.ts'
import { LANGUAGES } from '../../../src/http/pages/text/languages.ts'
import { textIn } from '../../../src/http/pages/text/text.ts'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { json, testApp } from '../ask-app.ts'

const asking = { text: textIn(LANGUAGES[0]), clocks: { asOf: '2026-11-27' } } as Asking
const CHANCE = { '0.5y': 0, '1y': 0, '2y': 0, '3y': 0, '5y': 0.1, '10y': 0.2 }

/** The sentence that a page has for a projection with these days. */
function words(quantiles: Partial<NonNullable<Forecast['quantiles']>>): string {
  const none = { p05: null, p25: null, p50: null, p75: null, p95: null }
  const forecast: Forecast = {
    state: 'projected',
    date: null,
    quantiles: { ...none, ...quantiles },
    within: CHANCE,
    because: null,
  }
  const found = { address: '/v1/x', place: 0, data: { one: forecast } }
  return String(forecastWords(asking, found, { path: 'one', forecast })).replace(/<[^>]*>/g, '')
}

test('a day of even chance that cannot be named is said to be none, and not left open', () => {
  expect(words({ p05: '2031-05-01', p25: '2060-01-01' })).toBe(
    'with nineteen chances in twenty after 1 May 2031; it is more likely than not that it is not within any time that can be named.',
  )
})

test('where not even the first of the days can be named, it says so', () => {
  expect(words({})).toBe('with nineteen chances in twenty not within any time that can be named.')
})

test('with a middle and no end the middle is told', () => {
  expect(words({ p05: '2031-05-01', p50: '2040-01-01' })).toBe(
    'as likely as not by 1 January 2040; with nineteen chances in twenty after 1 May 2031, and no latest day can be named.',
  )
})

test.each([
  [
    { p50: '2026-11-27', p95: '2029-01-01' },
    'as likely as not already, after the end of the record; with nineteen chances in twenty by 1 January 2029.',
  ],
  [
    { p50: '2026-11-27' },
    'as likely as not already, after the end of the record; no latest day can be named.',
  ],
  [
    { p50: '2027-02-03', p95: '2029-01-01' },
    'as likely as not by 3 February 2027, and perhaps already, after the end of the record; with nineteen chances in twenty by 1 January 2029.',
  ],
  [
    { p50: '2027-02-03' },
    'as likely as not by 3 February 2027, and perhaps already, after the end of the record; no latest day can be named.',
  ],
  [
    {},
    'perhaps already, after the end of the record; it is more likely than not that it is not within any time that can be named.',
  ],
])('a band that may have begun says so, and no first day: %o', (later, said) => {
  expect(words({ p05: '2026-11-27', ...later })).toBe(said)
})

test('no chance of what is foretold is said to be none or certain, though its number is rounded to that', async () => {
  const app = testApp(viewOfAllPacks())
  const { milestones } = await json(await app.request('/v1/treaties/cybercrime/projection'))
  const chances = (milestones as { within: Record<string, number> | null }[]).flatMap(({ within }) =>
    within === null ? [] : [within['1y'], within['3y'], within['5y']],
  )
  expect(chances).toContain(1)
  const page = await (await app.request('/treaties/cybercrime/projection')).text()
  const table = page.slice(
    page.indexOf('id="milestones"'),
    page.indexOf('</table>', page.indexOf('id="milestones"')),
  )
  expect(table).toContain('&gt; 99%')
  expect(table).not.toMatch(/>(?:100|0)%</)
})
