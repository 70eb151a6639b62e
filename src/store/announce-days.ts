import { sql, type Transaction } from 'kysely'
import { actFact, mendedKeys } from '../alerts/act-facts.ts'
import { datedFactsOf } from '../alerts/dated-facts.ts'
import type { Fact } from '../alerts/fact.ts'
import { factsBetween } from '../alerts/facts-between.ts'
import { statementsOf } from '../alerts/statements.ts'
import { type RecordView, viewRecord } from '../answers/record-view.ts'
import { addDays, type PlainDate } from '../law/plain-date.ts'
import { lockHead } from './append-events.ts'
import { actNames, nearnessOf } from './decide-alerts.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import { viewWithin } from './newest-view.ts'
import { type Decided, hasSubscriptions, queueFacts } from './queue-facts.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { treatyStateOf } from './treaty-states.ts'

/** Days that nobody announced are made up for as far back as this. */
const MADE_UP_DAYS = 7

/** What the beginning of a day makes true by itself, seen from `today`. What was written on the day itself is left
 *  out: it was told when it was written. */
export function changeOfDay(
  now: RecordView,
  day: PlainDate,
  today: PlainDate,
): Pick<Decided, 'facts' | 'lost' | 'now'> {
  const earlier = now.record.events.filter(({ recorded_at }) => recorded_at.slice(0, 10) < day)
  const isWhole = earlier.length === now.record.events.length
  const then = isWhole ? now : viewRecord({ ...now.record, events: earlier })
  const eve = addDays(day, -1)
  const names = actNames(now, today)
  const becameKnown = earlier.filter(({ known_on }) => known_on === day)
  const mended = becameKnown.some(({ corrects }) => corrects !== null)
  const facts: Fact[] = becameKnown.map((event) => actFact(event, names)).filter((fact) => fact !== null)
  const lost = becameKnown.flatMap((event) => mendedKeys(event, names))
  for (const treaty of now.treaties) {
    const before = treatyStateOf(then, treaty, { asOf: eve, knownAt: eve })
    const after = treatyStateOf(then, treaty, { asOf: day, knownAt: day })
    const state = treatyStateOf(now, treaty, { asOf: today, knownAt: today })
    const holds = statementsOf(state)
    const change = factsBetween(before, after, { mended })
    facts.push(...datedFactsOf({ day, today }, { before, now: state }))
    facts.push(...change.told.filter(({ key }) => holds.has(key)))
    lost.push(...change.lost)
  }
  return { facts, lost, now: nearnessOf(now, today) }
}

async function announceWithin(
  trx: Transaction<Tables>,
  given: { readonly today: PlainDate; readonly at: string },
): Promise<number> {
  const { today, at } = given
  const { seq } = await lockHead(trx)
  const last = await trx.selectFrom('alert_clock').select('day').executeTakeFirst()
  await sql`
    insert into alert_clock (day) values (${today}::date)
    on conflict (only_row) do update set day = greatest(alert_clock.day, excluded.day)`.execute(trx)
  if (last === undefined || last.day >= today || !(await hasSubscriptions(trx))) return 0
  const view = await viewWithin(trx)
  const oldest = addDays(today, 1 - MADE_UP_DAYS)
  let told = 0
  const next = addDays(last.day, 1)
  for (let day = next > oldest ? next : oldest; day <= today; day = addDays(day, 1)) {
    told += await queueFacts(trx, { ...changeOfDay(view, day, today), at, seq })
  }
  return told
}

/** Announces what begins or comes near with `today`, once, and makes up for days since the last on which no process
 *  ran. The first time nothing is announced: what was there before anyone asked is history. Answers with how many facts
 *  were told. */
export async function announceDays(
  { db }: Pick<Store, 'db'>,
  given: { readonly today: PlainDate; readonly at: string },
): Promise<number> {
  return inOneTransaction(db, (trx) => announceWithin(trx, given))
}
