import type { Hono } from 'hono'
import { EMBED_HEADERS, PAGE_HEADERS, PICTURE_HEADERS } from '../headers.ts'
import { EMBEDS } from './embeds/embed-list.ts'
import { CITE_FORMS, CITE_TYPES, citation } from './frame/cite.ts'
import { layout } from './frame/layout.ts'
import type { Page } from './page.ts'
import { PAGES } from './page-list.ts'
import { type DrawPng, remembered } from './pictures/draw-png.ts'
import { type Picture, standingAlone } from './pictures/picture.ts'
import { PICTURES } from './pictures/picture-list.ts'
import { addItem, type PageServing, type ServedItem } from './serve-item.ts'
import { addAssets } from './style/add-assets.ts'

const HTML = 'text/html; charset=utf-8'

function servedPage(page: Page): ServedItem {
  return {
    ...page,
    headers: PAGE_HEADERS,
    typeOf: (c) => {
      if (!c.req.url.includes('cite=')) return HTML
      const cite = CITE_FORMS.find((form) => form === c.req.query('cite'))
      return cite === undefined ? HTML : CITE_TYPES[cite]
    },
    write: async (asking, cite) => {
      const content = await page.write(asking)
      if (cite !== null) return `${citation(asking, content, cite)}\n`
      return layout(content, { text: asking.text, section: page.section, asking })
    },
  }
}

function servedPicture(picture: Picture, ending: '.svg' | '.png'): ServedItem {
  return {
    ...picture,
    id: `${picture.id}${ending}`,
    path: `${picture.path}${ending}`,
    kept: 'with_record',
    ...(picture.changesWithProgram ? {} : { lasting: true as const }),
    headers: PICTURE_HEADERS,
    typeOf: () => (ending === '.svg' ? 'image/svg+xml' : 'image/png'),
    write: async (asking) => String(await standingAlone(picture, asking)),
  }
}

/** Adds every page, the pictures at their own addresses, the pieces for other sites, and the style sheet and script
 *  that pages load. Pictures are there as PNG too where the program can draw them. */
export function addPages(app: Hono, serving: PageServing & { readonly drawPng?: DrawPng }): void {
  addAssets(app)
  for (const picture of PICTURES) {
    addItem(app, servedPicture(picture, '.svg'), serving)
    if (serving.drawPng === undefined) continue
    addItem(app, { ...servedPicture(picture, '.png'), finish: remembered(serving.drawPng) }, serving)
  }
  for (const embed of EMBEDS) addItem(app, { ...embed, headers: EMBED_HEADERS }, serving)
  for (const page of PAGES) addItem(app, servedPage(page), serving)
}
