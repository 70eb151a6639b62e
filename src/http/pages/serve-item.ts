import type { Context, Hono } from 'hono'
import { recordStateAt } from '../../answers/record-as-known.ts'
import type { RecordView } from '../../answers/record-view.ts'
import { InputError } from '../../law/input-error.ts'
import type { Serving } from '../answering.ts'
import { ASK_AGAIN, cacheControl, isUnchanged, stateMark } from '../caching.ts'
import { PAGE_HEADERS } from '../headers.ts'
import { pathNames, queryOf } from '../parameters.ts'
import type { Body } from '../remembered-bodies.ts'
import { type Asking, type PageMeans, startAsking } from './asking.ts'
import type { CiteForm } from './frame/cite.ts'
import { type Html, inPieces } from './html.ts'
import type { Page } from './page.ts'
import { refusedPage } from './problem-pages.ts'
import { plainerAddress, readPageRequest } from './read-request.ts'
import type { Text } from './text/text.ts'

/** What pages need of the program around them. */
export type PageServing = Serving & { readonly means: PageMeans; readonly text: Text }

/** Something for people at an address: a page, a picture, a piece for other sites. */
export type ServedItem = Pick<Page, 'id' | 'path' | 'parameters' | 'kept' | 'besides'> & {
  readonly headers: Readonly<Record<string, string>>
  /** There where nothing of today is in it once both clocks are given: no frame, no freshness, no forecast. */
  readonly lasting?: true
  readonly typeOf: (c: Context) => string
  readonly write: (asking: Asking<Record<string, unknown>>, cite: CiteForm | null) => Promise<string | Html>
  /** Makes of the text what is sent, where that is not the text itself. */
  readonly finish?: (text: string) => Promise<Uint8Array<ArrayBuffer>>
}

/** `base`: the address under which the reader reaches the program. */
type At = { readonly view: RecordView; readonly serving: PageServing; readonly base: string }

/** The bytes of what is kept, which is one piece and sent as it is. */
function wholeOf({ pieces: [whole] }: Body): Uint8Array<ArrayBuffer> {
  if (whole === undefined) throw new Error('what is kept is one piece')
  return whole
}

function textsOf(written: string | Html): readonly string[] {
  return typeof written === 'string' ? [written] : inPieces(written)
}

async function writeItem(item: ServedItem, c: Context, { view, serving, base }: At): Promise<string | Html> {
  const today = serving.today()
  const { cite, ...read } = readPageRequest(item, c, { view, today, base })
  const { text, means } = serving
  return item.write(startAsking({ view, today, text, means, ...read }), cite)
}

/** What marks the item, and for how long it may be kept. Throws InputError. */
async function keepingOf(item: ServedItem, c: Context, { view, serving, base }: At) {
  const today = serving.today()
  const besides = item.besides === undefined ? '' : `.${await item.besides(serving.means)}`
  const newest = { mark: `${serving.version}.${today}.${stateMark(view.current)}${besides}`, kept: ASK_AGAIN }
  if (item.lasting !== true) return newest
  const { clocks, given } = readPageRequest(item, c, { view, today, base })
  const bothClocksGiven = given.as_of !== undefined && given.known_at !== undefined
  const kept = cacheControl({ bothClocksGiven, clocks, today })
  if (kept === ASK_AGAIN) return newest
  const state = recordStateAt(view, { clocks, today, about: [], knownAtGiven: true })
  return { mark: `${serving.version}.${clocks.asOf}.${clocks.knownAt}.${stateMark(state)}`, kept }
}

function elsewhere(location: string): Response {
  return new Response(null, {
    status: 303,
    headers: { ...PAGE_HEADERS, location, 'cache-control': 'no-store' },
  })
}

async function sendItem(item: ServedItem, c: Context, at: At): Promise<Response> {
  const { serving, base } = at
  const type = { 'content-type': item.typeOf(c) }
  if (item.kept === 'never') {
    const text = await writeItem(item, c, at)
    return new Response(String(text), { headers: { ...item.headers, ...type, 'cache-control': 'no-store' } })
  }
  const { mark, kept } = await keepingOf(item, c, at)
  const headers = { ...item.headers, ...type, etag: `"${mark}"`, 'cache-control': kept }
  if (isUnchanged(c.req.header('if-none-match'), headers.etag)) {
    return new Response(null, { status: 304, headers })
  }
  const { memory } = serving
  const key = `page ${item.path} ${mark} ${base} ${c.req.path}?${queryOf(c.req.url)}`
  const body = wholeOf(memory.find(key) ?? memory.keepWhole(key, textsOf(await writeItem(item, c, at))))
  const sent = item.finish === undefined ? body : await item.finish(new TextDecoder().decode(body))
  return new Response(sent, { headers })
}

/** The means with what they tell of the keys asked at most once, whoever wants to know it of one request. */
function askedOnce(means: PageMeans): PageMeans {
  const { signs } = means
  if (signs === undefined) return means
  let known: Promise<boolean> | null = null
  return {
    ...means,
    signs: () => {
      known ??= signs()
      return known
    },
  }
}

function answeringItem(item: ServedItem, serving: PageServing) {
  return async (c: Context): Promise<Response> => {
    const view = await serving.view()
    const plainer = plainerAddress(c, serving.today())
    if (plainer !== null) return elsewhere(plainer)
    const own = item.besides === undefined ? serving : { ...serving, means: askedOnce(serving.means) }
    try {
      return serving.counted(
        `page:${item.id}`,
        await sendItem(item, c, { view, serving: own, base: serving.baseOf(c) }),
      )
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      const { text } = serving
      const refused = await refusedPage(error, c, { page: item, inPath: pathNames(item.path), text, view })
      return serving.counted(`page:${item.id}`, refused)
    }
  }
}

/** Puts the item at its address. */
export function addItem(app: Hono, item: ServedItem, serving: PageServing): void {
  app.get(item.path.replace(/\{(\w+)\}/g, ':$1'), answeringItem(item, serving))
}
