import type { Hono } from 'hono'
import { OfficerRefused } from '../../officers.ts'
import { bodyForm } from '../../request-body.ts'
import { isSentFromElsewhere } from '../../sent-from.ts'
import { layout } from '../frame/layout.ts'
import { addActPages } from './act-pages.ts'
import { addCorrectionPages } from './correction-pages.ts'
import { DESK_HEADERS, type DeskMeans, goTo, startRoutes } from './desk-routes.ts'
import { addDifferencePages } from './difference-pages.ts'
import { refusedPage, signInPage } from './sign-in-page.ts'

function addSignIn(app: Hono, { officers, text }: DeskMeans): void {
  app.post('/desk/sign-in', async (c) => {
    try {
      const { setCookie } = await officers.signIn(c, ((await bodyForm(c)).get('token') ?? '').trim())
      return goTo('/desk', { 'set-cookie': setCookie })
    } catch (error) {
      if (!(error instanceof OfficerRefused)) throw error
      const body = layout(signInPage(text, error.message), { text, section: null, asking: null })
      return new Response(body.text, { status: error.response.status, headers: DESK_HEADERS })
    }
  })
  app.post('/desk/sign-out', async (c) => {
    const { setCookie } = await officers.signOut(c, (await bodyForm(c)).get('csrf'))
    return goTo('/desk', { 'set-cookie': setCookie })
  })
}

/** Adds the desk where officers work in a browser: what waits, acts recorded by hand, and
 *  corrections of what is on record. */
export function addDeskPages(app: Hono, means: DeskMeans): void {
  const routes = startRoutes(app, means)
  // A browser says truly where a form was sent from; the sign-in has no token of a session that could say so.
  app.use('/desk/*', async (c, next) => {
    if (c.req.method === 'GET' || !isSentFromElsewhere(c, means.baseOf)) return next()
    const said = refusedPage(means.text, [means.text.plain('desk.elsewhere')], null)
    const body = layout(said, { text: means.text, section: null, asking: null })
    return new Response(body.text, { status: 403, headers: DESK_HEADERS })
  })
  addSignIn(app, means)
  addDifferencePages(routes)
  addActPages(routes)
  addCorrectionPages(routes)
}
