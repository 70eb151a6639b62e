import { type Kysely, sql } from 'kysely'
import type { Figure } from '../answers/figure.ts'
import type { Tables } from './tables.ts'

type Values = Figure['values']

function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1_000)
}

/** What is watched: when each page was last looked at and last read well, and what waits for a person. */
async function sourceFigures(db: Kysely<Tables>): Promise<Figure[]> {
  const pages = await db
    .selectFrom('watched_pages')
    .leftJoin('page_states', 'page_states.page', 'watched_pages.address')
    .select(['address', 'looked_at', 'good_at', 'failures'])
    .orderBy('address')
    .execute()
  const waiting = await db
    .selectFrom('differences')
    .select((rows) => rows.fn.countAll<number>().as('count'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  const of = (read: (page: (typeof pages)[number]) => number | null): Values =>
    pages.flatMap((page) => {
      const value = read(page)
      return value === null ? [] : [{ labels: { page: page.address }, value }]
    })
  return [
    {
      name: 'palermo_source_looked_seconds',
      help: 'When the page was last looked at.',
      kind: 'gauge',
      values: of(({ looked_at }) => (looked_at === null ? null : seconds(looked_at))),
    },
    {
      name: 'palermo_source_good_seconds',
      help: 'When the page last gave a status table.',
      kind: 'gauge',
      values: of(({ good_at }) => (good_at === null ? null : seconds(good_at))),
    },
    {
      name: 'palermo_source_failures',
      help: 'Looks that failed since one that did not.',
      kind: 'gauge',
      values: of(({ failures }) => failures ?? 0),
    },
    {
      name: 'palermo_differences_waiting',
      help: 'Differences that wait for a person.',
      kind: 'gauge',
      values: [{ labels: {}, value: waiting.count }],
    },
  ]
}

/** What is to be sent: how many messages in each state, and since when the oldest waits. */
async function alertFigures(db: Kysely<Tables>): Promise<Figure[]> {
  const counted = await db
    .selectFrom('deliveries')
    .select((rows) => ['state', rows.fn.countAll<number>().as('count')])
    .groupBy('state')
    .orderBy('state')
    .execute()
  const { rows } = await sql<{ waits: number }>`
    select coalesce(extract(epoch from clock_timestamp() - min(case when has_failed and tries = 0 then queued_at else due_at end)), 0)::float8
      as waits
    from deliveries where state = 'queued' and (due_at <= clock_timestamp() or (has_failed and tries = 0))`.execute(
    db,
  )
  return [
    {
      name: 'palermo_deliveries',
      help: 'Messages by state.',
      kind: 'gauge',
      values: counted.map(({ state, count }) => ({ labels: { state }, value: count })),
    },
    {
      name: 'palermo_deliveries_waiting_seconds',
      help: 'For how long the message that is due longest has waited, or one that reached nobody.',
      kind: 'gauge',
      values: [{ labels: {}, value: Math.max(0, Math.round(Number(rows[0]?.waits))) }],
    },
  ]
}

/** Figures that only the database knows, for those who run the program. */
export async function readFigures(db: Kysely<Tables>): Promise<readonly Figure[]> {
  return [...(await sourceFigures(db)), ...(await alertFigures(db))]
}
