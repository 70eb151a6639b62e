import { expect, test } from 'vitest'
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
