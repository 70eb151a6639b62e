import { messageOf } from '../record/error-text.ts'
import { isDatabaseGone } from './database-gone.ts'
import { isNoRoom } from './no-room.ts'
import { isOnlyRead } from './only-read.ts'
import { RecordMoved } from './record-moved.ts'

/** What an operator is told of an error that is no fault of the program and passes: no database, one that can only be
 *  read, no room, a record to which others write all the time. null for every other error. */
export function outageText(error: unknown): string | null {
  if (isNoRoom(error) || error instanceof RecordMoved) return messageOf(error)
  if (isOnlyRead(error)) return `The database can only be read at the moment: ${messageOf(error)}`
  if (isDatabaseGone(error)) return `The database does not answer at the moment: ${messageOf(error)}`
  return null
}
