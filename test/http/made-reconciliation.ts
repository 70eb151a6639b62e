import type { ReconciliationReport } from '../../src/answers/reconciliation.ts'

/** A report on one page with one difference and one page with none. `now` is in milliseconds since 1970. */
export function reconciliationOf(now: number): ReconciliationReport {
  const at = new Date(now).toISOString()
  const source = {
    form: 'untc-xml',
    role: 'depositary' as const,
    source: 'made-source',
    every_hours: 24,
    said: 'Checked.',
    checked_at: at,
    looked_at: at,
    due_at: at,
    failure: null,
    document: null,
    received_at: at,
    as_at: '2026-11-20',
  }
  const difference = {
    class: 'new_act',
    participant: 'JPN',
    name: 'Japan, "as printed"',
    source_says: '=1+1',
    record_says: null,
    settled: 'waiting' as const,
    explanation: 'Waits for a person.',
  }
  return {
    answered_at: at,
    record: { seq: 1, hash: '0'.repeat(64) },
    checked_at: at,
    stale: false,
    differences: 1,
    waiting: 1,
    said: 'One difference.',
    sources: [
      {
        ...source,
        treaty: 'T-1',
        address: 'https://a.example/',
        state: 'differs',
        differences: [difference],
      },
      { ...source, treaty: 'T-2', address: 'https://b.example/', state: 'agrees', differences: [] },
    ],
    alarms: [],
  }
}
