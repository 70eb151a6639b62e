import type { Failing } from '../alerts/delivery-outcome.ts'

/** Commands to which the answer is about the receiver or the message; all that comes before is about us. */
const ABOUT_RECEIVER: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA'])

/** Codes of the mailer for what is wrong with a mail itself. */
const ABOUT_MAIL: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE'])

const SHUTTING_DOWN = 421
const FOR_GOOD = 500

/** A refusal by policy (RFC 3463, 5.7.x: no relaying, a sender on a black list) says nothing of the mailbox. */
const BY_POLICY = /^5\d\d[ -]5\.7\./

/** Codes of the mailer for what went wrong before it could hand a mail over. */
const BEFORE_MAIL: ReadonlySet<unknown> = new Set([
  'EDNS',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'EPROXY',
  'EREQUIRETLS',
])

/** The mailer's words for a server that does not answer at all. */
const NO_ANSWER: ReadonlySet<unknown> = new Set(['Connection timeout', 'Greeting never received'])

/** A connection that breaks may have carried the mail already. */
const BROKEN: ReadonlySet<unknown> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'])

function fieldOf(error: unknown, field: string): unknown {
  return error instanceof Error ? (error as unknown as Record<string, unknown>)[field] : undefined
}

/** Whether no mail can have been handed over: the connection, its certificate or the sign-in failed. Where that is not
 *  sure, a mail tried again without end could come to a person again without end. */
function cannotHaveArrived(error: unknown): boolean {
  const [code, cause] = [fieldOf(error, 'code'), fieldOf(error, 'originalCode')]
  if (BEFORE_MAIL.has(code) || fieldOf(error, 'syscall') === 'connect') return true
  if (NO_ANSWER.has(fieldOf(error, 'message'))) return true
  return code === 'ESOCKET' && cause !== undefined && !BROKEN.has(cause)
}

/** Whose fault it is that a mail did not go out, with the server's status, by the error of the mailer. Where no server
 *  answered, none was found, its certificate or our password was not accepted or it refuses whatever we send, that is
 *  for our operator to mend. */
export function mailFailing(error: unknown): { readonly failing: Failing; readonly status: number | null } {
  const code = fieldOf(error, 'code')
  const answered = fieldOf(error, 'responseCode')
  const status = typeof answered === 'number' ? answered : null
  if (status === null) {
    const unknown = cannotHaveArrived(error) ? 'not_asked' : 'refused_for_now'
    return { failing: ABOUT_MAIL.has(code) ? 'refused' : unknown, status }
  }
  if (status === SHUTTING_DOWN || !ABOUT_RECEIVER.has(fieldOf(error, 'command')))
    return { failing: 'not_asked', status }
  const isForGood = status >= FOR_GOOD && !BY_POLICY.test(String(fieldOf(error, 'response')))
  return { failing: isForGood ? 'refused' : 'refused_for_now', status }
}
