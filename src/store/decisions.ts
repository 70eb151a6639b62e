import type { Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export const DECISIONS = ['accept', 'reject', 'correct'] as const
export type DecisionKind = (typeof DECISIONS)[number]

/** Puts a decision on record and answers with its number. */
export async function recordDecision(
  trx: Transaction<Tables>,
  decision: {
    readonly kind: DecisionKind
    /** Name of the officer, or `policy`. */
    readonly by: string
    /** ISO 8601 in UTC. */
    readonly at: string
    readonly reason: string
    /** Ids of the events written with it. */
    readonly events: readonly string[]
  },
): Promise<number> {
  const { kind, by, at, reason, events } = decision
  const { id } = await trx
    .insertInto('decisions')
    .values({ decision: kind, decided_by: by, decided_at: at, reason, events: [...events] })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
