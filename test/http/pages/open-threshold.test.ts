import { describe, expect, test } from 'vitest'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'

const app = testApp(viewOfAllPacks())

/** The words of the page's main part, without marks and with single blanks. */
async function wordsOf(path: string): Promise<string> {
  const page = await (await app.request(path)).text()
  const main = /<main[\s\S]*<\/main>/.exec(page)?.[0]
  if (main === undefined) throw new Error(`${path} has no main part`)
  return main
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
}

describe('a treaty below its threshold', () => {
  test('stands on the first page after those of the first pack, with its sentence', async () => {
    const words = await wordsOf('/?as_of=2026-11-24')
    const also = words.slice(words.indexOf('Also followed'))
    expect(also).not.toContain('Firearms Protocol 122')
    expect(also).toContain('At least 1, at most 3 of 40 instruments count; 39 are missing')
    // 24 November 2026 + 90 days.
    expect(also).toContain('it would enter into force on 22 February 2027')
    expect(also).toMatch(/By the projection it enters into force between \d+ \w+ 20\d\d and/)
    expect(also).toContain('It is open for signature until 31 December 2026.')
  })

  test('leaves the latest acts of the first page to the first pack', async () => {
    const words = await wordsOf('/?as_of=2026-11-24')
    const latest = words.slice(words.indexOf('The latest acts whose day is known'))
    expect(latest).toMatch(/Protocol/)
    expect(latest).not.toContain('Cybercrime')
  })

  test('says in its count, step by step, what stands beside the count without a day', async () => {
    const words = await wordsOf('/treaties/cybercrime/why?as_of=2026-11-24')
    expect(words).toContain('Between 1 and 3, as there are instruments whose day is not known.')
    expect(words).toContain('Qatar between 2025-10-25 and 2026-05-21')
    expect(await wordsOf('/treaties/untoc/why?as_of=2026-11-24')).not.toContain('Between ')
  })

  test('is no longer open for signature from 1 January 2027', async () => {
    const words = await wordsOf('/?as_of=2027-01-01')
    expect(words).toContain('Also followed')
    expect(words).not.toContain('open for signature until')
  })

  test('has a dial with words, also where it is one of the first pack in its time', async () => {
    const page = await (await app.request('/?as_of=2003-06-30')).text()
    expect(page.match(/aria-label="Instruments on the way to entry into force"/g)).toHaveLength(4)
    expect(await wordsOf('/?as_of=2003-06-30')).toContain('39 of 40 instruments count; 1 is missing')
  })

  test('says on its own page between which numbers the truth lies', async () => {
    expect(await wordsOf('/treaties/cybercrime?as_of=2026-11-24')).toMatch(
      /Instruments that count ?1 to 3 of 40/,
    )
  })
})

describe('the projection of a treaty', () => {
  test('that was not adopted on the day says so and asks nobody to suppose deposits', async () => {
    const path = '/treaties/cybercrime/projection?as_of=2003-07-15'
    const words = await wordsOf(path)
    expect(words).toContain('The Convention against Cybercrime had not been adopted yet on 15 July 2003')
    expect(words).not.toContain('nothing can be said')
    expect(await (await app.request(path)).text()).not.toContain('name="join"')
    expect(await (await app.request('/treaties/cybercrime/projection')).text()).toContain('name="join"')
  })

  test('whose deposits have no known day does not say that there were none', async () => {
    expect(await wordsOf('/treaties/cybercrime/projection?as_of=2026-11-24')).toMatch(
      /Deposits on a known day in the twelve months up to [^:]+: 0; in the five years: 0\. Those whose day is not known are in neither\./,
    )
    expect(await wordsOf('/treaties/trafficking/projection?as_of=2003-06-01&known_at=2003-06-01')).toContain(
      'Deposits in the twelve months up to 1 June 2003: 14; in the five years: 26.',
    )
  })
})

test('the treaties that are also followed stand one level below their heading', async () => {
  const page = await (await app.request('/')).text()
  const levels = [...page.matchAll(/<h([123])>(?:<a [^>]*>)?([^<]*)/g)].map(
    ([, level, words]) => `${level} ${words}`,
  )
  const also = levels.indexOf('2 Also followed')
  expect(also).toBeGreaterThan(0)
  expect(levels[also + 1]).toBe('3 Convention against Cybercrime')
  expect(levels).toContain('2 Firearms Protocol')
})
