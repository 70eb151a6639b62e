import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import type { PackFiles } from '../../src/pack/pack.ts'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { PACKS_FOLDER, readPackFolder } from '../../src/store/read-pack-folder.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { SMALL_PACK, smallPack, withLines } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

const load = async (store: Store, files: PackFiles, recordedAt?: () => string) =>
  (await loadPacks(store, [{ folder: 'small', files }], recordedAt))[0]

async function refusal(loading: Promise<unknown>): Promise<string> {
  const error = await loading.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof InputError)) throw new Error(`no InputError but ${String(error)}`)
  return error.message
}

function without(name: string, line: string): string {
  const text = SMALL_PACK[name]
  if (text === undefined || !text.includes(`${line}\n`)) throw new Error(`no line "${line}" in ${name}`)
  return text.replace(`${line}\n`, '')
}

describe.each(DATABASES)('loading a pack on $name', (database) => {
  const stores = storesOf(database)

  it('takes no act that is still to come, and loads nothing then', async () => {
    const store = await stores.empty()
    const text = String(SMALL_PACK['events.csv']).replace(
      'ratification,2002-01-01',
      'ratification,2999-01-31',
    )
    const later = smallPack({ 'events.csv': text })
    expect(await refusal(load(store, later))).toMatch(
      /action_date: "2999-01-31" is not accepted; expected a day up to \d{4}-\d{2}-\d{2}, today in UTC/,
    )
    expect((await readHead(store)).seq).toBe(0)
  })

  it('brings the whole of it into an empty record', async () => {
    const store = await stores.empty()
    expect(await load(store, smallPack())).toEqual({ events: SMALL_EVENTS, notices: [] })
    const record = await loadRecord(store)
    expect(record.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(record.treaties.map(({ slug, rules }) => [slug, rules[0]?.article])).toEqual([
      ['convention', '1(1)'],
      ['protocol', '2(1)'],
    ])
    expect(record.participants.find(({ code }) => code === 'AAA')).toEqual({
      code: 'AAA',
      kind: 'state',
      name: 'Arcadia',
      names_also: ['Arcady', 'Arkadia'],
      alpha2: 'XA',
      m49: '001',
      un_member_from: '1945-10-24',
      state_from: null,
    })
    expect(record.names).toEqual([
      { participant: 'AAA', name: 'Old Arcadia', from: null, to: '2001-12-31' },
      { participant: 'AAA', name: 'Arcadia', from: '2002-01-01', to: null },
    ])
    expect(record.groups).toEqual([{ id: 'union', title: 'Members of the Union' }])
    expect(record.source_as_at).toBe('2014-07-10')
    expect(record.checked_at).toBeNull()
    expect(record.gaps).toMatchObject([{ treaty: 'C', participant: 'CCC', kind: 'undated' }])
    expect(record.declarations).toMatchObject([{ participant: 'AAA', made_at: '2001-06-05' }])
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
  })

  it('gives the engine its groups: organizations, and the member States of each', async () => {
    const { memberships } = await loadRecord(await stores.small())
    expect(memberships.filter(({ group }) => group !== 'union')).toEqual([
      { group: 'reio', participant: 'UUU', from: null, to: null },
      { group: 'members:UUU', participant: 'AAA', from: null, to: null },
      { group: 'members:UUU', participant: 'BBB', from: '2004-05-01', to: null },
    ])
  })

  it('does nothing at a second start', async () => {
    const store = await stores.small()
    const before = await readHead(store)
    expect(await load(store, smallPack())).toEqual({ events: 0, notices: [] })
    expect(await readHead(store)).toEqual(before)
    expect(await store.db.selectFrom('pack_loads').selectAll().execute()).toHaveLength(1)
  })

  it('appends only what was added to its files', async () => {
    const store = await stores.small()
    const line = 'C,CCC,signature,2001-02-03,,2024-03-01,read,,table,'
    const added = { 'events.csv': withLines('events.csv', line) }
    expect(await load(store, smallPack(added))).toEqual({ events: 1, notices: [] })
    const { events } = await loadRecord(store)
    expect(events.at(-1)).toMatchObject({ seq: SMALL_EVENTS + 1, id: 'C.CCC.signature.2001-02-03' })
    expect(await load(store, smallPack(added))).toEqual({ events: 0, notices: [] })
  })

  it('knows a row that was added later from its load, whatever earlier day it says', async () => {
    const store = await stores.small()
    const lines = [
      'C,CCC,signature,2001-02-03,,2024-03-01,read,,table,',
      'C,BBB,signature,2001-02-04,,2031-02-03,read,,table,',
    ]
    const files = smallPack({ 'events.csv': withLines('events.csv', ...lines) })
    expect(await load(store, files, () => '2031-02-03T04:05:06.000Z')).toMatchObject({ events: 2 })
    const { events } = await loadRecord(store)
    expect(events.slice(-2).map(({ known_on, known_on_assumed }) => [known_on, known_on_assumed])).toEqual([
      ['2031-02-03', false],
      ['2031-02-03', false],
    ])
    const again = smallPack({
      'events.csv': withLines(
        'events.csv',
        ...lines,
        'C,CCC,denunciation,2031-03-03,,2031-04-01,read,,table,',
      ),
    })
    expect(await load(store, again, () => '2031-06-01T00:00:00.000Z')).toMatchObject({ events: 1 })
  })

  it('refuses a row that became known on a day that has not come, with its file and line', async () => {
    const store = await stores.empty()
    const row = 'C,CCC,signature,2001-02-03,,2999-01-01,read,,table,'
    const files = smallPack({ 'events.csv': withLines('events.csv', row) })
    expect(await refusal(load(store, files))).toMatch(
      /^small\/events\.csv:7: known_on: "2999-01-01" is not accepted; expected a day not after today, 20\d\d-/,
    )
    expect(await readHead(store)).toMatchObject({ seq: 0 })
    const known = smallPack({ 'events.csv': withLines('events.csv', row.replace('2999', '2002')) })
    expect(await load(store, known)).toMatchObject({ events: SMALL_EVENTS + 1 })
  })

  it('refuses a row that was added later and does not say when it became known', async () => {
    const store = await stores.small()
    const files = smallPack({
      'events.csv': withLines('events.csv', 'C,CCC,signature,2001-02-03,,,read,,table,'),
    })
    expect(await refusal(load(store, files))).toBe(
      'small/events.csv:7: known_on: is missing; ' +
        'expected the day from which the act could be known, since the row was added after the first list.',
    )
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS })
  })

  it('keeps every answer of an earlier day of knowledge when a pack is added to a record', async () => {
    const store = await stores.small()
    const day = plainDate('2020-01-01')
    const knownThen = (record: RecordSnapshot) => record.events.filter(({ known_on }) => known_on <= day)
    const before = knownThen(await loadRecord(store))
    await loadPacks(store, [readPackFolder(`${PACKS_FOLDER}/untoc`)])
    expect(knownThen(await loadRecord(store))).toEqual(before)
  })

  it('lets rules, names, groups and sources follow the files', async () => {
    const store = await stores.small()
    const changes = {
      'memberships.csv': without('memberships.csv', 'union,BBB,2004-05-01,,'),
      'sources.csv': withLines('sources.csv', 'gazette,gazette,Gazette,State,,,whole'),
      'rules.json': String(SMALL_PACK['rules.json']).replace('"n":90', '"n":60'),
      'names.csv': withLines('names.csv', 'BBB,Bordurien,,1999-12-31,'),
    }
    expect(await load(store, smallPack(changes))).toEqual({ events: 0, notices: [] })
    const record = await loadRecord(store)
    expect(record.memberships.filter(({ group }) => group === 'union')).toHaveLength(1)
    expect(record.sources.map(({ id }) => id)).toEqual(['gazette', 'press', 'table'])
    expect(record.treaties[0]?.rules[0]?.period).toEqual({ kind: 'days', n: 60 })
    expect(record.names).toHaveLength(3)
  })

  it('refuses a row on record that was changed, and says how to mend an act', async () => {
    const store = await stores.small()
    const changed = { 'events.csv': String(SMALL_PACK['events.csv']).replace('a note,', 'another note,') }
    expect(await refusal(load(store, smallPack(changed)))).toBe(
      'small/events.csv:3: C.AAA.ratification.2001-06-05 note: "another note, with a comma" is not accepted; ' +
        'expected "a note, with a comma" as on record; correct the event instead of changing its row.',
    )
  })

  it('refuses to lose a row on record', async () => {
    const store = await stores.small()
    const files = smallPack({
      'events.csv': without('events.csv', 'P,AAA,ratification,2002-01-01,,,read,,table,'),
    })
    expect(await refusal(load(store, files))).toBe(
      'small: row: "P.AAA.ratification.2002-01-01" is not accepted; ' +
        'expected a row for each event on record; retract the event instead of removing its row.',
    )
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS })
  })

  it('leaves nothing of a pack in which one row is wrong', async () => {
    const store = await stores.empty()
    const wrong = { 'events.csv': withLines('events.csv', 'C,ZZZ,signature,2001-02-03,,,read,,table,') }
    expect(await refusal(load(store, smallPack(wrong)))).toContain('small/events.csv:7: participant: "ZZZ"')
    expect(await store.db.selectFrom('packs').selectAll().execute()).toEqual([])
    expect(await readHead(store)).toMatchObject({ seq: 0 })
  })

  it('takes an act that somebody recorded by hand before the list had it for the same act', async () => {
    const store = await stores.small()
    const id = 'C.CCC.signature.2001-02-03'
    await appendEvents(store, [
      draft({
        id,
        treaty: 'C',
        participant: 'CCC',
        action: 'signature',
        action_date: '2001-02-03',
        note: 'by hand',
      }),
    ])
    const added = { 'events.csv': withLines('events.csv', 'C,CCC,signature,2001-02-03,,,read,,table,') }
    expect(await load(store, smallPack(added))).toEqual({ events: 0, notices: [] })
  })

  it('reads events added since an earlier reading only, unless the record is another one', async () => {
    const store = await stores.small()
    const earlier = await loadRecord(store)
    await appendEvents(store, [draft({ id: 'new', treaty: 'C', participant: 'CCC', action: 'signature' })])
    const later = await loadRecord(store, earlier)
    expect(later.events[0]).toBe(earlier.events[0])
    expect(later).toEqual(await loadRecord(store))
    const other = { ...earlier, head: { ...earlier.head, hash: 'f'.repeat(64) } }
    expect((await loadRecord(store, other)).events[0]).not.toBe(earlier.events[0])
  })

  it('brings in the first record, and a second pack beside it', async () => {
    const store = await stores.empty()
    const loaded = await loadPacks(store, [readPackFolder(`${PACKS_FOLDER}/untoc`)])
    expect(loaded).toEqual([{ events: 1103, notices: [] }])
    await load(
      store,
      smallPack({
        'pack.json': String(SMALL_PACK['pack.json']).replace('"position":1,"lic', '"position":2,"lic'),
      }),
    )
    const record = await loadRecord(store)
    expect(record.treaties.map(({ number }) => number)).toEqual([
      'XVIII-12',
      'XVIII-12-a',
      'XVIII-12-b',
      'XVIII-12-c',
      'C',
      'P',
    ])
    expect(record.source_as_at).toBe('2024-05-04')
    expect(await verifyRecord(store)).toMatchObject({ intact: true, head: { seq: 1103 + SMALL_EVENTS } })
  })

  it('brings in none of several where one is wrong, and lists what is wrong with all of them', async () => {
    const store = await stores.empty()
    const wrong = (id: string) => ({
      folder: id,
      files: smallPack({
        'pack.json': String(SMALL_PACK['pack.json']).replace('"id":"small"', `"id":"${id}","color":"red"`),
      }),
    })
    const loading = loadPacks(store, [wrong('one'), { folder: 'small', files: smallPack() }, wrong('two')])
    const told = (await refusal(loading)).split('\n').map((line) => line.replace(/ is .*/, ''))
    expect(told).toEqual(['one/pack.json:1: color: "red"', 'two/pack.json:1: color: "red"'])
    expect(await store.db.selectFrom('packs').selectAll().execute()).toEqual([])
    expect(await readHead(store)).toMatchObject({ seq: 0 })
  })

  it('refuses a participant whom another pack describes otherwise', async () => {
    const store = await stores.small()
    const second = smallPack({
      'pack.json': JSON.stringify({
        ...JSON.parse(String(SMALL_PACK['pack.json'])),
        id: 'second',
        treaties: [{ ...JSON.parse(String(SMALL_PACK['pack.json'])).treaties[0], slug: 'd', number: 'D' }],
      }),
      'rules.json': JSON.stringify([{ ...JSON.parse(String(SMALL_PACK['rules.json']))[0], treaty: 'D' }]),
      'participants.csv': String(SMALL_PACK['participants.csv']).replace('Borduria', 'Syldavia'),
      'events.csv':
        'treaty,participant,action,action_date,day_known,source\nD,AAA,signature,2001-01-01,read,table\n',
      ...{ 'undated.csv': null, 'asserted.csv': null, 'declarations.csv': null, 'gaps.csv': null },
    })
    expect(await refusal(load(store, second))).toBe(
      'small/participants.csv:3: participants: "BBB" is not accepted; expected the same as in the pack small.',
    )
  })
})
