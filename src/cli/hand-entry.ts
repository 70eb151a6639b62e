import { readFile } from 'node:fs/promises'
import { nearest } from '../answers/nearest.ts'
import { previewEvents } from '../answers/preview-events.ts'
import { InputError } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import { checkEntry } from '../pack/check-entry.ts'
import type { EventDraft } from '../record/event.ts'
import { sha256Hex } from '../record/sha256.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
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

/** What the audit trail calls the writing of such an event. */
function actOf({ corrects, action }: EventDraft): string {
  if (corrects === null) return 'event.record'
  return action === 'retraction' ? 'event.retract' : 'event.correct'
}

/** Options by the fields of the event that they give. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['participant', '--participant'],
  ['action_date', '--date'],
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
function inWordsOfOptions<T>(work: () => T): T {
  try {
    return work()
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
  draftFrom: (record: RecordSnapshot) => EventDraft,
): Promise<void> {
  const evidence = options.document === undefined ? null : await readEvidence(options.document)
  const { openForWriting } = await import('./open-record.ts')
  const { loadRecord } = await import('../store/load-record.ts')
  const { appendEvents } = await import('../store/append-events.ts')
  const { auditWithEvents } = await import('../store/audit-trail.ts')
  const { keepDocument } = await import('../store/documents.ts')
  const store = await openForWriting(line)
  try {
    const record = await loadRecord(store)
    const draft = { ...draftFrom(record), document: evidence === null ? null : sha256Hex(evidence) }
    const found = inWordsOfOptions(() => checkEntry(draft, record, line.today))
    const { consequences, warnings } = previewEvents(record, [draft], line.today)
    const notices = [...found.map(({ message }) => message), ...warnings]
    if (options.yes && evidence !== null) await keepDocument(store.db, evidence)
    const officer = { name: options.by, token: null }
    const audit = auditWithEvents({ officer, act: actOf(draft), subject: draft.corrects ?? draft.id })
    const written = options.yes ? await appendEvents(store, [draft], { inTransaction: [audit] }) : []
    const [event] = written
    if (options.json) {
      const outcome = {
        written: event ?? null,
        draft,
        notices,
        consequences,
      }
      return line.out(`${JSON.stringify(outcome, null, 2)}\n`)
    }
    for (const message of notices) line.out(`Note: ${message}.\n`)
    line.out(consequencesText(line, consequences))
    line.out(
      event === undefined
        ? `\nNothing is written yet. Say it again with --yes to write ${draft.id}.\n`
        : `\nWritten as event ${event.seq}, ${event.id}, hash ${event.hash}.\n`,
    )
  } finally {
    await store.close()
  }
}
