import type { Hono } from 'hono'
import type { Figure } from '../answers/figure.ts'
import type { RecordView } from '../answers/record-view.ts'
import { answerInTime } from '../store/answer-in-time.ts'
import type { Condition } from './condition.ts'
import { DATA_HEADERS } from './headers.ts'
import type { Metrics } from './metrics.ts'
import type { BodyMemory } from './remembered-bodies.ts'

export type Operations = {
  readonly read: () => Promise<RecordView>
  /** The record as it was read last; undefined while none was. */
  readonly newest: () => RecordView | undefined
  readonly memory: BodyMemory
  readonly metrics: Metrics
  readonly condition: Condition
  /** Asked of the database for each reading of the metrics. */
  readonly figures: () => Promise<readonly Figure[]>
  readonly report: (error: unknown) => void
}

const NO_FIGURES: readonly Figure[] = []
/** Whoever gathers metrics waits no longer than this for what only the database knows: while that says nothing, the rest
 *  is what alarms need. */
const FIGURES_MS = 2_000

function plain(text: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: { ...DATA_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** A line where the depositary was silent for too long; the program serves all the same. */
function silence({ stale, checked_at }: RecordView['record']): string {
  return stale ? `stale: no good check of the depositary since ${checked_at ?? 'the start'}\n` : ''
}

/** Adds what those who run the program ask: `/healthz`, whether the process answers at all; `/readyz`, whether it
 *  should be sent requests; `/metrics`, for Prometheus. While the database is away the program stays ready, with what
 *  it has read: the others have no more. */
export function addOperations(app: Hono, operations: Operations): void {
  const { read, newest, memory, metrics, condition, figures, report } = operations
  app.get('/healthz', () => plain('ok\n'))
  app.get('/readyz', async () => {
    if (condition.isStopping()) return plain('stopping\n', 503)
    const { record } = await read()
    const stale = condition.staleFor()
    const since = stale === 0 ? '' : `, not confirmed for ${stale} s`
    return plain(`ready: record ${record.head.seq}${since}\n${silence(record)}`)
  })
  app.get('/metrics', async () => {
    await read().catch(report)
    const asked = await answerInTime(figures(), FIGURES_MS).catch((error: unknown) => {
      report(error)
      return NO_FIGURES
    })
    const view = newest()
    return plain(metrics.text({ view, bodies: memory, stale: condition.staleFor(), asked }))
  })
}
