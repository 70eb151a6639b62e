import type { Context, Hono } from 'hono'
import * as z from 'zod'
import {
  DIFFERENCES_A_PAGE,
  decisionRequest,
  type PublishedDifference,
} from '../../answers/difference-shapes.ts'
import { InputError } from '../../law/input-error.ts'
import { dayOfMoment, type PlainDate, plainDate } from '../../law/plain-date.ts'
import { type Correction, decideDifferences, type OfficersDecision } from '../../store/decide-differences.ts'
import { type KeptDifference, keptDifferences } from '../../store/differences.ts'
import { loadRecord } from '../../store/load-record.ts'
import { consequencesOfAccepting, publishDifferences } from '../../store/publish-difference.ts'
import type { Store } from '../../store/store.ts'
import { PRIVATE_HEADERS } from '../headers.ts'
import { type Officers, officerOf } from '../officers.ts'
import { parsedBody } from '../parsed-body.ts'
import { bodyJson } from '../request-body.ts'

/** The part of the program where officers work. */
type Desk = { readonly officers: Officers; readonly store: Store; readonly now: () => number }

const STATES = ['waiting', 'decided', 'gone'] as const
const number = z.string().regex(/^[1-9]\d{0,14}$/)

function answer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...PRIVATE_HEADERS, 'content-type': 'application/json' },
  })
}

function wantedState(c: Context): KeptDifference['state'] {
  const value = c.req.query('state') ?? 'waiting'
  const found = STATES.find((state) => state === value)
  if (found !== undefined) return found
  throw new InputError([{ field: 'state', value, accepted: STATES.join(', ') }])
}

function wantedAfter(c: Context): number {
  const value = c.req.query('after')
  if (value === undefined) return 0
  if (number.safeParse(value).success) return Number(value)
  throw new InputError([{ field: 'after', value, accepted: 'the number of a difference' }])
}

async function list(c: Context, { store, now }: Desk): Promise<Response> {
  const [state, after] = [wantedState(c), wantedAfter(c)]
  const waiting = await keptDifferences(store.db, { states: ['waiting'] })
  const wanted = { states: [state], after, limit: DIFFERENCES_A_PAGE + 1 }
  // Bundles are known among all that wait.
  const published =
    state === 'waiting'
      ? publishDifferences(waiting).filter(({ id }) => id > after)
      : publishDifferences(await keptDifferences(store.db, wanted))
  const shown = published.slice(0, DIFFERENCES_A_PAGE)
  return answer({
    answered_at: new Date(now()).toISOString(),
    waiting: waiting.length,
    differences: shown,
    next: published.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
  })
}

async function one(c: Context, { store, now }: Desk): Promise<Response> {
  const value = c.req.param('id') ?? ''
  const missing = { field: 'id', value, accepted: 'the number of a difference' }
  if (!number.safeParse(value).success) throw new InputError([missing])
  const id = Number(value)
  const [found] = await keptDifferences(store.db, { states: STATES, ids: [id] })
  if (found === undefined) throw new InputError([missing])
  // Its bundle is known among all that wait.
  const others =
    found.state === 'waiting' ? await keptDifferences(store.db, { states: ['waiting'] }) : [found]
  const published = publishDifferences(others).find((each) => each.id === id)
  const open = found.state === 'waiting'
  const record = await loadRecord(store)
  const consequences = open ? consequencesOfAccepting([found], record, dayOfMoment(now())) : []
  return answer({ ...published, consequences } satisfies Partial<PublishedDifference>)
}

function asDay(text: string): PlainDate {
  return plainDate(text)
}

function correctionOf(given: z.output<typeof decisionRequest>['correction']): Correction | null {
  if (given === undefined) return null
  const { action, date, effect_date, participant, beside = false } = given
  return {
    action,
    beside,
    date: asDay(date),
    effectDate: effect_date === undefined ? null : asDay(effect_date),
    ...(participant === undefined ? {} : { participant }),
  }
}

async function bodyOf(c: Context): Promise<OfficersDecision> {
  const { differences, decision, reason, ...more } = parsedBody(decisionRequest, await bodyJson(c))
  const correction = correctionOf(more.correction)
  return { ids: differences, kind: decision, reason, ...(correction === null ? {} : { correction }) }
}

/** Adds `/v1/differences`, what waits for a person, for the scope `read`, and `/v1/differences/decisions`, where an
 *  officer with the scope `decide` accepts, rejects or corrects. */
export function addDifferenceRoutes(app: Hono, desk: Desk): void {
  const { officers, store, now } = desk
  app.get('/v1/differences', async (c) => {
    await officerOf(c, { officers, scope: 'read' })
    return list(c, desk)
  })
  app.get('/v1/differences/:id', async (c) => {
    await officerOf(c, { officers, scope: 'read' })
    return one(c, desk)
  })
  app.post('/v1/differences/decisions', async (c) => {
    const officer = await officerOf(c, { officers, scope: 'decide' })
    const decided = await decideDifferences(store, await bodyOf(c), { officer, now })
    return answer(decided, 201)
  })
}
