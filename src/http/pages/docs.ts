import * as z from 'zod'
import { allParameters } from '../../answers/ask.ts'
import type { RecordView } from '../../answers/record-view.ts'
import type { Resource } from '../../answers/resource.ts'
import { RESOURCES } from '../../answers/resources.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import type { DescribedRoute } from '../described-route.ts'
import { DESCRIBED_ROUTES } from '../described-routes.ts'
import { type Example, exampleOf } from '../examples.ts'
import { endingsOf } from '../forms.ts'
import { pathNames } from '../parameters.ts'
import { PROBLEMS } from '../problem.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import type { MessageName, Text } from './text/text.ts'

type Context = { readonly view: RecordView; readonly today: PlainDate }

type Words = readonly (string | Html)[]

const code = (words: Words): Html => html`<code>${words}</code>`
const toOpenApi = (words: Words): Html => html`<a href="/openapi.json"><code>${words}</code></a>`

function head(text: Text, names: readonly MessageName[]): Html {
  return html`<thead><tr>${names.map((name) => html`<th scope="col">${text.plain(name)}</th>`)}</tr></thead>`
}

function window(label: string, inside: Html): Html {
  return html`<div class="wide" role="region" tabindex="0" aria-label="${label}"><table aria-label="${label}">${inside}</table></div>`
}

function parameterRows(text: Text, resource: Resource): Html[] {
  const inPath = pathNames(resource.path)
  return Object.entries(allParameters(resource).shape).map(([name, shape]) => {
    const optional = shape instanceof z.ZodOptional
    const { description } = optional ? (shape.unwrap() as z.ZodType) : (shape as z.ZodType)
    const where = inPath.includes(name) ? 'docs.in_path' : optional ? 'docs.optional' : 'docs.required'
    return html`<tr><th scope="row"><code>${name}</code></th><td>${text.plain(where)}</td><td>${description}</td></tr>`
  })
}

function columnsOf(text: Text, resource: Resource): Html | string {
  if (resource.csv === undefined) return ''
  const rows = resource.csv.columns.map(
    (column) =>
      html`<tr><th scope="row"><code>${column.name}</code></th><td>${column.meaning}</td><td>${column.unit}</td></tr>`,
  )
  const heads = ['docs.column', 'docs.meaning', 'docs.unit'] as const
  return html`<details><summary>${text.plain('docs.columns')}</summary>${window(
    text.plain('docs.columns_of', { id: resource.id }),
    html`${head(text, heads)}<tbody>${rows}</tbody>`,
  )}</details>`
}

function exampleShown(text: Text, example: Example | null): Html | string {
  if (example === null) return ''
  const link = html`<a href="${example.address}"><code>${example.address}</code></a>`
  return html`<p>${text.say('docs.example', { link })}</p>
<details><summary>${text.plain('docs.answer')}</summary>
<pre>${JSON.stringify(example.shortened, null, 2)}</pre></details>`
}

function section(text: Text, resource: Resource, { view, today }: Context): Html {
  const endings = endingsOf(resource)
    .map(({ ending }) => ending)
    .filter((ending) => ending !== '' && ending !== '.metadata.json')
  const also = endings.map((ending, place) => html`${place === 0 ? '' : ', '}<code>${ending}</code>`)
  const heads = ['docs.parameter', 'docs.where', 'docs.meaning'] as const
  return html`<section id="${resource.id}">
<h2><code>GET ${resource.path}</code></h2>
<p><strong>${resource.summary}.</strong> ${resource.description}</p>
${endings.length === 0 ? '' : html`<p>${text.say('docs.also', { endings: html`${also}` })}</p>`}
${window(
  text.plain('docs.parameters_of', { id: resource.id }),
  html`${head(text, heads)}<tbody>${parameterRows(text, resource)}</tbody>`,
)}
${columnsOf(text, resource)}
${exampleShown(text, exampleOf(resource, view, today))}
</section>`
}

function describedItem(text: Text, { method, path, summary, scope }: DescribedRoute): Html {
  const token = scope === null ? '' : html` ${text.say('docs.token', { scope })}`
  return html`<li><code>${method.toUpperCase()} ${path}</code>: ${summary}${token}</li>`
}

function problemRows(): Html[] {
  return PROBLEMS.map(
    ({ kind, status, title }) =>
      html`<tr id="problem-${kind}"><th scope="row"><code>${kind}</code></th><td>${status}</td><td>${title}.</td></tr>`,
  )
}

const PARTS = [
  ['docs.clocks', 'docs.clocks_about'],
  ['docs.carries', 'docs.carries_about'],
  ['docs.undated', 'docs.undated_about'],
] as const satisfies readonly (readonly [MessageName, MessageName])[]

function docsBody(text: Text, context: Context): Html {
  const about = PARTS.map(
    ([title, words]) => html`<h2>${text.plain(title)}</h2><p>${text.say(words, { code })}</p>`,
  )
  const heads = ['docs.problem', 'docs.status', 'docs.meaning'] as const
  return html`<h1>${text.plain('docs.title')}</h1><div data-fixed>
<p>${text.say('docs.lead', { code, openapi: toOpenApi })}</p>
${about}
<h2>${text.plain('docs.addresses')}</h2>
<ul>${RESOURCES.map((one) => html`<li><a href="#${one.id}"><code>${one.path}</code></a>: ${one.summary}</li>`)}</ul>
${RESOURCES.map((one) => section(text, one, context))}
<h2>${text.plain('docs.others')}</h2>
<p>${text.say('docs.others_about', { openapi: toOpenApi })}</p>
<ul>${DESCRIBED_ROUTES.map((route) => describedItem(text, route))}</ul>
<h2>${text.plain('docs.problems')}</h2>
<p>${text.say('docs.problems_about')}</p>
${window(text.plain('docs.problems'), html`${head(text, heads)}<tbody>${problemRows()}</tbody>`)}</div>`
}

/** The documentation of the interface, made of the same schemas as the OpenAPI document. What the schemas say of their
 *  parts is in English alone. */
export const docs = page({
  id: 'docs',
  path: '/docs',
  section: null,
  parameters: z.object({}),
  kept: 'with_record',
  example: () => ({}),
  write: ({ text, view, today }) => ({
    title: text.plain('docs.title'),
    main: docsBody(text, { view, today }),
  }),
})
