import type { ReconciliationReport } from './reconciliation.ts'
import type { Cell, CsvForm } from './resource.ts'

/** The record against its sources as a table: a row for each difference, and one for each source without any. */
export const RECONCILIATION_CSV: CsvForm<ReconciliationReport> = {
  columns: [
    { name: 'treaty', meaning: 'Number in the UN Treaty Collection', unit: 'code' },
    { name: 'address', meaning: 'Address of the page that is watched', unit: 'address' },
    { name: 'form', meaning: 'Form of the page', unit: 'code' },
    { name: 'role', meaning: 'depositary, or cross_check: a second source', unit: 'code' },
    { name: 'source', meaning: 'Source in the register', unit: 'code' },
    { name: 'state', meaning: 'not_checked, unreadable, agrees or differs', unit: 'code' },
    { name: 'checked_at', meaning: 'Last good check; empty: none yet', unit: 'instant, UTC' },
    { name: 'as_at', meaning: 'Day of the stamp that the page bears; empty: none', unit: 'day' },
    {
      name: 'class',
      meaning: 'What kind of difference it is; empty in this and all that follow: no difference',
      unit: 'code',
    },
    { name: 'participant', meaning: 'Participant; empty: not recognised', unit: 'code' },
    { name: 'name', meaning: 'The name as the source prints it, or as the record has it', unit: null },
    { name: 'source_says', meaning: 'Words of the source; empty: it says nothing', unit: null },
    { name: 'record_says', meaning: 'What the record holds; empty: nothing', unit: null },
    { name: 'settled', meaning: 'waiting, rejected, corrected or open', unit: 'code' },
    { name: 'explanation', meaning: 'Why it is there, or who decided what', unit: null },
  ],
  rows: ({ sources }) =>
    sources.flatMap((one): Cell[][] => {
      const { treaty, address, form, role, source, state, checked_at, as_at, differences } = one
      const own = [treaty, address, form, role, source, state, checked_at, as_at]
      if (differences.length === 0) return [[...own, ...Array<Cell>(7).fill(null)]]
      return differences.map((each) => [
        ...[...own, each.class, each.participant, each.name],
        ...[each.source_says, each.record_says, each.settled, each.explanation],
      ])
    }),
}
