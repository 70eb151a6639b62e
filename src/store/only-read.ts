/** What PostgreSQL says to a write while it only lets itself be read, as a standby does that is about to take over. */
export const ONLY_READ = '25006'

/** Whether an error says that the database can be read and not written to now. Nothing of that write is kept, and the
 *  same may well succeed a little later, perhaps on another server. */
export function isOnlyRead(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === ONLY_READ) || isOnlyRead(error.cause)
}
