import { sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** A fact that is taken back, with the recall that does so and the decision that told it. */
export type Taken = {
  readonly of: number
  readonly recall: number
  readonly decision: number
  /** Whether it is a recall itself: those go out in any case, because of what they take back. */
  readonly isRecall: boolean
}

/** Keeps what is taken back out of the messages that nobody was asked to take so far: it is known to be false. A message
 *  of which nothing is left is parked, and keeps its number. What a receiver was asked to take it may have, whatever it
 *  answered. Answers with the facts that were kept out of a message. */
export async function withholdUntold(
  trx: Transaction<Tables>,
  taken: readonly Taken[],
  at: string,
): Promise<ReadonlySet<number>> {
  const news = taken.filter(({ isRecall }) => !isRecall)
  if (news.length === 0) return new Set()
  const given = sql`unnest(${news.map(({ of }) => of)}::bigint[], ${news.map(({ decision }) => decision)}::bigint[])
    as taken (told, decision)`
  // No worker takes one of them before this is decided, and what was taken until now is seen as taken.
  await sql`
    select count(*) from (
      select from ${given} join deliveries on deliveries.decision = taken.decision and deliveries.facts @> array[taken.told]
      for update of deliveries) as held`.execute(trx)
  const withheld = await sql<{ facts: readonly number[] }>`
    with untold as (
      select deliveries.id, array_agg(taken.told) as facts,
        not (deliveries.facts <@ (deliveries.withheld || array_agg(taken.told))) as is_left
      from ${given} join deliveries on deliveries.decision = taken.decision and deliveries.facts @> array[taken.told]
      where deliveries.state <> 'accepted' and deliveries.tries = 0 and deliveries.claim is null and not exists (
        select from delivery_rounds
        where delivery = deliveries.id and (delivery_rounds.state = 'accepted' or delivery_rounds.tries > 0))
      group by deliveries.id
    ), kept as (
      update deliveries set withheld = deliveries.withheld || untold.facts,
        state = case when untold.is_left then deliveries.state else 'parked' end,
        settled_at = case when untold.is_left then deliveries.settled_at else coalesce(deliveries.settled_at, ${at}::timestamptz) end,
        unsent = case when untold.is_left then deliveries.unsent else 'taken_back' end
      from untold where deliveries.id = untold.id
      returning untold.facts
    )
    select distinct facts from kept`.execute(trx)
  return new Set(withheld.rows.flatMap(({ facts }) => facts))
}
