import type { Context } from 'hono'
import { InputError } from '../law/input-error.ts'
import { isDatabaseGone } from '../store/database-gone.ts'
import { isNoRoom } from '../store/no-room.ts'
import { isOnlyRead } from '../store/only-read.ts'
import { RecordMoved } from '../store/record-moved.ts'
import { OfficerRefused } from './officers.ts'
import { brokenPage, wantsPage } from './pages/problem-pages.ts'
import { LANGUAGES } from './pages/text/languages.ts'
import { textIn } from './pages/text/text.ts'
import { inputProblem, type ProblemKind, problemResponse } from './problem.ts'

/** Thrown where no record can be read. */
export class RecordUnavailable extends Error {
  override readonly name = 'RecordUnavailable'
}

const text = textIn(LANGUAGES[0])
/** Parameters of addresses that are no questions: one that names nothing there is 404. */
const IN_PATH = ['file', 'id', 'size']

type Passing = {
  readonly kind: ProblemKind
  readonly detail: string
  /** Seconds after which it is worth while to ask again. */
  readonly after: number
  readonly page: 'unavailable' | 'unwritable'
}

/** What is said of an error that passes by itself or once the operator has done something; null for one of ours. */
function passing(error: unknown): Passing | null {
  if (error instanceof RecordUnavailable) {
    const detail = 'The record cannot be read at the moment. Ask again in a few seconds.'
    return { kind: 'record-unavailable', detail, after: 5, page: 'unavailable' }
  }
  if (isNoRoom(error)) {
    const detail = 'Nothing can be written before the operator has made room; what can be read is answered.'
    return { kind: 'no-room', detail, after: 60, page: 'unwritable' }
  }
  if (error instanceof RecordMoved) {
    return { kind: 'only-read', detail: error.message, after: 5, page: 'unwritable' }
  }
  if (isOnlyRead(error)) {
    const detail =
      'The database can only be read at the moment, as while another takes its place. Nothing of this was kept; try again in a few seconds. What can be read is answered.'
    return { kind: 'only-read', detail, after: 5, page: 'unwritable' }
  }
  if (isDatabaseGone(error)) {
    const detail = 'Try again in a few seconds. What was written all the same is not written twice.'
    return { kind: 'database-unavailable', detail, after: 5, page: 'unavailable' }
  }
  return null
}

/** The answer to a request that ended with an error: a problem document, or a page for a reader of pages. What is no
 *  fault of who asked is reported, and nothing of it is sent. */
export function explainError(
  error: unknown,
  c: Context,
  report: (error: unknown) => void,
): Response | Promise<Response> {
  if (error instanceof OfficerRefused) return error.response
  const instance = c.req.path
  if (error instanceof InputError) return inputProblem(error, instance, IN_PATH)
  report(error)
  const known = passing(error)
  if (!instance.startsWith('/v1') && wantsPage(c)) return brokenPage(known?.page ?? 'internal', text)
  if (known === null) {
    return problemResponse({ kind: 'internal-error', detail: 'The error has been written down.', instance })
  }
  const { kind, detail, after } = known
  return problemResponse({ kind, detail, instance, headers: { 'retry-after': String(after) } })
}
