import { sql, type Transaction } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import { type KeptInterest, matchSubscriptions } from '../alerts/match-subscriptions.ts'
import { recallsOf, type ToldFact } from '../alerts/recall.ts'
import type { Interest } from '../alerts/subscription.ts'
import type { Tables } from './tables.ts'

/** What is to be told, decided at one moment. */
export type Decided = {
  readonly facts: readonly Fact[]
  /** Keys of statements that do not hold any more. */
  readonly lost: readonly string[]
  /** ISO 8601. */
  readonly at: string
  /** Last event that it rests on. */
  readonly seq: number
  /** The one interest that is meant, where the facts are about what it was told before. */
  readonly only?: number
}

/** The parts of a row of JSON that this program wrote are what it wrote. */
function asFact(body: unknown): Fact {
  return body as Fact
}

function asInterest(definition: unknown): Interest {
  return definition as Interest
}

/** Whether anyone is to be told anything, or was told something that may be taken back. */
export async function hasSubscriptions(trx: Transaction<Tables>): Promise<boolean> {
  const found = await sql`select from subscriptions where state <> 'pending' limit 1`.execute(trx)
  return found.rows.length > 0
}

/** The interests of all who are told at present. */
export async function activeInterests(trx: Transaction<Tables>): Promise<KeptInterest[]> {
  const rows = await trx
    .selectFrom('interests')
    .select(['id', 'definition'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('subscriptions')
          .select('subscriptions.id')
          .whereRef('subscriptions.interest', '=', 'interests.id')
          .where('subscriptions.state', '=', 'active'),
      ),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ id, definition }) => ({ id, interest: asInterest(definition) }))
}

async function toldAbout(
  trx: Transaction<Tables>,
  lost: readonly string[],
): Promise<(ToldFact & { readonly decision: number })[]> {
  if (lost.length === 0) return []
  const rows = await trx
    .selectFrom('alert_facts')
    .select(['id', 'decision', 'body'])
    .where('about', '=', sql<string>`any(${lost}::text[])`)
    .where('recalled_by', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id, decision, body }) => ({ id, decision, fact: asFact(body) }))
}

/** Writes the facts that were not told before. Answers with the number of each that was written, by key. */
async function keepFacts(
  trx: Transaction<Tables>,
  decision: number,
  facts: readonly Fact[],
): Promise<ReadonlyMap<string, number>> {
  const columns = {
    keys: facts.map(({ key }) => key),
    abouts: facts.map(({ about }) => about),
    kinds: facts.map(({ detail }) => detail.kind),
    bodies: facts.map((fact) => JSON.stringify(fact)),
  }
  const written = await sql<{ id: number; key: string }>`
    insert into alert_facts (decision, key, about, kind, body)
    select ${decision}::bigint, key, about, kind, body::jsonb
    from unnest(${columns.keys}::text[], ${columns.abouts}::text[], ${columns.kinds}::text[], ${columns.bodies}::text[])
      with ordinality as given (key, about, kind, body, place)
    order by place
    on conflict (key) where recalled_by is null do nothing
    returning id, key`.execute(trx)
  return new Map(written.rows.map(({ id, key }) => [key, id]))
}

type Wanted = { readonly interest: number; readonly fact: number }
type Taken = { readonly of: number; readonly recall: number; readonly decision: number }

/** One message for each subscription, with all that it asked for and all that it was told and is taken back. Numbers go
 *  on from its last one; writers come one after another, because each holds the head of the record. Whoever was told and is
 *  switched off has the recall in its ledger, parked: it can be sent once its receiver is mended. */
async function queueMessages(
  trx: Transaction<Tables>,
  decision: number,
  given: { readonly wanted: readonly Wanted[]; readonly taken: readonly Taken[]; readonly at: string },
): Promise<void> {
  const { wanted, taken, at } = given
  await sql`
    with told as (
      select subscriptions.id as subscription, asked.fact, null::bigint as corrects
      from unnest(${wanted.map(({ interest }) => interest)}::bigint[], ${wanted.map(({ fact }) => fact)}::bigint[])
          as asked (interest, fact)
        join subscriptions on subscriptions.interest = asked.interest and subscriptions.state = 'active'
      union all
      select deliveries.subscription, taken.recall, deliveries.number
      from unnest(${taken.map(({ of }) => of)}::bigint[], ${taken.map(({ recall }) => recall)}::bigint[],
          ${taken.map(({ decision: told }) => told)}::bigint[]) as taken (told, recall, decision)
        join deliveries on deliveries.decision = taken.decision and deliveries.facts @> array[taken.told]
        join subscriptions on subscriptions.id = deliveries.subscription and subscriptions.state <> 'pending'
      where deliveries.state <> 'parked' or exists (
        select from delivery_rounds where delivery = deliveries.id and delivery_rounds.state = 'accepted')
    ), messages as (
      select subscription, array_agg(distinct fact order by fact) as facts,
        coalesce(array_agg(distinct corrects order by corrects) filter (where corrects is not null), '{}') as corrects
      from told group by subscription
    )
    insert into deliveries (
      subscription, number, kind, decision, facts, corrects, state, settled_at, queued_at, channel, due_at)
    select messages.subscription,
      coalesce((select max(number) from deliveries where subscription = messages.subscription), 0) + 1,
      case when messages.corrects = '{}' then 'alert' else 'recall' end,
      ${decision}::bigint, messages.facts, messages.corrects,
      case when subscriptions.state = 'off' then 'parked' else 'queued' end,
      case when subscriptions.state = 'off' then ${at}::timestamptz end, ${at}::timestamptz, subscriptions.channel,
      case when subscriptions.digest = 'at_once' then ${at}::timestamptz
        else coalesce(subscriptions.next_digest_at, ${at}::timestamptz) end
    from messages join subscriptions on subscriptions.id = messages.subscription
    order by messages.subscription`.execute(trx)
}

/** Keeps the facts that someone asks for and that were not told before, takes back those that do not hold any more,
 *  and queues a message for each subscription concerned: all of it in the transaction of what brought it about. The
 *  caller holds the head of the record. Answers with how many facts were decided. */
export async function queueFacts(trx: Transaction<Tables>, decided: Decided): Promise<number> {
  const active = await activeInterests(trx)
  const { only } = decided
  const interests = only === undefined ? active : active.filter(({ id }) => id === only)
  const matches = matchSubscriptions(interests, decided.facts)
  const asked = new Set(matches.map(({ place }) => place))
  const told = await toldAbout(trx, decided.lost)
  const recalls = recallsOf(told, decided.facts)
  const facts = [
    ...recalls.map(({ fact }) => fact),
    ...decided.facts.filter((_fact, place) => asked.has(place)),
  ]
  if (facts.length === 0) return 0
  const { id: decision } = await trx
    .insertInto('alert_decisions')
    .values({ decided_at: decided.at, seq: decided.seq })
    .returning('id')
    .executeTakeFirstOrThrow()
  const recallIds = await keepFacts(
    trx,
    decision,
    recalls.map(({ fact }) => fact),
  )
  const taken = recalls.flatMap(({ of, fact }, place): Taken[] => {
    const recall = recallIds.get(fact.key)
    const before = told[place]
    return recall === undefined || before === undefined ? [] : [{ of, recall, decision: before.decision }]
  })
  await sql`
    update alert_facts set recalled_by = taken.recall
    from unnest(${taken.map(({ of }) => of)}::bigint[], ${taken.map(({ recall }) => recall)}::bigint[])
      as taken (told, recall)
    where alert_facts.id = taken.told`.execute(trx)
  const news = decided.facts.filter((_fact, place) => asked.has(place))
  const newIds = await keepFacts(trx, decision, news)
  const wanted = matches.flatMap(({ interest, place }): Wanted[] => {
    const key = decided.facts[place]?.key
    const fact = key === undefined ? undefined : newIds.get(key)
    return fact === undefined ? [] : [{ interest, fact }]
  })
  await queueMessages(trx, decision, { wanted, taken, at: decided.at })
  return recallIds.size + newIds.size
}
