import type { Status } from '../../../law/evaluation.ts'
import type { Paint } from '../charts/paint.ts'
import { type Html, html } from '../html.ts'
import { patternDefs, statusFill } from './status-fill.ts'
import { worldOutlines } from './world.ts'

/** One State on the map. */
export type MapPlace = {
  readonly participant: string
  readonly m49: string
  readonly status: Status
  /** Whether the day of the act behind the status is not known: its edge is broken. */
  readonly undated: boolean
  /** Name and status in words. */
  readonly label: string
  /** Where a click leads; null in a picture that stands alone. */
  readonly address: string | null
}

type Look = {
  readonly paint: Paint
  readonly prefix: string
  /** Draws one State, or finds how it was drawn before; where it is left out, each is drawn. */
  readonly once?: (place: MapPlace, path: string, draw: (place: MapPlace) => Html) => Html
}

function outline(path: string, place: MapPlace | undefined, look: Look): Html {
  const { paint, once } = look
  if (place === undefined) {
    return html`<path d="${path}" fill="${paint.paper}" stroke="${paint.rule}"/>`
  }
  const draw = (one: MapPlace) => filledOutline(path, one, look)
  return once === undefined ? draw(place) : once(place, path, draw)
}

function filledOutline(path: string, place: MapPlace, look: Look): Html {
  const { paint } = look
  const { fill, stroke } = statusFill(place.status, look)
  const edge = place.undated ? html` stroke="${paint.ink}" stroke-dasharray="2 2"` : html` stroke="${stroke}"`
  const drawn = html`<path d="${path}" fill="${fill}"${edge}><title>${place.label}</title></path>`
  return place.address === null ? drawn : html`<a href="${place.address}" tabindex="-1">${drawn}</a>`
}

/** Codes of States that have an outline on the map; the others are too small for it. */
export function outlinedStates(): ReadonlySet<string> {
  return new Set(worldOutlines().map(({ m49 }) => m49))
}

/** The world with each State filled by its status. The inside of an `<svg>` of `MAP_SIZE`. */
export function drawMap(places: readonly MapPlace[], look: Look): Html {
  const byCode = new Map(places.map((place) => [place.m49, place]))
  const statuses = [...new Set(places.map(({ status }) => status))]
  return html`${patternDefs(statuses, look)}<g stroke-width=".6" stroke-linejoin="round">${worldOutlines().map(
    ({ m49, path }) => outline(path, byCode.get(m49), look),
  )}</g>`
}
