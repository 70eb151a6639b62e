import { once } from 'node:events'
import { chmodSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { addDays, plainDate } from '../src/law/plain-date.ts'
import type { EventDraft } from '../src/record/event.ts'
import { appendEvents } from '../src/store/append-events.ts'
import { eventPages, readHead } from '../src/store/load-record.ts'
import { migrate } from '../src/store/migrate.ts'
import { openPostgres } from '../src/store/open-postgres.ts'
import { readMigrations } from '../src/store/read-migrations.ts'
import type { Store } from '../src/store/store.ts'
import { verifyRecord } from '../src/store/verify-record.ts'
import { startPostgres } from '../test/store/postgres-server.ts'
import { keepResult } from './kept-results.ts'

const EVENTS = Number(process.env['EVENTS'] ?? 1_000_000)
const AT_ONCE = 20_000
/** The last of them are written one by one. */
const SINGLY = 300
const PARTICIPANTS = 200
const ACTS = ['signature', 'ratification', 'denunciation', 'rescission', 'provisional_application'] as const
const FIRST_DAY = plainDate('2000-12-12')
const DAYS = Array.from({ length: 3_650 }, (_, place) => addDays(FIRST_DAY, place))

function code(place: number): string {
  return [676, 26, 1].map((weight) => String.fromCharCode(65 + (Math.floor(place / weight) % 26))).join('')
}

/** The n-th synthetic act: every treaty has each act of each participant once. */
function act(place: number): EventDraft {
  const participant = code(place % PARTICIPANTS)
  const action = ACTS[Math.floor(place / PARTICIPANTS) % ACTS.length] ?? 'signature'
  const treaty = `T-${Math.floor(place / (PARTICIPANTS * ACTS.length))}`
  const day = DAYS[Math.floor(place / PARTICIPANTS) % DAYS.length] ?? FIRST_DAY
  return {
    id: `${treaty}.${participant}.${action}.${day}`,
    treaty,
    participant,
    action,
    action_date: day,
    earliest: null,
    latest: null,
    effect_date: null,
    known_on: day,
    known_on_assumed: true,
    day_known: 'read',
    derivation: null,
    corrects: null,
    signatories: null,
    parties: null,
    source: 'synthetic',
    document: null,
    note: place % 20 === 0 ? 'a note on one act in twenty, of the usual length' : null,
    recorded_by: 'bench',
  }
}

async function prepare({ db }: Store): Promise<void> {
  await migrate(db, readMigrations())
  const treaties = Math.ceil(EVENTS / (PARTICIPANTS * ACTS.length))
  for (const statement of [
    `insert into packs values ('bench', 'Bench', 1, 'CC0-1.0')`,
    `insert into sources values ('synthetic', 'bench', 'other', 'Synthetic', 'Bench', '', '', 'made')`,
    `insert into treaties (number, pack, slug, title, short_title, adopted, position, depositary_address, rules)
      select 'T-' || n, 'bench', 't-' || n, 'T', 'T', '2000-11-15', n, 'https://example.org', '[]'
      from generate_series(0, ${treaties}) as n`,
  ]) {
    await sql.raw(statement).execute(db)
  }
  for (let place = 0; place < PARTICIPANTS; place += 1) {
    const name = code(place)
    await sql`insert into participants (code, pack, kind, name, names_also)
      values (${name}, 'bench', 'state', ${name}, '{}')`.execute(db)
  }
}

/** Loads the synthetic acts as every other act is loaded. Answers with milliseconds and the most memory seen. */
async function loadThroughAppend(store: Store): Promise<{ milliseconds: number; megabytes: number }> {
  let megabytes = 0
  const began = performance.now()
  for (let from = 0; from < EVENTS - SINGLY; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, EVENTS - SINGLY - from)
    await appendEvents(
      store,
      Array.from({ length: size }, (_, place) => act(from + place)),
    )
    megabytes = Math.max(megabytes, process.memoryUsage().rss / 2 ** 20)
  }
  return { milliseconds: performance.now() - began, megabytes }
}

/** Writes the last acts in a transaction each, one after the other, in milliseconds. */
async function appendSingly(store: Store): Promise<number> {
  const began = performance.now()
  for (let place = EVENTS - SINGLY; place < EVENTS; place += 1) await appendEvents(store, [act(place)])
  return performance.now() - began
}

/** What capacity is computed from. The server of the benchmark does not flush to the disk. */
export type LoadResult = { readonly bulk_a_second: number; readonly single_a_second: number }

/** Writes the rows of the record as COPY reads them: text, tabs, `\\N` for null. */
async function writeCopyFile(store: Store, path: string): Promise<void> {
  const file = createWriteStream(path)
  const columns = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = 'events'::regclass and attnum > 0 order by attnum`.execute(store.db)
  for await (const page of eventPages(store.db, { seq: 0 })) {
    const lines = page.map((event) =>
      columns.rows.map(({ name }) => Reflect.get(event, name) ?? '\\N').join('\t'),
    )
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

/** COPY of the same rows from a file of the server into a table made ready by `ready`, in milliseconds. */
async function copyInto(store: Store, table: string, path: string): Promise<number> {
  const began = performance.now()
  await sql.raw(`copy ${table} from '${path}'`).execute(store.db)
  const milliseconds = performance.now() - began
  const counted = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(
    store.db,
  )
  if (counted.rows[0]?.rows !== EVENTS) throw new Error(`COPY took ${counted.rows[0]?.rows} rows`)
  return milliseconds
}

function line(what: string, milliseconds: number, against: number): string {
  const rate = Math.round(EVENTS / (milliseconds / 1_000)).toLocaleString('en')
  return `${what.padEnd(62)} ${(milliseconds / 1_000).toFixed(1).padStart(7)} s ${rate.padStart(11)}/s ${(milliseconds / against).toFixed(2).padStart(6)}`
}

const server = await startPostgres()
const folder = mkdtempSync(join(tmpdir(), 'palermo-load-'))
chmodSync(folder, 0o755)
const path = join(folder, 'events.copy')
const store = await openPostgres(server.url)
try {
  await prepare(store)
  const loaded = await loadThroughAppend(store)
  const singly = await appendSingly(store)
  const { seq } = await readHead(store)
  if (seq !== EVENTS) throw new Error(`${seq} events on record`)
  const began = performance.now()
  const verified = await verifyRecord(store)
  const verifying = performance.now() - began
  if (!verified.intact) throw new Error('the record is not intact')
  await writeCopyFile(store, path)
  await sql`create table same (like events including all)`.execute(store.db)
  for (const [column, table] of [
    ['treaty', 'treaties'],
    ['participant', 'participants'],
    ['source', 'sources'],
    ['document', 'documents'],
  ]) {
    await sql.raw(`alter table same add foreign key (${column}) references ${table}`).execute(store.db)
  }
  const same = await copyInto(store, 'same', path)
  await sql`create table bare (like events)`.execute(store.db)
  const bare = await copyInto(store, 'bare', path)
  console.log(
    `${EVENTS.toLocaleString('en')} events, PostgreSQL on this machine`.padEnd(76) +
      'against COPY'.padStart(22),
  )
  console.log(line('COPY into the same table: indexes, checks, foreign keys', same, same))
  console.log(line('COPY into a bare table: columns only', bare, same))
  console.log(line('append: checked, chained, hashed, indexed, in transactions', loaded.milliseconds, same))
  console.log(line('verify: read back, every hash recomputed', verifying, same))
  const rates: LoadResult = {
    bulk_a_second: Math.round((EVENTS - SINGLY) / (loaded.milliseconds / 1_000)),
    single_a_second: Math.round(SINGLY / (singly / 1_000)),
  }
  console.log(`one act a transaction: ${rates.single_a_second} a second`)
  keepResult('load', rates)
  console.log(`most memory of the loading process: ${Math.round(loaded.megabytes)} MB`)
} finally {
  await store.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
