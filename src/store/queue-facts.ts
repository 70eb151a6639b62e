import { sql, type Transaction } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import { type KeptInterest, matchSubscriptions } from '../alerts/match-subscriptions.ts'
import { type Nearness, type Recall, recallsOf, type ToldFact } from '../alerts/recall.ts'
import type { Interest } from '../alerts/subscription.ts'
import type { Tables } from './tables.ts'
import { type Taken, withholdUntold } from './withhold-untold.ts'

/** What is to be told, decided at one moment. */
export type Decided = {
  readonly facts: readonly Fact[]
  /** Keys of statements that do not hold any more. */
  readonly lost: readonly string[]
  /** How near thresholds are now; empty when left out. */
  readonly now?: Nearness
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

/** Who is told: those that are active, and webhooks that are off, whose messages wait in the ledger. */
const isTold = sql<boolean>`(subscriptions.state = 'active' or (subscriptions.state = 'off' and subscriptions.channel = 'webhook'))`

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
          .where('subscriptions.state', '<>', 'pending')
          .where(isTold),
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
    .select([
      'id',
      'decision',
      'body',
      sql<number>`(
      select count(*) from alert_facts as same where same.key = alert_facts.key and same.id <= alert_facts.id)`.as(
        'times',
      ),
    ])
    .where('about', '=', sql<string>`any(${lost}::text[])`)
    .where('recalled_by', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ body, ...row }) => ({ ...row, fact: asFact(body) }))
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
/** A fact that some were to be told and never were, and the correction that they are told instead. */
type Instead = { readonly told: number; readonly decision: number; readonly fact: number }

/** One message for each subscription, with all that it asked for and all that it was told and is taken back. Its name
 *  follows from the subscription, the facts, how often each was told and what they say: where a backup was restored and the same happens
 *  once more, it bears the same name, by which its receiver knows it. Numbers go on from the last one; writers come one after another, because each holds the head of the record. What concerns one that
 *  is off is parked in its ledger: it can be sent once its receiver is mended. */
async function queueMessages(
  trx: Transaction<Tables>,
  decision: number,
  given: {
    readonly wanted: readonly Wanted[]
    readonly taken: readonly Taken[]
    readonly instead: readonly Instead[]
    readonly at: string
  },
): Promise<void> {
  const { wanted, taken, instead, at } = given
  await sql`
    with told as (
      select subscriptions.id as subscription, asked.fact, null::bigint as corrects
      from unnest(${wanted.map(({ interest }) => interest)}::bigint[], ${wanted.map(({ fact }) => fact)}::bigint[])
          as asked (interest, fact)
        join subscriptions on subscriptions.interest = asked.interest and subscriptions.state <> 'pending' and ${isTold}
      union all
      select deliveries.subscription, taken.recall, deliveries.number
      from unnest(${taken.map(({ of }) => of)}::bigint[], ${taken.map(({ recall }) => recall)}::bigint[],
          ${taken.map(({ decision: told }) => told)}::bigint[]) as taken (told, recall, decision)
        join deliveries on deliveries.decision = taken.decision and deliveries.facts @> array[taken.told]
        join subscriptions on subscriptions.id = deliveries.subscription and subscriptions.state <> 'pending'
      where not deliveries.withheld @> array[taken.told]
      union all
      select deliveries.subscription, instead.fact, null
      from unnest(${instead.map(({ told }) => told)}::bigint[], ${instead.map(({ fact }) => fact)}::bigint[],
          ${instead.map(({ decision: told }) => told)}::bigint[]) as instead (told, fact, decision)
        join deliveries on deliveries.decision = instead.decision and deliveries.withheld @> array[instead.told]
        join subscriptions on subscriptions.id = deliveries.subscription and subscriptions.state <> 'pending'
    ), messages as (
      select subscription, array_agg(distinct fact order by fact) as facts,
        coalesce(array_agg(distinct corrects order by corrects) filter (where corrects is not null), '{}') as corrects
      from told group by subscription
    ), said as (
      select facts, (
        select string_agg(key || ' ' || times || ' ' || says, E'\n' order by key) from (
          select key, (select count(*) from alert_facts as same where same.key = told_now.key and same.id <= told_now.id) as times,
            body -> 'detail' as says
          from alert_facts as told_now where id = any(sets.facts)) as named) as what
      from (select distinct facts from messages) as sets
    )
    insert into deliveries (
      mark, subscription, number, kind, decision, facts, corrects, state, unsent, settled_at, queued_at, channel,
      due_at)
    select encode(substring(sha256(convert_to(subscriptions.name || E'\n' || said.what, 'UTF8')) for 16), 'hex')::uuid,
      messages.subscription,
      coalesce((select max(number) from deliveries where subscription = messages.subscription), 0) + 1,
      case when messages.corrects = '{}' then 'alert' else 'recall' end,
      ${decision}::bigint, messages.facts, messages.corrects,
      case when subscriptions.state = 'off' then 'parked' else 'queued' end,
      case when subscriptions.state = 'off' then 'off' end,
      case when subscriptions.state = 'off' then ${at}::timestamptz end, ${at}::timestamptz, subscriptions.channel,
      case when subscriptions.digest = 'at_once' then ${at}::timestamptz
        else coalesce(subscriptions.next_digest_at, ${at}::timestamptz) end
    from messages join subscriptions on subscriptions.id = messages.subscription join said using (facts)
    order by messages.subscription`.execute(trx)
}

/** The corrections of acts that some were to be told and never were: without them they would hear of the act nothing. */
function insteadOfUntold(given: {
  readonly taken: readonly Taken[]
  readonly untold: ReadonlySet<number>
  readonly recalls: readonly Recall[]
  readonly mended: readonly Fact[]
  readonly newIds: ReadonlyMap<string, number>
}): Instead[] {
  const { taken, untold, recalls, mended, newIds } = given
  return taken.flatMap(({ of, decision }): Instead[] => {
    const detail = recalls.find((recall) => recall.of === of)?.fact.detail
    const holds = detail?.kind === 'recall' ? detail.instead : null
    if (!untold.has(of) || holds?.kind !== 'correction') return []
    const fact = mended.find((one) => one.detail.kind === 'correction' && one.detail.event === holds.event)
    const id = fact === undefined ? undefined : newIds.get(fact.key)
    return id === undefined ? [] : [{ told: of, decision, fact: id }]
  })
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
  const recalls = recallsOf(told, decided)
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
    if (recall === undefined || before === undefined) return []
    return [{ of, recall, decision: before.decision, isRecall: before.fact.detail.kind === 'recall' }]
  })
  await sql`
    update alert_facts set recalled_by = taken.recall
    from unnest(${taken.map(({ of }) => of)}::bigint[], ${taken.map(({ recall }) => recall)}::bigint[])
      as taken (told, recall)
    where alert_facts.id = taken.told`.execute(trx)
  const untold = await withholdUntold(trx, taken, decided.at)
  const mended = decided.facts.filter(({ detail }) => detail.kind === 'correction' && !detail.retracts)
  const isInstead = (fact: Fact): boolean => untold.size > 0 && mended.includes(fact)
  const news = decided.facts.filter((fact, place) => asked.has(place) || isInstead(fact))
  const newIds = await keepFacts(trx, decision, news)
  const wanted = matches.flatMap(({ interest, place }): Wanted[] => {
    const key = decided.facts[place]?.key
    const fact = key === undefined ? undefined : newIds.get(key)
    return fact === undefined ? [] : [{ interest, fact }]
  })
  const instead = insteadOfUntold({ taken, untold, recalls, mended, newIds })
  await queueMessages(trx, decision, { wanted, taken, instead, at: decided.at })
  return recallIds.size + newIds.size
}
