import * as z from 'zod'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { isSigned } from './record/is-signed.ts'
import { recordParts } from './record/record-parts.ts'

/** Everything that can be taken away, with what proves it and the licence. */
export const recordDownloads = page({
  id: 'downloads',
  path: '/record/downloads',
  section: 'record',
  parameters: z.object({}),
  kept: 'with_record',
  example: () => ({}),
  besides: async (means) => ((await isSigned(means)) ? 'signed' : ''),
  write: async (asking) => {
    const { text } = asking
    const signed = await isSigned(asking.means)
    const link = (path: string) => (words: readonly (string | Html)[]) =>
      html`<a href="${asking.link(path)}">${words}</a>`
    const fixed = (path: string) => (words: readonly (string | Html)[]) =>
      html`<a href="${path}">${words}</a>`
    const title = text.plain('take.title')
    const main = html`<h1>${title}</h1>
${recordParts(asking, '/record/downloads')}
<h2>${text.plain('take.whole')}</h2>
<ul><li data-fixed>${text.say('take.manifest', { manifest: fixed('/v1/export/manifest.json') })}</li>
<li>${text.say('take.events', { csv: link('/v1/events.csv'), ndjson: link('/v1/events.ndjson'), json: link('/v1/events') })}</li>
${signed ? html`<li>${text.say('take.checkpoint', { checkpoint: fixed('/v1/checkpoint'), keys: fixed('/v1/checkpoints/keys') })}</li>` : ''}</ul>
<h2>${text.plain('take.day')}</h2>
<ul><li>${text.say('take.treaties', { csv: link('/v1/treaties.csv'), xlsx: link('/v1/treaties.xlsx'), json: link('/v1/treaties') })}</li>
<li>${text.say('take.participants', { csv: link('/v1/participants.csv'), xlsx: link('/v1/participants.xlsx'), json: link('/v1/participants') })}</li>
<li>${text.say('take.groups', { csv: link('/v1/groups.csv'), xlsx: link('/v1/groups.xlsx'), json: link('/v1/groups') })}</li></ul>
<p>${text.say('take.each', { docs: fixed('/docs') })}</p>
<h2>${text.plain('take.licence_title')}</h2>
<p data-fixed>${text.say('take.licence', { licence: fixed('https://creativecommons.org/publicdomain/zero/1.0/') })}</p>`
    return { title, main }
  },
})
