import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { InputError } from '../law/input-error.ts'
import { BACKUP_FORM, BACKUP_TABLES, type BackupOpening } from './backup.ts'
import type { Row } from './insert-rows.ts'

/** Some rows of one table, in the order in which they were written. */
export type BackupRows = { readonly table: string; readonly rows: readonly Row[] }

type Tally = { rows: number; readonly hash: ReturnType<typeof sha256.create> }

const BATCH = 1_000
const NAMES = new Set(BACKUP_TABLES.map(({ name }) => String(name)))
const SCHEMA = /^\d{4}-[a-z0-9-]+\.sql$/
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/
const HASH = /^[0-9a-f]{64}$/
const utf8 = new TextEncoder()

function refusal(field: string, value: string | null, accepted: string): InputError {
  return new InputError([{ field, value, accepted }])
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string, line: number): Row {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw refusal(`backup line ${line}`, text.slice(0, 40), 'a whole line of JSON')
}

function matches(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value)
}

function openingIn(said: Row): BackupOpening {
  const { palermo_backup, schema, head, made_at } = said
  if (palermo_backup !== BACKUP_FORM) {
    const value = palermo_backup === undefined ? null : String(palermo_backup)
    throw refusal('backup line 1', value, `the opening line of a backup of the form ${BACKUP_FORM}`)
  }
  const { seq, hash } = isObject(head) ? head : {}
  const named = matches(schema, SCHEMA) && matches(made_at, INSTANT) && matches(hash, HASH)
  if (!named || typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0) {
    throw refusal('backup line 1', null, 'schema, head and made_at')
  }
  return { palermo_backup, schema, head: { seq, hash }, made_at }
}

/** The line of the manifest as it is written: nothing else may stand in it. */
function manifestLine(said: Row): string {
  const parts = Object.entries(said).map(([name, of]) => {
    const { rows, sha256: hash } = isObject(of) ? of : {}
    return [name, { rows, sha256: hash }] as const
  })
  return JSON.stringify({ manifest: Object.fromEntries(parts) })
}

/** Holds what was read against the manifest: its tables in that order, each with all its rows. Throws InputError at the
 *  first table that differs. */
function requireManifest(tallies: ReadonlyMap<string, Tally>, manifest: unknown, text: string): void {
  const said = isObject(manifest) ? manifest : {}
  if (text !== manifestLine(said))
    throw refusal('backup manifest', null, 'rows and sha256 of each table only')
  const order = Object.keys(said)
  const places = [...tallies.keys()].map((name) => order.indexOf(name))
  if (places.some((place, at) => place < Number(places[at - 1] ?? 0))) {
    throw refusal('backup', 'tables that were moved', 'the tables in the order of its manifest')
  }
  for (const name of new Set([...tallies.keys(), ...Object.keys(said)])) {
    const tally = tallies.get(name) ?? { rows: 0, hash: sha256.create() }
    const of = said[name]
    const same = isObject(of) && of['rows'] === tally.rows && of['sha256'] === bytesToHex(tally.hash.digest())
    if (!same) throw refusal(`backup of ${name}`, `${tally.rows} rows`, 'the rows of its manifest')
  }
}

/** Reads a backup a line at a time: what it says of itself first, then its rows. Throws InputError at the first line
 *  that is damaged, missing or out of its place; only when the last rows were given is all of it known to be whole. */
export async function readBackup(lines: AsyncIterable<string>): Promise<{
  readonly opening: BackupOpening
  readonly rows: AsyncGenerator<BackupRows>
}> {
  const source = lines[Symbol.asyncIterator]()
  const first = await source.next()
  if (first.done) throw refusal('backup', 'nothing', 'an opening line, rows and a manifest')
  const opening = openingIn(parsed(first.value, 1))
  const tallies = new Map<string, Tally>()
  const tally = (name: string, text: string): void => {
    const found = tallies.get(name) ?? { rows: 0, hash: sha256.create() }
    found.rows += 1
    found.hash.update(utf8.encode(`${text}\n`))
    tallies.set(name, found)
  }
  tally('opening', first.value)

  async function* rowsOf(): AsyncGenerator<BackupRows> {
    let manifest: { readonly said: unknown; readonly text: string } | null = null
    let batch: { table: string; rows: Row[] } | null = null
    let current: string | null = null
    let place = 1
    for (let next = await source.next(); !next.done; next = await source.next()) {
      place += 1
      const said = parsed(next.value, place)
      if (manifest !== null) throw refusal(`backup line ${place}`, null, 'nothing after the manifest')
      if ('manifest' in said) {
        manifest = { said: said['manifest'], text: next.value }
        continue
      }
      const { table, row } = said
      if (typeof table !== 'string' || !NAMES.has(table) || !isObject(row)) {
        throw refusal(`backup line ${place}`, String(table), 'a row of a known table')
      }
      if (table !== current && tallies.has(table)) {
        throw refusal(`backup line ${place}`, table, 'the rows of each table together')
      }
      current = table
      tally(table, next.value)
      if (batch !== null && (batch.table !== table || batch.rows.length >= BATCH)) {
        yield batch
        batch = null
      }
      batch ??= { table, rows: [] }
      batch.rows.push(row)
    }
    if (batch !== null) yield batch
    if (manifest === null) throw refusal('backup', 'a backup cut off', 'a backup with its manifest')
    requireManifest(tallies, manifest.said, manifest.text)
  }
  return { opening, rows: rowsOf() }
}
