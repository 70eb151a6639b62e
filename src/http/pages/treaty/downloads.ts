import type { TreatySummary } from '../../../answers/treaty-summary.ts'
import type { Asking } from '../asking.ts'
import { type Html, html } from '../html.ts'

/** What another site writes to show the treaty: a panel, a badge, a number, a sentence. */
function embedCode({ address, text }: Asking, { slug, short_title }: TreatySummary): string[] {
  const at = `${address.base}/embed/treaties/${slug}`
  return [
    `<iframe src="${at}" width="320" height="340" title="${short_title}"></iframe>`,
    `<img src="${at}/badge.svg" alt="${text.plain('embed.badge_alt', { treaty: short_title })}">`,
    `<iframe src="${at}/number?of=participants" width="320" height="110" title="${short_title}"></iframe>`,
    `<iframe src="${at}/sentence" width="480" height="110" title="${short_title}"></iframe>`,
    `curl ${at}/number.txt`,
  ]
}

/** The treaty's own addresses: its data in each form, its pictures, the depositary's page. */
export function downloads(asking: Asking, one: TreatySummary): Html {
  const { text } = asking
  const api = (ending: string) => asking.link(`/v1/treaties/${one.slug}${ending}`)
  const link = (address: string) => (words: readonly (string | Html)[]) =>
    html`<a href="${address}">${words}</a>`
  return html`<section><h2>${text.plain('downloads.title')}</h2><ul>
<li>${text.say('downloads.list', { csv: link(api('/participants.csv')), xlsx: link(api('/participants.xlsx')), json: link(api('/participants')) })}</li>
<li>${text.say('downloads.ledger', { csv: link(api('/threshold.csv')), json: link(api('/threshold')) })}</li>
<li>${text.say('downloads.curve', { csv: link(api('/timeline.csv')), json: link(api('/timeline')) })}</li>
<li>${text.say('downloads.projection', { projection: link(asking.link(`/treaties/${one.slug}/projection`)) })}</li>
<li>${text.say('downloads.depositary', { page: link(one.depositary_address) })}</li></ul>
<details><summary>${text.plain('embed.title')}</summary><p>${text.say('embed.about', { code: (words) => html`<code>${words}</code>` })}</p>
${embedCode(asking, one).map((code) => html`<pre data-fixed tabindex="0">${code}</pre>`)}</details></section>`
}
