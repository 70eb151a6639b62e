import type { Context } from 'hono'
import { PUBLIC_KINDS, type PublicKind } from '../../../alerts/fact.ts'
import { type Interest, USUAL_INTEREST } from '../../../alerts/subscription.ts'
import { findTreaty } from '../../../answers/look-up.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import { InputError } from '../../../law/input-error.ts'
import { CALENDAR_KINDS, FEED_KINDS, readFeedFilter, STREAM_KINDS } from '../../feeds/feed-filter.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { clockFields } from '../parts/group-form.ts'
import type { MessageName } from '../text/text.ts'

/** What the feeds and the calendar are narrowed to; empty is everything. */
export type Chosen = {
  readonly treaty: string
  readonly participant: string
  readonly group: string
  readonly kind: string
  /** Beside a State or a group, also what concerns a treaty as a whole. */
  readonly wide: boolean
  readonly unknown: string | null
  /** What was probably meant by what is not known: its code. */
  readonly nearest: string | null
}

/** The code of whoever bears the name; the words themselves where nobody does. */
export function codeOf(view: RecordView, words: string): string {
  const wanted = words.toLowerCase()
  return view.record.participants.find(({ name }) => name.toLowerCase() === wanted)?.code ?? words
}

/** The choice in the address of the page. A State that is not known is said on the page. */
export function chosenIn(c: Context, view: RecordView): Chosen {
  const given = (name: string): string => (c.req.query(name) ?? '').trim()
  const asked = {
    treaty: given('treaty'),
    participant: codeOf(view, given('participant')),
    group: given('group'),
    kind: given('kind'),
    wide: given('treaty_wide') === 'true',
  }
  try {
    readFeedFilter(queryOf({ ...asked, wide: true }), view, { carried: PUBLIC_KINDS })
    return { ...asked, unknown: null, nearest: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const [problem] = error.problems
    return {
      ...asked,
      ...(problem === undefined
        ? {}
        : { [problem.field]: problem.field === 'participant' ? asked.participant : '' }),
      unknown: problem?.value ?? '',
      nearest: problem?.field === 'participant' ? (problem.nearest ?? null) : null,
    }
  }
}

/** What who comes with the choice is asked about first: the same of it, else what is usual. */
export function interestOf(
  view: RecordView,
  { treaty, participant, group, kind, wide, unknown }: Chosen,
): Interest {
  if (unknown !== null) return USUAL_INTEREST
  const kinds = PUBLIC_KINDS.filter((one) => one === kind)
  return {
    ...USUAL_INTEREST,
    kinds: kinds.length === 0 ? USUAL_INTEREST.kinds : kinds,
    treaties: treaty === '' ? [] : [findTreaty(view, { field: 'treaty', value: treaty }).number],
    participants: participant === '' ? [] : [participant],
    groups: group === '' ? [] : [group],
    treaty_wide: wide,
  }
}

function queryOf({
  treaty,
  participant,
  group,
  kind,
  wide,
}: Omit<Chosen, 'unknown' | 'nearest'>): URLSearchParams {
  const treaty_wide = wide && participant + group !== '' ? 'true' : ''
  const named = Object.entries({ treaty, participant, group, kind, treaty_wide })
  return new URLSearchParams(named.filter(([, value]) => value !== ''))
}

function narrowed(path: string, chosen: Chosen): string {
  const query = String(queryOf(chosen))
  return query === '' ? path : `${path}?${query}`
}

/** Whether anything of what was chosen ever stands there. */
function carries(view: RecordView, chosen: Chosen, carried: readonly PublicKind[]): boolean {
  try {
    readFeedFilter(queryOf(chosen), view, { carried })
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

/** A form that builds the addresses of feeds and calendar, and the addresses for what was chosen. */
export function feedAddresses(
  view: RecordView,
  { asking, chosen }: { readonly asking: Asking; readonly chosen: Chosen },
): Html {
  const { text } = asking
  const link = (path: string) => (words: readonly (string | Html)[]) =>
    html`<a href="${narrowed(path, chosen)}">${words}</a>`
  // Calendar programs take an address of this kind as one to follow, not to read once.
  const webcal = (words: readonly (string | Html)[]) =>
    html`<a href="${asking.address.base.replace(/^https?:/, 'webcal:')}${narrowed('/v1/calendar.ics', chosen)}">${words}</a>`
  const select = (
    id: string,
    name: 'treaty' | 'group' | 'kind',
    label: string,
    all: readonly (readonly [string, string])[],
  ) =>
    html`<p><label for="${id}">${label}</label> <select id="${id}" name="${name}"><option value="">${text.plain('feed.all')}</option>${all.map(
      ([value, words]) =>
        html`<option value="${value}"${chosen[name] === value ? html` selected` : ''}>${words}</option>`,
    )}</select></p>`
  const nearest = chosen.nearest === null ? undefined : view.names.participants.get(chosen.nearest)
  const meant =
    nearest === undefined
      ? ''
      : html` ${text.say('problem.nearest', {
          nearest: html`<a href="${narrowed('/alerts', { ...chosen, participant: nearest.code })}">${nearest.name}</a>`,
        })}`
  const orNone = (carried: readonly PublicKind[], none: MessageName, there: () => Html) =>
    html`<li>${carries(view, chosen, carried) ? there() : text.plain(none)}</li>`
  const addresses =
    () => html`<ul>${orNone(FEED_KINDS, 'feed.no_feeds', () => text.say('feed.feeds', { atom: link('/v1/events.atom'), json: link('/v1/events.feed.json') }))}
${orNone(CALENDAR_KINDS, 'feed.no_calendar', () => text.say('feed.calendar', { calendar: link('/v1/calendar.ics'), webcal }))}
${orNone(STREAM_KINDS, 'feed.no_stream', () => text.say('feed.stream', { stream: link('/v1/events/stream') }))}
<li>${text.say('feed.webhooks', { docs: (words) => html`<a href="/docs">${words}</a>` })}</li></ul>`
  return html`<form method="get" action="/alerts">${clockFields(asking)}
${select(
  'feed-treaty',
  'treaty',
  text.plain('feed.treaty'),
  view.treaties.map(({ slug, short_title }) => [slug, short_title]),
)}
${select(
  'feed-kind',
  'kind',
  text.plain('feed.kind'),
  PUBLIC_KINDS.map((kind) => [kind, text.plain(`alert.kind.${kind}`)]),
)}
${select(
  'feed-group',
  'group',
  text.plain('filter.group'),
  view.record.groups.map(({ id, title }) => [id, title]),
)}
<p><label for="feed-state">${text.plain('feed.state')}</label> <input type="text" id="feed-state" name="participant" value="${chosen.participant}" maxlength="60" autocomplete="off"${chosen.unknown === null ? '' : html` aria-invalid="true" aria-describedby="wrong-feed"`}></p>
<ul class="choices plain"><li><label><input type="checkbox" name="treaty_wide" value="true"${chosen.wide ? html` checked` : ''}> ${text.plain('alert.treaty_wide')}</label></li></ul>
<p><button>${text.plain('feed.build')}</button></p></form>
${chosen.unknown === null ? addresses() : html`<p role="status" class="wrong" id="wrong-feed">${text.say('feed.unknown', { value: html`<q>${chosen.unknown}</q>` })}${meant}</p>`}`
}
