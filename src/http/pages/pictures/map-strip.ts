import type { ListedRow } from '../../../answers/listed-row.ts'
import { STATUSES, type Status } from '../../../law/evaluation.ts'
import type { Asking } from '../asking.ts'
import { chartLabel } from '../charts/chart-text.ts'
import type { Paint } from '../charts/paint.ts'
import { type Html, html } from '../html.ts'
import { statusFill } from '../map/status-fill.ts'
import { MAP_SIZE } from '../map/world.ts'
import type { Marked } from '../parts/status-mark.ts'
import { markedAs } from '../parts/undated.ts'
import { smallStates } from '../treaty/map-figure.ts'

type Look = { readonly paint: Paint; readonly prefix: string }

/** A part of a picture below the map, as high as it is drawn. */
type Strip = { readonly drawn: Html; readonly height: number }

const ROW = 20
const GAP = 12
const COLUMNS = 4
const MARK = { width: 20, height: 14 }
/** From one entry of the key to the next. */
const KEY_WIDTH = 170

/** The mark of a status: its fill, with a broken edge where the day of the act is not known. */
function mark({ x, y }: { x: number; y: number }, { status, undated }: Marked, look: Look): Html {
  const { fill, stroke } = statusFill(status, look)
  const edge =
    undated === true ? html` stroke="${look.paint.ink}" stroke-dasharray="2 2"` : html` stroke="${stroke}"`
  return html`<rect x="${x}" y="${y}" width="${MARK.width}" height="${MARK.height}" fill="${fill}"${edge}/>`
}

function named(at: { x: number; y: number }, words: string, look: Look): Html {
  return chartLabel({ x: at.x + MARK.width + 8, y: at.y + 11 }, words, { fill: look.paint.ink })
}

/** What each filling means, and a broken edge where one is drawn. */
export function mapKey({ text }: Asking, rows: readonly ListedRow[], look: Look): Strip {
  const marks = rows.map(markedAs)
  const words: [Marked, string][] = STATUSES.filter((status) =>
    marks.some((one) => one.status === status),
  ).map((status: Status) => [{ status }, text.plain(`status.${status}`)])
  if (marks.some(({ undated }) => undated === true)) {
    words.push([{ status: 'blocked_parent', undated: true }, text.plain('status.undated')])
  }
  const drawn = words.map(([one, name], place) => {
    const at = { x: place * KEY_WIDTH, y: 9 }
    return html`${mark(at, one, look)}${named(at, name, look)}`
  })
  return { drawn: html`${drawn}`, height: MARK.height + 2 * 9 }
}

/** The States that are too small for the map, by name, each with its mark. */
export function smallStateStrip(asking: Asking, rows: readonly ListedRow[], look: Look): Strip {
  const { text } = asking
  const small = smallStates(asking, rows)
  const lines = Math.ceil(small.length / COLUMNS)
  const heading = chartLabel({ x: 0, y: GAP }, text.plain('map.small'), { fill: look.paint.quiet })
  const drawn = small.map((row, place) => {
    const at = {
      x: Math.floor(place / lines) * (MAP_SIZE.width / COLUMNS),
      y: ROW + (place % lines) * ROW,
    }
    return html`${mark(at, markedAs(row), look)}${named(at, row.name, look)}`
  })
  return { drawn: html`${heading}${drawn}`, height: ROW + lines * ROW }
}
