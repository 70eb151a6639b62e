import { readFile } from 'node:fs/promises'
import { nearest } from '../answers/nearest.ts'
import { InputError } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import type { Entry, PreparedEntry, WrittenEntry } from '../store/record-by-officer.ts'
import type { CommandLine } from './command-line.ts'
import { consequencesText } from './consequences-text.ts'

/** Options that both ways of writing by hand have. */
export type EntryOptions = {
  readonly effectDate?: string
  readonly knownOn?: string
  readonly source: string
  readonly note?: string
  readonly by: string
  readonly document?: string
  readonly yes?: boolean
  readonly json?: boolean
}

/** A day given as an option. Throws InputError. */
export function dayOption(option: string, value: string): PlainDate {
  const day = parsePlainDate(value)
  if (day !== null) return day
  throw new InputError([{ field: option, value, accepted: 'a day of the calendar as YYYY-MM-DD' }])
}

/** Throws InputError for a source that is not on record: beside what is wrong in other options. */
export function requireSource({ sources }: RecordSnapshot, source: string): void {
  if (sources.some(({ id }) => id === source)) return
  const near = nearest(
    source,
    sources.map(({ id, title }) => ({ value: id, spellings: [id, title] })),
  )
  const accepted = 'the id of a source on record (`palermo sources` lists them)'
  throw new InputError([
    { field: '--source', value: source, accepted, ...(near === undefined ? {} : { nearest: near }) },
  ])
}

/** The exact bytes of the page or notice that says so. Throws InputError where they cannot be read. */
async function readEvidence(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new InputError([{ field: '--document', value: file, accepted: `a readable file (${error.code})` }])
  }
}

/** Options by the fields of the event that they give. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['participant', '--participant'],
  ['action_date', '--date'],
  ['earliest', '--earliest'],
  ['latest', '--latest'],
  ['day_known', '--day-known'],
  ['effect_date', '--effect-date'],
  ['known_on', '--known-on'],
  ['derivation', '--derivation'],
  ['source', '--source'],
  ['note', '--note'],
  ['recorded_by', '--by'],
  ['action', '--action'],
  ['signatories', '--signatories'],
  ['parties', '--parties'],
  ['corrects', 'event'],
])

/** What `work` gives; what is wrong in an event is said of the options that it was made from. */
async function inWordsOfOptions<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.problems.map((problem) => ({ ...problem, field: OPTIONS.get(problem.field) ?? problem.field })),
    )
  }
}

/** Shows what one event written by hand would change in law; with --yes it is written. Throws InputError when the
 *  event cannot be taken; then nothing is written. */
export async function enterByHand(
  line: CommandLine,
  options: EntryOptions,
  draft: Entry['draft'],
): Promise<void> {
  const evidence = options.document === undefined ? null : await readEvidence(options.document)
  const { openForWriting } = await import('./open-record.ts')
  const { prepareEntry, recordEntry } = await import('../store/record-by-officer.ts')
  const store = await openForWriting(line)
  try {
    const by = { officer: { name: options.by, token: null }, now: Date.now }
    const entry = { draft, evidence }
    const prepared = await inWordsOfOptions(
      options.yes ? recordEntry(store, entry, by) : prepareEntry(store, entry, by),
    )
    say(line, options, prepared)
  } finally {
    await store.close()
  }
}

function say(line: CommandLine, options: EntryOptions, found: PreparedEntry | WrittenEntry): void {
  const { draft, notices, consequences } = found
  const event = 'event' in found ? found.event : null
  if (options.json) {
    line.out(`${JSON.stringify({ written: event, draft, notices, consequences }, null, 2)}\n`)
    return
  }
  for (const message of notices) line.out(`Note: ${message}.\n`)
  line.out(consequencesText(line, consequences))
  line.out(
    event === null
      ? `\nNothing is written yet. Say it again with --yes to write ${draft.id}.\n`
      : `\nWritten as event ${event.seq}, ${event.id}, hash ${event.hash}.\n`,
  )
}
