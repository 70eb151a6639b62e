import { describe, expect, test } from 'vitest'
import { PAGES } from '../../../src/http/pages/page-list.ts'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'
import { exampleAddress } from './example-address.ts'
import { readPage, saidAt } from './read-page.ts'

const app = testApp(viewOfAllPacks())

/** Both clocks; null is not given. The day before and the day of each threshold among them. */
const DAYS: readonly (readonly [asOf: string | null, knownAt: string | null])[] = [
  [null, null],
  ['2000-12-12', '2000-12-12'],
  ['2002-12-12', null],
  ['2003-06-30', null],
  ['2003-07-01', '2003-07-01'],
  ['2003-09-28', null],
  ['2003-09-29', null],
  ['2005-04-04', '2005-04-04'],
  ['2010-06-15', null],
  ['2018-01-20', '2020-06-01'],
  [null, '2024-05-04'],
  ['2030-01-01', null],
]

/** Beside the pages, the pieces for other sites that are documents. */
const SHOWN = [
  ...PAGES.map((page) => ({ id: page.id, address: exampleAddress(page) })),
  ...['', '/number?of=signatories', '/number?of=counted', '/number?of=outside', '/sentence'].map((piece) => ({
    id: `embed${piece}`,
    address: `/embed/treaties/firearms${piece}`,
  })),
]

/** What is now and not of the clocks, or words alone: these have no number of an answer under the clocks. */
const WITHOUT_NUMBERS = ['search', 'differences', 'sources', 'jobs', 'downloads', 'docs']

describe.each(SHOWN)('page $id', ({ id, address }) => {
  test.each(DAYS)('shows what the API says on %s as known on %s', async (asOf, knownAt) => {
    if (address === null) throw new Error('every page has an example in the real record')
    const clocks = [
      ...(asOf === null ? [] : [`as_of=${asOf}`]),
      ...(knownAt === null ? [] : [`known_at=${knownAt}`]),
    ]
    const response = await app.request(`${address}${address.includes('?') ? '&' : '?'}${clocks.join('&')}`)
    expect(response.status).toBe(200)
    const page = readPage(await response.text())
    const answers = new Map<string, unknown>()
    for (const answer of page.answers) {
      const said = await app.request(answer)
      expect(said.status, answer).toBe(200)
      answers.set(answer, await said.json())
    }
    const shown = page.shown.map((one) => `${one.answer} ${one.path} ${one.where ?? ''} ${one.shown}`)
    const said = page.shown.map(
      (one) => `${one.answer} ${one.path} ${one.where ?? ''} ${saidAt(answers.get(one.answer), one)}`,
    )
    // On a day before a treaty there is nothing to count.
    if (clocks.length === 0) expect(shown.length > 0).toBe(!WITHOUT_NUMBERS.includes(id))
    expect(shown).toEqual(said)
    expect(page.unmarked).toEqual([])
  })
})
