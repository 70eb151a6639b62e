// Draws docs/deposits.svg from a record made anew out of the pack: npm run picture
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scaleLinear } from 'd3-scale'
import { curveStepAfter, line } from 'd3-shape'
import { type RecordView, viewRecord } from '../src/answers/record-view.ts'
import { countsByDay } from '../src/answers/timeline.ts'
import { summarise } from '../src/answers/treaty-summary.ts'
import { dayOfMoment, daysBetween, type PlainDate, plainDate } from '../src/law/plain-date.ts'
import type { Treaty } from '../src/record/snapshot.ts'
import { loadRecord } from '../src/store/load-record.ts'
import { openStore } from '../src/store/open-store.ts'

const WIDTH = 1000
const PANEL = { width: 235, height: 190, gap: 20, top: 62, left: 8 }
const FIRST = plainDate('2000-11-15')
const MOST = 200
const INK = '#1b1b1a'
const ACCENT = '#0b5c8a'

type Point = { readonly date: PlainDate; readonly count: number }

function text(at: { x: number; y: number }, content: string, rest = ''): string {
  return `<text x="${at.x.toFixed(1)}" y="${at.y.toFixed(1)}" ${rest}>${content}</text>`
}

function panel(view: RecordView, treaty: Treaty, today: PlainDate): string {
  const clocks = { asOf: today, knownAt: today }
  const points: Point[] = countsByDay(view, treaty, clocks).map(({ date, counts }) => ({
    date,
    count: counts.participants,
  }))
  const last = points.at(-1)
  if (last === undefined) throw new Error(`nothing to draw for ${treaty.number}`)
  const { threshold, entry_into_force } = summarise(view, treaty, clocks)
  const x = scaleLinear()
    .domain([0, daysBetween(FIRST, today)])
    .range([0, PANEL.width])
  const y = scaleLinear().domain([0, MOST]).range([PANEL.height, 0])
  const at = (day: PlainDate): number => x(daysBetween(FIRST, day))
  const path = line<Point>(
    (point) => at(point.date),
    (point) => y(point.count),
  ).curve(curveStepAfter)
  const needed = threshold.needed
  if (needed === null || entry_into_force.date === null) throw new Error(`${treaty.number} is not in force`)
  const force = plainDate(entry_into_force.date)
  return [
    text({ x: 0, y: -14 }, treaty.short_title, 'font-weight="600"'),
    `<line x1="0" x2="${PANEL.width}" y1="${PANEL.height}" y2="${PANEL.height}" stroke="${INK}" />`,
    `<line x1="0" x2="${PANEL.width}" y1="${y(needed)}" y2="${y(needed)}" stroke="${INK}" stroke-dasharray="3 3" />`,
    text({ x: PANEL.width, y: y(needed) - 4 }, `${needed} needed`, 'text-anchor="end" font-size="11"'),
    `<path d="${path([...points, { date: today, count: last.count }])}" fill="none" stroke="${ACCENT}" stroke-width="2" />`,
    `<line x1="${at(force)}" x2="${at(force)}" y1="${y(needed) - 22}" y2="${y(needed) + 6}" stroke="${ACCENT}" />`,
    text({ x: at(force) + 4, y: y(needed) + 18 }, `in force ${force}`, 'font-size="11"'),
    text(
      { x: PANEL.width, y: y(last.count) - 6 },
      String(last.count),
      `text-anchor="end" font-weight="600" fill="${ACCENT}"`,
    ),
    text({ x: 0, y: PANEL.height + 16 }, '2000', 'font-size="11"'),
    text({ x: PANEL.width, y: PANEL.height + 16 }, today.slice(0, 4), 'text-anchor="end" font-size="11"'),
  ].join('\n')
}

function picture(view: RecordView, today: PlainDate): string {
  const panels = view.treaties.map((treaty, place) => {
    const left = PANEL.left + place * (PANEL.width + PANEL.gap)
    return `<g transform="translate(${left} ${PANEL.top})">\n${panel(view, treaty, today)}\n</g>`
  })
  const width = PANEL.left * 2 + view.treaties.length * (PANEL.width + PANEL.gap) - PANEL.gap
  const title = `Participants of the four treaties since 2000, as at ${today}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.max(width, WIDTH)} 300" font-family="system-ui, sans-serif" font-size="13" fill="${INK}" role="img" aria-labelledby="title desc">
<title id="title">${title}</title>
<desc id="desc">One curve a treaty: participants (deposited, organizations included) by day of deposit. The broken line is the threshold of instruments; the tick is the day of entry into force. The same numbers are at /v1/treaties/{treaty}/timeline.</desc>
<rect width="100%" height="100%" fill="#fcfbf8" />
${text({ x: PANEL.left, y: 22 }, title, 'font-weight="600" font-size="15"')}
${panels.join('\n')}
${text({ x: PANEL.left, y: 290 }, 'Source: the depositary’s status tables and the record of Palermo Tracker; facts CC0.', 'font-size="11"')}
</svg>
`
}

const dataDir = mkdtempSync(join(tmpdir(), 'palermo-picture-'))
const store = await openStore({ dataDir, databaseUrl: null })
try {
  const view = viewRecord(await loadRecord(store))
  writeFileSync(join(import.meta.dirname, 'deposits.svg'), picture(view, dayOfMoment(Date.now())))
} finally {
  await store.close()
  rmSync(dataDir, { recursive: true })
}
