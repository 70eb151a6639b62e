import type { Context } from 'hono'
import type { Scoreboard } from '../../answers/scoreboard.ts'
import { DATA_HEADERS } from '../headers.ts'
import { problemResponse } from '../problem.ts'

const KEPT_MS = 60_000

/** A function that makes the scoreboard at most once a minute. `now` is in milliseconds since 1970. */
export function keepScoreboard(
  make: () => Promise<Scoreboard>,
  now: () => number,
): () => Promise<Scoreboard> {
  let kept: { readonly at: number; readonly made: Scoreboard } | null = null
  return async () => {
    const at = now()
    if (kept !== null && Math.abs(at - kept.at) < KEPT_MS) return kept.made
    const made = await make()
    kept = { at, made }
    return made
  }
}

/** Answers `/v1/projections/scoreboard`. `report` is told of errors that are ours. */
export function scoreboardAnswering(
  scoreboard: () => Promise<Scoreboard>,
  report: (error: unknown) => void,
): (c: Context) => Promise<Response> {
  return async (c) => {
    try {
      const headers = {
        ...DATA_HEADERS,
        'content-type': 'application/json',
        'cache-control': `public, max-age=${KEPT_MS / 1000}`,
      }
      return new Response(JSON.stringify(await scoreboard()), { headers })
    } catch (error) {
      report(error)
      return problemResponse({
        kind: 'record-unavailable',
        detail: 'The record of projections cannot be read at the moment. Ask again in a few seconds.',
        instance: c.req.path,
        headers: { 'retry-after': '5' },
      })
    }
  }
}
