import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterEach, describe, expect, it } from 'vitest'
import { datedFactsOf } from '../../src/alerts/dated-facts.ts'
import { factsBetween } from '../../src/alerts/facts-between.ts'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { addDays, type PlainDate, plainDate } from '../../src/law/plain-date.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { factsBackwards } from '../../src/store/record-facts.ts'
import type { Store } from '../../src/store/store.ts'
import { treatyStateOf } from '../../src/store/treaty-states.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { LANDS } from '../store/watched-record.ts'
import { appOn, entries, feed, type Item, LATER, write } from './followers.ts'

const [database] = DATABASES
const stores = storesOf(database ?? expect.fail('no database'))
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const NOON = '2026-01-20T12:00:00.000Z'

/** A database with the small pack and forty more States. */
async function watched(): Promise<Store> {
  return stores.keep((await database?.open('watched')) ?? expect.fail('no database'))
}

describe('the stream of events', () => {
  it('says on connecting from which number it goes on, and that a record is shorter than what was seen', async () => {
    const store = await stores.small()
    const { app } = await appOn(store)
    const { seq } = viewRecord(await loadRecord(store)).record.head
    const begin = async (headers: Record<string, string>, until: string): Promise<string> => {
      const answer = await app.request('/v1/events/stream', { headers })
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
      let text = ''
      while (!text.includes(until)) text += (await reader?.read())?.value ?? expect.fail('it ended')
      await reader?.cancel()
      return text
    }
    expect(await begin({}, 'id:')).toMatch(new RegExp(`^retry: \\d+\\nid: ${seq}\\n\\n$`))
    const ahead = await begin({ 'last-event-id': String(seq + 7) }, 'reset')
    expect(ahead).toContain(`id: ${seq}\n`)
    expect(ahead).toMatch(new RegExp(`event: reset\\ndata: {"seq":${seq}}`))
  })

  it('brings of the kinds and groups asked for each event, and no other, over a real connection', async () => {
    const store = await stores.small()
    const { app, grow } = await appOn(store)
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    closing.push(() => server.close())
    const { port } = server.address() as AddressInfo
    const follow = async (query: string, last: string) => {
      const stop = new AbortController()
      closing.push(() => stop.abort())
      const answer = await fetch(`http://127.0.0.1:${port}/v1/events/stream${query}`, { signal: stop.signal })
      expect(answer.status).toBe(200)
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
      return async (): Promise<string[]> => {
        let text = ''
        while (!text.includes(`"id":"${last}"`))
          text += (await reader?.read())?.value ?? expect.fail('it ended')
        return [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => String(id))
      }
    }
    const following = await Promise.all([
      follow('?kind=deposit', 'last'),
      follow('?kind=signature,correction', 'gone'),
      follow('?group=union', 'third'),
      follow('?group=union&kind=signature', 'second'),
      follow('?participant=CCC&kind=deposit', 'last'),
      follow('', 'last'),
    ])
    const act = { treaty: 'C', action_date: '2026-01-05' } as const
    await write(
      store,
      NOON,
      { ...act, id: 'first', participant: 'CCC', action: 'signature' },
      { ...act, id: 'second', participant: 'BBB', action: 'signature' },
      { ...act, id: 'third', treaty: 'P', participant: 'BBB', action: 'accession' },
    )
    await write(
      store,
      LATER,
      { ...act, id: 'gone', participant: 'CCC', action: 'retraction', corrects: 'first' },
      { ...act, id: 'last', participant: 'CCC', action: 'accession' },
    )
    await grow()
    expect(await Promise.all(following.map((read) => read()))).toEqual([
      ['third', 'last'],
      ['first', 'second', 'gone'],
      ['second', 'third'],
      ['second'],
      ['last'],
      ['first', 'second', 'third', 'gone', 'last'],
    ])
  })
})

describe('what a feed, the calendar or the stream carries', () => {
  it.each(['/v1/events.atom', '/v1/events.feed.json', '/v1/calendar.ics', '/v1/events/stream'])(
    '%s refuses both clocks and says why',
    async (path) => {
      const { app } = await appOn(await stores.small())
      for (const clock of ['as_of', 'known_at']) {
        const refused = await app.request(`${path}?${clock}=2003-07-01`)
        expect([refused.status, (await refused.json()).problems]).toMatchObject([
          400,
          [{ parameter: clock, accepted: expect.stringContaining('what is on record now') }],
        ])
      }
    },
  )

  it.each([
    ['/v1/events.atom', 'projection_moved'],
    ['/v1/events.feed.json', 'projection_moved'],
    ['/v1/calendar.ics', 'deposit'],
    ['/v1/calendar.ics', 'entry_near'],
    ['/v1/events/stream', 'reached'],
  ])('%s refuses the kind %s, which it never carries', async (path, kind) => {
    const { app } = await appOn(await stores.small())
    const refused = await app.request(`${path}?kind=${kind}`)
    expect([refused.status, (await refused.json()).problems]).toMatchObject([
      400,
      [{ parameter: 'kind', value: kind, accepted: expect.stringContaining('subscriptions are told of it') }],
    ])
  })

  it('bears the name of what it is narrowed to, so that a reader tells one from another', async () => {
    const { read } = await appOn(await stores.small())
    const title = async (query: string) => JSON.parse(await read(`/v1/events.feed.json${query}`)).title
    expect(await title('')).toBe('Palermo Tracker')
    const narrowed = '?treaty=protocol&participant=BBB&group=union'
    const name = 'Palermo Tracker · Protocol · Borduria · Members of the Union'
    expect(await title(narrowed)).toBe(name)
    expect(await title('?participant=AAA,BBB,CCC&group=union')).toBe(
      'Palermo Tracker · Arcadia · Borduria · Carpania · 1 more',
    )
    expect(await read(`/v1/events.atom${narrowed}`)).toContain(`<title>${name}</title>`)
    const calendar = (await read(`/v1/calendar.ics${narrowed}`)).replaceAll(/\r\n /g, '')
    expect(calendar).toContain(`X-WR-CALNAME:${name}\r\n`)
  })

  it('a feed has the tenth Party on a day without any event, and the days on which a date came near', async () => {
    const store = await watched()
    // The second instrument counts: 2 March 2002 and 90 days.
    const said = async (kind: string) =>
      (await feed(store, `?treaty=convention&kind=${kind}`)).map(
        ({ title, summary, date_published }) => `${date_published.slice(0, 10)} ${title}: ${summary}`,
      )
    expect(await said('milestone')).toContain(
      '2002-05-31 Milestone · Convention: 40 States are Parties to the Convention.',
    )
    const near =
      'In force on 31 May 2002 · Convention: The day of entry into force of the Convention is 31 May 2002'
    expect((await said('entry_near')).map((line) => line.replace(/ \(article.*$/, ''))).toEqual([
      `2002-05-31 ${near}`,
      `2002-05-30 ${near}`,
      `2002-05-24 ${near}`,
      `2002-05-01 ${near}`,
    ])
    expect(await said('signature_closing')).toHaveLength(4)
  })

  it('a feed that is narrowed finds what lies behind any number of days with other news', async () => {
    const store = await watched()
    for (const [place, { code }] of [...LANDS, ...LANDS].entries()) {
      const day = addDays(plainDate('2010-01-01'), place)
      const treaty = place < LANDS.length ? 'C' : 'P'
      const act = { treaty, participant: code, action: 'signature', action_date: day } as const
      await write(store, `${day}T12:00:00.000Z`, { ...act, id: `signed-${place}` })
    }
    expect((await feed(store, '?kind=reached')).map(({ title }) => title)).toEqual([
      'Threshold reached · Convention',
    ])
    expect((await feed(store, '?participant=AAA&kind=signature')).map(({ title }) => title)).toEqual([
      'Arcadia: signature · Convention',
    ])
  })

  it('the facts of a record are those of each of its days, one after the other', async () => {
    const store = await watched()
    const view: RecordView = viewRecord(await loadRecord(store))
    const today = plainDate('2004-12-31')
    const expected: string[] = []
    for (let day = today; day > '2000-12-12'; day = addDays(day, -1)) {
      for (const treaty of view.treaties) {
        const on = (at: PlainDate) => treatyStateOf(view, treaty, { asOf: at, knownAt: at })
        const [before, after] = [on(addDays(day, -1)), on(day)]
        const { told } = factsBetween(before, after, { mended: false })
        const near = datedFactsOf({ day, today: day }, { before, now: after })
        expected.push(...[...told, ...near].map(({ key }) => `${day} ${key}`))
      }
    }
    const found = [...factsBackwards(view, { today })].filter(({ event }) => event === null)
    expect(found.map(({ day, fact }) => `${day} ${fact.key}`)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(200)
  })
})

describe('what was wrong', () => {
  it('stays in the feed under its own name, and its title says what became of it and when', async () => {
    const store = await stores.small()
    const act = {
      treaty: 'P',
      participant: 'BBB',
      action: 'ratification',
      action_date: '2026-01-10',
    } as const
    const signature = {
      treaty: 'C',
      participant: 'CCC',
      action: 'signature',
      action_date: '2026-01-05',
    } as const
    await write(store, NOON, { ...act, id: 'wrong' }, { ...signature, id: 'moved' })
    const before = await feed(store, '')
    const mend = { treaty: 'P', participant: 'BBB', action: 'retraction', corrects: 'wrong' } as const
    const moves = { ...signature, action: 'correction', corrects: 'moved' } as const
    await write(
      store,
      LATER,
      { ...mend, id: 'gone', action_date: '2026-01-21' },
      { ...moves, id: 'right', action_date: '2026-01-06' },
    )
    const after = await feed(store, '')
    const of = (items: readonly Item[], key: string) =>
      items.find(({ id }) => id === `urn:palermo:fact:${encodeURIComponent(key)}`) ?? expect.fail(key)
    const reached = 'reached:P:2026-01-10'
    expect(['act:wrong', 'act:moved', reached].map((key) => of(before, key).title)).toEqual([
      'Borduria: ratification · Protocol',
      'Carpania: signature · Convention',
      'Threshold reached · Protocol',
    ])
    expect(['act:wrong', 'act:moved', reached].map((key) => of(after, key).title)).toEqual([
      'Retracted: Borduria: ratification · Protocol',
      'Corrected: Carpania: signature · Convention',
      'No longer holds: Threshold reached · Protocol',
    ])
    expect(of(after, 'act:moved').summary).toBe(
      'Carpania signed the Convention on 5 January 2026. Corrected (21 January 2026): The record now says that Carpania signed the Convention on 6 January 2026, not on 5 January 2026.',
    )
    expect(
      ['act:wrong', reached].map((key) => [of(after, key).date_published, of(after, key).date_modified]),
    ).toEqual([
      [NOON, LATER],
      // What follows from an event became known with it, not when its day began.
      [NOON, LATER],
    ])
  })

  it('bears the times of the event that brought it and of the one that took it, whatever is written of others', async () => {
    const store = await stores.small()
    const act = {
      treaty: 'P',
      participant: 'BBB',
      action: 'ratification',
      action_date: '2026-01-10',
    } as const
    const other = { treaty: 'C', participant: 'CCC', action_date: '2026-01-05' } as const
    const own = { treaty: 'P', participant: 'BBB', action_date: '2026-01-10' } as const
    const names = ['reached:P:2026-01-10', 'entry:P:2026-04-10'].map(
      (key) => `urn:palermo:fact:${encodeURIComponent(key)}`,
    )
    const times = async (now: string) =>
      (await feed(store, '', now))
        .filter(({ id }) => names.includes(id))
        .map(({ date_published, date_modified, summary }) => [
          date_published,
          date_modified,
          /No longer holds \((.*?)\)/.exec(summary)?.[1],
        ])
    const [dawn, evening] = ['2026-01-20T06:00:00.000Z', '2026-01-20T18:00:00.000Z']
    await write(store, dawn, { ...other, id: 'early', action: 'signature' })
    await write(store, NOON, { ...act, id: 'wrong' })
    expect(await times(evening)).toEqual([
      [NOON, NOON, undefined],
      [NOON, NOON, undefined],
    ])
    // Of the same day, one by the same participant, and none of them brings or takes what follows.
    await write(store, '2026-01-20T15:00:00.000Z', {
      ...other,
      id: 'wider',
      participant: 'BBB',
      action: 'signature',
    })
    await write(store, evening, {
      ...other,
      id: 'late',
      action: 'correction',
      corrects: 'early',
      action_date: '2026-01-06',
    })
    expect(await times(LATER)).toEqual([
      [NOON, NOON, undefined],
      [NOON, NOON, undefined],
    ])
    await write(store, LATER, { ...own, id: 'gone', action: 'retraction', corrects: 'wrong' })
    const same = '2026-01-21T15:00:00.000Z'
    const mend = { ...other, action: 'correction', corrects: 'late' } as const
    await write(store, same, { ...mend, id: 'again', action_date: '2026-01-07' })
    await write(store, '2026-01-23T12:00:00.000Z', {
      ...other,
      id: 'off',
      action: 'retraction',
      corrects: 'early',
    })
    expect(await times('2026-01-24T12:00:00.000Z')).toEqual([
      [NOON, LATER, '21 January 2026'],
      [NOON, LATER, '21 January 2026'],
    ])
  })

  it('stays in the feed also where it was taken back on the very day', async () => {
    const store = await stores.small()
    const act = { treaty: 'P', participant: 'BBB', action_date: '2026-01-10' } as const
    await write(store, NOON, { ...act, id: 'wrong', action: 'ratification' })
    await write(store, '2026-01-20T13:00:00.000Z', {
      ...act,
      id: 'gone',
      action: 'retraction',
      corrects: 'wrong',
    })
    expect((await feed(store, '?treaty=protocol')).slice(0, 4).map(({ title }) => title)).toEqual([
      'Correction: Borduria · Protocol',
      'Retracted: Borduria: ratification · Protocol',
      'No longer holds: Threshold reached · Protocol',
      'No longer holds: In force on 10 April 2026 · Protocol',
    ])
  })

  it('a second accession that is retracted stands cancelled in the calendar, and the first keeps its name', async () => {
    const store = await watched()
    const act = { treaty: 'P', participant: 'LAA', action: 'accession' } as const
    await write(
      store,
      NOON,
      { ...act, id: 'one', action_date: '2010-01-05' },
      { ...act, id: 'left', action: 'denunciation', action_date: '2012-01-05' },
      { ...act, id: 'two', action_date: '2015-01-05' },
    )
    const mine = async () =>
      (await entries(store, '?participant=LAA')).filter((line) => line.includes('P.LAA'))
    const [first, second] = ['entry.P.LAA@palermo-tracker', 'entry.P.LAA.2@palermo-tracker']
    const before = await mine()
    expect(before.map((line) => line.split(' ')).map(([uid, , status]) => [uid, status])).toEqual([
      [second, 'CONFIRMED'],
      [first, 'CONFIRMED'],
    ])
    await write(store, LATER, {
      ...act,
      id: 'gone',
      action: 'retraction',
      corrects: 'two',
      action_date: '2026-01-21',
    })
    const after = (await mine()).map((line) => line.split(' '))
    expect(after.map(([uid, , status]) => [uid, status])).toEqual([
      [second, 'CANCELLED'],
      [first, 'CONFIRMED'],
    ])
    expect(Number(after[0]?.[1])).toBeGreaterThan(Number(before[0]?.split(' ')[1]))
  })

  it('the second accession keeps its name in the calendar where the first is retracted', async () => {
    const store = await watched()
    const act = { treaty: 'P', participant: 'LAA', action: 'accession' } as const
    await write(
      store,
      NOON,
      { ...act, id: 'one', action_date: '2010-01-05' },
      { ...act, id: 'left', action: 'denunciation', action_date: '2012-01-05' },
      { ...act, id: 'two', action_date: '2015-01-05' },
    )
    const mend = { ...act, action: 'retraction', action_date: '2026-01-21' } as const
    await write(
      store,
      LATER,
      { ...mend, id: 'stayed', corrects: 'left' },
      { ...mend, id: 'gone', corrects: 'one' },
    )
    const after = (await entries(store, '?participant=LAA')).filter((line) => line.includes('P.LAA'))
    expect(after.map((line) => line.split(' ')).map(([uid, , status]) => [uid, status])).toEqual([
      ['entry.P.LAA.2@palermo-tracker', 'CONFIRMED'],
      ['entry.P.LAA@palermo-tracker', 'CANCELLED'],
    ])
  })

  it('an instrument that is withdrawn before its day is cancelled in the calendar under a higher SEQUENCE', async () => {
    const store = await watched()
    const act = { treaty: 'P', participant: 'LAA', action: 'accession' } as const
    await write(store, NOON, { ...act, id: 'one', action_date: '2026-01-19' })
    const mine = async () =>
      (await entries(store, '?participant=LAA')).filter((line) => line.includes('P.LAA'))
    const [before] = await mine()
    expect(before).toMatch(/^entry\.P\.LAA@palermo-tracker \d+ CONFIRMED$/)
    await write(store, LATER, {
      ...act,
      id: 'back',
      action: 'withdrawal_of_instrument',
      action_date: '2026-01-21',
    })
    const [after] = await mine()
    expect(after).toMatch(/^entry\.P\.LAA@palermo-tracker \d+ CANCELLED$/)
    expect(Number(after?.split(' ')[1])).toBeGreaterThan(Number(before?.split(' ')[1]))
  })

  it('the calendar says the date and not how far it is, which grows old in it', async () => {
    const { read } = await appOn(await stores.small(), '2002-11-08T12:00:00.000Z')
    const text = (await read('/v1/calendar.ics?treaty=convention&kind=signature_closing')).replaceAll(
      /\r\n /g,
      '',
    )
    expect(text).toMatch(/^DESCRIPTION:The last day for signing the Convention is 12 December 2002\.\r$/m)
  })

  it('every line of the calendar ends with CRLF, the last one too, and no line is longer than 75 octets', async () => {
    const { read } = await appOn(await stores.small(), '2002-11-08T12:00:00.000Z')
    const text = await read('/v1/calendar.ics?treaty=convention')
    expect(text.endsWith('\r\nEND:VCALENDAR\r\n')).toBe(true)
    const lines = text.split('\r\n')
    expect(lines.filter((line) => /[\r\n]/.test(line) || Buffer.byteLength(line) > 75)).toEqual([])
  })
})

describe('the SEQUENCE of an entry in the calendar', () => {
  const act = { treaty: 'P', action: 'accession', action_date: '2010-01-05' } as const
  const sequenceOf = async (store: Store, code: string) =>
    (await entries(store, `?treaty=protocol&participant=${code}`)).map((line) =>
      line.split(' ').slice(1).join(' '),
    )

  it('is raised where its own date moved, and nowhere else', async () => {
    const store = await watched()
    await write(
      store,
      NOON,
      { ...act, id: 'one', participant: 'LAA' },
      { ...act, id: 'two', participant: 'LAB' },
    )
    const before = await sequenceOf(store, 'LAB')
    await write(store, LATER, {
      ...{ ...act, id: 'moved', participant: 'LAA', action: 'correction', corrects: 'one' },
      action_date: '2010-02-05',
    })
    expect([await sequenceOf(store, 'LAA'), await sequenceOf(store, 'LAB')]).toEqual([
      ['1 CONFIRMED'],
      before,
    ])
    expect(before).toEqual(['0 CONFIRMED'])
    // Of what is corrected and put back at once nothing was ever seen.
    const mends = { ...act, participant: 'LAB', action_date: '2010-03-05' } as const
    await write(
      store,
      '2026-01-21T13:00:00.000Z',
      { ...mends, id: 'wrong', action: 'correction', corrects: 'two' },
      { ...mends, id: 'undone', action: 'retraction', corrects: 'wrong' },
    )
    expect(await sequenceOf(store, 'LAB')).toEqual(['0 CONFIRMED'])
  })

  it('is raised, and the entry cancelled, where an act under another treaty falls on which it rests', async () => {
    const store = await watched()
    const own = { ...act, participant: 'LAA', id: 'own' }
    await write(store, NOON, own)
    const { events } = await loadRecord(store)
    const parent = events.find(
      ({ treaty, participant, action }) => treaty === 'C' && participant === 'LAA' && action !== 'signature',
    )
    await write(store, LATER, {
      ...{ ...act, treaty: 'C', participant: 'LAA', id: 'fell', action: 'retraction' },
      corrects: parent?.id ?? expect.fail('it has no act under the Convention'),
    })
    expect(await sequenceOf(store, 'LAA')).toEqual(['1 CANCELLED'])
  })
})
