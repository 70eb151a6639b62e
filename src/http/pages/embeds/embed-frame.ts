import type { Asking } from '../asking.ts'
import { answerLinks } from '../frame/answer-links.ts'
import { type Html, html } from '../html.ts'
import { STYLE_ADDRESS } from '../style/assets.ts'

/** A small document for the frame of another site: what it shows, and a link that opens the page behind it. */
export function embedFrame(
  asking: Asking<unknown>,
  { title, body, page }: { readonly title: string; readonly body: Html; readonly page: string },
): Html {
  const { text } = asking
  const { code, dir } = text.language
  return html`<!doctype html>
<html lang="${code}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="stylesheet" href="${STYLE_ADDRESS}">
${answerLinks(asking)}</head>
<body class="embed"><main><h1 class="aside" data-fixed>${title}</h1>${body}<p class="quiet"><a href="${page}" target="_blank" rel="noopener">${text.plain('site.name')}</a></p></main></body></html>
`
}
