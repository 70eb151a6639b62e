import { sql } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import type { Channel } from '../alerts/subscription.ts'
import { lockHead } from './append-events.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import { hasSubscriptions, queueFacts } from './queue-facts.ts'
import { sourceAlarms } from './source-alarms.ts'
import type { Store } from './store.ts'

/** A message that nobody began to send for so long waits too long. */
const LATE_MINUTES = 30

type Operations = {
  readonly key: string
  readonly kind: 'source_silent' | 'queue_late'
  readonly what: string
}

function operatorFact({ key, kind, what }: Operations): Fact {
  return { key, about: key, treaty: null, participant: null, groups: [], detail: { kind, what } }
}

/** What is wrong with the sources, in the words in which the jobs and the page of the sources say it too. */
async function silentSources({ db }: Pick<Store, 'db'>, at: string): Promise<Operations[]> {
  const alarms = await sourceAlarms(db, Date.parse(at))
  return alarms.map(({ key, said }) => ({ key: `source:${key}`, kind: 'source_silent', what: said }))
}

async function lateQueue({ db }: Pick<Store, 'db'>, at: string): Promise<Operations[]> {
  const { rows } = await sql<{ count: number; oldest: string | null }>`
    select count(*) as count, min(due_at) as oldest from deliveries
    where state = 'queued' and not has_failed and tries = 0 and due_at < ${at}::timestamptz - ${LATE_MINUTES} * interval '1 minute'
      and number is not null`.execute(db)
  const late = rows[0]
  if (late === undefined || late.oldest === null) return []
  const waiting = late.count === 1 ? '1 message waits' : `${late.count} messages wait`
  const what = `${waiting} to be sent, the oldest since ${late.oldest}.`
  return [{ key: `late:${late.oldest}`, kind: 'queue_late', what }]
}

/** What messages of each channel wait for where nobody can be asked. */
const WAY = { email: 'the mail server', webhook: 'this machine’s own network' } as const

/** Messages that reached nobody because their way is broken on our side, with why the last try failed. */
async function brokenWays({ db }: Pick<Store, 'db'>, at: string): Promise<Operations[]> {
  const { rows } = await sql<{ channel: Channel; count: number; oldest: string; problem: string | null }>`
    with waiting as (
      select id, channel, queued_at from deliveries
      where state = 'queued' and has_failed and tries = 0 and queued_at < ${at}::timestamptz - ${LATE_MINUTES} * interval '1 minute')
    select channel, count(*) as count, min(queued_at) as oldest, (
      select problem from delivery_failures join waiting as one on one.id = delivery
      where one.channel = waiting.channel order by failed_at desc limit 1) as problem
    from waiting group by channel order by channel`.execute(db)
  return rows.map(({ channel, count, oldest, problem }) => {
    const waiting = count === 1 ? '1 message waits' : `${count} messages wait`
    // What the network says of a webhook names its receiver, which is not kept after it is gone.
    const why = channel === 'email' ? `: ${problem}` : ''
    const what = `${waiting} for ${WAY[channel]}, the oldest since ${oldest}${why}.`
    return { key: `unsent:${channel}:${oldest}`, kind: 'queue_late', what }
  })
}

/** Tells operators who ask for it of sources that went silent and of messages that nobody sends, each once. Answers with
 *  how many warnings someone is told. */
export async function watchOperations(
  { db }: Pick<Store, 'db'>,
  { at }: { readonly at: string },
): Promise<number> {
  return inOneTransaction(db, async (trx) => {
    const { seq } = await lockHead(trx)
    if (!(await hasSubscriptions(trx))) return 0
    const inside = { db: trx }
    const queue = [...(await lateQueue(inside, at)), ...(await brokenWays(inside, at))]
    const found = [...(await silentSources(inside, at)), ...queue]
    return queueFacts(trx, { facts: found.map(operatorFact), lost: [], at, seq })
  })
}
