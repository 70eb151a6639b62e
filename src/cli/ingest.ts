import type { Command } from 'commander'
import { registryOf } from '../depositary/participant-names.ts'
import { type Reading, readDocument } from '../depositary/read-document.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { sha256Hex } from '../record/sha256.ts'
import type { RecordSnapshot, Treaty } from '../record/snapshot.ts'
import type { WatchedSource } from '../record/watched-source.ts'
import type { InTransaction } from '../store/append-events.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { GivenDocument, Outcome } from '../store/take-document.ts'
import type { CommandLine } from './command-line.ts'
import { dayInName } from './day-in-name.ts'
import { type DocumentFile, readDocumentFiles } from './document-files.ts'
import type { FetchedFile } from './fetched-files.ts'
import { dayOption } from './hand-entry.ts'
import { type Ingested, ingestedText } from './ingested-text.ts'
import { isAddress } from './is-address.ts'

type IngestOptions = {
  readonly source?: string
  readonly treaty?: string
  readonly readOn?: string
  readonly crossCheck?: boolean
  readonly by: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** What is known before a document is taken. */
type Ground = {
  readonly line: CommandLine
  readonly options: IngestOptions
  readonly record: RecordSnapshot
  readonly watched: readonly WatchedSource[]
}

type Given = DocumentFile & Partial<Pick<FetchedFile, 'received'>>

function wantedTreaty({ options, record }: Ground): Treaty | null {
  const { treaty } = options
  if (treaty === undefined) return null
  const found = record.treaties.find(({ number, slug }) =>
    [number.toLowerCase(), slug].includes(treaty.toLowerCase()),
  )
  if (found !== undefined) return found
  const accepted = record.treaties.map(({ slug, number }) => `${slug} (${number})`).join(', ')
  throw new InputError([{ field: '--treaty', value: treaty, accepted }])
}

/** Number of the treaty on record that a page is taken for; null where it names one that is not on record, or says
 *  nothing about any. */
function treatyOf(ground: Ground, { file }: Given, reading: Reading): string | null {
  const wanted = wantedTreaty(ground)
  if (wanted !== null) return wanted.number
  const { treaties } = ground.record
  const found = treaties.find(({ number }) => number.toLowerCase() === reading.treaty?.toLowerCase())
  if (found !== undefined) return found.number
  if (reading.treaty !== null || reading.verdict !== 'status_table') return null
  const numbers = treaties.map(({ number }) => number).join(', ')
  const accepted = `a page that says which treaty it is about; say it with --treaty (${numbers})`
  throw new InputError([{ field: 'file', value: `${file} (no number)`, accepted }])
}

function sourceOf({ options, record, watched }: Ground, treaty: string): string {
  const named = watched.find((page) => page.treaty === treaty && page.role === 'depositary')?.source
  const source = options.source ?? named
  if (source !== undefined && record.sources.some(({ id }) => id === source)) return source
  throw new InputError([{ field: '--source', value: source ?? null, accepted: 'a source on record' }])
}

/** Throws InputError for what no file can be taken with, before any of them is. */
function checkOptions(ground: Ground): void {
  const { source, readOn } = ground.options
  wantedTreaty(ground)
  if (source !== undefined) sourceOf(ground, '')
  if (readOn !== undefined) dayOption('--read-on', readOn)
}

function readOnOf({ line, options }: Ground, { file }: Given): PlainDate {
  if (options.readOn !== undefined) return dayOption('--read-on', options.readOn)
  const named = isAddress(file) ? null : dayInName(file)
  return named !== null && named < line.today ? named : line.today
}

/** The document as the chain takes it; null for one that is about no treaty on record. */
function givenDocument(ground: Ground, given: Given): GivenDocument | null {
  const { record, options, watched } = ground
  const readOn = readOnOf(ground, given)
  const common = { bytes: given.bytes, readOn, received: given.received ?? null }
  const page = watched.find(({ address }) => address === given.file)
  if (page !== undefined) {
    const { treaty, source, role } = page
    return { ...common, page: page.address, treaty, source, isDepositary: role === 'depositary' }
  }
  const names = registryOf(record.participants, record.names)
  const reading = readDocument(given.bytes, { names, readOn })
  const treaty = treatyOf(ground, given, reading)
  if (treaty === null) return null
  const source = sourceOf(ground, treaty)
  const by = `by hand ${source} ${treaty}`
  return { ...common, page: by, treaty, source, isDepositary: options.crossCheck !== true }
}

async function auditOf({ file, bytes }: Given, { options }: Ground): Promise<InTransaction> {
  const { auditWithEvents } = await import('../store/audit-trail.ts')
  const officer = { name: options.by, token: null }
  return auditWithEvents({ officer, act: 'document.take', subject: sha256Hex(bytes), details: { file } })
}

/** What is about no treaty on record is kept as evidence and never read into one. */
async function refuse(store: OpenedStore, given: Given, ground: Ground): Promise<Outcome> {
  const { line, options, record } = ground
  const { keepEvidence } = await import('../store/keep-evidence.ts')
  const names = registryOf(record.participants, record.names)
  const read = readDocument(given.bytes, { names, readOn: line.today })
  const another = read.treaty === null ? null : `it is about ${read.treaty}, which is not on record`
  const verdict = read.verdict === 'status_table' ? 'other_page' : read.verdict
  const reason = another ?? read.reason ?? 'it is no status table'
  const outcome: Outcome = { kind: 'refused', verdict, reason }
  if (options.dryRun) return outcome
  const evidence = {
    ...{ page: 'by hand', treaty: null, found: verdict, said: `Refused: ${reason}.` },
    lookedAt: new Date().toISOString(),
    bytes: given.bytes,
    received: given.received ?? null,
    remember: {},
  }
  await keepEvidence(store, evidence, [await auditOf(given, ground)])
  return outcome
}

/** What became of a file; also where it cannot be taken as it was given, so that those before and after it are told. */
async function attempt(store: OpenedStore, ground: Ground, given: Given): Promise<Ingested> {
  try {
    return await ingestOne(store, ground, given)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const { file, bytes } = given
    const about = { file, sha256: sha256Hex(bytes), treaty: null, read_on: null }
    return { ...about, kind: 'not_taken', reason: error.message }
  }
}

async function ingestOne(store: OpenedStore, ground: Ground, given: Given): Promise<Ingested> {
  const { takeDocument } = await import('../store/take-document.ts')
  const document = givenDocument(ground, given)
  const { by, dryRun = false } = ground.options
  const audit = await auditOf(given, ground)
  const outcome =
    document === null
      ? await refuse(store, given, ground)
      : await takeDocument(store, document, { by, dryRun, now: Date.now, inTransaction: [audit] })
  return {
    file: given.file,
    sha256: sha256Hex(given.bytes),
    treaty: document === null ? null : document.treaty,
    read_on: document === null ? null : document.readOn,
    ...outcome,
  }
}

async function documentsFrom(line: CommandLine, names: readonly string[]): Promise<Given[]> {
  const files = await readDocumentFiles(names.filter((name) => !isAddress(name)))
  const found: Given[] = []
  for (const name of names) {
    const file = files.find((one) => one.file === name)
    if (file !== undefined) found.push(file)
    else {
      const { fetchFile } = await import('./fetched-files.ts')
      found.push(await fetchFile(line, name))
    }
  }
  return found
}

/** Takes the files one after the other and tells of each, also of those before one at which the program fails. */
async function ingestEach(store: OpenedStore, ground: Ground, documents: readonly Given[]): Promise<void> {
  const { line, options } = ground
  const ingested: Ingested[] = []
  try {
    for (const document of documents) {
      const one = await attempt(store, ground, document)
      ingested.push(one)
      if (one.kind === 'not_taken') line.err(`${one.reason}\n`)
      else if (!options.json) line.out(ingestedText(line, one, options.dryRun === true))
    }
  } finally {
    if (options.json) line.out(`${JSON.stringify(ingested, null, 2)}\n`)
  }
  if (ingested.some(({ kind }) => kind === 'not_taken')) line.exitWith(2)
  else if (ingested.some(({ kind }) => kind === 'refused')) line.exitWith(1)
}

async function ingest(line: CommandLine, names: readonly string[], options: IngestOptions): Promise<void> {
  const documents = await documentsFrom(line, names)
  const { openForWriting } = await import('./open-record.ts')
  const { loadRecord } = await import('../store/load-record.ts')
  const { watchedPages } = await import('../store/watched-pages.ts')
  const store = await openForWriting(line)
  try {
    const watched = await watchedPages(store.db)
    const ground = { line, options, watched, record: await loadRecord(store) }
    checkOptions(ground)
    await ingestEach(store, ground, documents)
  } finally {
    await store.close()
  }
}

/** `palermo ingest <file>…`: documents of the depositary against the record. */
export function addIngest(program: Command, line: CommandLine): void {
  program
    .command('ingest')
    .description(
      'Lays pages of the depositary beside the record: new acts that the policy allows are written, everything else waits for a person (palermo review).',
    )
    .argument(
      '<file...>',
      'pages (XML, HTML or CSV), or addresses of watched pages; their bytes are kept as evidence',
    )
    .option(
      '--source <source>',
      'id of the source that the pages are from; that of the watched pages when left out',
    )
    .option('--treaty <treaty>', 'slug or number, for pages that do not say which treaty they are about')
    .option(
      '--read-on <day>',
      'day on which the pages were read; the day in the name of the file, else today',
    )
    .option('--cross-check', 'a second source: what only it says never becomes an event')
    .option('--by <name>', 'who does it', 'command-line')
    .option('--dry-run', 'write nothing')
    .option('--json', 'what came of each page for programs')
    .addHelpText('after', '\nExample:\n  palermo ingest page.en.xml --dry-run')
    .action((names: string[], options: IngestOptions) => ingest(line, names, options))
}
