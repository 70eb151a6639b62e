import type { Context } from 'hono'
import type { RecordView } from '../answers/record-view.ts'
import { RESOURCES } from '../answers/resources.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { DESCRIBED_ROUTES } from './described-routes.ts'
import { DATA_HEADERS } from './headers.ts'
import { nearestPath } from './nearest-path.ts'
import { PAGES } from './pages/page-list.ts'
import { nothingHere, wantsPage } from './pages/problem-pages.ts'
import type { Text } from './pages/text/text.ts'
import { problemResponse } from './problem.ts'

const PAGE_PATHS = PAGES.map((page) => page.path)
// The list of all is named in every answer, and is like each of them.
const PROGRAM_PATHS = [...RESOURCES, ...DESCRIBED_ROUTES]
  .map(({ path }) => path)
  .filter((path) => path !== '/v1')

/** The answer where nothing is at an address: the one without its last slashes, where it has some; else what was probably
 *  meant, as a page for a reader who wants one and as a problem document for a program. */
export async function nothingThere(
  c: Context,
  {
    text,
    read,
    today,
  }: { readonly text: Text; readonly read: () => Promise<RecordView>; readonly today: () => PlainDate },
): Promise<Response> {
  const { path } = c.req
  // As it was asked, not as it was decoded: a decoded line break or NUL is no header's text.
  const { pathname, search } = new URL(c.req.url)
  // Two slashes at the beginning would lead to another host.
  if (/^\/[^/].*\/$/.test(pathname)) {
    const location = pathname.replace(/\/+$/, '') + search
    return new Response(null, { status: 308, headers: { ...DATA_HEADERS, location } })
  }
  const isPage = !path.startsWith('/v1/')
  if (isPage && wantsPage(c)) {
    return nothingHere(c, { text, view: await read(), today: today(), paths: PAGE_PATHS })
  }
  const near = nearestPath(path, isPage ? PAGE_PATHS : PROGRAM_PATHS)
  // The same where the address is for another method, or for what this server does not have.
  const meant = near === null || near === path ? '' : ` Did you mean ${near}?`
  return problemResponse({
    kind: 'not-found',
    detail: `There is no such address.${meant} /v1 lists what can be asked.`,
    instance: path,
  })
}
