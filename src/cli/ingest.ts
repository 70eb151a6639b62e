import type { Command } from 'commander'
import { type Decision, decide } from '../depositary/decide.ts'
import { type NameRegistry, registryOf } from '../depositary/participant-names.ts'
import { readDocument } from '../depositary/read-document.ts'
import { reconcile } from '../depositary/reconcile.ts'
import type { ReadStatusDocument, RecordDifference } from '../depositary/record-difference.ts'
import { InputError } from '../law/input-error.ts'
import { sha256Hex } from '../record/sha256.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { CommandLine } from './command-line.ts'
import { type DocumentFile, readDocumentFiles } from './document-files.ts'
import { isAddress } from './is-address.ts'
import { tableText } from './table.ts'

type IngestOptions = {
  readonly source: string
  readonly crossCheck?: boolean
  readonly by: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

type Outcome = { readonly file: string; readonly sha256: string; readonly decision: Decision }

function registryOn(record: RecordSnapshot): NameRegistry {
  return registryOf(record.participants, record.names)
}

/** The document, and the treaty of the record that it is about. Throws InputError where that cannot be told. */
function documentOf(
  line: CommandLine,
  options: IngestOptions,
  record: RecordSnapshot,
  { file, bytes }: DocumentFile,
): ReadStatusDocument {
  const reading = readDocument(bytes, { names: registryOn(record), readOn: line.today })
  const treaty = record.treaties.find(({ number }) => number === reading.treaty)
  if (reading.verdict === 'status_table' && treaty === undefined) {
    const accepted = `a status page of ${record.treaties.map(({ number }) => number).join(', ')}`
    throw new InputError([{ field: 'file', value: `${file} (${reading.treaty ?? 'no number'})`, accepted }])
  }
  return {
    reading,
    sha256: sha256Hex(bytes),
    treaty: treaty === undefined ? '' : treaty.number,
    source: options.source,
    isDepositary: !options.crossCheck,
    readOn: line.today,
  }
}

function decisionOn(document: ReadStatusDocument, record: RecordSnapshot, by: string): Decision {
  if (document.reading.verdict !== 'status_table') {
    return { kind: 'refused', reason: document.reading.reason ?? 'it is no status table' }
  }
  return decide(document, reconcile(document, { record, earlier: null, recordedBy: by }), null)
}

async function ingestOne(
  line: CommandLine,
  options: IngestOptions,
  store: OpenedStore,
  file: DocumentFile,
): Promise<Outcome> {
  const { loadRecord } = await import('../store/load-record.ts')
  const { appendEvents } = await import('../store/append-events.ts')
  const { keepDocument } = await import('../store/documents.ts')
  const record = await loadRecord(store)
  if (!record.sources.some(({ id }) => id === options.source)) {
    throw new InputError([{ field: '--source', value: options.source, accepted: 'a source on record' }])
  }
  const document = documentOf(line, options, record, file)
  const decision = decisionOn(document, record, options.by)
  if (!options.dryRun) {
    await keepDocument(store.db, file.bytes)
    if (decision.kind === 'decided') await appendEvents(store, decision.events)
  }
  return { file: file.file, sha256: document.sha256, decision }
}

async function documentsFrom(line: CommandLine, names: readonly string[]): Promise<DocumentFile[]> {
  const files = await readDocumentFiles(names.filter((name) => !isAddress(name)))
  const found: DocumentFile[] = []
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

const COLUMNS = [
  { heading: 'What becomes of it' },
  { heading: 'Who' },
  { heading: 'Class' },
  { heading: 'The page says' },
  { heading: 'The record says' },
  { heading: 'Why' },
] as const

function row(becomes: string, difference: RecordDifference): string[] {
  const { recorded, claim } = difference
  return [
    becomes,
    difference.participant ?? difference.name,
    difference.class,
    claim === null ? '–' : claim.words,
    recorded === null ? '–' : `${recorded.action} ${recorded.day ?? 'day not known'}`,
    difference.reason,
  ]
}

function outcomeText(line: CommandLine, options: IngestOptions, { file, decision }: Outcome): string {
  if (decision.kind === 'refused')
    return `${file}: refused, because ${decision.reason}. Nothing is read from it.\n`
  const written = options.dryRun ? 'would be written' : 'written'
  const rows = [
    ...decision.accepted.map((one) => row(written, one)),
    ...decision.waiting.flatMap(({ differences }) =>
      differences.map((one) => row('waits for a person', one)),
    ),
    ...decision.ignored.map((one) => row('ignored', one)),
  ]
  const held = decision.held.map((reason) => `Nothing is written by itself: ${reason}.\n`).join('')
  if (rows.length === 0) return `${file}: page and record say the same.\n${held}`
  return `${file}: ${rows.length} differences.\n${held}${tableText(line, COLUMNS, rows)}`
}

/** `palermo ingest <file>…`: documents of the depositary against the record. */
export function addIngest(program: Command, line: CommandLine): void {
  program
    .command('ingest')
    .description(
      'Lays pages of the depositary beside the record: new acts that the policy allows are written, everything else is shown for a person.',
    )
    .argument(
      '<file...>',
      'pages (XML, HTML or CSV), or addresses of watched pages; their bytes are kept as evidence',
    )
    .requiredOption('--source <source>', 'id of the source that the pages are from')
    .option('--cross-check', 'a second source: what only it says never becomes an event')
    .option('--by <name>', 'who does it', 'command-line')
    .option('--dry-run', 'write nothing')
    .option('--json', 'the decisions for programs')
    .addHelpText('after', '\nExample:\n  palermo ingest page.en.xml --source untc-page-2024-05-04 --dry-run')
    .action(async (names: string[], options: IngestOptions) => {
      const files = await documentsFrom(line, names)
      const { openForWriting } = await import('./open-record.ts')
      const store = await openForWriting(line)
      try {
        const outcomes: Outcome[] = []
        for (const file of files) outcomes.push(await ingestOne(line, options, store, file))
        if (outcomes.some(({ decision }) => decision.kind === 'refused')) line.exitWith(1)
        if (options.json) return line.out(`${JSON.stringify(outcomes, null, 2)}\n`)
        for (const outcome of outcomes) line.out(outcomeText(line, options, outcome))
      } finally {
        await store.close()
      }
    })
}
