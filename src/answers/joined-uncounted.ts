import { z } from 'zod'
import { REASONS } from '../law/evaluation.ts'
import { isBound } from '../law/participant-status.ts'
import type { Clocks } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { named } from './names.ts'
import { REASON_WORDS } from './reason-words.ts'
import type { RecordView } from './record-view.ts'
import type { Fixed } from './resource.ts'
import { named as namedFields } from './shapes.ts'

/** Why one that has joined does not count: as in the ledger, or because the law passes over it. */
const WHY = [...REASONS, 'passed_over'] as const

const WORDS = {
  ...REASON_WORDS,
  passed_over: 'the law takes no notice of it',
} as const satisfies Record<(typeof WHY)[number], string>

export const uncountedShape = z
  .object({
    ...namedFields,
    because: z.string(),
    reason: z.enum(WHY).describe('The same in one word, for programs and other languages.'),
  })
  .meta({
    id: 'JoinedUncounted',
    description: 'A participant whose instrument is not in the count toward entry into force, and why.',
  })

export type JoinedUncounted = Fixed<z.output<typeof uncountedShape>>

type Asked = {
  readonly treaty: Treaty
  readonly clocks: Clocks
  /** Codes of a group; null for everyone. */
  readonly group: ReadonlySet<string> | null
}

/** Everyone that has joined and does not count toward the threshold, while it is not met: with the instruments that
 *  count they are the participants. */
export function joinedUncounted(view: RecordView, { treaty, clocks, group }: Asked): JoinedUncounted[] {
  const { rows, evaluation } = view.lawOf(treaty).positionAt(clocks)
  if (evaluation.threshold.met_on !== null) return []
  const counted = new Set(
    evaluation.ledger.filter(({ counts }) => counts).map(({ participant }) => participant),
  )
  return [...rows.values()]
    .filter(({ participant, status }) => isBound(status) && !counted.has(participant))
    .filter(({ participant }) => group === null || group.has(participant))
    .map(({ participant }) => {
      const own = evaluation.ledger.findLast((row) => row.participant === participant)
      const reason = own?.reason ?? 'passed_over'
      return { ...named(view.names, participant, clocks.asOf), because: WORDS[reason], reason }
    })
}

/** How many instruments count at most, wherever within its span each act without a day happened. */
export function countedAtMost(view: RecordView, treaty: Treaty, clocks: Clocks): number {
  const { evaluation, counts } = view.lawOf(treaty).positionAt(clocks)
  return counts.at_most?.threshold_count ?? evaluation.threshold.counted
}
