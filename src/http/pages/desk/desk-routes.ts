import type { Context, Hono } from 'hono'
import type { RecordView } from '../../../answers/record-view.ts'
import { InputError } from '../../../law/input-error.ts'
import type { Scope } from '../../../record/officer.ts'
import type { Store } from '../../../store/store.ts'
import type { BaseOf } from '../../base-address.ts'
import { PAGE_HEADERS } from '../../headers.ts'
import { type Officer, OfficerRefused, type Officers, officerOf } from '../../officers.ts'
import { bodyForm } from '../../request-body.ts'
import { layout } from '../frame/layout.ts'
import type { PageContent } from '../page.ts'
import type { Filled } from '../parts/filled-form.ts'
import { problemWords } from '../parts/problem-words.ts'
import type { Text } from '../text/text.ts'
import { refusedPage, signInPage } from './sign-in-page.ts'

/** What the desk is made with. */
export type DeskMeans = {
  readonly officers: Officers
  readonly store: Store
  readonly view: () => RecordView | Promise<RecordView>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly text: Text
  readonly baseOf: BaseOf
}

/** Who sits at the desk, and what its forms send back so that no other site can send them. */
export type AtDesk = { readonly officer: Officer; readonly csrf: string }

/** A page of the desk; `status` where it is not 200. */
export type DeskPage = PageContent & { readonly status?: number }

/** The page of a form as it was sent. */
export type Again = (c: Context, at: AtDesk, filled: Filled) => Promise<PageContent>

/** What pages of the desk are added with. */
export type DeskRoutes = DeskMeans & {
  /** A page for whoever is signed in and has the scope; others see the form to sign in. */
  readonly page: (path: string, scope: Scope, write: (c: Context, at: AtDesk) => Promise<DeskPage>) => void
  /** A form of the desk. Where something in it is wrong, `again` shows it once more with that beside its field. */
  readonly form: (
    path: string,
    scope: Scope,
    take: (c: Context, fields: URLSearchParams, at: AtDesk) => Promise<PageContent | Response>,
    again: Again,
  ) => void
}

/** Nothing of the desk is kept anywhere. Only with this policy do browsers name the origin of a form that the desk itself
 *  sends (Fetch, section 3.2), which tells it from one of another site over plain HTTP. */
export const DESK_HEADERS = {
  ...PAGE_HEADERS,
  'referrer-policy': 'same-origin',
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
}

/** How the pages of the desk are added to the app. */
export function startRoutes(app: Hono, means: DeskMeans): DeskRoutes {
  const { officers, text } = means
  const show = async (page: PageContent, status = 200): Promise<Response> => {
    const body = layout(page, { text, section: null, asking: null })
    return new Response(body.text, { status, headers: DESK_HEADERS })
  }
  const caught = async (error: unknown, c: Context): Promise<Response> => {
    if (error instanceof InputError) {
      const isMissing = error.problems.every(({ field }) => c.req.param(field) !== undefined)
      const said = error.problems.map((one) =>
        problemWords(text, one, one.field === 'id' ? text.plain('desk.difference') : undefined),
      )
      return show(refusedPage(text, said, await officers.session(c)), isMissing ? 404 : 400)
    }
    if (!(error instanceof OfficerRefused)) throw error
    const { status } = error.response
    if (status === 401) return show(signInPage(text, error.message), status)
    return show(refusedPage(text, [error.message], await officers.session(c)), status)
  }
  return {
    ...means,
    page: (path, scope, write) => {
      app.get(path, async (c) => {
        try {
          const session = await officers.session(c)
          if (session === null) return await show(signInPage(text, null))
          await officerOf(c, { officers, scope })
          const { status, ...page } = await write(c, session)
          return await show(page, status)
        } catch (error) {
          return caught(error, c)
        }
      })
    },
    form: (path, scope, take, again) => {
      const answer = async (c: Context, fields: URLSearchParams, at: AtDesk): Promise<Response> => {
        try {
          const done = await take(c, fields, at)
          return done instanceof Response ? done : await show(done)
        } catch (error) {
          if (!(error instanceof InputError)) throw error
          const { title, main } = await again(c, at, { fields, problems: error.problems })
          return show({ title: text.plain('form.title', { title }), main }, 400)
        }
      }
      app.post(path, async (c) => {
        try {
          const fields = await bodyForm(c)
          const csrf = fields.get('csrf')
          const officer = await officerOf(c, { officers, scope, csrf })
          return await answer(c, fields, { officer, csrf: csrf ?? '' })
        } catch (error) {
          return caught(error, c)
        }
      })
    },
  }
}

/** An answer that leads to another page of the desk. */
export function goTo(path: string, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, {
    status: 303,
    headers: { ...PAGE_HEADERS, location: path, 'cache-control': 'no-store', ...more },
  })
}
