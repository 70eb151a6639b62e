import { readDay } from './act-marks.ts'
import { type PrintedText, printedField } from './printed-text.ts'
import { type GridRow, printedTotal, type StatusPage, treatyNumber } from './status-page.ts'
import { walkXml, type XmlProblem } from './strict-xml.ts'

/** A status document taken apart, or why it could not be. `null` for well-formed XML of another kind. */
export type XmlRead =
  | { readonly page: StatusPage | null; readonly problem: null }
  | { readonly page: null; readonly problem: XmlProblem }

const HEADER = 'Document/Treaty/Header'
const DATA = `${HEADER}/ExternalData`
const GROUP = 'Document/Treaty/Participants/Table/TGroup'
const HEAD_CELL = `${GROUP}/Thead/Row/Entry`
const BODY_ROW = `${GROUP}/Tbody/Rows/Row`
const BODY_CELL = `${BODY_ROW}/Entry`

const FIELDS = {
  chapter: `${HEADER}/Chapter/Header`,
  subchapter: `${HEADER}/SubChapter/Header`,
  section: `${DATA}/Numsect`,
  subsection: `${DATA}/Subnumsect`,
  title: `${DATA}/Titlesect`,
  subtitle: `${DATA}/Subtitlesect`,
  place: `${DATA}/Conclusion`,
  signatories: `${DATA}/Status/Signatories`,
  parties: `${DATA}/Status/Parties`,
} as const
type Field = keyof typeof FIELDS

/** An element the reader knows: what is done at its end, whether its text is wanted, and what may stand in it. */
type Step = { path: string; wanted: boolean; readonly inside: Map<string, Step> }

function stepsTo(paths: readonly string[], wanted: ReadonlySet<string>): Step {
  const root: Step = { path: '', wanted: false, inside: new Map() }
  for (const path of paths) {
    let at = root
    for (const name of path.split('/')) {
      const here = at.path === '' ? name : `${at.path}/${name}`
      const next = at.inside.get(name) ?? { path: here, wanted: wanted.has(here), inside: new Map() }
      at.inside.set(name, next)
      at = next
    }
  }
  return root
}

const WANTED: ReadonlySet<string> = new Set([...Object.values(FIELDS), HEAD_CELL, BODY_CELL])
const START = stepsTo([...WANTED], WANTED)

type Heard = {
  isStatusDocument: boolean
  readonly fields: Map<string, string>
  readonly grids: { headings: PrintedText[]; rows: GridRow[] }[]
  row: PrintedText[]
  text: string
}

function openElement(heard: Heard, path: string): void {
  if (path === HEADER) heard.isStatusDocument = true
  if (path === GROUP) heard.grids.push({ headings: [], rows: [] })
}

function closeElement(heard: Heard, { path, wanted }: Step): void {
  const grid = heard.grids.at(-1)
  if (path === BODY_ROW) {
    grid?.rows.push({ cells: heard.row })
    heard.row = []
  }
  if (!wanted) return
  if (path === BODY_CELL) heard.row.push(printedField(heard.text))
  else if (path === HEAD_CELL) grid?.headings.push(printedField(heard.text))
  else if (!heard.fields.has(path)) heard.fields.set(path, heard.text)
  heard.text = ''
}

function pageOf(heard: Heard): StatusPage {
  const printed = (field: Field) => printedField(heard.fields.get(FIELDS[field]) ?? '').text
  const title = printed('subtitle') === '' ? printed('title') : printed('subtitle')
  const place = printed('place')
  return {
    form: 'untc_xml',
    treaty: treatyNumber({
      chapter: printed('chapter'),
      subchapter: printed('subchapter'),
      section: printed('section'),
      subsection: printed('subsection'),
    }),
    title: title === '' ? null : title,
    concluded: readDay(place.slice(place.lastIndexOf(',') + 1)),
    as_at: null,
    headline: {
      signatories: printedTotal(heard.fields.get(FIELDS.signatories)),
      parties: printedTotal(heard.fields.get(FIELDS.parties)),
    },
    grids: heard.grids,
    listed: [],
  }
}

/** Takes the depositary's XML apart: number, title, printed totals and the participant table, found by their path, so
 *  that tables of territories, declarations and notes are never taken for it. Strict: nothing is guessed or mended. */
export function readUntcXml(text: string): XmlRead {
  const heard: Heard = { isStatusDocument: false, fields: new Map(), grids: [], row: [], text: '' }
  const open: (Step | undefined)[] = []
  let at: Step | undefined = START
  const problem = walkXml(text, {
    opened: (name) => {
      open.push(at)
      at = at?.inside.get(name)
      if (at !== undefined) openElement(heard, at.path)
    },
    text: (piece) => {
      if (at?.wanted === true) heard.text += piece
    },
    closed: () => {
      if (at !== undefined) closeElement(heard, at)
      at = open.pop()
    },
  })
  if (problem !== null) return { page: null, problem }
  return { page: heard.isStatusDocument ? pageOf(heard) : null, problem: null }
}
