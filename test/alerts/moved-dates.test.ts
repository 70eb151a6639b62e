import { expect, it } from 'vitest'
import { type RecordView, viewRecord } from '../../src/answers/record-view.ts'
import { createApp } from '../../src/http/app.ts'
import { addDays, plainDate } from '../../src/law/plain-date.ts'
import type { RecordEvent } from '../../src/record/event.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { LANDS } from '../store/watched-record.ts'
import { entries, feed, write } from './followers.ts'

const [database] = DATABASES
const stores = storesOf(database ?? expect.fail('no database'))

/** A database with the small pack and forty more States, all of them bound by the Convention. */
async function watched(): Promise<Store> {
  return stores.keep((await database?.open('watched')) ?? expect.fail('no database'))
}

function noonOf(day: number): string {
  return `2026-01-${day}T12:00:00.000Z`
}

/** Retracts the consent of a State to the Convention, on a day of January. */
async function unbind(store: Store, participant: string, day: number): Promise<void> {
  const { record } = viewRecord(await loadRecord(store))
  const consent = record.events.find((one) => one.treaty === 'C' && one.participant === participant)
  const act = { treaty: 'C', participant, action: 'retraction', action_date: `2026-01-${day}` } as const
  await write(store, noonOf(day), { ...act, id: 'unbound', corrects: consent?.id ?? expect.fail('no act') })
}

const ACCESSION = { action: 'accession' } as const

it('an instrument that counts earlier than one that waited for the parent treaty raises the SEQUENCE and gives the day of what fell', async () => {
  const store = await watched()
  await unbind(store, 'LAB', 17)
  const waits = { ...ACCESSION, treaty: 'P', participant: 'LAB', action_date: '2010-02-05' }
  await write(store, noonOf(18), { ...waits, id: 'waits' })
  const parent = { ...ACCESSION, treaty: 'C', participant: 'LAB', action_date: '2010-06-01' }
  await write(store, noonOf(19), { ...parent, id: 'parent' })
  const general = async () =>
    (await entries(store, '?treaty=protocol')).find((line) => line.startsWith('entry.P@'))
  const before = String(await general()).split(' ')
  // Later than the other instrument was deposited, and earlier than that counts.
  const earlier = { ...ACCESSION, treaty: 'P', participant: 'LAA', action_date: '2010-03-01' }
  await write(store, noonOf(20), { ...earlier, id: 'earlier' })
  const after = String(await general()).split(' ')
  expect(after[2]).toBe('CONFIRMED')
  expect(Number(after[1])).toBe(Number(before[1]) + 1)
  const items = await feed(store, '?treaty=protocol&kind=reached,entry_fixed')
  expect(items.map(({ title, summary }) => [title, /No longer holds \((.*?)\)/.exec(summary)?.[1]])).toEqual([
    ['Threshold reached · Protocol', undefined],
    ['In force on 30 May 2010 · Protocol', undefined],
    ['No longer holds: Threshold reached · Protocol', '20 January 2026'],
    ['No longer holds: In force on 30 August 2010 · Protocol', '20 January 2026'],
  ])
})

it('consent to the parent treaty that gives a cancelled entry of the calendar another day raises its SEQUENCE', async () => {
  const store = await watched()
  const own = async () =>
    (await entries(store, '?participant=LAA')).find((line) => line.startsWith('entry.P.LAA@'))
  await write(store, noonOf(17), {
    ...{ ...ACCESSION, id: 'own', treaty: 'P', participant: 'LAA', action_date: '2010-01-05' },
  })
  expect(await own()).toBe('entry.P.LAA@palermo-tracker 0 CONFIRMED')
  await unbind(store, 'LAA', 18)
  expect(await own()).toBe('entry.P.LAA@palermo-tracker 1 CANCELLED')
  await write(store, noonOf(19), {
    ...{ ...ACCESSION, id: 'again', treaty: 'C', participant: 'LAA', action_date: '2011-01-01' },
  })
  expect(await own()).toBe('entry.P.LAA@palermo-tracker 2 CONFIRMED')
})

it('what was taken back keeps the day of it, however many days with corrections come after', async () => {
  const store = await watched()
  const act = { treaty: 'P', participant: 'LAA', action_date: '2026-01-10' } as const
  await write(store, noonOf(20), { ...act, ...ACCESSION, id: 'wrong' })
  await write(store, noonOf(21), { ...act, action: 'retraction', id: 'gone', corrects: 'wrong' })
  const signed = { treaty: 'P', participant: 'LAB', action_date: '2026-01-11' } as const
  await write(store, noonOf(22), { ...signed, id: 'signed', action: 'signature' })
  let day = plainDate('2026-01-22')
  for (let place = 0; place < 45; place += 1) {
    day = addDays(day, 1)
    const mend = {
      ...signed,
      action: 'correction',
      corrects: 'signed',
      action_date: addDays(day, -10),
    } as const
    await write(store, `${day}T12:00:00.000Z`, { ...mend, id: `mend-${place}` })
  }
  const items = await feed(store, '?treaty=protocol&kind=reached', `${addDays(day, 1)}T12:00:00.000Z`)
  expect(items.map(({ title, summary }) => [title, /No longer holds \((.*?)\)/.exec(summary)?.[1]])).toEqual([
    ['No longer holds: Threshold reached · Protocol', '21 January 2026'],
  ])
})

/** The events of a record, which count how often they are cut off at one of them. */
class Counted extends Array<RecordEvent> {
  static cuts = 0
  static override get [Symbol.species]() {
    return Array
  }
  override slice(start?: number, end?: number): RecordEvent[] {
    if (start === 0 && end !== undefined) Counted.cuts += 1
    return super.slice(start, end)
  }
}

it('each write of a day is looked into once, however many follow it', async () => {
  const store = await watched()
  for (const [place, { code }] of LANDS.slice(0, 20).entries()) {
    const deposit = { treaty: 'P', participant: code, action_date: '2026-01-10' }
    await write(store, `2026-01-20T12:00:${10 + place}.000Z`, {
      ...ACCESSION,
      ...deposit,
      id: `own-${place}`,
    })
  }
  const record = await loadRecord(store)
  let view: RecordView | null = null
  const cuts: number[] = []
  for (const later of [3, 2, 1, 0]) {
    const events = Counted.from(record.events.slice(0, record.events.length - later))
    const grown = viewRecord({ ...record, events }, view)
    view = grown
    Counted.cuts = 0
    const app = createApp({ view: () => grown, version: 'test', now: () => Date.parse(noonOf(21)) })
    expect((await app.request('/v1/events.feed.json?treaty=protocol&kind=state_entry_fixed')).status).toBe(
      200,
    )
    cuts.push(Counted.cuts)
  }
  // What was said on the eve, and each of the seventeen writes; then each of those that follow.
  expect(cuts).toEqual([18, 1, 1, 1])
})
