import type { Context } from 'hono'
import { DATA_HEADERS } from '../headers.ts'
import { problemResponse } from '../problem.ts'

export type DatabaseSource = {
  /** Asks the database. */
  readonly ask: () => Promise<unknown>
  /** What cannot be read when it fails, for example "The record of jobs". */
  readonly what: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Told of errors that are ours. */
  readonly report: (error: unknown) => void
}

const KEPT_MS = 5_000

/** Answers with what the database says now and no view of the record holds, such as runs of jobs. An answer is kept for
 *  five seconds. */
export function databaseAnswering({
  ask,
  what,
  now,
  report,
}: DatabaseSource): (c: Context) => Promise<Response> {
  let kept: { readonly at: number; readonly text: string } | null = null
  const answer = async (): Promise<string> => {
    const at = now()
    if (kept !== null && Math.abs(at - kept.at) < KEPT_MS) return kept.text
    kept = { at, text: JSON.stringify(await ask()) }
    return kept.text
  }
  return async (c) => {
    try {
      const headers = {
        ...DATA_HEADERS,
        'content-type': 'application/json',
        'cache-control': `public, max-age=${KEPT_MS / 1000}`,
      }
      return new Response(await answer(), { headers })
    } catch (error) {
      report(error)
      return problemResponse({
        kind: 'record-unavailable',
        detail: `${what} cannot be read at the moment. Ask again in a few seconds.`,
        instance: c.req.path,
        headers: { 'retry-after': '5' },
      })
    }
  }
}
