import { expect, test } from 'vitest'
import { viewChecked } from '../../../src/answers/record-view.ts'
import { viewOfAllPacks } from '../../answers/real-record.ts'
import { testApp } from '../ask-app.ts'

const app = testApp()

type Box = { readonly words: string; readonly left: number; readonly right: number; readonly foot: number }

/** Where the words of a picture lie. A letter is taken as a little more than half as wide as it is high. */
function boxesOf(svg: string): Box[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, look = '', words = '']) => {
    const of = (name: string) => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(look)?.[1])
    const width = words.length * of('font-size') * 0.56
    const anchor = /text-anchor="([a-z]*)"/.exec(look)?.[1]
    const left = of('x') - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0)
    return { words, left, right: left + width, foot: of('y') }
  })
}

function overlapping(boxes: readonly Box[]): string[] {
  return boxes.flatMap((one, place) =>
    boxes
      .slice(place + 1)
      .filter(
        (other) => one.left < other.right && other.left < one.right && Math.abs(one.foot - other.foot) < 11,
      )
      .map((other) => `${one.words} / ${other.words}`),
  )
}

test.each(['2003-05-01', '2003-06-30', '2003-07-01', '2003-07-15', '2003-10-01', '2004-03-01', '2026-11-24'])(
  'no words of the curve lie over each other on %s, also while the count is at what is needed',
  async (day) => {
    const page = await (await app.request(`/treaties/untoc?as_of=${day}`)).text()
    const charts = [...page.matchAll(/<svg class="chart .*?<\/svg>/gs)].map(([svg]) => svg)
    const curves = charts.filter((svg) => svg.includes('40 needed'))
    expect(curves).toHaveLength(2)
    for (const svg of curves) expect(overlapping(boxesOf(svg))).toEqual([])
  },
)

test.each(['2000-12-20', '2001-01-20', '2001-06-01', '2001-07-15', '2002-02-01'])(
  'the years under the small curves of the first page do not lie over each other on %s',
  async (day) => {
    const page = await (await app.request(`/?as_of=${day}`)).text()
    const curves = [...page.matchAll(/<svg [^>]*>.*?<\/svg>/gs)]
      .map(([svg]) => svg)
      .filter((svg) => svg.includes('40 needed'))
    expect(curves.length).toBeGreaterThan(0)
    for (const svg of curves) {
      const boxes = boxesOf(svg)
      expect(overlapping(boxes)).toEqual([])
      expect(Math.min(...boxes.map(({ left }) => left))).toBeGreaterThanOrEqual(0)
    }
  },
)

/** Height of the middle of a fan at a place. */
function middleAt(svg: string, x: number): number | null {
  const path = /<path d="M([^"]*)"[^>]*stroke-dasharray="5 3"/.exec(svg)?.[1] ?? ''
  const points = path.split('L').map((point) => point.split(',').map(Number))
  for (const [place, [right = 0, y = 0]] of points.entries()) {
    const [left = 0, before = 0] = points[place - 1] ?? []
    if (place > 0 && left <= x && x <= right) return before + ((x - left) / (right - left)) * (y - before)
  }
  return null
}

test.each(['', '?as_of=2004-06-01', '?as_of=2012-06-01'])(
  'no words of a fan lie over each other or under its middle, and the threshold is always told%s',
  async (query) => {
    const page = await (await app.request(`/treaties/untoc/projection${query}`)).text()
    const fans = [...page.matchAll(/<svg class="chart .*?<\/svg>/gs)].map(([svg]) => svg)
    expect(fans).toHaveLength(2)
    for (const svg of fans) {
      const boxes = boxesOf(svg)
      expect(overlapping(boxes)).toEqual([])
      expect(boxes.filter(({ words }) => words.includes('40 needed'))).toHaveLength(1)
      for (const { left, right, foot, words } of boxes.filter((box) => / in (two|ten)/.test(box.words))) {
        const crossed = Array.from({ length: 20 }, (_, place) => left + ((right - left) * place) / 19).filter(
          (x) => Math.abs((middleAt(svg, x) ?? 0) - (foot - 5)) < 5,
        )
        expect([words, crossed]).toEqual([words, []])
      }
    }
    // In 2012 the bands are so flat that no name has room in the inner one.
    expect(String(fans[0]).includes('in two')).toBe(!query.includes('2012'))
  },
)

test('what really came stands with its own number, and nothing else beside it is bold', async () => {
  const page = await (await app.request('/treaties/firearms/projection?as_of=2004-06-01')).text()
  const timeline = await (await app.request('/v1/treaties/firearms/timeline')).json()
  const { path } = await (await app.request('/v1/treaties/firearms/projection?as_of=2004-06-01')).json()
  const last: string = path.at(-1).date
  const came = timeline.timeline.findLast(({ date }: { date: string }) => date <= last).counts.participants
  const bold = [...page.matchAll(/<text [^>]*font-weight="600"[^>]*>([^<]*)</g)].map(([, words]) => words)
  expect(new Set(bold)).toEqual(new Set([`what came: ${came}`]))
})

test('what really came ends where the record does, not today', async () => {
  const ends = async (app: ReturnType<typeof testApp>) => {
    const page = await (await app.request('/treaties/firearms/projection?as_of=2023-01-01')).text()
    const end = /<text x="([\d.]+)"[^>]*font-weight="600"[^>]*>what came/.exec(page)?.[1]
    return Number(end)
  }
  const unread = viewChecked(viewOfAllPacks(), {
    checked_at: null,
    checked_by_treaty: {},
    source_as_at: null,
    stale: false,
  })
  expect(await ends(testApp(unread))).toBeLessThan(await ends(testApp(viewOfAllPacks())))
})
