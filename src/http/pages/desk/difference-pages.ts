import type { Context } from 'hono'
import * as z from 'zod'
import { ACTIONS } from '../../../law/act.ts'
import { InputError } from '../../../law/input-error.ts'
import { dayOfMoment, type PlainDate, parsePlainDate } from '../../../law/plain-date.ts'
import { type Correction, decideDifferences } from '../../../store/decide-differences.ts'
import { keptDifferences } from '../../../store/differences.ts'
import { loadRecord } from '../../../store/load-record.ts'
import { consequencesOfAccepting, publishDifferences } from '../../../store/publish-difference.ts'
import type { PageContent } from '../page.ts'
import { type Filled, NOT_FILLED } from '../parts/filled-form.ts'
import { type AtDesk, type DeskRoutes, goTo } from './desk-routes.ts'
import { differencePage, waitingPage } from './difference-page.ts'

/** What a field for a kind of act takes, in words: nobody at the desk sees the codes of the kinds. */
export const OFFERED_ACT = 'one of the acts in its list'

const number = z.string().regex(/^[1-9]\d{0,14}$/)
const kinds = ['accept', 'reject', 'correct'] as const

function refuse(field: string, value: string | null, accepted: string): never {
  throw new InputError([{ field, value, accepted }])
}

function idOf(c: Context): number {
  const value = c.req.param('id') ?? ''
  return number.safeParse(value).success ? Number(value) : refuse('id', value, 'the number of a difference')
}

/** A day typed into a form. Throws InputError. */
export function dayField(fields: URLSearchParams, name: string): PlainDate {
  const value = fields.get(name) ?? ''
  return parsePlainDate(value) ?? refuse(name, value, 'a day of the calendar as YYYY-MM-DD')
}

function correctionIn(fields: URLSearchParams): Correction {
  const given = fields.get('action')
  const action = ACTIONS.find((one) => one === given) ?? refuse('action', given, OFFERED_ACT)
  const participant = (fields.get('participant') ?? '').trim().toUpperCase()
  return {
    action,
    date: dayField(fields, 'date'),
    effectDate: (fields.get('effect_date') ?? '') === '' ? null : dayField(fields, 'effect_date'),
    beside: fields.get('beside') === '1',
    ...(participant === '' ? {} : { participant }),
  }
}

/** Adds the list of what waits, a page for each difference with both sides and what would follow, and the decision. */
export function addDifferencePages(routes: DeskRoutes): void {
  const { page, form, store, now, text } = routes
  const waiting = () => keptDifferences(store.db, { states: ['waiting'] })
  page('/desk', 'read', async (c, at) => {
    const view = await routes.view()
    const decided = c.req.query('decided') ?? null
    return waitingPage({ text, view, at }, publishDifferences(await waiting()), decided)
  })
  const onePage = async (c: Context, at: AtDesk, filled: Filled): Promise<PageContent> => {
    const id = idOf(c)
    const kept = await waiting()
    const published = publishDifferences(kept)
    const place = published.findIndex((one) => one.id === id)
    const [one, found] = [published[place], kept[place]]
    if (one === undefined || found === undefined) return refuse('id', String(id), 'a difference that waits')
    const consequences = consequencesOfAccepting([found], await loadRecord(store), dayOfMoment(now()))
    const bundle = published.filter((other) => other.bundle !== null && other.bundle === one.bundle)
    const next = published[(place + 1) % published.length] ?? one
    return differencePage(
      { text, view: await routes.view(), at },
      { one, bundle, consequences, next: next.id, filled },
    )
  }
  page('/desk/differences/:id', 'read', (c, at) => onePage(c, at, NOT_FILLED))
  form(
    '/desk/differences/:id',
    'decide',
    async (c, fields, { officer }) => {
      const id = idOf(c)
      const given = fields.get('decision')
      const kind =
        kinds.find((one) => one === given) ??
        refuse('decision', given, 'one of the three buttons: accept, reject or correct')
      const others = (fields.get('bundle') ?? '').split(',').filter((one) => number.safeParse(one).success)
      const ids = kind === 'correct' ? [id] : [...new Set([id, ...others.map(Number)])]
      const reason = (fields.get('reason') ?? '').trim()
      const decision = {
        ids,
        kind,
        reason,
        ...(kind === 'correct' ? { correction: correctionIn(fields) } : {}),
      }
      const decided = await decideDifferences(store, decision, { officer, now })
      return goTo(`/desk?decided=${decided.id}`)
    },
    onePage,
  )
}
