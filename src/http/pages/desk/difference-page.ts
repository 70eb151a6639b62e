import type { PublishedDifference } from '../../../answers/difference-shapes.ts'
import { nameOn } from '../../../answers/names.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import { isAllowed } from '../../../record/officer.ts'
import { type Html, html } from '../html.ts'
import type { PageContent } from '../page.ts'
import { differenceClassWords, waitWords } from '../parts/difference-words.ts'
import { type Filled, problemSummary } from '../parts/filled-form.ts'
import { table } from '../parts/table.ts'
import type { Text } from '../text/text.ts'
import { consequenceTable } from './consequence-table.ts'
import { decisionForm, decisionNames } from './decision-form.ts'
import type { AtDesk } from './desk-routes.ts'
import { deskBar } from './sign-in-page.ts'

export type Desk = { readonly text: Text; readonly view: RecordView; readonly at: AtDesk }

type Shown = {
  readonly one: PublishedDifference
  /** All that are decided together with it, itself among them. */
  readonly bundle: readonly PublishedDifference[]
  readonly consequences: NonNullable<PublishedDifference['consequences']>
  /** The number of the one after it. */
  readonly next: number
  readonly filled: Filled
}

function whose({ text, view }: Desk, one: PublishedDifference): string {
  const { participant, page_says } = one
  if (participant === null) return page_says?.name ?? text.plain('desk.whole_page')
  return nameOn(view.names, participant, one.read_on as Parameters<typeof nameOn>[2])
}

function treatyOf({ view }: Desk, { treaty }: PublishedDifference): string {
  return view.treaties.find(({ number }) => number === treaty)?.short_title ?? treaty
}

/** Everything that waits, in the order in which it was found. */
export function waitingPage(
  desk: Desk,
  differences: readonly PublishedDifference[],
  decided: string | null,
): PageContent {
  const { text, at } = desk
  const title = text.plain('desk.title')
  const rows = differences.map(
    (one) =>
      html`<tr><th scope="row"><a href="/desk/differences/${one.id}">${whose(desk, one)}</a></th><td>${treatyOf(desk, one)}</td><td data-head="${text.plain('desk.class')}">${differenceClassWords(text, one.class)}</td><td class="words">${waitWords(text, one.reason)}</td><td data-head="${text.plain('desk.read_on')}"><time datetime="${one.read_on}">${one.read_on}</time></td></tr>\n`,
  )
  const heads = ['column.participant', 'column.treaty', 'desk.class', 'desk.why', 'desk.read_on'] as const
  const main = html`${deskBar(text, at)}<h1>${text.say('desk.waiting', { count: differences.length, n: text.number(differences.length) })}</h1>
${decided === null ? '' : html`<p role="status">${text.say('desk.decided', { id: decided })}</p>`}
${
  rows.length === 0
    ? html`<p>${text.plain('desk.nothing_waits')}</p>`
    : table({
        id: 'waiting',
        caption: text.plain('desk.waiting_caption'),
        columns: heads.map((name) => ({ head: text.plain(name) })),
        rows,
        stacked: true,
      })
}`
  return { title, main }
}

function dayWords(
  { text }: Desk,
  said: { day: string | null; earliest: string | null; latest: string | null },
): Html | string {
  const { day, earliest, latest } = said
  if (day !== null) return html`<time datetime="${day}">${text.dayInWords(day)}</time>`
  if (earliest === null) return text.plain('desk.no_day')
  if (latest === null) return text.say('consent.perhaps', { earliest: text.dayInWords(earliest) })
  return text.say('consent.between', { earliest: text.dayInWords(earliest), latest: text.dayInWords(latest) })
}

function pageSide(desk: Desk, { page_says, page, document, read_on }: PublishedDifference): Html {
  const { text } = desk
  const says =
    page_says === null
      ? html`<p>${text.plain('differences.nothing')}</p>`
      : html`<p class="lead">${page_says.words === '' ? '–' : page_says.words}</p><p>${page_says.name}${page_says.action_date === null ? '' : html`: ${text.dayInWords(page_says.action_date)}`}</p>`
  const where = /^https?:/.test(page) ? html`<a href="${page}">${page}</a>` : page
  return html`<section><h2>${text.plain('differences.page')}</h2>${says}<p class="quiet">${where}, <time datetime="${read_on}">${text.dayInWords(read_on)}</time><br><code>${document}</code></p></section>`
}

function recordSide(desk: Desk, { record_says }: PublishedDifference): Html {
  const { text } = desk
  const says =
    record_says === null
      ? html`<p>${text.plain('differences.nothing')}</p>`
      : html`<p class="lead">${text.plain(`action.${record_says.action}`)}</p><p>${dayWords(desk, record_says)}</p><p class="quiet"><a href="/record/${encodeURIComponent(record_says.id)}">${record_says.id}</a></p>`
  return html`<section><h2>${text.plain('differences.record')}</h2>${says}</section>`
}

/** One difference: the page at the left, the record at the right, what would follow below, and the decision. */
export function differencePage(desk: Desk, { one, bundle, consequences, next, filled }: Shown): PageContent {
  const { text, at, view } = desk
  const title = text.plain('desk.one', { name: whose(desk, one), treaty: treatyOf(desk, one) })
  const main = html`${deskBar(text, at)}${problemSummary(text, filled, decisionNames(text))}<h1>${title}</h1>
<p>${waitWords(text, one.reason)}</p>
<div class="two">${pageSide(desk, one)}${recordSide(desk, one)}</div>
<section><h2>${text.plain('desk.if_accepted')}</h2>${consequenceTable(text, view, consequences)}</section>
${isAllowed(at.officer.scopes, 'decide') ? decisionForm(text, { one, bundle, csrf: at.csrf, filled }) : html`<p>${text.plain('desk.may_not_decide')}</p>`}
<p><a href="/desk/differences/${next}" accesskey="n" data-key="n">${text.plain('desk.next')}</a></p>`
  return { title, main }
}
