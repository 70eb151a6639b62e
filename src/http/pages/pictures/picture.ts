import type * as z from 'zod'
import { recordStateAt } from '../../../answers/record-as-known.ts'
import type { RecordView } from '../../../answers/record-view.ts'
import { InputError } from '../../../law/input-error.ts'
import type { Asking } from '../asking.ts'
import { chartLabel } from '../charts/chart-text.ts'
import { ALONE_PAINT } from '../charts/paint.ts'
import { lastingAddress } from '../frame/cite.ts'
import { type Html, html } from '../html.ts'
import type { Page } from '../page.ts'

/** What a picture shows, without the words around it. */
export type Drawing = {
  readonly title: string
  readonly description: string
  readonly size: { readonly width: number; readonly height: number }
  readonly inside: Html
  /** A line under it, such as the note on boundaries. */
  readonly note: string | null
}

/** A picture at an address of its own, as `.svg` and, where the program can, `.png`. */
export type Picture<P extends z.ZodObject = z.ZodObject> = Pick<Page<P>, 'id' | 'path' | 'parameters'> & {
  example(view: RecordView): Readonly<Record<string, string>> | null
  /** Throws InputError. */
  draw(asking: Asking<z.output<P>>): Drawing
  /** There where it changes with the program, not with the record alone. */
  readonly changesWithProgram?: true
}

/** The picture as it is given: only here so that its parameters give the type of what it is asked with. */
export function picture<P extends z.ZodObject>(given: Picture<P>): Picture<P> {
  return given
}

/** Refuses a picture of what is not there: names the parameter, its value and what is accepted. */
export function nothingToDraw(field: string, value: string, accepted: string): never {
  throw new InputError([{ field, value, accepted }])
}

const PAD = 24
const TOP = 74
const LINE = 18
/** Letters of a note that fit a line, in units of width. */
const LETTER = 6.4

function linesOf(words: string, width: number): string[] {
  const most = Math.floor(width / LETTER)
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + word.length >= most) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** The picture as a document that can be taken anywhere: title, date, source and address stand inside. */
export function standingAlone(picture: Picture, asking: Asking<Record<string, unknown>>): Html {
  const { text, clocks, view, today, given } = asking
  const { title, description, size, inside, note } = picture.draw(asking)
  const paint = ALONE_PAINT
  const knownAtGiven = given.known_at === undefined ? {} : { knownAtGiven: true as const }
  const state = recordStateAt(view, { clocks, today, about: [], ...knownAtGiven })
  const dated = text.plain('picture.dated', {
    as_of: text.dayInWords(clocks.asOf),
    known_at: text.dayInWords(clocks.knownAt),
    seq: String(state.record.seq),
  })
  const source = text.plain('picture.source')
  const foot = [
    ...(note === null ? [] : linesOf(note, size.width)),
    ...linesOf(source, size.width),
    lastingAddress(asking),
  ]
  const width = size.width + 2 * PAD
  const height = TOP + size.height + foot.length * LINE + PAD + 8
  const lines = foot.map((line, place) =>
    chartLabel({ x: PAD, y: TOP + size.height + 26 + place * LINE }, line, { fill: paint.quiet }),
  )
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, 'DejaVu Sans', sans-serif" role="img" aria-labelledby="title desc" lang="${text.language.code}">
<title id="title">${title}</title><desc id="desc">${text.plain('picture.about', { what: description, dated })}</desc>
<rect width="100%" height="100%" fill="${paint.paper}"/>
${chartLabel({ x: PAD, y: 34 }, title, { fill: paint.ink, bold: true, size: 20 })}${chartLabel({ x: PAD, y: 56 }, dated, { fill: paint.quiet, size: 13 })}
<g transform="translate(${PAD} ${TOP})">${inside}</g>
${lines}
</svg>
`
}
