import { sql, type Transaction } from 'kysely'
import { InputError, type InputProblem } from '../law/input-error.ts'
import type { Notice } from '../pack/check-acts.ts'
import { loadablePack } from '../pack/check-pack.ts'
import { type LoadedBefore, NOTHING_LOADED } from '../pack/check-references.ts'
import type { PackFiles } from '../pack/pack.ts'
import { readPack } from '../pack/read-pack.ts'
import type { EventDraft } from '../record/event.ts'
import { sha256Hex } from '../record/sha256.ts'
import { appendInTransaction, lockHead } from './append-events.ts'
import { type NamedPack, writeRegistry } from './pack-registry.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** A pack's files as text; `folder` stands before their names in messages. */
export type PackFolder = { readonly folder: string; readonly files: PackFiles }

export type PackLoad = {
  /** How many events the load brought; 0 where the same files were loaded before. */
  readonly events: number
  /** What was loaded all the same, for a person to look at. Empty where nothing was read again. */
  readonly notices: readonly Notice[]
}

/** Fields in which a row of the pack must still say what the event on record says. */
const SAID = [
  'treaty',
  'participant',
  'action',
  'action_date',
  'earliest',
  'latest',
  'effect_date',
  'known_on',
  'known_on_assumed',
  'day_known',
  'derivation',
  'signatories',
  'parties',
  'source',
  'note',
] as const satisfies readonly (keyof EventDraft)[]

/** One SHA-256 over the names and contents of a pack's files. */
export function packHash(files: PackFiles): string {
  const lines = [...files].map(([name, text]) => `${name} ${sha256Hex(text.replaceAll('\r\n', '\n'))}\n`)
  return sha256Hex(lines.toSorted().join(''))
}

async function loadedBefore(trx: Transaction<Tables>, pack: string): Promise<LoadedBefore> {
  const names = async (table: string, column: string): Promise<Set<string>> => {
    const found = await sql<{ name: string }>`
      select ${sql.ref(column)} as name from ${sql.table(table)} where pack <> ${pack}`.execute(trx)
    return new Set(found.rows.map(({ name }) => name))
  }
  const participants = await trx
    .selectFrom('participants')
    .select(['code', 'alpha2'])
    .where('pack', '<>', pack)
    .execute()
  return {
    participants: new Map(participants.map(({ code, alpha2 }) => [code, alpha2])),
    groups: await names('groups', 'id'),
    sources: await names('sources', 'id'),
    treaties: await names('treaties', 'number'),
    slugs: await names('treaties', 'slug'),
  }
}

function changedField(draft: EventDraft, event: EventDraft): (typeof SAID)[number] | null {
  return SAID.find((field) => draft[field] !== event[field]) ?? null
}

/** What became of the rows of a pack that are on record. An event that another hand wrote is not held against its
 *  row: it may say more. */
function changedRows({ folder, pack }: NamedPack, recorded: readonly EventDraft[]): InputProblem[] {
  const rows = new Map(pack.events.map((row) => [row.value.id, row]))
  const own = recorded.filter((event) => event.recorded_by === `pack:${pack.id}`)
  return own.flatMap((event): InputProblem[] => {
    const row = rows.get(event.id)
    if (row === undefined) {
      const accepted = 'a row for each event on record; retract the event instead of removing its row'
      return [{ file: folder, field: 'row', value: event.id, accepted }]
    }
    const field = changedField(row.value, event)
    if (field === null) return []
    const accepted = `"${event[field]}" as on record; correct the event instead of changing its row`
    return [{ ...row.place, field: `${event.id} ${field}`, value: String(row.value[field]), accepted }]
  })
}

/** The rows of a pack that are not on record yet. Throws InputError where one on record was changed or removed: the
 *  record is mended by a correction or retraction, never by editing a list. */
async function newRows(trx: Transaction<Tables>, named: NamedPack): Promise<EventDraft[]> {
  const drafts = named.pack.events.map(({ value }) => value)
  const ids = drafts.map(({ id }) => id)
  const recorded = await trx
    .selectFrom('events')
    .selectAll()
    .where((where) =>
      where.or([
        where('recorded_by', '=', `pack:${named.pack.id}`),
        where('id', '=', sql<string>`any(${ids}::text[])`),
      ]),
    )
    .execute()
  const problems = changedRows(named, recorded)
  if (problems.length > 0) throw new InputError(problems)
  const known = new Set(recorded.map(({ id }) => id))
  return drafts.filter(({ id }) => !known.has(id))
}

async function isLoaded(db: Store['db'], hash: string): Promise<boolean> {
  const last = await db
    .selectFrom('pack_loads as load')
    .select('load.files_hash')
    .where('load.files_hash', '=', hash)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('pack_loads as later')
            .select('later.pack')
            .whereRef('later.pack', '=', 'load.pack')
            .whereRef('later.loaded_at', '>', 'load.loaded_at'),
        ),
      ),
    )
    .executeTakeFirst()
  return last !== undefined
}

/** Brings a pack into the record, all of it or nothing, in one transaction. Where the same files were loaded last
 *  nothing is read again; where rows were added since, they alone are appended. Throws InputError with every problem
 *  of every file, also where a row that is on record was changed or removed. */
export async function loadPack(
  store: Store,
  { folder, files }: PackFolder,
  recordedAt: () => string = () => new Date().toISOString(),
): Promise<PackLoad> {
  const hash = packHash(files)
  if (await isLoaded(store.db, hash)) return { events: 0, notices: [] }
  return store.db.transaction().execute(async (trx) => {
    await lockHead(trx)
    if (await isLoaded(trx, hash)) return { events: 0, notices: [] }
    const read = readPack(folder, files)
    const before = read.pack === null ? NOTHING_LOADED : await loadedBefore(trx, read.pack.id)
    const { pack, notices } = loadablePack(read, before)
    await writeRegistry(trx, { folder, pack })
    const events = await appendInTransaction(trx, await newRows(trx, { folder, pack }), { recordedAt })
    const head = await lockHead(trx)
    await trx
      .insertInto('pack_loads')
      .values({
        pack: pack.id,
        files_hash: hash,
        loaded_at: recordedAt(),
        seq: head.seq,
        events: events.length,
      })
      .execute()
    return { events: events.length, notices }
  })
}
