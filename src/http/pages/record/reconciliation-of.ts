import type { ReconciliationReport } from '../../../answers/reconciliation.ts'
import type { Asking } from '../asking.ts'

/** The record against each source as it stands now; null where this installation cannot say. */
export async function reconciliationOf({ means }: Asking): Promise<ReconciliationReport | null> {
  return means.reconciliation === undefined ? null : means.reconciliation()
}
