import { sql, type Transaction } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import type { KeptInterest } from '../alerts/match-subscriptions.ts'
import { projectionsToKeep } from '../answers/projections-to-keep.ts'
import type { RecordView } from '../answers/record-view.ts'
import { daysBetween, type PlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import { lockHead } from './append-events.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import { viewWithin } from './newest-view.ts'
import { activeInterests, queueFacts } from './queue-facts.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { treatyNameOf } from './treaty-states.ts'

type Expected = { readonly treaty: Treaty; readonly day: PlainDate }

/** The day by which each open threshold is as likely as not to be reached, by the model, as of `today`. None for one that
 *  may as likely as not have been reached already, after the end of the record: it would be another day every day, by
 *  nothing that happened. */
export function expectedThresholds(view: RecordView, today: PlainDate): Expected[] {
  return projectionsToKeep(view, today).flatMap(({ treaty: number, milestone, method, p50 }) => {
    const treaty = view.treaties.find((one) => one.number === number)
    const isAsked = milestone === 'threshold' && method === 'model' && p50 !== null && p50 > today
    return isAsked && treaty !== undefined ? [{ treaty, day: p50 }] : []
  })
}

function wantsTreaty({ interest }: KeptInterest, { number }: Treaty): boolean {
  return interest.treaties.length === 0 || interest.treaties.includes(number)
}

/** What was last told to those who share an interest; where they were told nothing yet, what is expected now is kept as
 *  the beginning. */
async function lastTold(
  trx: Transaction<Tables>,
  interest: number,
  { treaty, day }: Expected,
): Promise<PlainDate> {
  const kept = await sql<{ expected: PlainDate }>`
    insert into projection_marks (interest, treaty, expected) values (${interest}, ${treaty.number}, ${day}::date)
    on conflict (interest, treaty) do update set expected = projection_marks.expected
    returning expected`.execute(trx)
  return kept.rows[0]?.expected ?? day
}

function movedFact(interest: number, { treaty, day }: Expected, from: PlainDate): Fact {
  const key = `projection:${treaty.number}:${interest}:${from}:${day}`
  const detail = { kind: 'projection_moved', from, to: day, moved: daysBetween(from, day) } as const
  return { key, about: key, treaty: treatyNameOf(treaty), participant: null, groups: [], detail }
}

/** Tells those who ask for it that a threshold is expected sooner or later than they were last told. Answers with how many
 *  facts were decided. */
export async function watchProjections(
  { db }: Pick<Store, 'db'>,
  { today, at }: { readonly today: PlainDate; readonly at: string },
): Promise<number> {
  return inOneTransaction(db, async (trx) => {
    const { seq } = await lockHead(trx)
    const asking = (await activeInterests(trx)).filter(({ interest }) =>
      interest.kinds.includes('projection_moved'),
    )
    if (asking.length === 0) return 0
    let told = 0
    for (const expected of expectedThresholds(await viewWithin(trx), today)) {
      for (const one of asking.filter((kept) => wantsTreaty(kept, expected.treaty))) {
        const from = await lastTold(trx, one.id, expected)
        if (Math.abs(daysBetween(from, expected.day)) <= one.interest.moved_days) continue
        const facts = [movedFact(one.id, expected, from)]
        told += await queueFacts(trx, { facts, lost: [], at, seq, only: one.id })
        await trx
          .updateTable('projection_marks')
          .set({ expected: expected.day })
          .where('interest', '=', one.id)
          .where('treaty', '=', expected.treaty.number)
          .execute()
      }
    }
    return told
  })
}
