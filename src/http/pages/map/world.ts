import { geoEqualEarth, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' }
import { relativePath } from './relative-path.ts'

/** Size of the map, in the units of its paths. */
export const MAP_SIZE = { width: 1000, height: 470 }

/** One outline: the UN M49 code of the State it is drawn with, null where it is none's on record. */
export type Outline = { readonly m49: string; readonly path: string }

/** Outlines that the atlas gives without a code or apart, with the State as part of which maps of the United Nations
 *  draw them. It says nothing on the legal status of any territory, as the note under each map says. */
const DRAWN_WITH: Readonly<Record<string, string>> = {
  Somaliland: '706',
  'N. Cyprus': '196',
  Kosovo: '688',
  Taiwan: '156',
}

/** Not drawn: no State's, and a third of the picture. */
const LEFT_OUT = 'Antarctica'

type Named = { readonly name: string }

let outlines: readonly Outline[] | null = null

/** The outlines of the world in an equal-area projection (Natural Earth, 1 : 110 million). Computed once. */
export function worldOutlines(): readonly Outline[] {
  if (outlines !== null) return outlines
  const world = atlas as unknown as Topology<{ countries: GeometryCollection<Named> }>
  const { features } = feature(world, world.objects.countries)
  const shown = features.filter(({ properties }) => properties.name !== LEFT_OUT)
  const projection = geoEqualEarth().fitSize([MAP_SIZE.width, MAP_SIZE.height], {
    type: 'FeatureCollection',
    features: shown,
  })
  const drawing = relativePath()
  const draw = geoPath(projection, drawing)
  outlines = shown.map((one) => {
    draw(one)
    return { m49: DRAWN_WITH[one.properties.name] ?? String(one.id ?? ''), path: drawing.take() }
  })
  return outlines
}
