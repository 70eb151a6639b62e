import * as z from 'zod'
import { accepted, treatyParameter } from '../../../answers/parameter-shapes.ts'
import { treaties } from '../../../answers/treaties.ts'
import { treaty } from '../../../answers/treaty.ts'
import type { Asking, Found } from '../asking.ts'
import { ALONE_PAINT } from '../charts/paint.ts'
import { ownScale, smallMultiple } from '../home/small-multiple.ts'
import { type Html, html } from '../html.ts'
import { comingSentence } from '../parts/coming-line.ts'
import { type CountName, countSpan, outsideSpan } from '../parts/count-span.ts'
import { daySpan } from '../parts/day.ts'
import { reachLine } from '../parts/reach-line.ts'
import type { ServedItem } from '../serve-item.ts'
import { treatyHeading, treatyTitle } from '../treaty-title.ts'
import { embedFrame } from './embed-frame.ts'

type Asked = Asking<Record<string, unknown>>
type Embed = Omit<ServedItem, 'headers'>

const HTML = 'text/html; charset=utf-8'
const PLAIN = 'text/plain; charset=utf-8'

const COUNTS = ['participants', 'signatories', 'states_parties', 'counted', 'outside'] as const
type Counted = (typeof COUNTS)[number]

const parameters = z.object({ t: treatyParameter })
const numberParameters = z.object({
  t: treatyParameter,
  of: z
    .enum(COUNTS)
    .register(accepted, { accepted: `one of ${COUNTS.join(', ')}`, words: COUNTS })
    .optional(),
})

function asked(asking: Asked) {
  return asking.ask(treaty, { t: String(asking.parameters['t']) })
}

function numberOf(asking: Asked): {
  readonly found: ReturnType<typeof asked>
  readonly value: Html
  readonly of: Counted
} {
  const found = asked(asking)
  const { text } = asking
  const of = (asking.parameters['of'] ?? 'participants') as Counted
  const span = (name: CountName) =>
    countSpan(text, found, { counts: found.data.counts, path: 'counts', name })
  if (of === 'counted') return { found, of, value: span('threshold_count') }
  return {
    found,
    of,
    value: of === 'outside' ? outsideSpan(text, found, { of: found.data, path: '' }) : span(of),
  }
}

function plain(words: Html): string {
  return String(words)
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("'", '’')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

function sentence(asking: Asked): Html {
  const coming = comingSentence(asking, asked(asking).data.slug)
  if (coming !== null) return coming
  const { value, found } = numberOf(asking)
  const { text, clocks } = asking
  return text.say('embed.sentence', {
    title: treatyHeading(text, found),
    n: value,
    day: daySpan(text, clocks.asOf),
  })
}

function pageOf(asking: Asked, found: Found<{ readonly slug: string }>): string {
  return asking.link(`/treaties/${found.data.slug}`)
}

/** The fact that the frame is about. */
function titleOf(asking: Asked): string {
  const { data } = asked(asking)
  const coming = comingSentence(asking, data.slug)
  const { text, clocks } = asking
  return coming === null
    ? treatyTitle(text, data)
    : text.plain('treaty.title_not_adopted', { treaty: data.short_title, day: text.dayInWords(clocks.asOf) })
}

function framed(asking: Asked, body: Html): Promise<string> | string {
  const found = asked(asking)
  const whole = html`${body}${reachLine(asking, [found.data.slug])}`
  return String(embedFrame(asking, { title: titleOf(asking), body: whole, page: pageOf(asking, found) }))
}

/** One treaty in a frame: numbers, curve, who is outside. */
export const panel: Embed = {
  id: 'embed-panel',
  path: '/embed/treaties/{t}',
  parameters,
  kept: 'with_record',
  typeOf: () => HTML,
  write: async (asking) => {
    const { data: one } = asked(asking)
    const { text, clocks } = asking
    const asAt = text.say('treaty.as_at', { day: daySpan(text, clocks.asOf) })
    const coming = comingSentence(asking, one.slug)
    if (coming !== null) return framed(asking, html`<p>${coming}</p><p class="quiet">${asAt}</p>`)
    const all = asking.ask(treaties, {})
    const place = all.data.treaties.findIndex(({ slug }) => slug === one.slug)
    const alone = smallMultiple(asking, all, { place, scale: ownScale(one) })
    return framed(asking, html`<ul class="multiples">${alone}</ul><p class="quiet">${asAt}</p>`)
  },
}

/** One number with its noun and day in a frame. */
export const figureAlone: Embed = {
  id: 'embed-number',
  path: '/embed/treaties/{t}/number',
  parameters: numberParameters,
  kept: 'with_record',
  typeOf: () => HTML,
  write: async (asking) => {
    const { value, of } = numberOf(asking)
    const { text, clocks } = asking
    const coming = comingSentence(asking, asked(asking).data.slug)
    if (coming !== null) return framed(asking, html`<p>${coming}</p>`)
    const noun = text.say(`embed.${of}`, {
      treaty: asked(asking).data.short_title,
      day: daySpan(text, clocks.asOf),
    })
    return framed(asking, html`<p><span class="embed-number">${value}</span> ${noun}</p>`)
  },
}

/** The same number as plain text and nothing else. */
export const figureText: Embed = {
  ...figureAlone,
  id: 'embed-number.txt',
  path: '/embed/treaties/{t}/number.txt',
  typeOf: () => PLAIN,
  write: async (asking) => `${plain(numberOf(asking).value)}\n`,
}

/** One sentence that stays true, in a frame. */
export const sentenceAlone: Embed = {
  id: 'embed-sentence',
  path: '/embed/treaties/{t}/sentence',
  parameters,
  kept: 'with_record',
  typeOf: () => HTML,
  write: async (asking) => framed(asking, html`<p>${sentence(asking)}</p>`),
}

/** The same sentence as plain text. */
export const sentenceText: Embed = {
  ...sentenceAlone,
  id: 'embed-sentence.txt',
  path: '/embed/treaties/{t}/sentence.txt',
  typeOf: () => PLAIN,
  write: async (asking) => `${plain(sentence(asking))}\n`,
}

const BADGE = { height: 22, letter: 7.2, pad: 10 }

/** Name and number as a small picture for pages of text. */
export const badge: Embed = {
  id: 'embed-badge',
  path: '/embed/treaties/{t}/badge.svg',
  parameters: numberParameters,
  kept: 'with_record',
  typeOf: () => 'image/svg+xml',
  write: async (asking) => {
    const { value, of, found } = numberOf(asking)
    const name = found.data.short_title
    const { text, clocks } = asking
    const isThere = comingSentence(asking, found.data.slug) === null
    const words = text.plain('badge.dated', {
      number: isThere ? text.plain(`badge.${of}`, { n: plain(value) }) : text.plain('status.not_adopted'),
      day: text.dayInWords(clocks.asOf),
    })
    const left = name.length * BADGE.letter + 2 * BADGE.pad
    const right = words.length * BADGE.letter + 2 * BADGE.pad
    const { height, pad } = BADGE
    return String(html`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${height}" viewBox="0 0 ${left + right} ${height}" role="img" aria-label="${name}: ${words}" font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="12"><title>${name}: ${words}</title><desc>${text.plain('picture.source')}</desc><rect width="${left}" height="${height}" fill="${ALONE_PAINT.ink}"/><rect x="${left}" width="${right}" height="${height}" fill="${ALONE_PAINT.accent}"/><text x="${pad}" y="15" fill="#fff" textLength="${left - 2 * pad}" lengthAdjust="spacingAndGlyphs">${name}</text><text x="${left + pad}" y="15" fill="#fff" textLength="${right - 2 * pad}" lengthAdjust="spacingAndGlyphs">${words}</text></svg>
`)
  },
}
