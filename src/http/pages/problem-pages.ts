import type { Context } from 'hono'
import type { RecordView } from '../../answers/record-view.ts'
import { matchesFor } from '../../answers/search.ts'
import type { InputError, InputProblem } from '../../law/input-error.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import { PAGE_HEADERS } from '../headers.ts'
import { nearestPath, partsOf } from '../nearest-path.ts'
import { queryOf, readQuery } from '../parameters.ts'
import { layout } from './frame/layout.ts'
import { type Html, html } from './html.ts'
import { type Page, SECTIONS } from './page.ts'
import { fieldTies, typedIn, wrongNote } from './parts/filled-form.ts'
import { problemWords } from './parts/problem-words.ts'
import { FRAME_NAMES } from './read-request.ts'
import type { MessageName, Text } from './text/text.ts'

/** As many letters as a search takes. */
const MOST_SEARCHED = 200

type Mending = { readonly text: Text; readonly problems: readonly InputProblem[] }
type Refusal = {
  readonly page: Pick<Page, 'path' | 'parameters'>
  /** Names of parameters that stand in the path. */
  readonly inPath: readonly string[]
  readonly text: Text
  readonly view: RecordView
}
type Said = { readonly title: string; readonly main: Html }

async function problemPage(status: number, said: Said, text: Text, more = {}): Promise<Response> {
  const body = layout(said, { text, section: null, asking: null })
  const headers = {
    ...PAGE_HEADERS,
    ...more,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    vary: 'accept',
  }
  return new Response(body.text, { status, headers })
}

/** Whether the reader would rather see a page than data: a browser says so. */
export function wantsPage(c: Context): boolean {
  return /\btext\/html\b/.test(c.req.header('accept') ?? '')
}

/** What people call whatever bears a code. */
function nameOf(view: RecordView, code: string): string {
  const treaty = view.treaties.find(({ slug }) => slug === code)
  const group = view.record.groups.find(({ id }) => id === code)
  return view.names.participants.get(code)?.name ?? treaty?.short_title ?? group?.title ?? code
}

/** The same address with the value that was probably meant. */
function mended(
  c: Context,
  page: Pick<Page, 'path' | 'parameters'>,
  problem: InputProblem,
  nearest: string,
): string {
  const query = readQuery(queryOf(c.req.url))
  const isName = problem.field in page.parameters.shape || ['as_of', 'known_at'].includes(problem.field)
  const changed = query.map(([name, value]) =>
    name !== problem.field ? [name, value] : isName ? [name, nearest] : [nearest, value],
  )
  const path = page.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(name === problem.field ? nearest : String(c.req.param(name))),
  )
  return changed.length === 0
    ? path
    : `${path}?${new URLSearchParams(changed.map(([a, b]) => [String(a), String(b)]))}`
}

function problemItem(
  c: Context,
  { page, text, view }: Pick<Refusal, 'page' | 'text' | 'view'>,
  problem: InputProblem,
): Html {
  const { nearest } = problem
  const meant =
    nearest === undefined
      ? ''
      : html`<br>${text.say('problem.nearest', {
          nearest: html`<a href="${mended(c, page, problem, nearest)}">${nameOf(view, nearest)}</a>`,
        })}`
  return html`<li>${problemWords(text, problem)}${meant}</li>`
}

/** The fields that are wrong, as they were written, in a form that asks the same page again with everything else as it
 *  was. Empty where what is wrong is the address itself, or a name that the page does not take. */
function mendForm(c: Context, page: Pick<Page, 'parameters'>, { text, problems }: Mending): Html | string {
  const taken = [...Object.keys(page.parameters.shape), ...FRAME_NAMES]
  const wrong = [...new Set(problems.map(({ field }) => field))].filter((name) => taken.includes(name))
  const query = readQuery(queryOf(c.req.url))
  if (wrong.length === 0 || wrong.some((name) => c.req.param(name) !== undefined)) return ''
  const filled = { fields: new URLSearchParams(query.map(([name, value]) => [name, value])), problems }
  const kept = query.filter(([name]) => taken.includes(name) && !wrong.includes(name))
  const field = (name: string, place: number) => {
    const message = `field.${name}` as MessageName
    const label = message in text.language.messages ? text.plain(message) : name
    return html`<p><label for="mend-${name}">${label}</label><br><input id="mend-${name}" name="${name}" value="${typedIn(filled, name, '')}" autocomplete="off"${fieldTies(filled, name)}${place === 0 ? html` autofocus` : ''}>${wrongNote(text, filled, name)}</p>`
  }
  const hidden = kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return html`<form method="get" action="${c.req.path}" data-fixed>${hidden}${wrong.map(field)}<p><button>${text.plain('mend.button')}</button></p></form>`
}

/** A page that says what was wrong with the question and what was probably meant: 404 where the address names nothing
 *  that exists, else 400. */
export function refusedPage(
  error: InputError,
  c: Context,
  { page, inPath, text, view }: Refusal,
): Promise<Response> {
  const { problems } = error
  const isMissing = problems.every((problem) => inPath.includes(problem.field))
  const title = text.plain(isMissing ? 'problem.not_found' : 'problem.refused')
  const main = html`<h1>${title}</h1>
<ul data-fixed>${problems.map((problem) => problemItem(c, { page, text, view }, problem))}</ul>
${isMissing ? html`<p>${searchLine(text, problems[0]?.value ?? '')}</p>` : mendForm(c, page, { text, problems })}<p>${text.say(
    'problem.ways',
    {
      home: (words) => html`<a href="/">${words}</a>`,
      docs: (words) => html`<a href="/docs">${words}</a>`,
    },
  )}</p>`
  return problemPage(isMissing ? 404 : 400, { title, main }, text)
}

/** A part of an address as it was typed. */
function wordsOf(part: string): string {
  try {
    return decodeURIComponent(part).slice(0, MOST_SEARCHED)
  } catch {
    return part.slice(0, MOST_SEARCHED)
  }
}

type Lost = {
  readonly text: Text
  readonly view: RecordView
  readonly today: PlainDate
  /** Addresses of the pages there are, with their parameters in braces. */
  readonly paths: readonly string[]
}

/** Whoever is called like what was typed, as links. */
function alike(
  { text, view, today }: Omit<Lost, 'paths'>,
  { asked, isFirst }: { readonly asked: string; readonly isFirst: boolean },
): Html | string {
  const found = asked === '' ? [] : matchesFor(view, { q: asked, asOf: today, most: 3 })
  if (found.length === 0) return ''
  const names = found.map(
    ({ kind, id, name }) => html`<a href="${kind === 'treaty' ? '/treaties' : '/states'}/${id}">${name}</a>`,
  )
  const list = text.list(names)
  return html`<p>${isFirst ? text.say('problem.nearest', { nearest: list }) : text.say('problem.alike', { names: list })}</p>`
}

function searchLine(text: Text, asked: string): Html {
  return text.say('problem.search_for', {
    words: asked,
    search: (words) => html`<a href="/search?${new URLSearchParams({ q: asked }).toString()}">${words}</a>`,
  })
}

/** A page for an address that leads nowhere, with the page and the names that were probably meant. */
export function nothingHere(c: Context, lost: Lost): Promise<Response> {
  const { text } = lost
  const near = nearestPath(c.req.path, lost.paths)
  const asked = wordsOf(partsOf(c.req.path).at(-1) ?? '')
  const title = text.plain('problem.nothing')
  const meant =
    near === null
      ? ''
      : html`<p>${text.say('problem.nearest', { nearest: html`<a href="${near}">${sectionName(text, near)}</a>` })}</p>`
  const main = html`<h1>${title}</h1>${meant}${alike(lost, { asked, isFirst: near === null })}
<p>${text.say('problem.search')} ${searchLine(text, asked)}</p>
<p>${text.say('problem.ways', {
    home: (words) => html`<a href="/">${words}</a>`,
    docs: (words) => html`<a href="/docs">${words}</a>`,
  })}</p>`
  return problemPage(404, { title, main }, text)
}

/** What a page is called in the bar; its address where it is not there. */
function sectionName(text: Text, path: string): string {
  const section = SECTIONS.find((one) => path === `/${one}`)
  return section === undefined ? path : text.plain(`section.${section}`)
}

/** A page for an error of ours (`internal`), or of the database: it cannot be read, or only not be written to. */
export function brokenPage(what: 'internal' | 'unavailable' | 'unwritable', text: Text): Promise<Response> {
  const title = text.plain(`problem.${what}`)
  const main = html`<h1>${title}</h1><p>${text.say('problem.again')}</p>`
  if (what === 'internal') return problemPage(500, { title, main }, text)
  return problemPage(503, { title, main }, text, { 'retry-after': '5' })
}
