import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { viewOfAllPacks } from '../answers/real-record.ts'
import { json, testApp } from './ask-app.ts'

const app = testApp(viewOfAllPacks())

async function csvOf(path: string): Promise<Record<string, string>[]> {
  const text = await (await app.request(path)).text()
  return parse(text, { columns: true })
}

async function wordsOf(path: string): Promise<string> {
  return (await (await app.request(path)).text()).replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
}

const NUMBERS = ['signatories', 'threshold_count', 'participants', 'state_participants', 'states_parties']

describe('between which numbers the truth lies, where an act has no day', () => {
  it.each([
    // Palau under the Convention, on a day up to 4 May 2024: the day before it is not sure yet.
    ['untoc', '2024-05-03', { participants_at_least: '191', participants_at_most: '192' }],
    [
      'cybercrime',
      '2025-10-25',
      { signatories: '61', signatories_at_least: '61', signatories_at_most: '65' },
    ],
    ['cybercrime', '2026-11-24', { threshold_count: '1', threshold_count_at_most: '3', undated: '5' }],
  ])('%s on %s says it in CSV with the numbers of JSON', async (t, day, expected) => {
    const path = `/v1/treaties/${t}`
    const { counts, ...found } = await json(await app.request(`${path}?as_of=${day}`))
    const said: unknown = counts
    const [row = {}] = await csvOf(`${path}.csv?as_of=${day}`)
    expect(row).toMatchObject(expected)
    const course = await csvOf(`${path}/timeline.csv?as_of=${day}`)
    for (const name of NUMBERS) {
      expect(said).toMatchObject({
        [name]: Number(row[name]),
        at_least: { [name]: Number(row[`${name}_at_least`]) },
        at_most: { [name]: Number(row[`${name}_at_most`]) },
      })
      expect(course.at(-1)?.[`${name}_at_most`]).toBe(row[`${name}_at_most`])
    }
    expect(found).toMatchObject({ still_outside: Number(row['still_outside']) })
  })

  it('States still outside are as many fewer as may be bound', async () => {
    const path = '/v1/treaties/untoc?as_of=2024-05-03'
    const found = await json(await app.request(path))
    // Of 197 States on record 190 are bound, for one of the 191 participants is an organization; or 191 are.
    expect(found).toMatchObject({ still_outside_at_least: 6, still_outside: 7, still_outside_at_most: 7 })
    expect(await wordsOf('/treaties/untoc?as_of=2024-05-03')).toMatch(/outside ?6 to 7/i)
    expect(await wordsOf('/treaties/untoc?as_of=2024-05-03')).toContain(
      '190 to 191 States have consented to be bound',
    )
  })
})

describe('what changed, where an act has no day', () => {
  const asked = 'since=2018-01-01&as_of=2018-05-01'

  it('says between which days it lies, also where it may only have happened', async () => {
    const { treaties } = await json(await app.request(`/v1/changes?${asked}`))
    const joined = { before: 'none', after: 'party', consent: 'accession', corrected: false }
    const perhaps = { before: 'none', after: 'none', consent: null, corrected: false }
    expect(treaties).toMatchObject([
      {
        slug: 'untoc',
        changes: expect.arrayContaining([
          expect.objectContaining({
            ...{ participant: 'PRK', ...joined },
            ...{ consent_earliest: '2016-06-16', consent_latest: '2018-01-10' },
          }),
        ]),
      },
      { slug: 'trafficking' },
      {
        slug: 'smuggling',
        changes: [
          expect.objectContaining({
            ...{ participant: 'SDN', ...perhaps },
            ...{ consent_earliest: '2018-01-10', consent_latest: '2018-10-19' },
          }),
        ],
      },
      {},
      {},
    ])
    const rows = await csvOf(`/v1/changes.csv?${asked}`)
    expect(rows.find(({ participant }) => participant === 'PRK')).toMatchObject({
      ...{ consent: 'accession', consent_earliest: '2016-06-16', consent_latest: '2018-01-10' },
    })
    const page = await wordsOf(`/changes?${asked}`)
    expect(page).toContain('between 2018-01-10 and 2018-10-19')
    // What is laid side by side bears its days: “now” would be wrong of a day that is past.
    expect(page).toContain('State or organization1 January 20181 May 2018Signed')
    const known = await wordsOf('/changes?since=2026-11-24&since_known_at=2014-07-10')
    expect(known).toContain('as known on 10 July 2014as known on 24 November 2026')
  })
})

describe('a treaty that was not adopted on the day', () => {
  it.each([
    ['/gaps?party=untoc&not_party=cybercrime', 'was not there yet'],
    ['/treaties/cybercrime/projection', 'was not there yet'],
    ['/embed/treaties/cybercrime', 'was not there yet'],
    ['/embed/treaties/cybercrime/number', 'was not there yet'],
    ['/embed/treaties/cybercrime/sentence.txt', 'was not there yet'],
    ['/embed/treaties/cybercrime/badge.svg', 'Not adopted yet'],
  ])('is said to come later at %s', async (path, said) => {
    const on = (day: string) => wordsOf(`${path}${path.includes('?') ? '&' : '?'}as_of=${day}`)
    expect(await on('2012-05-05')).toContain(said)
    expect(await on('2025-05-05')).not.toContain(said)
  })
})

describe('a gap that an act without a day may have closed', () => {
  const asked = 'party=untoc&not_party=firearms&group=un_african_group&as_of=2018-05-01'

  it('Sudan, which joined between 10 January and 19 October 2018, is a gap that is not certain in May', async () => {
    const found = await json(await app.request(`/v1/gaps?${asked}`))
    expect(found).toMatchObject({ count: 15, at_least: 14, at_most: 15, perhaps: [] })
    expect(found['gaps']).toContainEqual(
      expect.objectContaining({
        participant: 'SDN',
        certain: false,
        not_party_status: 'none',
        not_party_consent_earliest: '2018-01-10',
        not_party_consent_latest: '2018-10-19',
      }),
    )
    const rows = await csvOf(`/v1/gaps.csv?${asked}`)
    expect(rows).toHaveLength(15)
    expect(rows.filter(({ certain }) => certain === 'false').map((row) => row['participant'])).toEqual([
      'SDN',
    ])
    const words = await wordsOf(`/gaps?${asked}`)
    expect(words).toContain('14 to 15 members have consented to be bound')
    expect(words).toContain('Sudan (perhaps by both: the day of a deposit is not known)')
  })

  it('nothing is open on the days before and after', async () => {
    for (const day of ['2018-01-09', '2018-10-19']) {
      const found = await json(
        await app.request(`/v1/gaps?${asked}&as_of=${day}`.replace('&as_of=2018-05-01', '')),
      )
      expect(found['at_most']).toBeUndefined()
    }
  })

  it('one that may have joined the first of the two is named apart and is in no count', async () => {
    const open = 'party=untoc&not_party=firearms&as_of=2017-01-01'
    const found = await json(await app.request(`/v1/gaps?${open}`))
    expect(found['perhaps']).toMatchObject([{ participant: 'PRK', certain: false, status: 'none' }])
    expect(found['at_most']).toBe(Number(found['count']) + 1)
    const rows = await csvOf(`/v1/gaps.csv?${open}`)
    expect(rows.filter((row) => row['counted'] === 'true')).toHaveLength(Number(found['count']))
    expect(rows.at(-1)).toMatchObject({ participant: 'PRK', counted: 'false', consent_latest: '2018-01-10' })
    expect(await wordsOf(`/gaps?${open}`)).toContain('Perhaps also')
  })
})

describe('acts without a day in the ledger', () => {
  it('those that count have a row without a day, and every other stands in the CSV too', async () => {
    const { ledger, threshold, undated_acts } = await json(
      await app.request('/v1/treaties/cybercrime/threshold'),
    )
    expect(threshold).toMatchObject({ counted: 1, remaining: 39, met_on: null })
    expect(ledger).toContainEqual(
      expect.objectContaining({
        participant: 'QAT',
        action_date: null,
        earliest: '2025-10-25',
        latest: '2026-05-21',
        counts: true,
        ordinal: 1,
      }),
    )
    const rows = await csvOf('/v1/treaties/cybercrime/threshold.csv')
    expect(rows.filter(({ counts }) => counts === 'true')).toMatchObject([
      { participant: 'QAT', action_date: '', earliest: '2025-10-25', latest: '2026-05-21' },
    ])
    const undated = rows.filter(({ action_date }) => action_date === '')
    expect(undated).toHaveLength(Array.isArray(undated_acts) ? undated_acts.length : 0)
    expect(undated.filter(({ reason }) => reason === 'day_not_known')).toMatchObject([
      { participant: 'AZE', latest: '' },
      { participant: 'VNM', latest: '' },
    ])
  })
})
