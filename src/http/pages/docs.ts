import { html } from 'hono/html'
import { z } from 'zod'
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
import { type Html, page } from './page.ts'

type Context = { readonly view: RecordView; readonly today: PlainDate }

function parameterRows(resource: Resource): Html[] {
  const inPath = pathNames(resource.path)
  return Object.entries(allParameters(resource).shape).map(([name, shape]) => {
    const optional = shape instanceof z.ZodOptional
    const { description } = optional ? (shape.unwrap() as z.ZodType) : (shape as z.ZodType)
    const where = inPath.includes(name) ? 'in the address' : optional ? 'optional' : 'required'
    return html`<tr><th scope="row"><code>${name}</code></th><td>${where}</td><td>${description}</td></tr>`
  })
}

function columnsOf(resource: Resource): Html | string {
  if (resource.csv === undefined) return ''
  const rows = resource.csv.columns.map(
    (column) =>
      html`<tr><th scope="row"><code>${column.name}</code></th><td>${column.meaning}</td><td>${column.unit}</td></tr>`,
  )
  return html`<details><summary>Columns of the CSV</summary><div class="wide" role="region" tabindex="0" aria-label="Columns of ${resource.id}"><table>
<thead><tr><th scope="col">Column</th><th scope="col">Meaning</th><th scope="col">Unit</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>`
}

function exampleShown(example: Example | null): Html | string {
  if (example === null) return ''
  return html`<p>Example: <a href="${example.address}"><code>${example.address}</code></a></p>
<details><summary>Its answer, lists cut short</summary>
<pre>${JSON.stringify(example.shortened, null, 2)}</pre></details>`
}

function section(resource: Resource, { view, today }: Context): Html {
  const endings = endingsOf(resource)
    .map(({ ending }) => ending)
    .filter((ending) => ending !== '' && ending !== '.metadata.json')
  const also = endings.map((ending, place) => html`${place === 0 ? '' : ', '}<code>${ending}</code>`)
  return html`<section id="${resource.id}">
<h2><code>GET ${resource.path}</code></h2>
<p><strong>${resource.summary}.</strong> ${resource.description}</p>
${endings.length === 0 ? '' : html`<p>Also with ${also} at the end of the address.</p>`}
<div class="wide" role="region" tabindex="0" aria-label="Parameters of ${resource.id}"><table>
<thead><tr><th scope="col">Parameter</th><th scope="col">Where</th><th scope="col">Meaning</th></tr></thead>
<tbody>${parameterRows(resource)}</tbody></table></div>
${columnsOf(resource)}
${exampleShown(exampleOf(resource, view, today))}
</section>`
}

function describedItem({ method, path, summary, scope }: DescribedRoute): Html {
  const token = scope === null ? '' : html` (token with the scope ${scope})`
  return html`<li><code>${method.toUpperCase()} ${path}</code>: ${summary}${token}</li>`
}

function problemRows(): Html[] {
  return PROBLEMS.map(
    ({ kind, status, title }) =>
      html`<tr id="problem-${kind}"><th scope="row"><code>${kind}</code></th><td>${status}</td><td>${title}.</td></tr>`,
  )
}

function docsBody(view: RecordView, today: PlainDate): Html {
  return html`<h1>How to ask the record</h1><div data-fixed>
<p>The record is read with <code>GET</code> and answers JSON; the same address with <code>.csv</code> gives the rows for a
spreadsheet, with <code>.csv.metadata.json</code> what each column means. The machine-readable form of this page is
<a href="/openapi.json"><code>/openapi.json</code></a> (OpenAPI 3.1).</p>
<h2>Two clocks</h2>
<p>Every question takes <code>as_of</code>, the day of the law, and <code>known_at</code>, the day of knowledge; both are
today (UTC) when left out and both are in every answer. An address with both, the second before today, is permanent: its
answer does not change, and it may be kept for ever.</p>
<h2>What every answer carries</h2>
<p><code>as_of</code>, <code>known_at</code>, <code>future</code> (there when <code>as_of</code> has not come yet),
<code>record</code> (place and hash of the last event it rests on), <code>checked_at</code>, <code>source_as_at</code> and
<code>licence</code>. An <code>ETag</code> lets a reader ask again for nothing.</p>
<h2>Acts without a known day</h2>
<p>An act that surely happened on a day that is not known never enters the computation of a date. After its latest day the
counts include it and say how many they include (<code>undated</code>); where it leaves room, <code>at_least</code> and
<code>at_most</code> say between which numbers the truth lies.</p>
<h2>Addresses</h2>
<ul>${RESOURCES.map((one) => html`<li><a href="#${one.id}"><code>${one.path}</code></a>: ${one.summary}</li>`)}</ul>
${RESOURCES.map((one) => section(one, { view, today }))}
<h2>To follow, to check, to subscribe, and for officers</h2>
<p>What these take and answer is in <a href="/openapi.json"><code>/openapi.json</code></a>.</p>
<ul>${DESCRIBED_ROUTES.map(describedItem)}</ul>
<h2>Problems</h2>
<p>What cannot be answered gives a problem document (RFC 9457) that names the parameter, what was given and what would be
accepted.</p>
<div class="wide" role="region" tabindex="0" aria-label="Problems"><table><thead><tr><th scope="col">Problem</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${problemRows()}</tbody></table></div></div>`
}

/** The documentation of the interface, made of the same schemas as the OpenAPI document. It is in English alone, as
 *  the schemas are. */
export const docs = page({
  id: 'docs',
  path: '/docs',
  section: null,
  parameters: z.object({}),
  kept: 'with_record',
  example: () => ({}),
  write: ({ view, today }) => ({ title: 'How to ask the record', main: docsBody(view, today) }),
})
