import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer, type GivenParameters, readQuestion } from '../../src/answers/ask.ts'
import { csvText } from '../../src/answers/csv.ts'
import { viewRecord } from '../../src/answers/record-view.ts'
import { RESOURCES } from '../../src/answers/resources.ts'
import { createApp } from '../../src/http/app.ts'
import { pathNames } from '../../src/http/parameters.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import { realRecord, realView, recordWith, TODAY, viewOfAllPacks } from '../answers/real-record.ts'
import { TROUBLED_EVENTS } from '../answers/troubled-events.ts'
import { json, NOW, testApp } from './ask-app.ts'

const FIRST = plainDate('2000-12-12')
const anyDay = fc.integer({ min: 0, max: 9_900 }).map((days) => addDays(FIRST, days))
/** Days near which much happens, so that remembered answers are hit and missed in turn. */
const busyDay = fc
  .tuple(
    fc.constantFrom(
      '2001-06-05',
      '2003-06-30',
      '2003-09-29',
      '2006-06-03',
      '2009-12-01',
      '2018-01-20',
      '2024-12-01',
      '2027-01-01',
    ),
    fc.integer({ min: -2, max: 2 }),
  )
  .map(([day, more]) => addDays(plainDate(day), more))
const clock = fc.oneof(anyDay, busyDay)
/** So few days of knowledge that the same law is asked for on many days. */
const knowledge = fc.oneof(fc.constantFrom(plainDate('2001-01-15'), plainDate('2003-01-01')), clock)

const ADDRESSES = RESOURCES.filter(
  (resource) => resource.restsOn(realView(), exampleParameters(resource)) !== null,
)

function exampleParameters(resource: (typeof RESOURCES)[number]) {
  return readQuestion(resource, Object.entries(resource.example(realView())), {
    view: realView(),
    today: TODAY,
  }).parameters
}

function addressOf(path: string, values: Readonly<Record<string, string>>, ending = ''): string {
  const names = pathNames(path)
  const rest = Object.entries(values).filter(([name]) => !names.includes(name))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
  return `${filled}${ending}?${new URLSearchParams(rest)}`
}

describe('a remembered answer is the answer, byte for byte', () => {
  test.each([
    { record: 'the real record', view: realView() },
    { record: 'every pack', view: viewOfAllPacks() },
    {
      record: 'a record with corrections, denunciations and undated acts',
      view: viewRecord(recordWith((events) => [...events, ...TROUBLED_EVENTS])),
    },
  ])('$record, any address, any two clocks', async ({ view }) => {
    const app = createApp({ view: () => view, version: 'test', now: () => NOW, memoryBytes: 2_000_000 })
    const anew = () => viewRecord(view.record)
    const slug = fc.constantFrom(...view.treaties.map((treaty) => treaty.slug))
    const extra = fc.constantFrom<GivenParameters>(
      [],
      [['group', 'eu_members']],
      [['status', 'party,signatory']],
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ADDRESSES),
        clock,
        knowledge,
        slug,
        extra,
        async (resource, asOf, knownAt, t, more) => {
          const taken = more.filter(([name]) => name in resource.parameters.shape)
          const values = {
            ...resource.example(view),
            ...('t' in resource.parameters.shape ? { t } : {}),
            ...Object.fromEntries(taken),
            as_of: asOf,
            known_at: knownAt,
          }
          const question = readQuestion(resource, Object.entries(values), { view: anew(), today: TODAY })
          const expected = answer(resource, question)
          const served = await app.request(addressOf(resource.path, values))
          expect(await served.text()).toBe(JSON.stringify(expected))
          if (resource.csv === undefined) return
          const csv = await app.request(addressOf(resource.path, values, '.csv'))
          expect(await csv.text()).toBe(csvText(resource.csv, expected))
        },
      ),
      { numRuns: 120 },
    )
  })

  test('a name that changes while the law does not is not remembered with it', async () => {
    const app = testApp()
    const nameOn = async (day: string) => {
      const address = `/v1/treaties/untoc/participants?as_of=${day}&known_at=2001-01-15`
      const { participants } = JSON.parse(await (await app.request(address)).text())
      return participants.find((one: { participant: string }) => one.participant === 'SRB').name
    }
    expect(await nameOn('2003-02-03')).toBe('Yugoslavia')
    expect(await nameOn('2003-02-04')).toBe('Serbia and Montenegro')
    expect(await nameOn('2006-06-02')).toBe('Serbia and Montenegro')
    expect(await nameOn('2006-06-03')).toBe('Serbia')
  })

  test('what moves on with every day, or changes when signature closes, is not remembered with the law', async () => {
    const app = testApp(viewOfAllPacks())
    const on = async (day: string) => {
      const address = `/v1/treaties/cybercrime?as_of=${day}&known_at=2026-11-01`
      const { earliest_entry_into_force: earliest, signature_window } = await json(await app.request(address))
      return { earliest, signature_window }
    }
    const closes = { opens_on: '2025-10-25', closes_on: '2026-12-31' }
    // 31 December + 90 days: 31 in January, 28 in February, 31 in March.
    expect(await on('2026-12-31')).toEqual({
      earliest: '2027-03-31',
      signature_window: { ...closes, open: true },
    })
    expect(await on('2027-01-01')).toEqual({
      earliest: '2027-04-01',
      signature_window: { ...closes, open: false },
    })
  })

  test('with today’s clocks too, the first time and every time after', async () => {
    const app = testApp()
    for (const resource of RESOURCES) {
      const values = resource.example(realView())
      const question = readQuestion(resource, Object.entries(values), { view: realView(), today: TODAY })
      const expected = JSON.stringify(answer(resource, question))
      const address = addressOf(resource.path, values).replace(/\?$/, '')
      for (let time = 0; time < 3; time += 1) expect(await (await app.request(address)).text()).toBe(expected)
    }
  })
})

describe('conditional requests', () => {
  const app = testApp()

  test.each([
    '/v1/treaties',
    '/v1/treaties/untoc',
    '/v1/treaties/untoc/participants.csv',
    '/v1/treaties/untoc/participants.csv.metadata.json',
    '/v1/participants/JPN?as_of=2010-01-01&known_at=2011-01-01',
    '/v1/events?since=5',
    '/v1/events/XVIII-12.ARM.ratification.2003-07-01',
    '/v1',
    '/openapi.json',
    '/v1/export/manifest.json',
    '/v1/export/events.ndjson',
  ])('%s: 304 for who has it, 200 for who has another', async (address) => {
    const tag = String((await app.request(address)).headers.get('etag'))
    expect(tag).toMatch(/^"[^"]+"$/)
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const response = await app.request(address, { headers: { 'if-none-match': given } })
      expect(response.status).toBe(304)
      expect(response.headers.get('etag')).toBe(tag)
      expect(await response.text()).toBe('')
    }
    expect((await app.request(address, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  test('another day, another tag; another event, another tag; another check, another tag', async () => {
    const tagAt = async (now: number, record = realRecord) => {
      const view = viewRecord(record)
      const one = createApp({ view: () => view, version: 'test', now: () => now })
      return (await one.request('/v1/treaties/untoc')).headers.get('etag')
    }
    const shorter = recordWith((events) => events.slice(0, -1))
    const checked = { ...realRecord, checked_at: '2026-11-24T12:00:00.000Z' }
    const tags = [
      await tagAt(NOW),
      await tagAt(NOW + 86_400_000),
      await tagAt(NOW, shorter),
      await tagAt(NOW, checked),
    ]
    expect(new Set(tags).size).toBe(4)
  })
})

describe('how long an answer may be kept', () => {
  const app = testApp()
  const kept = async (address: string) => (await app.request(address)).headers.get('cache-control')

  test('for ever with both clocks given and a day of knowledge that has passed', async () => {
    const forEver = 'public, max-age=31536000, immutable'
    expect(await kept('/v1/treaties/untoc?as_of=2005-01-01&known_at=2006-01-01')).toBe(forEver)
    expect(await kept('/v1/treaties/untoc.csv?as_of=2026-11-24&known_at=2026-11-23')).toBe(forEver)
  })

  test('not without asking again while something can still change it', async () => {
    const askAgain = 'public, max-age=0, must-revalidate'
    expect(await kept('/v1/treaties/untoc')).toBe(askAgain)
    expect(await kept('/v1/treaties/untoc?as_of=2005-01-01')).toBe(askAgain)
    expect(await kept('/v1/treaties/untoc?known_at=2006-01-01')).toBe(askAgain)
    expect(await kept('/v1/treaties/untoc?as_of=2005-01-01&known_at=2026-11-24')).toBe(askAgain)
    expect(await kept('/v1/treaties/untoc?as_of=2005-01-01&known_at=2027-01-01')).toBe(askAgain)
    expect(await kept('/v1/treaties/untoc?as_of=2026-11-25&known_at=2026-11-23')).toBe(askAgain)
    expect(await kept('/v1/treaties/untok')).toBe('no-store')
  })

  test('a permalink answers the same bytes after later events, corrections and checks', async () => {
    const later = TROUBLED_EVENTS.map((event) => ({ ...event, known_on: TODAY }))
    const grown = {
      ...recordWith((events) => [...events, ...later]),
      checked_at: '2026-11-25T06:00:00.000Z',
    }
    const after = createApp({ view: () => viewRecord(grown), version: 'test', now: () => NOW + 86_400_000 })
    for (const address of [
      '/v1/treaties?as_of=2010-01-01&known_at=2026-11-23',
      '/v1/treaties/untoc/participants?as_of=2003-07-01&known_at=2004-01-01',
      '/v1/participants/JPN?as_of=2026-11-23&known_at=2026-11-23',
      '/v1/treaties/untoc/timeline?as_of=2026-11-23&known_at=2026-11-23',
      '/v1/events?as_of=2026-11-23&known_at=2026-11-23&limit=1000&since=400',
    ]) {
      const before = await app.request(address)
      const now = await after.request(address)
      expect(await now.text()).toBe(await before.text())
      expect(now.headers.get('etag')).toBe(before.headers.get('etag'))
    }
  })
})
