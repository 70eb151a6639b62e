import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { dayAt } from '../parts/figure.ts'
import type { FoundStanding, Standing } from './standing.ts'

type Row = Standing['treaties'][number]

/** Whether an instrument was deposited, or may have been, on a day that no source read has. */
function isDayUnknown({ consent_date, consent_earliest }: Row): boolean {
  return consent_date === null && consent_earliest !== null
}

/** The event that says so, with what it rests on. */
function evidence(asking: Asking, { data }: FoundStanding, { treaty }: Row): Html | string {
  const { text, view } = asking
  const event = data.events.find(
    (one) => one.treaty === treaty && one.action_date === null && one.action !== 'signature',
  )
  if (event === undefined) return ''
  const source = view.sources.get(event.source)?.title ?? event.source
  return text.say('state.undated_source', {
    source: html`<span data-fixed>${source}</span>`,
    event: (words) => html`<a href="${asking.link(`/record/${encodeURIComponent(event.id)}`)}">${words}</a>`,
  })
}

/** Each instrument deposited on a day that is not known: between which days, and what says so. */
export function undatedNote(asking: Asking, found: FoundStanding): readonly Html[] {
  const { text } = asking
  return found.data.treaties.flatMap((row, place) => {
    if (!isDayUnknown(row)) return []
    const at = `treaties.${place}`
    const given = {
      treaty: row.short_title,
      earliest: dayAt(text, found, `${at}.consent_earliest`),
    }
    const said =
      row.consent_latest === null
        ? text.say('state.undated_perhaps', given)
        : text.say('state.undated_joined', {
            ...given,
            latest: dayAt(text, found, `${at}.consent_latest`),
          })
    return [html`<p>${said} ${evidence(asking, found, row)}</p>`]
  })
}
