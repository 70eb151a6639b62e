import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/law/input-error.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { draft } from '../record/draft.ts'
import { startChild } from './child.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

const AT = '2026-11-24T10:00:00.123Z'

function act(id: string, given: Parameters<typeof draft>[0] = {}): EventDraft {
  return draft({
    id,
    treaty: 'C',
    participant: 'CCC',
    action: 'signature',
    action_date: '2001-01-01',
    ...given,
  })
}

async function refusal(written: Promise<unknown>): Promise<readonly string[]> {
  const error = await written.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof InputError)) throw new Error(`no InputError but ${String(error)}`)
  return error.problems.map(({ field }) => field)
}

describe.each(DATABASES)('appending on $name', (database) => {
  const stores = storesOf(database)

  it('gives the events back with their places, just as they are read again', async () => {
    const store = await stores.small()
    const note = 'Côte d’Ivoire, “quoted”, {a,b}, \\ and \n a new line'
    const drafts = [act('one', { note }), act('two', { action: 'ratification', effect_date: null })]
    const events = await appendEvents(store, drafts, { recordedAt: () => AT })
    expect(events.map(({ seq }) => seq)).toEqual([SMALL_EVENTS + 1, SMALL_EVENTS + 2])
    expect((await loadRecord(store)).events.slice(SMALL_EVENTS)).toEqual(events)
    expect(events[0]).toMatchObject({ ...drafts[0], recorded_at: AT })
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
  })

  it('writes many in one go', async () => {
    const store = await stores.small()
    const drafts = Array.from({ length: 5_001 }, (_, place) => act(`many-${place}`))
    expect(await appendEvents(store, drafts)).toHaveLength(5_001)
    expect(await verifyRecord(store)).toMatchObject({ intact: true, head: { seq: SMALL_EVENTS + 5_001 } })
  })

  it.each<[string, readonly EventDraft[], readonly string[]]>([
    ['an unknown participant', [act('x', { participant: 'ZZZ' })], ['x participant']],
    ['an unknown treaty and source', [act('x', { treaty: 'X', source: 'rumour' })], ['x treaty', 'x source']],
    ['a document that was not kept', [act('x', { document: 'a'.repeat(64) })], ['x document']],
    ['an id on record', [act('C.AAA.signature.2000-12-12')], ['id']],
    ['an id given twice', [act('x'), act('x')], ['id']],
    ['no day', [act('x', { action_date: null, known_on: '2001-01-01' })], ['x action_date']],
    ['a correction of nothing', [act('x', { action: 'correction', corrects: 'none' })], ['x corrects']],
    [
      'a correction known too early',
      [
        act('x', {
          action: 'correction',
          corrects: 'C.AAA.signature.2000-12-12',
          participant: 'AAA',
          known_on: '2000-12-11',
        }),
      ],
      ['x known_on'],
    ],
  ])('refuses %s, and nothing of the whole batch is written', async (_what, drafts, fields) => {
    const store = await stores.small()
    expect(await refusal(appendEvents(store, [act('good'), ...drafts]))).toEqual(fields)
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS })
  })

  it('lets a correction follow the act it corrects in the same batch', async () => {
    const store = await stores.small()
    const correction = act('mended', {
      action: 'correction',
      corrects: 'one',
      action_date: '2001-01-02',
      known_on: '2001-02-01',
    })
    await appendEvents(store, [act('one'), correction])
    expect(await refusal(appendEvents(store, [{ ...correction, id: 'rival' }]))).toEqual(['rival known_on'])
    const off = act('off', { action: 'retraction', corrects: 'mended', known_on: '2001-03-01' })
    await appendEvents(store, [off, { ...correction, id: 'rival' }])
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS + 4 })
  })

  it('writes what belongs to the events with them or not at all', async () => {
    const store = await stores.small()
    const alsoWrites = async (trx: Store['db']) => {
      await sql`insert into known_gaps (pack, place, treaty, kind, statement, reason, source)
        values ('small', 99, 'C', 'oddity', 'x', 'y', 'table')`.execute(trx)
    }
    const fails = async () => {
      throw new Error('the second write failed')
    }
    const failed = appendEvents(store, [act('one')], { inTransaction: [alsoWrites, fails] })
    await expect(failed).rejects.toThrow('the second write failed')
    const gaps = () => store.db.selectFrom('known_gaps').select('place').where('place', '=', 99).execute()
    expect(await gaps()).toEqual([])
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS })
    await appendEvents(store, [act('one')], { inTransaction: [alsoWrites] })
    expect(await gaps()).toEqual([{ place: 99 }])
  })

  it('leaves one order without a gap after 50 writers at once', async () => {
    const store = await stores.small()
    const write = async (writer: number): Promise<number> => {
      const [event] = await appendEvents(store, [act(`writer-${writer}`)])
      if (event === undefined) throw new Error('one draft, one event')
      return event.seq
    }
    const places = await Promise.all(Array.from({ length: 50 }, (_, writer) => write(writer)))
    expect(places.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, place) => SMALL_EVENTS + 1 + place),
    )
    expect(await verifyRecord(store)).toMatchObject({ intact: true, head: { seq: SMALL_EVENTS + 50 } })
  })

  it('takes no number for a write that failed', async () => {
    const store = await stores.small()
    await refusal(appendEvents(store, [act('x', { participant: 'ZZZ' })]))
    const [event] = await appendEvents(store, [act('next')])
    expect(event?.seq).toBe(SMALL_EVENTS + 1)
  })

  it('gives a writer that tries again what it wrote before, and writes nothing twice', async () => {
    const store = await stores.small()
    const mends = act('mends', { action: 'correction', corrects: 'one', known_on: '2001-02-01' })
    const drafts = [act('one'), act('two', { action: 'ratification' }), mends]
    const written = await appendEvents(store, drafts)
    expect(await appendEvents(store, drafts)).toEqual(written)
    expect(await appendEvents(store, [mends])).toEqual(written.slice(2))
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS + 3 })
    expect(await refusal(appendEvents(store, [act('one', { note: 'other' })]))).toEqual(['id'])
    expect(await refusal(appendEvents(store, [act('one'), act('three')]))).toEqual(['id'])
  })

  it('writes nothing for no drafts', async () => {
    const store = await stores.small()
    expect(await appendEvents(store, [])).toEqual([])
    expect(await readHead(store)).toMatchObject({ seq: SMALL_EVENTS })
  })

  it.each(['Asia/Tokyo', 'America/Los_Angeles'])(
    'reads the day that was written in the zone %s',
    async (zone) => {
      const before = process.env['TZ']
      process.env['TZ'] = zone
      try {
        const store = await stores.small()
        await sql`set timezone = 'Asia/Kolkata'`.execute(store.db)
        await appendEvents(store, [act('day', { action_date: '2003-07-01' })], { recordedAt: () => AT })
        const events = (await loadRecord(store)).events
        expect(events.at(-1)).toMatchObject({
          action_date: '2003-07-01',
          known_on: '2003-07-01',
          recorded_at: AT,
        })
        expect(events[0]).toMatchObject({ action_date: '2000-12-12' })
      } finally {
        if (before === undefined) delete process.env['TZ']
        else process.env['TZ'] = before
      }
    },
  )
})

/** `WRITTEN_AT_ONCE=10000 npx vitest run test/store/append-events` for the whole promise. */
const WRITTEN_AT_ONCE = Number(process.env['WRITTEN_AT_ONCE'] ?? 200)

describe('two programs on one PostgreSQL', () => {
  const server = DATABASES.find(({ name }) => name === 'PostgreSQL')
  if (server === undefined) throw new Error('PostgreSQL is one of the databases')
  const stores = storesOf(server)

  it('leave one order without a gap', async () => {
    const one = await stores.small()
    const url = await sql<{ name: string }>`select current_database() as name`.execute(one.db)
    const address = new URL(one.place)
    address.password = 'password'
    expect(address.pathname).toBe(`/${url.rows[0]?.name}`)
    const other = await openPostgres(address.toString())
    try {
      const writes = Array.from({ length: 40 }, (_, writer) =>
        appendEvents(writer % 2 === 0 ? one : other, [act(`w-${writer}-a`), act(`w-${writer}-b`)]),
      )
      const pairs = await Promise.all(writes)
      for (const [first, second] of pairs) expect(second?.seq).toBe(Number(first?.seq) + 1)
      expect(await verifyRecord(other)).toMatchObject({ intact: true, head: { seq: SMALL_EVENTS + 80 } })
    } finally {
      await other.close()
    }
  })

  it('two processes that write at once leave one order without a gap or a fork, each event once and in the order of its writer', async ({
    task,
  }) => {
    const store = await stores.small()
    const address = new URL(store.place)
    address.password = 'password'
    const folder = mkdtempSync(join(tmpdir(), 'palermo-writers-'))
    const each = WRITTEN_AT_ONCE / 2
    const args = [folder, address.toString(), String(each)]
    const writers = [startChild('write-some.ts', args), startChild('write-some.ts', args)]
    try {
      const said = await Promise.all(writers.map((writer) => writer.said(each + 1)))
      const numbers = said.map((lines) => lines.slice(1).map(Number))
      for (const own of numbers) expect(own).toEqual([...own].sort((a, b) => a - b))
      const all = numbers.flat().sort((a, b) => a - b)
      expect(all).toEqual(Array.from({ length: 2 * each }, (_, place) => SMALL_EVENTS + 1 + place))
      // They did write at the same time.
      const [first = [], second = []] = numbers
      expect(Math.max(Number(first[0]), Number(second[0]))).toBeLessThan(
        Math.min(Number(first.at(-1)), Number(second.at(-1))),
      )
      expect(await verifyRecord(store)).toMatchObject({
        intact: true,
        head: { seq: SMALL_EVENTS + WRITTEN_AT_ONCE },
      })
      task.meta.figure = `${WRITTEN_AT_ONCE} events by two processes`
    } finally {
      for (const writer of writers) await writer.kill()
      rmSync(folder, { recursive: true, force: true })
    }
  }, 1_800_000)
})
