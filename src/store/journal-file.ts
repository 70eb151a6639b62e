import {
  closeSync,
  createReadStream,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../law/input-error.ts'
import { EMPTY_HEAD, type Head } from '../record/chain.ts'
import type { RecordEvent } from '../record/event.ts'
import { flushFolder } from './flush-folder.ts'

/** One line of a journal. A document stands before the first event that cites it. */
export type JournalEntry =
  | { readonly event: RecordEvent }
  | { readonly document: { readonly sha256: string; readonly bytes: string; readonly kept_at: string } }

/** The events of the embedded record once more, in a file whose every line is on the disk before it is relied on. */
export type JournalFile = {
  /** The last event in it. */
  readonly head: () => Head
  /** Where what stood at its end and is no line of a journal was put when it was opened; null where there was nothing. */
  readonly cutOff: string | null
  /** Adds lines that end with an event, and waits for the disk: all of them or none. Throws the system's error. */
  readonly add: (entries: readonly JournalEntry[]) => void
  /** All of it, in order; null for a line that is none of a journal. */
  readonly entries: () => AsyncGenerator<JournalEntry | null>
  /** Moves all of it to a file beside, whose path is given back, and begins anew. */
  readonly putAside: () => string
  readonly close: () => void
}

const JOURNAL = 'journal.ndjson'
const WINDOW = 64 * 1024
const LINE_FEED = 0x0a

/** The journal of the embedded database in a data directory. */
export function journalPath(dataDir: string): string {
  return join(dataDir, JOURNAL)
}

/** Throws InputError where the data directory holds a journal with anything in it: the next start would take what is in
 *  it for the record, so nothing else may be brought there. */
export function requireNoJournal(dataDir: string): void {
  const path = journalPath(dataDir)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined || found.size === 0) return
  const accepted = 'an empty place to restore into; move this journal away, or restore elsewhere'
  throw new InputError([{ field: 'journal', value: path, accepted }])
}

function readAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  readSync(file, bytes, 0, length, from)
  return bytes
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Whether it has what tells an entry from anything else. That it is the one that was written, its hash tells. */
function isEntry(value: unknown): value is JournalEntry {
  if (!isRecord(value)) return false
  const { event, document } = value
  if (isRecord(event)) return Number.isInteger(event['seq']) && typeof event['hash'] === 'string'
  if (!isRecord(document)) return false
  return [document['sha256'], document['bytes'], document['kept_at']].every((one) => typeof one === 'string')
}

function entryIn(line: string): JournalEntry | null {
  try {
    const value: unknown = JSON.parse(line)
    return isEntry(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Where the last whole batch ends, and its event. What a crash left behind it was never relied on. */
function lastBatch(file: number): { readonly length: number; readonly head: Head } {
  const { size } = fstatSync(file)
  for (let window = Math.min(WINDOW, size); window > 0; window = Math.min(window * 4, size)) {
    const tail = readAt(file, size - window, window)
    let end = tail.lastIndexOf(LINE_FEED)
    while (end > 0) {
      const begin = tail.lastIndexOf(LINE_FEED, end - 1)
      if (begin === -1 && window < size) break
      const entry = entryIn(tail.toString('utf8', begin + 1, end))
      if (entry !== null && 'event' in entry) {
        const { seq, hash } = entry.event
        return { length: size - window + end + 1, head: { seq, hash } }
      }
      end = begin
    }
    if (window === size) break
  }
  return { length: 0, head: EMPTY_HEAD }
}

async function* readEntries(path: string, length: number): AsyncGenerator<JournalEntry | null> {
  if (length === 0) return
  let rest = ''
  for await (const piece of createReadStream(path, { encoding: 'utf8', end: length - 1 })) {
    const lines = piece.includes('\n') ? `${rest}${piece}`.split('\n') : [`${rest}${piece}`]
    rest = lines.pop() ?? ''
    for (const line of lines) yield entryIn(line)
  }
}

function besides(path: string): string {
  return `${path}-damaged-${new Date().toISOString().replace(/\D/g, '')}`
}

/** Cuts off what stands behind the last whole batch. A line that a crash left unfinished, or documents whose event never
 *  came, were never relied on; anything else is kept in a file beside, whose path is given back. */
function cutBehind(file: number, path: string, length: number): string | null {
  const { size } = fstatSync(file)
  if (size === length) return null
  const tail = readAt(file, length, size - length)
  const lines = tail.toString('utf8').split('\n').slice(0, -1)
  const kept = lines.every((line) => entryIn(line) !== null) ? null : besides(path)
  if (kept !== null) writeFileSync(kept, tail, { mode: 0o600, flush: true })
  ftruncateSync(file, length)
  return kept
}

/** Opens the journal, made where there is none, and drops what a crash left unfinished at its end. Whoever opens it must
 *  hold the data directory. */
export function openJournalFile(path: string): JournalFile {
  let file = openSync(path, 'a+', 0o600)
  let { length, head } = lastBatch(file)
  const cutOff = cutBehind(file, path, length)
  // With something in it that was relied on, its folder was flushed before.
  if (length === 0) flushFolder(dirname(path))
  return {
    head: () => head,
    cutOff,
    add: (entries) => {
      const last = entries.at(-1)
      if (last === undefined || !('event' in last)) throw new Error('a batch of a journal ends with an event')
      const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
      try {
        for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
        fdatasyncSync(file)
      } catch (error) {
        ftruncateSync(file, length)
        throw error
      }
      length += bytes.length
      head = { seq: last.event.seq, hash: last.event.hash }
    },
    entries: () => readEntries(path, length),
    putAside: () => {
      const aside = besides(path)
      closeSync(file)
      renameSync(path, aside)
      file = openSync(path, 'a+', 0o600)
      flushFolder(dirname(path))
      length = 0
      head = EMPTY_HEAD
      return aside
    },
    close: () => closeSync(file),
  }
}
