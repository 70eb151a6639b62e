import { treatyParticipants } from '../../../answers/treaty-participants.ts'
import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import { isBound } from '../../../law/participant-status.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'
import { statusMark } from '../parts/status-mark.ts'
import { markedAs } from '../parts/undated.ts'

/** States still outside the treaty, by name: they are few, and the reader may be one of them. */
export function statesOutside(asking: Asking, one: TreatySummary): Html {
  const { text } = asking
  const found = asking.ask(treatyParticipants, { t: one.slug })
  const outside = found.data.participants.filter(({ kind, status }) => kind === 'state' && !isBound(status))
  const title = text.say('home.outside_title', { treaty: one.short_title })
  if (outside.length === 0) return html`<h2>${title}</h2><p>${text.say('home.outside_none')}</p>`
  const names = [...outside]
    .sort((a, b) => text.compare(a.name, b.name))
    .map(
      (row) =>
        html`<li>${statusMark(markedAs(row))}<a href="${asking.link(`/states/${row.participant}`)}">${row.name}</a>${row.consent_earliest === null ? '' : html` <span class="quiet">(${text.plain('home.perhaps')})</span>`}</li>`,
    )
  return html`<h2>${title}</h2><ul class="columns">${names}</ul>`
}
