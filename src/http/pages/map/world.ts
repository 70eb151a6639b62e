import { geoContains, geoEqualEarth, geoPath } from 'd3-geo'
import { feature, merge } from 'topojson-client'
import type {
  GeometryCollection,
  GeometryObject,
  MultiPolygon,
  Polygon,
  Topology,
} from 'topojson-specification'
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' }
import { cutAtParallel, type Shape } from './cut-at-parallel.ts'
import { relativePath } from './relative-path.ts'

/** Size of the map, in the units of its paths. */
export const MAP_SIZE = { width: 1000, height: 470 }

/** One outline: the UN M49 code of the State it is drawn with, or the name in the atlas where that has no code. */
export type Outline = { readonly m49: string; readonly path: string }

/** Outlines that the atlas gives without a code or apart. No participant has these names: they are drawn as one with the
 *  State within whose outline maps of the United Nations show them. It says nothing on the legal status of any
 *  territory, as the note under each map says. */
const DRAWN_WITH: Readonly<Record<string, string>> = {
  Somaliland: '706',
  'N. Cyprus': '196',
  Kosovo: '688',
  Taiwan: '156',
}

/** Parts that the atlas draws with the State that holds them and maps of the United Nations with another (Crimea: General
 *  Assembly resolution 68/262), each named by a point within it, longitude and latitude. */
const DRAWN_ELSEWHERE = [{ from: '643', point: [34.3, 45.3], with: '804' }] as const

/** What lies south of a parallel and the atlas draws with the State that holds it; maps of the United Nations draw it with
 *  another territory (Western Sahara begins at 27°40′ north). */
const DRAWN_TO_PARALLEL = [{ from: '504', latitude: 27 + 40 / 60, to: '732' }] as const

/** Not drawn: no State's, and a third of the picture. */
const LEFT_OUT = 'Antarctica'

type Named = { readonly name: string }
type World = Topology<{ countries: GeometryCollection<Named> }>
type Area = Polygon<Named> | MultiPolygon<Named>

let outlines: readonly Outline[] | null = null

function nameOf({ properties }: GeometryObject<Named>): string {
  return properties !== undefined && 'name' in properties ? properties.name : ''
}

/** The outline of one country in the atlas as the areas that it consists of. */
function areasOf(country: GeometryObject<Named>): Area[] {
  if (country.type === 'Polygon') return [country]
  if (country.type !== 'MultiPolygon') return []
  return country.arcs.map((arcs) => ({ type: 'Polygon' as const, arcs }))
}

/** With which State an area is drawn: its code, or the name of the area where it is none's. */
function ownerOf(world: World, country: GeometryObject<Named>, area: Area): string {
  const name = nameOf(country)
  const code = DRAWN_WITH[name] ?? String(country.id ?? name)
  const other = DRAWN_ELSEWHERE.find(
    ({ from, point }) => from === code && geoContains(feature(world, area), [...point]),
  )
  return other === undefined ? code : other.with
}

/** The areas of the world by whose they are, Antarctica left out. */
function areasByOwner(world: World): ReadonlyMap<string, Area[]> {
  const found = new Map<string, Area[]>()
  for (const country of world.objects.countries.geometries) {
    if (nameOf(country) === LEFT_OUT) continue
    for (const area of areasOf(country)) {
      const owner = ownerOf(world, country, area)
      found.set(owner, [...(found.get(owner) ?? []), area])
    }
  }
  return found
}

/** Where each State of the map lies, as areas on the globe. */
export function worldShapes(): readonly { readonly m49: string; readonly shape: Shape }[] {
  const world = atlas as unknown as World
  const shapes = new Map([...areasByOwner(world)].map(([m49, own]) => [m49, merge(world, own)]))
  for (const { from, latitude, to } of DRAWN_TO_PARALLEL) {
    const [whole, other] = [shapes.get(from), shapes.get(to)]
    if (whole === undefined || other === undefined) throw new Error(`no outline of ${from} or ${to}`)
    const { north, south } = cutAtParallel(whole, latitude)
    shapes.set(from, north)
    shapes.set(to, { ...other, coordinates: [...other.coordinates, ...south.coordinates] })
  }
  return [...shapes].map(([m49, shape]) => ({ m49, shape }))
}

/** The outlines of the world in an equal-area projection (Natural Earth, 1 : 110 million). Computed once. */
export function worldOutlines(): readonly Outline[] {
  if (outlines !== null) return outlines
  const shapes = worldShapes()
  const projection = geoEqualEarth().fitSize([MAP_SIZE.width, MAP_SIZE.height], {
    type: 'GeometryCollection',
    geometries: shapes.map(({ shape }) => shape),
  })
  const drawing = relativePath()
  const draw = geoPath(projection, drawing)
  outlines = shapes.map(({ m49, shape }) => {
    draw(shape)
    return { m49, path: drawing.take() }
  })
  return outlines
}
