import { NOT_ANSWERED } from './impatient-pool.ts'

/** Codes of PostgreSQL and of sockets that say that there is no database to talk to at the moment. */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  // Connections that fail or are refused, and too many of them.
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53300',
  // A server that shuts down, crashed, or is starting.
  '57P01',
  '57P02',
  '57P03',
  // A server that ended a transaction in which nothing was said for too long.
  '25P03',
])

/** What pg says without any code. */
const MESSAGES: readonly string[] = [
  NOT_ANSWERED,
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
]

/** Whether an error says that the database cannot be reached now, so that the same may well succeed a little later. Of
 *  a write it is then not known whether it was kept. */
export function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && CODES.has(error.code)) return true
  if (MESSAGES.includes(error.message)) return true
  if (error instanceof AggregateError) return error.errors.some(isDatabaseGone)
  return isDatabaseGone(error.cause)
}
