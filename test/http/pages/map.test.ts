import { geoContains } from 'd3-geo'
import { expect, test } from 'vitest'
import { worldShapes } from '../../../src/http/pages/map/world.ts'
import { testApp } from '../ask-app.ts'

/** The States of the map within whose outline a place lies. */
function statesAt(point: [longitude: number, latitude: number]): string[] {
  return worldShapes()
    .filter(({ shape }) => geoContains(shape, point))
    .map(({ m49 }) => m49)
}

test.each([
  ['Simferopol', [34.1, 44.95], ['804']],
  ['Kyiv', [30.5, 50.45], ['804']],
  ['Moscow', [37.6, 55.75], ['643']],
  ['Pristina', [21.16, 42.66], ['688']],
  ['Taipei', [121.5, 24.9], ['156']],
  ['Kyrenia', [33.3, 35.25], ['196']],
  ['Hargeisa', [44.06, 9.56], ['706']],
  ['El Aaiún', [-13.1, 27.1], ['732']],
  ['Agadir', [-9.4, 30.4], ['504']],
] as const)('%s lies in one outline, the one of maps of the United Nations', (_, [x, y], expected) => {
  expect(statesAt([x, y])).toEqual(expected)
})

test('each State of the map is one outline', () => {
  const codes = worldShapes().map(({ m49 }) => m49)
  expect(new Set(codes).size).toBe(codes.length)
})

test('the picture of the map has the States that are too small for it, as the page has', async () => {
  const page = await (await testApp().request('/treaties/untoc')).text()
  const strip = page.slice(page.indexOf('class="small-states"'))
  const names = [...strip.slice(0, strip.indexOf('</ul>')).matchAll(/<a [^>]*>([^<]*)</g)].map(
    ([, name]) => name,
  )
  expect(names.length).toBeGreaterThan(20)
  const drawn = await (await testApp().request('/treaties/untoc/map.svg')).text()
  for (const name of names) expect(drawn).toContain(`>${name}</text>`)
})

test('a broken edge is explained wherever one is drawn, and nowhere else', async () => {
  const said = 'Day of the act not known'
  const read = async (path: string) => (await testApp().request(path)).text()
  for (const path of ['/treaties/untoc', '/treaties/untoc/map.svg', '/states']) {
    expect(await read(path)).toContain(said)
    expect(await read(`${path}?as_of=2010-01-01`)).not.toContain(said)
  }
})
