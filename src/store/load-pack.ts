import { sql, type Transaction } from 'kysely'
import { InputError, type InputProblem } from '../law/input-error.ts'
import { dayOfMoment, laterOf, type PlainDate } from '../law/plain-date.ts'
import type { Notice } from '../pack/candidate.ts'
import { loadablePack } from '../pack/check-pack.ts'
import { daysToCome } from '../pack/days-to-come.ts'
import { futureKnowledge, knownFromLoad, unsaidKnowledge } from '../pack/later-rows.ts'
import { inLoadingOrder } from '../pack/loadable-packs.ts'
import { NOTHING_LOADED } from '../pack/loaded-before.ts'
import type { PackFiles, PackFolder } from '../pack/pack.ts'
import { readPack } from '../pack/read-pack.ts'
import type { EventDraft, RecordEvent } from '../record/event.ts'
import { appendInTransaction, lockHead } from './append-events.ts'
import { fileHash } from './file-hash.ts'
import { loadedBefore } from './loaded-packs.ts'
import { type NamedPack, writeRegistry } from './pack-registry.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

export type PackLoad = {
  /** How many events the load brought; 0 where the same files were loaded before. */
  readonly events: number
  /** What was loaded all the same, for a person to look at. Empty where nothing was read again. */
  readonly notices: readonly Notice[]
}

const NOTHING_NEW: PackLoad = { events: 0, notices: [] }

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
  const lines = [...files].map(([name, text]) => `${name} ${fileHash(text)}\n`)
  return fileHash(lines.toSorted().join(''))
}

/** The row as it would stand on record, had it come when the event came: one that came later than the first list is
 *  known from its load. */
function asRecorded(draft: EventDraft, event: RecordEvent): EventDraft {
  const day = dayOfMoment(Date.parse(event.recorded_at))
  return event.known_on === day && draft.known_on < day ? knownFromLoad(draft, day) : draft
}

function changedField(row: EventDraft, event: RecordEvent): (typeof SAID)[number] | null {
  const draft = asRecorded(row, event)
  return SAID.find((field) => draft[field] !== event[field]) ?? null
}

/** What became of the rows of a pack that are on record. An event that another hand wrote is not held against its
 *  row: it may say more. */
function changedRows({ folder, pack }: NamedPack, recorded: readonly RecordEvent[]): InputProblem[] {
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

/** The rows of a pack that are not on record yet, as drafts; `day` is that of the load where the record holds events
 *  already, else null. Throws InputError where a row on record was changed or removed (the record is mended by a
 *  correction or retraction, never by editing a list), and where one that was added does not say when it became
 *  known, or names a day that has not come. */
async function newRows(
  trx: Transaction<Tables>,
  named: NamedPack,
  { day, today }: { readonly day: PlainDate | null; readonly today: PlainDate },
): Promise<EventDraft[]> {
  const ids = named.pack.events.map(({ value }) => value.id)
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
  const known = new Set(recorded.map(({ id }) => id))
  const added = named.pack.events.filter(({ value }) => !known.has(value.id))
  const listed = recorded.some(({ recorded_by }) => recorded_by === `pack:${named.pack.id}`)
  const problems = [
    ...changedRows(named, recorded),
    ...(listed ? unsaidKnowledge(added) : []),
    ...daysToCome(added, today),
    ...futureKnowledge(added, today),
  ]
  if (problems.length > 0) throw new InputError(problems)
  return added.map(({ value }) => (day === null ? value : knownFromLoad(value, day)))
}

/** Which of these files are those that were loaded last, by their hash. */
async function loadedHashes(db: Store['db'], hashes: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ files_hash: string }>`
    select files_hash from pack_loads as load
    where files_hash = any(${hashes}::text[]) and not exists (
      select from pack_loads as later where later.pack = load.pack and later.loaded_at > load.loaded_at)`.execute(
    db,
  )
  return new Set(found.rows.map(({ files_hash }) => files_hash))
}

async function loadWithin(
  trx: Transaction<Tables>,
  { folder, files }: PackFolder,
  options: { readonly recordedAt: () => string; readonly day: PlainDate | null },
): Promise<PackLoad> {
  const hash = packHash(files)
  if ((await loadedHashes(trx, [hash])).size > 0) return NOTHING_NEW
  const read = readPack(folder, files)
  const before = read.pack === null ? NOTHING_LOADED : await loadedBefore(trx, read.pack)
  const { pack, notices } = loadablePack(read, before)
  await writeRegistry(trx, { folder, pack })
  const today = laterOf(dayOfMoment(Date.now()), dayOfMoment(Date.parse(options.recordedAt())))
  const drafts = await newRows(trx, { folder, pack }, { day: options.day, today })
  // Nobody is told of history; what a later release adds to a pack is news.
  const earlier = await trx
    .selectFrom('pack_loads')
    .select('seq')
    .where('pack', '=', pack.id)
    .limit(1)
    .execute()
  const { recordedAt } = options
  const events = await appendInTransaction(trx, drafts, { recordedAt, isHistory: earlier.length === 0 })
  const head = await lockHead(trx)
  await trx
    .insertInto('pack_loads')
    .values({
      pack: pack.id,
      files_hash: hash,
      loaded_at: options.recordedAt(),
      seq: head.seq,
      events: events.length,
    })
    .execute()
  return { events: events.length, notices }
}

/** Brings packs into the record, all of them or nothing, in one transaction, each after those it needs. Of one whose
 *  files are those that were loaded last nothing is read again; where rows were added since, they alone are appended,
 *  known from this day at the earliest. Answers in the order of loading. Throws InputError with every problem of every
 *  file of all of them. */
export async function loadPacks(
  store: Store,
  packs: readonly PackFolder[],
  recordedAt: () => string = () => new Date().toISOString(),
  onPack: () => void = () => undefined,
): Promise<readonly PackLoad[]> {
  const hashes = packs.map(({ files }) => packHash(files))
  const loaded = await loadedHashes(store.db, hashes)
  if (hashes.every((hash) => loaded.has(hash))) return packs.map(() => NOTHING_NEW)
  return store.db.transaction().execute(async (trx) => {
    const { seq } = await lockHead(trx)
    const day = seq === 0 ? null : dayOfMoment(Date.parse(recordedAt()))
    const loads: PackLoad[] = []
    const problems: InputProblem[] = []
    for (const pack of inLoadingOrder(packs)) {
      try {
        loads.push(await loadWithin(trx, pack, { recordedAt, day }))
        onPack()
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        problems.push(...error.problems)
      }
    }
    if (problems.length > 0) throw new InputError(problems)
    return loads
  })
}
