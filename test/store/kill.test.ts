import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import type { PackFolder } from '../../src/pack/pack.ts'
import { COMMAND_LINE } from '../../src/record/officer.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { writeAudit } from '../../src/store/audit-trail.ts'
import { recordDecision } from '../../src/store/decisions.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { openStore } from '../../src/store/open-store.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { PACKS_FOLDER, readPackFolder } from '../../src/store/read-pack-folder.ts'
import { restoreBackup } from '../../src/store/restore-backup.ts'
import type { Store } from '../../src/store/store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { type Child, startChild } from './child.ts'
import { newDataDirectory } from './data-directory.ts'
import { DATABASES, newServerDatabase, type State } from './databases.ts'

/** How often each kind of work is killed on each database: `KILLS=36` makes 504 kills of the seven kinds on both. */
const KILLS = Number(process.env['KILLS'] ?? 1)
/** Longest wait after an acknowledgement: about as long as a write takes. */
const MOST_WAIT_MS = 250
const ALL_EVENTS_OF_FIRST_PACK = 1_103

const folder = mkdtempSync(join(tmpdir(), 'palermo-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Where a process works that will be killed. */
type Place = {
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly drop: () => Promise<void>
}

async function newPlace(kind: 'embedded' | 'server', state: State): Promise<Place> {
  const dataDir = kind === 'server' ? mkdtempSync(join(folder, 'data-')) : await newDataDirectory(state)
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true })
  if (kind === 'server') {
    const { url, drop } = await newServerDatabase(state)
    return { dataDir, databaseUrl: url, drop: () => drop().then(remove) }
  }
  return { dataDir, databaseUrl: null, drop: async () => remove() }
}

function begin({ dataDir, databaseUrl }: Place, program: string, args: readonly string[]): Child {
  return startChild(program, [...args, dataDir, ...(databaseUrl === null ? [] : [databaseUrl])])
}

/** No decision without its events, no decided difference without its decision, no act of an officer that the audit trail
 *  does not have, and no line there of what was not written. */
async function halfDone({ db }: Store): Promise<readonly { readonly what: string }[]> {
  const { rows } = await sql<{ what: string }>`
    select 'event of a decision missing: ' || name as what
      from decisions cross join unnest(events) as name where not exists (select from events where id = name)
    union all select 'decided without a decision: ' || key
      from differences where state = 'decided' and decision is null
    union all select 'event of the reader without a decision: ' || id
      from events where recorded_by = 'reader' and not exists (select from decisions where events.id = any(decisions.events))
    union all select 'event of an officer without a line of the audit trail: ' || id
      from events where recorded_by = 'an.officer'
        and not exists (select from audit_trail where details -> 'events' ? events.id)
    union all select 'line of the audit trail without its event: ' || name
      from audit_trail cross join jsonb_array_elements_text(details -> 'events') as name
      where not exists (select from events where id = name)`.execute(db)
  return rows
}

async function expectWhole(store: Store, acknowledged: readonly string[]): Promise<void> {
  const { head, events } = await loadRecord(store)
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, at) => at + 1))
  const ids = new Set(events.map(({ id }) => id))
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
  expect(await verifyRecord(store)).toMatchObject({ intact: true })
  expect(await halfDone(store)).toEqual([])
}

async function expectUpToDate({ db }: Store): Promise<void> {
  const applied = await db.selectFrom('schema_migrations').select('name').orderBy('name').execute()
  expect(applied.map(({ name }) => name)).toEqual(readMigrations().map(({ name }) => name))
}

/** Every backup that is there is whole: the newest is restored. */
async function expectRestorable(dataDir: string): Promise<void> {
  const files = readdirSync(dataDir).filter((name) => name.endsWith('.backup'))
  const numberOf = (name: string): number => Number(/-(\d+)\.backup$/.exec(name)?.[1])
  const newest = files.toSorted((one, other) => numberOf(one) - numberOf(other)).at(-1)
  if (newest === undefined) return
  const lines = readFileSync(join(dataDir, newest), 'utf8').split('\n').slice(0, -1)
  const [pglite] = DATABASES
  const to = await pglite?.open('bare')
  if (to === undefined) throw new Error('no database')
  try {
    await restoreBackup(
      to,
      async function* () {
        yield* lines
      },
      readMigrations(),
    )
    expect(await verifyRecord(to)).toMatchObject({ intact: true })
  } finally {
    await to.close()
  }
}

type Work = {
  readonly kind: string
  readonly from: State
  readonly program?: string
  readonly packs?: readonly PackFolder[]
  readonly after?: (store: Store, place: Place) => Promise<void>
}

const small = [{ folder: 'small', files: smallPack() }]
const first = [readPackFolder(join(PACKS_FOLDER, 'untoc'))]

const WORK: readonly Work[] = [
  { kind: 'appending', from: 'small', program: 'write-small-and-wait.ts', packs: small },
  { kind: 'migrating', from: 'bare', packs: small, after: expectUpToDate },
  {
    kind: 'loading',
    from: 'migrated',
    packs: first,
    after: async (store) => expect((await loadRecord(store)).head.seq).toBe(ALL_EVENTS_OF_FIRST_PACK),
  },
  { kind: 'ingesting', from: 'watched' },
  { kind: 'accepting', from: 'watched' },
  { kind: 'correcting', from: 'watched' },
  { kind: 'backing up', from: 'small', after: (_store, { dataDir }) => expectRestorable(dataDir) },
]

/** How long the work takes by itself, where it ends; so that it is killed while it is under way. */
const took = new Map<string, number>()

async function timeOf({ kind, from }: Work, engine: 'embedded' | 'server'): Promise<number> {
  const known = took.get(`${engine} ${kind}`)
  if (known !== undefined) return known
  const place = await newPlace(engine, from)
  const child = begin(place, 'work-until-killed.ts', [kind])
  await child.said(1)
  const began = performance.now()
  while ((await child.said(1)).at(-1) !== 'done') await wait(5)
  const time = performance.now() - began
  await child.kill()
  await place.drop()
  took.set(`${engine} ${kind}`, time)
  return time
}

async function killOnce(work: Work, engine: 'embedded' | 'server', count: number): Promise<number> {
  const { kind, from, program, packs = [], after } = work
  const isShort = kind === 'migrating' || kind === 'loading'
  const most = isShort ? await timeOf(work, engine) : MOST_WAIT_MS
  const place = await newPlace(engine, from)
  try {
    const child = begin(place, program ?? 'work-until-killed.ts', program === undefined ? [kind] : [])
    await child.said(isShort ? 1 : 2 + (count % 4))
    // Spread evenly over the time of the work, the same in each run.
    await wait((count * 0.618_034 * most) % most)
    const said = await child.said(1)
    await child.kill()
    const acknowledged = said.filter((line) => !['begun', 'done'].includes(line))
    const store = await openStore({ ...place, packs })
    try {
      await expectWhole(store, program === undefined ? acknowledged : [])
      if (program !== undefined) {
        expect((await loadRecord(store)).head.seq).toBeGreaterThanOrEqual(Number(acknowledged.at(-1)))
      }
      await after?.(store, place)
    } finally {
      await store.close()
    }
    return acknowledged.length
  } finally {
    await place.drop()
  }
}

describe.each(['embedded', 'server'] as const)('kill -9 on the %s database', (engine) => {
  it.for(WORK)(
    'while $kind leaves nothing half done, and loses nothing that was acknowledged',
    { timeout: 14_400_000 },
    async (work, { task }) => {
      let acknowledged = 0
      for (let count = 1; count <= KILLS; count += 1) acknowledged += await killOnce(work, engine, count)
      console.log(`${engine}, ${work.kind}: ${KILLS} kills, ${acknowledged} acknowledged before them`)
      task.meta.figure = `${2 * WORK.length * KILLS} kills`
    },
  )
})

it('what is half done would be found', async () => {
  const [pglite] = DATABASES
  const store = await pglite?.open('small')
  if (store === undefined) throw new Error('no database')
  try {
    const act = { treaty: 'C', participant: 'CCC', action: 'signature' } as const
    await appendEvents(store, [draft({ ...act, id: 'one', recorded_by: 'an.officer' })])
    await appendEvents(store, [draft({ ...act, id: 'two', recorded_by: 'reader' })])
    await writeAudit(store.db, {
      officer: COMMAND_LINE,
      act: 'event.record',
      subject: 'x',
      details: { events: ['three'] },
    })
    await store.db.transaction().execute(async (trx) => {
      await recordDecision(trx, {
        kind: 'accept',
        by: 'x',
        at: new Date().toISOString(),
        reason: 'x',
        events: ['four'],
      })
    })
    const found = (await halfDone(store)).map(({ what }) => what).toSorted()
    expect(found).toEqual([
      'event of a decision missing: four',
      'event of an officer without a line of the audit trail: one',
      'event of the reader without a decision: two',
      'line of the audit trail without its event: three',
    ])
  } finally {
    await store.close()
  }
})
