import { readDay } from './act-marks.ts'
import { type PrintedText, printedField } from './printed-text.ts'
import { type Grid, type GridRow, printedTotal, type StatusPage, treatyNumber } from './status-page.ts'
import { walkXml, type XmlProblem } from './strict-xml.ts'

/** A status document taken apart, or why it could not be. `null` for well-formed XML of another kind. */
export type XmlRead =
  | { readonly page: StatusPage | null; readonly problem: null }
  | { readonly page: null; readonly problem: XmlProblem }

const TREATY = '/Document/Treaty'
const HEADER = `${TREATY}/Header`
const DATA = `${HEADER}/ExternalData`
const GROUP = `${TREATY}/Participants/Table/TGroup`
const HEAD_CELL = `${GROUP}/Thead/Row/Entry`
const BODY_ROW = `${GROUP}/Tbody/Rows/Row`
const BODY_CELL = `${BODY_ROW}/Entry`

const FIELDS = [
  `${HEADER}/Chapter/Header`,
  `${HEADER}/SubChapter/Header`,
  `${DATA}/Numsect`,
  `${DATA}/Subnumsect`,
  `${DATA}/Titlesect`,
  `${DATA}/Subtitlesect`,
  `${DATA}/Conclusion`,
  `${DATA}/Status/Signatories`,
  `${DATA}/Status/Parties`,
] as const
type Field = (typeof FIELDS)[number]

const WANTED: ReadonlySet<string> = new Set([...FIELDS, HEAD_CELL, BODY_CELL])

type Heard = {
  readonly seen: Set<string>
  readonly fields: Map<string, string>
  readonly grids: { headings: PrintedText[]; rows: GridRow[] }[]
  row: PrintedText[]
  wanted: string[]
}

function closeElement(heard: Heard, path: string): void {
  const grid = heard.grids.at(-1)
  if (path === BODY_ROW) {
    grid?.rows.push({ cells: heard.row })
    heard.row = []
  }
  if (!WANTED.has(path)) return
  const text = heard.wanted.join('')
  heard.wanted = []
  if (path === HEAD_CELL) grid?.headings.push(printedField(text))
  else if (path === BODY_CELL) heard.row.push(printedField(text))
  else if (!heard.fields.has(path)) heard.fields.set(path, text)
}

function pageOf(heard: Heard): StatusPage {
  const printed = (field: Field) => printedField(heard.fields.get(field) ?? '').text
  const subtitle = printed(`${DATA}/Subtitlesect`)
  const title = subtitle === '' ? printed(`${DATA}/Titlesect`) : subtitle
  const place = printed(`${DATA}/Conclusion`)
  return {
    form: 'untc_xml',
    treaty: treatyNumber({
      chapter: printed(`${HEADER}/Chapter/Header`),
      subchapter: printed(`${HEADER}/SubChapter/Header`),
      section: printed(`${DATA}/Numsect`),
      subsection: printed(`${DATA}/Subnumsect`),
    }),
    title: title === '' ? null : title,
    concluded: readDay(place.slice(place.lastIndexOf(',') + 1)),
    as_at: null,
    headline: {
      signatories: printedTotal(heard.fields.get(`${DATA}/Status/Signatories`)),
      parties: printedTotal(heard.fields.get(`${DATA}/Status/Parties`)),
    },
    grids: heard.grids satisfies Grid[],
    listed: [],
  }
}

/** Takes the depositary's XML apart: number, title, printed totals and the participant table, found by their path, so
 *  that tables of territories, declarations and notes are never taken for it. Strict: nothing is guessed or mended. */
export function readUntcXml(text: string): XmlRead {
  const heard: Heard = { seen: new Set(), fields: new Map(), grids: [], row: [], wanted: [] }
  let collecting = false
  const problem = walkXml(text, {
    opened: (path) => {
      if (path === TREATY || path === HEADER) heard.seen.add(path)
      if (path === GROUP) heard.grids.push({ headings: [], rows: [] })
      if (WANTED.has(path)) collecting = true
    },
    text: (piece) => {
      if (collecting) heard.wanted.push(piece)
    },
    closed: (path) => {
      closeElement(heard, path)
      if (WANTED.has(path)) collecting = false
    },
  })
  if (problem !== null) return { page: null, problem }
  return { page: heard.seen.has(HEADER) ? pageOf(heard) : null, problem: null }
}
