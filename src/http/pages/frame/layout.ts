import type { Asking } from '../asking.ts'
import { type Html, html, raw } from '../html.ts'
import type { PageContent, Section } from '../page.ts'
import { SCRIPT_ADDRESS, STYLE_ADDRESS } from '../style/assets.ts'
import type { Text } from '../text/text.ts'
import { answerLinks } from './answer-links.ts'
import { bar } from './bar.ts'
import { clockBanner } from './clock-control.ts'
import { footer } from './footer.ts'

type Framed = {
  readonly text: Text
  readonly section: Section | null
  /** null where no record can be read. */
  readonly asking: Asking | null
}

/** What every page loads. */
const LOADED = raw(`<link rel="stylesheet" href="${STYLE_ADDRESS}">
<script src="${SCRIPT_ADDRESS}" defer></script>`)

/** The whole document around what a page says. */
export function layout(content: PageContent, framed: Framed): Html {
  const { title, description, main } = content
  const { text, section, asking } = framed
  const { locale, dir } = text.language
  const site = text.plain('site.name')
  return html`<!doctype html>
<html lang="${locale}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} &middot; ${site}</title>
${description === undefined ? '' : html`<meta name="description" content="${description}">`}
${LOADED}
${asking === null ? '' : answerLinks(asking)}</head>
<body>
<a class="skip" href="#main">${text.say('frame.skip')}</a>
${bar(text, section, asking)}
${asking === null ? '' : clockBanner(asking, content.changesWith === 'now')}
<main id="main" tabindex="-1">
${main}
</main>
${footer(text, content, asking)}
</body>
</html>
`
}
