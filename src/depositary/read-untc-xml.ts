import { readDay } from './act-marks.ts'
import { printedField } from './printed-nodes.ts'
import { collapse, isStrangeElement, type PrintedText } from './printed-text.ts'
import { type GridRow, printedTotal, type StatusPage, treatyNumber } from './status-page.ts'
import { walkXml, type XmlProblem } from './strict-xml.ts'

/** A status document taken apart, or why it could not be. `null` for well-formed XML of another kind. */
export type XmlRead =
  | { readonly page: StatusPage | null; readonly problem: null }
  | { readonly page: null; readonly problem: XmlProblem }

const HEADER = 'Document/Treaty/Header'
const DATA = `${HEADER}/ExternalData`
const GROUP = 'Document/Treaty/Participants/Table/TGroup'
/** With `Rows` around them or without. */
const HEAD_ROWS = [`${GROUP}/Thead/Row`, `${GROUP}/Thead/Rows/Row`]
const BODY_ROWS = [`${GROUP}/Tbody/Rows/Row`, `${GROUP}/Tbody/Row`]

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

type Role = 'status_document' | 'table' | 'row' | 'heading' | 'cell' | 'field'

/** An element the reader knows, what it is to it, and what may stand in it. */
type Step = { readonly path: string; readonly role: Role | null; readonly inside: Map<string, Step> }

function stepsTo(roles: ReadonlyMap<string, Role>): Step {
  const root: Step = { path: '', role: null, inside: new Map() }
  for (const path of roles.keys()) {
    let at = root
    for (const name of path.split('/')) {
      const here = at.path === '' ? name : `${at.path}/${name}`
      const next = at.inside.get(name) ?? { path: here, role: roles.get(here) ?? null, inside: new Map() }
      at.inside.set(name, next)
      at = next
    }
  }
  return root
}

const START = stepsTo(
  new Map<string, Role>([
    [HEADER, 'status_document'],
    [GROUP, 'table'],
    ...BODY_ROWS.map((path) => [path, 'row'] as const),
    ...HEAD_ROWS.map((path) => [`${path}/Entry`, 'heading'] as const),
    ...BODY_ROWS.map((path) => [`${path}/Entry`, 'cell'] as const),
    ...Object.values(FIELDS).map((path) => [path, 'field'] as const),
  ]),
)

type Heard = {
  isStatusDocument: boolean
  readonly fields: Map<string, string>
  readonly grids: { headings: PrintedText[]; rows: GridRow[] }[]
  row: { cells: PrintedText[]; strange: boolean }
  /** Whether a field or cell is open, and what is heard of it: markup in earnest is read as the same markup is that
   *  stands there as text. */
  hearing: boolean
  text: string
  strange: boolean
  /** The elements that are open in it. */
  readonly inside: string[]
}

function openStep(heard: Heard, { role }: Step): void {
  if (role === 'status_document') heard.isStatusDocument = true
  else if (role === 'table') heard.grids.push({ headings: [], rows: [] })
  else if (role === 'row') heard.row = { cells: [], strange: false }
  else if (role !== null) heard.hearing = true
}

function closeStep(heard: Heard, { role, path }: Step): void {
  const grid = heard.grids.at(-1)
  if (role === 'row') grid?.rows.push(heard.row)
  if (!heard.hearing) return
  const { text, strange } = heard
  heard.hearing = false
  heard.text = ''
  heard.strange = false
  if (role === 'field') {
    if (!heard.fields.has(path)) heard.fields.set(path, text)
    return
  }
  const printed = printedField(text)
  const said = strange ? { ...printed, strange } : printed
  if (role === 'cell') heard.row.cells.push(said)
  else grid?.headings.push(said)
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
      signatories: printedTotal(printed('signatories')),
      parties: printedTotal(printed('parties')),
    },
    grids: heard.grids,
    listed: [],
  }
}

/** Takes the depositary's XML apart: number, title, printed totals and the participant table, found by their path, so
 *  that tables of territories, declarations and notes are never taken for it. Strict: nothing is guessed or mended, and
 *  what stands in a row and is no cell of it makes the row one for a person to see. */
export function readUntcXml(text: string): XmlRead {
  const heard: Heard = {
    ...{ isStatusDocument: false, fields: new Map(), grids: [], row: { cells: [], strange: false } },
    ...{ hearing: false, text: '', strange: false, inside: [] },
  }
  const open: (Step | undefined)[] = []
  let at: Step | undefined = START
  const problem = walkXml(text, {
    opened: (name) => {
      if (heard.hearing) {
        heard.inside.push(name)
        heard.text += `<${name}>`
        if (isStrangeElement(name)) heard.strange = true
        return
      }
      open.push(at)
      if (at?.role === 'row' && !at.inside.has(name)) heard.row.strange = true
      at = at?.inside.get(name)
      if (at !== undefined) openStep(heard, at)
    },
    text: (piece) => {
      if (heard.hearing) heard.text += piece
      else if (at?.role === 'row' && collapse(piece) !== '') heard.row.strange = true
    },
    closed: () => {
      const inner = heard.inside.pop()
      if (inner !== undefined) {
        heard.text += `</${inner}>`
        return
      }
      if (at !== undefined) closeStep(heard, at)
      at = open.pop()
    },
  })
  if (problem !== null) return { page: null, problem }
  return { page: heard.isStatusDocument ? pageOf(heard) : null, problem: null }
}
