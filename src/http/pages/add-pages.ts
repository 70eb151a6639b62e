import type { Context, Hono } from 'hono'
import type { RecordView } from '../../answers/record-view.ts'
import { InputError } from '../../law/input-error.ts'
import type { Serving } from '../answering.ts'
import { ASK_AGAIN, isUnchanged, stateMark } from '../caching.ts'
import { PAGE_HEADERS } from '../headers.ts'
import { pathNames, queryOf } from '../parameters.ts'
import { joinBody } from '../remembered-bodies.ts'
import { type Asking, type PageMeans, startAsking } from './asking.ts'
import { CITE_FORMS, CITE_TYPES, citation } from './frame/cite.ts'
import { layout } from './frame/layout.ts'
import type { Page } from './page.ts'
import { PAGES } from './page-list.ts'
import { refusedPage } from './problem-pages.ts'
import { plainerAddress, readPageRequest } from './read-request.ts'
import { addAssets } from './style/add-assets.ts'
import { LANGUAGES } from './text/languages.ts'
import { textIn } from './text/text.ts'

/** What pages need of the program around them. */
export type PageServing = Serving & { readonly means: PageMeans }

const text = textIn(LANGUAGES[0])

const HTML = 'text/html; charset=utf-8'

type At = { readonly view: RecordView; readonly serving: PageServing }

async function writePage(page: Page, c: Context, at: At): Promise<string> {
  const { view, serving } = at
  const today = serving.today()
  const { cite, ...read } = readPageRequest(page, c, { view, today })
  const asking: Asking<Record<string, unknown>> = startAsking({
    view,
    today,
    text,
    means: serving.means,
    ...read,
  })
  const content = await page.write(asking)
  if (cite !== null) return `${citation(asking, content.title, cite)}\n`
  return String(await layout(content, { text, section: page.section, asking }))
}

function found(location: string): Response {
  return new Response(null, {
    status: 303,
    headers: { ...PAGE_HEADERS, location, 'cache-control': 'no-store' },
  })
}

async function keptPage(page: Page, c: Context, at: At): Promise<Response> {
  const { view, serving } = at
  const mark = `${serving.version}.${serving.today()}.${stateMark(view.current)}`
  const etag = `"${mark}"`
  const headers = { ...PAGE_HEADERS, etag, 'cache-control': ASK_AGAIN }
  if (isUnchanged(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  const memory = serving.memoryOf(view)
  const { origin } = new URL(c.req.url)
  const key = `page ${mark} ${origin} ${c.req.path}?${queryOf(c.req.url)}`
  const cite = CITE_FORMS.find((form) => form === c.req.query('cite'))
  const type = cite === undefined ? HTML : CITE_TYPES[cite]
  const body = memory.find(key) ?? memory.keep(key, [await writePage(page, c, at)])
  return send(joinBody('', body, newBytes), type, headers)
}

const newBytes = (length: number) => new Uint8Array(length)

function send(
  body: Uint8Array<ArrayBuffer> | string,
  type: string,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, { headers: { ...headers, 'content-type': type } })
}

function answeringPage(page: Page, serving: PageServing) {
  return async (c: Context): Promise<Response> => {
    const view = await serving.view()
    const plainer = plainerAddress(c, serving.today())
    if (plainer !== null) return found(plainer)
    try {
      if (page.kept === 'with_record') {
        return serving.counted(`page:${page.id}`, await keptPage(page, c, { view, serving }))
      }
      const body = await writePage(page, c, { view, serving })
      return serving.counted(
        `page:${page.id}`,
        send(body, HTML, { ...PAGE_HEADERS, 'cache-control': 'no-store' }),
      )
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      const refused = await refusedPage(error, c, { page, inPath: pathNames(page.path), text })
      return serving.counted(`page:${page.id}`, refused)
    }
  }
}

/** Adds every page, and the style sheet and script that they load. */
export function addPages(app: Hono, serving: PageServing): void {
  addAssets(app)
  for (const page of PAGES) {
    app.get(page.path.replace(/\{(\w+)\}/g, ':$1'), answeringPage(page, serving))
  }
}
