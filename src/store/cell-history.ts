import type { Claim } from '../depositary/claim.ts'
import { recordAction } from '../depositary/propose-events.ts'
import type { RecordDifference } from '../depositary/record-difference.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { Rule } from '../law/rule.ts'
import { isConsent, isSignature } from '../record/consent.ts'
import type { RecordEvent } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import { type KeptDifference, keptDifferences } from './differences.ts'
import type { Store } from './store.ts'

/** A value that a cell had: in what it stood, since when, and its day. */
type Stood = { readonly since: PlainDate; readonly day: PlainDate | null; readonly words: string }

type Cell = 'signature' | 'consent'

const DECIDED = { accept: ', accepted', reject: ', rejected', correct: ', corrected' } as const

function cellOf(action: RecordEvent['action'] | null, rules: readonly Rule[]): Cell | null {
  if (action === null) return null
  if (isConsent({ action }, rules)) return 'consent'
  return isSignature({ action }) ? 'signature' : null
}

function cellOfDifference({ claim, recorded }: RecordDifference, rules: readonly Rule[]): Cell | null {
  const action = claim === null ? null : recordAction(claim)
  return cellOf(action ?? (recorded === null ? null : recorded.action), rules)
}

/** What the record came to hold of a cell, one event after the other. */
function onRecord(
  { treaty, participant }: RecordDifference,
  cell: Cell,
  { events, rules }: { readonly events: readonly RecordEvent[]; readonly rules: readonly Rule[] },
): Stood[] {
  const own = events.filter((event) => event.treaty === treaty && event.participant === participant)
  const ids = new Set(own.filter(({ action }) => cellOf(action, rules) === cell).map(({ id }) => id))
  for (const { id, corrects } of own) if (corrects !== null && ids.has(corrects)) ids.add(id)
  return own
    .filter(({ id }) => ids.has(id))
    .map(({ action, action_date, known_on }) => ({
      since: known_on,
      day: action === 'retraction' ? null : action_date,
      words: `${known_on} on record: ${action} ${action_date ?? 'without a day'}`,
    }))
}

function asStood({ difference, read_on, decision }: KeptDifference): Stood {
  const claim: Claim | null = difference.claim
  const said = claim === null ? 'nothing printed' : `"${claim.words}"`
  const became = decision === null ? '' : DECIDED[decision.decision]
  const day = claim === null ? null : claim.action_date
  return { since: read_on, day, words: `${read_on} read: ${said}${became}` }
}

/** The same differences; those about a cell that other readings gave other values say so, with all that it ever held:
 *  the source takes changes back, so that a value that returns is seen for what it is. */
export async function withCellHistory(
  store: Store,
  record: RecordSnapshot,
  differences: readonly RecordDifference[],
): Promise<RecordDifference[]> {
  const participants = differences.flatMap(({ participant }) => participant ?? [])
  const [first] = differences
  if (first === undefined || participants.length === 0) return [...differences]
  const rules = record.treaties.find(({ number }) => number === first.treaty)?.rules ?? []
  const states = ['waiting', 'decided', 'gone'] as const
  const kept = await keptDifferences(store.db, { states, of: { treaty: first.treaty, participants } })
  return differences.map((each) => {
    const cell = cellOfDifference(each, rules)
    const before = kept.filter(
      ({ difference, state }) =>
        difference.participant === each.participant &&
        (difference.key !== each.key || state !== 'waiting') &&
        cellOfDifference(difference, rules) === cell,
    )
    if (cell === null || before.length === 0) return each
    const stood = [...onRecord(each, cell, { events: record.events, rules }), ...before.map(asStood)]
    const day = each.claim === null ? null : each.claim.action_date
    const isNew = each.recorded === null || each.recorded.day !== day
    const returns = isNew && day !== null && stood.some((one) => one.day === day)
    const all = stood.toSorted((one, other) =>
      one.since < other.since ? -1 : one.since > other.since ? 1 : 0,
    )
    const told = all.map(({ words }) => words).join('; ')
    const again = returns ? ' The cell returns to a day that it had before.' : ''
    return { ...each, reason: `${each.reason}${again} What it held: ${told}.` }
  })
}
