/** Nothing can be written where the database is. Whoever asked may ask again once there is room. */
export class NoRoom extends Error {
  readonly code = 'NO_ROOM'
}

/** Ours; PostgreSQL's for a full disk; the system's for a disk that is full or can only be read, and for a used quota. */
const CODES = new Set(['NO_ROOM', '53100', 'ENOSPC', 'EROFS', 'EDQUOT'])

/** Whether an error says that nothing can be written now for want of room. Nothing of that write is kept, but for one
 *  whose journal had no room: it is kept and its trying again is answered as done. */
export function isNoRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && CODES.has(error.code)) return true
  return isNoRoom(error.cause)
}
