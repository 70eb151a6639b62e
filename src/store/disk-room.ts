import { accessSync, constants, statfsSync, utimesSync } from 'node:fs'
import { NoRoom } from './no-room.ts'

/** How much has to be free where the embedded database is written to. It makes its log in pieces of 16 MB and cannot go
 *  on, not even to read, when there is no room for the next one. */
export const LEAST_ROOM = 48 * 1024 * 1024

const READS = /^\s*(select|show|begin|commit|rollback|set)\b/i
const WRITES_TOO = /\bfor\s+(no\s+key\s+)?update\b/i
const WRITES = /\b(insert|update|delete)\b/i

/** Whether a statement only reads. */
export function onlyReads(statement: string): boolean {
  if (READS.test(statement)) return !WRITES_TOO.test(statement)
  return /^\s*with\b/i.test(statement) && !WRITES.test(statement)
}

/** Writes as little to a disk as can be. Linux says of a disk that gave an error, and is only read from then on, that it
 *  may be written to; only a change of it fails. Who does not own the folder may not set its times: nothing is learnt. */
function touch(folder: string): void {
  const now = Date.now() / 1_000
  try {
    utimesSync(folder, now, now)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
  }
}

/** Throws NoRoom where `folder` is on a disk that is as good as full, or that can only be read. */
export function requireRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < LEAST_ROOM) {
    const [free, least] = [bavail * bsize, LEAST_ROOM].map((bytes) => `${Math.floor(bytes / 1024 / 1024)} MB`)
    throw new NoRoom(`Nothing is written: the disk of ${folder} has ${free} left and ${least} are needed.`)
  }
  try {
    accessSync(folder, constants.W_OK)
    touch(folder)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new NoRoom(`Nothing is written: ${folder} can only be read (${error.code}).`)
  }
}
