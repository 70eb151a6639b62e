import { describe, expect, it } from 'vitest'
import { viewChecked } from '../../src/answers/record-view.ts'
import { RESOURCES } from '../../src/answers/resources.ts'
import { fillPath, pathNames } from '../../src/http/parameters.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { draft, viewOfAllPacks } from '../answers/real-record.ts'
import { json, NOW, testApp } from './ask-app.ts'

const DAY_MS = 86_400_000
const view = viewOfAllPacks()
const today = testApp(view)
/** The day after: the depositary was looked at again and nothing was recorded. */
const tomorrow = testApp(
  viewChecked(view, {
    checked_at: '2026-11-25T06:00:00.000Z',
    source_as_at: plainDate('2026-11-25'),
    stale: false,
  }),
  { now: () => NOW + DAY_MS },
)

const ADDRESSES = RESOURCES.filter(({ changesWithProgram }) => changesWithProgram !== true).map(
  (resource) => {
    const values = resource.example(view)
    const inPath = pathNames(resource.path)
    const query = new URLSearchParams(Object.entries(values).filter(([name]) => !inPath.includes(name)))
    query.set('as_of', '2026-11-24')
    query.set('known_at', '2026-11-24')
    return `${fillPath(resource.path, values)}?${query}`
  },
)

async function sourceDay(address: string, app = today): Promise<unknown> {
  const response = await app.request(address)
  expect(response.status).toBe(200)
  return (await json(response))['source_as_at']
}

describe('an answer with both clocks, asked on the last day of knowledge and on the day after', () => {
  it.each(ADDRESSES)('%s has the same bytes and the same mark', async (address) => {
    const [one, other] = [await today.request(address), await tomorrow.request(address)]
    expect(one.status).toBe(200)
    expect(await other.text()).toBe(await one.text())
    expect(other.headers.get('etag')).toBe(one.headers.get('etag'))
  })

  it('tells when the depositary was looked at only where no day of knowledge is named', async () => {
    const [live, named] = ['/v1/treaties/untoc', '/v1/treaties/untoc?known_at=2026-11-25']
    expect(await json(await tomorrow.request(live))).toMatchObject({ checked_at: '2026-11-25T06:00:00.000Z' })
    expect(await json(await tomorrow.request(named))).toMatchObject({ checked_at: null })
  })
})

describe('the day of the source', () => {
  it.each([
    ['/v1/treaties/untoc', '2024-05-04'],
    ['/v1/treaties/trafficking', '2024-04-20'],
    ['/v1/treaties/smuggling/participants', '2024-04-26'],
    ['/v1/treaties/cybercrime/projection', '2025-10-31'],
    ['/v1/treaties/cybercrime', '2025-10-31'],
    ['/v1/gaps?party=trafficking&not_party=smuggling', '2024-04-26'],
    ['/v1/events?treaty=trafficking', '2024-04-20'],
    ['/v1/events/XVIII-12.ARM.ratification.2003-07-01', '2024-05-04'],
    ['/v1/treaties', '2025-10-31'],
    ['/v1/participants/FRA', '2025-10-31'],
  ])('of %s is that of the treaties in it, with and without a day of knowledge', async (address, day) => {
    const named = `${address}${address.includes('?') ? '&' : '?'}known_at=2026-11-24`
    expect([await sourceDay(address), await sourceDay(named), await sourceDay(named, tomorrow)]).toEqual([
      day,
      day,
      day,
    ])
  })

  it.each([
    ['2003-07-06', null],
    ['2003-07-07', '2003-07-07'],
    ['2014-07-09', '2005-03-04'],
    ['2018-01-10', '2018-01-10'],
    ['2024-05-03', '2018-10-19'],
    ['2024-05-04', '2024-05-04'],
    ['2030-01-01', '2024-05-04'],
  ])('of the Convention, as known on %s, is %s', async (knownAt, day) => {
    expect(await sourceDay(`/v1/treaties/untoc?known_at=${knownAt}`)).toBe(day)
  })

  it('is of no totals that were retracted, from the day of the retraction on, and follows a correction', async () => {
    const mending = { treaty: 'XVIII-12', participant: null, known_on: plainDate('2026-11-20') } as const
    const newest = 'XVIII-12.asserted_headline.2024-05-04'
    const retracted = draft({ ...mending, id: 'r', action: 'retraction', corrects: newest })
    const corrected = draft({
      ...mending,
      id: 'c',
      action: 'correction',
      corrects: newest,
      action_date: plainDate('2024-05-03'),
    })
    const asked = async (app: ReturnType<typeof testApp>) => [
      await sourceDay('/v1/treaties/untoc?known_at=2026-11-19', app),
      await sourceDay('/v1/treaties/untoc?known_at=2026-11-20', app),
    ]
    expect(await asked(testApp(viewOfAllPacks([retracted])))).toEqual(['2024-05-04', '2018-10-19'])
    expect(await asked(testApp(viewOfAllPacks([corrected])))).toEqual(['2024-05-04', '2024-05-03'])
  })

  it('never goes back as more becomes known, also where older totals are recorded last', async () => {
    const late = draft({
      id: 'late',
      treaty: 'XVIII-12',
      action: 'asserted_headline',
      action_date: plainDate('2016-01-01'),
      known_on: plainDate('2026-11-20'),
      parties: 186,
    })
    const app = testApp(viewOfAllPacks([late]))
    expect(await sourceDay('/v1/treaties/untoc?known_at=2026-11-19', app)).toBe('2024-05-04')
    expect(await sourceDay('/v1/treaties/untoc?known_at=2026-11-20', app)).toBe('2024-05-04')
  })
})
