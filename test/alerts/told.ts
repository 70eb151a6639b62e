import { sql } from 'kysely'
import type { Fact } from '../../src/alerts/fact.ts'
import { factSentence, factTitle } from '../../src/alerts/fact-words.ts'
import { type Interest, USUAL_INTEREST, USUAL_TIMING } from '../../src/alerts/subscription.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription, createSubscription, findSubscription } from '../../src/store/subscriptions.ts'

export const SUBSCRIBED_AT = '2003-01-01T00:00:00.000Z'

/** A subscription that is confirmed; its number in the database. */
export async function subscribe(
  store: Store,
  interest: Partial<Interest> = {},
  address = 'reader@example.org',
): Promise<number> {
  const { name } = await createSubscription(store.db, {
    channel: 'email',
    address,
    interest: { ...USUAL_INTEREST, ...interest },
    timing: USUAL_TIMING,
    madeBy: null,
    at: SUBSCRIBED_AT,
  })
  const found = await findSubscription(store.db, name)
  if (found === null) throw new Error('not kept')
  await sql`delete from deliveries where subscription = ${found.id}`.execute(store.db)
  await activateSubscription(store.db, found.id, SUBSCRIBED_AT)
  return found.id
}

export type Told = {
  readonly number: number
  readonly kind: string
  readonly day: string
  readonly corrects: readonly number[]
  readonly facts: readonly Fact[]
}

/** Every message of a subscription, in order. */
export async function toldTo({ db }: Store, subscription: number): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select number, kind, to_char(queued_at at time zone 'UTC', 'YYYY-MM-DD') as day, corrects,
      (select jsonb_agg(body order by id) from alert_facts where id = any(facts)) as facts
    from deliveries where subscription = ${subscription} order by number`.execute(db)
  return rows
}

/** The same as lines that can be read. */
export async function linesTo(store: Store, subscription: number): Promise<string[]> {
  return (await toldTo(store, subscription)).flatMap(({ day, facts }) =>
    facts.map((fact) => `${day} ${factTitle(fact)}`),
  )
}

export async function sentencesTo(store: Store, subscription: number): Promise<string[]> {
  return (await toldTo(store, subscription)).flatMap(({ facts }) => facts.map(factSentence))
}
