import type { Condition } from './condition.ts'
import type { Metrics } from './metrics.ts'

type Answering = (request: Request, env?: unknown) => Response | Promise<Response>

/** Seconds since the record that an answer was made from was known to be the newest; only where that is in doubt. */
const STALE = 'record-stale'

/** Counts and times every answer, and marks those that are made while it is not known whether the record is the newest.
 *  It stands around the whole app, not within, so that what is answered at once stays so. */
export function watchedAnswers(
  answer: Answering,
  { condition, metrics }: { readonly condition: Condition; readonly metrics: Pick<Metrics, 'took'> },
): Answering {
  return (request, env) => {
    const began = performance.now()
    const watched = (response: Response): Response => {
      metrics.took(response.status, performance.now() - began)
      const stale = condition.staleFor()
      if (stale > 0) response.headers.set(STALE, String(stale))
      return response
    }
    const answered = answer(request, env)
    return answered instanceof Promise ? answered.then(watched) : watched(answered)
  }
}
