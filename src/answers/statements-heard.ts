import type { RecordEvent } from '../record/event.ts'

const STATEMENTS: ReadonlySet<string> = new Set([
  'asserted_threshold',
  'asserted_entry_into_force',
  'asserted_headline',
])

type Heard = { readonly statement: RecordEvent; corrections: readonly RecordEvent[] }

/** What is on record of a statement once it was corrected. What a correction does not name stays as it was. */
function corrected({ statement, corrections }: Heard): RecordEvent {
  const last = corrections.at(-1)
  if (last === undefined) return statement
  return {
    ...statement,
    action_date: last.action_date ?? statement.action_date,
    signatories: last.signatories ?? statement.signatories,
    parties: last.parties ?? statement.parties,
    source: last.source,
  }
}

/** The statements of the depositary among events in the order of the record: each as it was corrected last, those that
 *  were retracted left out. A correction that was retracted changes nothing. */
export function statementsHeard(events: readonly RecordEvent[]): RecordEvent[] {
  const heard = new Map<string, Heard>()
  const roots = new Map<string, string>()
  for (const event of events) {
    const { id, action, corrects } = event
    if (STATEMENTS.has(action)) {
      heard.set(id, { statement: event, corrections: [] })
      roots.set(id, id)
      continue
    }
    const root = corrects === null ? undefined : roots.get(corrects)
    const found = root === undefined ? undefined : heard.get(root)
    if (root === undefined || found === undefined) continue
    roots.set(id, root)
    if (action === 'correction') found.corrections = [...found.corrections, event]
    else if (corrects === root) heard.delete(root)
    else found.corrections = found.corrections.filter((one) => one.id !== corrects)
  }
  return [...heard.values()].map(corrected)
}
