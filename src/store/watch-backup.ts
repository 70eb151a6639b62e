import { EMPTY_HEAD, type Head } from '../record/chain.ts'
import type { RecordEvent } from '../record/event.ts'
import { sha256Hex } from '../record/sha256.ts'
import { type BrokenChain, verifyChain } from '../record/verify.ts'

/** Looks at the lines of a backup while they are made. */
export type BackupWatch = {
  /** Takes whole lines, each with its line end. */
  readonly look: (lines: string) => void
  /** The first event or document that does not stand as it was written, so that no restore will take the backup; null
   *  where all do. */
  readonly broken: () => BrokenChain | null
}

const EVENT = '{"table":"events",'
const DOCUMENT = '{"table":"documents",'

function brokenDocument({ sha256: expected, bytes }: { readonly sha256: string; readonly bytes: string }) {
  const found = sha256Hex(Buffer.from(bytes, 'base64'))
  if (found === expected) return null
  return { intact: false, seq: 0, id: null, fault: 'document', expected, found } as const
}

/** A watch over one backup, from its first line on. */
export function watchBackup(): BackupWatch {
  let broken: BrokenChain | null = null
  let last: Head = EMPTY_HEAD
  let head: Head | null = null
  const lookAt = (line: string): void => {
    if (head === null) head = JSON.parse(line).head
    if (broken !== null) return
    if (line.startsWith(DOCUMENT)) broken = brokenDocument(JSON.parse(line).row)
    if (!line.startsWith(EVENT)) return
    // A row of our own table, whose columns are those of an event.
    const found = verifyChain([JSON.parse(line).row as RecordEvent], null, last)
    if (found.intact) last = found.head
    else broken = found
  }
  return {
    look: (lines) => {
      for (const line of lines.split('\n')) if (line !== '') lookAt(line)
    },
    broken: () => {
      const end = broken === null && head !== null ? verifyChain([], head, last) : null
      return end === null || end.intact ? broken : end
    },
  }
}
