import { type DefaultTreeAdapterTypes, defaultTreeAdapter } from 'parse5'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import { readDay } from './act-marks.ts'
import { parsePage } from './bounded-html.ts'
import { ownRows, rowCells } from './html-rows.ts'
import { printedNodes } from './printed-nodes.ts'
import { collapse } from './printed-text.ts'
import { type Grid, printedTotal, type StatusPage, treatyNumber } from './status-page.ts'

type Element = DefaultTreeAdapterTypes.Element
type Node = DefaultTreeAdapterTypes.Node

/** A page taken apart. `page` is null for a page that is none of the depositary's; `words` are all its words, to tell
 *  an outage from another page; `problem` says why it cannot be taken apart: it is too large or too deep, or a participant
 *  table in it never ends. */
export type HtmlRead = {
  readonly page: StatusPage | null
  readonly words: string
  readonly problem: string | null
}

/** Endings of the ids: what stands before them has changed over the years. */
const GRID = 'tblgrid'
const CHAPTER = 'rptHead_ctl00_tcText'
const TITLE = 'rptTreaty_ctl00_tcTreaty'
const PLACE = 'rptTreaty_ctl00_tcText'
const STATUS = 'rptStatus_ctl00_tcText'
const ENDINGS = [GRID, CHAPTER, TITLE, PLACE, STATUS] as const
type Ending = (typeof ENDINGS)[number]

function elementsIn(root: { readonly childNodes: readonly Node[] }): Element[] {
  const found: Element[] = []
  const open = [...root.childNodes].toReversed()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!defaultTreeAdapter.isElementNode(node)) continue
    found.push(node)
    for (const child of node.childNodes.toReversed()) open.push(child)
  }
  return found
}

function attribute(element: Element, name: string): string | null {
  return element.attrs.find((each) => each.name === name)?.value ?? null
}

function gridOf(table: Element): Grid {
  const [headings = [], ...rows] = ownRows(table)
    .map(rowCells)
    .filter((cells) => cells.some((cell) => cell.text !== ''))
  return { headings, rows: rows.map((cells) => ({ cells, strange: false })) }
}

/** The day of `STATUS AS AT : 04-05-2024 03:15:34 EDT` (day first, New York); null where there is no stamp. */
function stampIn(words: string): PlainDate | null {
  const found = /STATUS AS AT\s*:?\s*(\d{2})[-/.](\d{2})[-/.](\d{4})/i.exec(words)
  if (found === null) return null
  const [, day, month, year] = found
  return parsePlainDate(`${year}-${month}-${day}`)
}

/** `12. a Protocol …`, `12 . United Nations …`, `12-a. Protocol …`: section, sub-section and the words after them. */
const NUMBERED = /^(\d{1,3})\s*[.-]?\s*(?:(\d{0,2}[a-z](?:-?\d)?|\d{1,2})(?=[\s.)]))?\s*[.)]?\s*(.*)$/s

function numbered(title: string): { section: string; subsection: string; words: string } {
  const [, section = '', subsection = '', words = title] = NUMBERED.exec(title) ?? []
  return { section, subsection, words }
}

/** The subchapter letter of `CHAPTER XI TRANSPORT AND COMMUNICATIONS A. Customs Matters`. */
function subchapterIn(chapter: string): string {
  return /\s([A-Z])\.\s/.exec(chapter)?.[1] ?? ''
}

/** Number that the page's own form names (`ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-12-a`); null without one. */
function numberInForm(elements: readonly Element[]): string | null {
  for (const element of elements) {
    if (element.tagName !== 'form') continue
    const found = /[?&]mtdsg_no=([IVXLC]+(?:-[A-Za-z0-9]+)*)/i.exec(attribute(element, 'action') ?? '')
    if (found?.[1] !== undefined) return found[1]
  }
  return null
}

function treatyOf(elements: readonly Element[], chapter: string, title: string): string | null {
  const { section, subsection } = numbered(title)
  const printed = treatyNumber({ chapter, subchapter: subchapterIn(chapter), section, subsection })
  const named = numberInForm(elements)
  if (printed === null || named === null) return printed ?? named
  return printed.toLowerCase() === named.toLowerCase() ? printed : null
}

function pageOf(
  elements: readonly Element[],
  fields: ReadonlyMap<Ending, Element[]>,
  words: string,
): StatusPage {
  const printed = (ending: Ending) => {
    const [element] = fields.get(ending) ?? []
    return element === undefined ? '' : printedNodes(element.childNodes).text
  }
  const title = printed(TITLE)
  const status = printed(STATUS)
  const place = printed(PLACE)
  const titleWords = numbered(title).words
  return {
    form: 'untc_html',
    treaty: treatyOf(elements, printed(CHAPTER), title),
    title: titleWords === '' ? null : titleWords,
    concluded: readDay(place.slice(place.lastIndexOf(',') + 1)),
    as_at: stampIn(words),
    headline: {
      signatories: printedTotal(/Signatories\s*:\s*(\d+)/i.exec(status)?.[1]),
      parties: printedTotal(/Parties\s*:\s*(\d+)/i.exec(status)?.[1]),
    },
    grids: (fields.get(GRID) ?? []).map(gridOf),
    listed: [],
  }
}

function gridProblem(tables: readonly Element[], spilling: ReadonlySet<Node>): string | null {
  const cutOff = tables.some((table) => table.sourceCodeLocation?.endTag === undefined)
  if (cutOff) return 'the table of participants is cut off'
  const spilt = tables.some((table) => spilling.has(table))
  return spilt ? 'the table of participants has words that stand in no cell' : null
}

/** Takes a page of the depositary apart. The participant table is the one whose id ends in `tblgrid`; other tables,
 *  also those that begin with "Participant", are never taken for it. */
export function readUntcHtml(text: string): HtmlRead {
  const parsed = parsePage(text)
  if (parsed === null)
    return { page: null, words: '', problem: 'the page is too deep or too large to be read' }
  const { document, spilling } = parsed
  const elements = elementsIn(document)
  const fields = new Map<Ending, Element[]>()
  for (const element of elements) {
    const id = attribute(element, 'id')
    const ending =
      id === null ? undefined : ENDINGS.find((each) => id.toLowerCase().endsWith(each.toLowerCase()))
    if (ending === undefined || (ending === GRID && element.tagName !== 'table')) continue
    fields.set(ending, [...(fields.get(ending) ?? []), element])
  }
  const words = collapse(printedNodes(document.childNodes).text)
  const ours = fields.has(GRID) || fields.has(TITLE) || fields.has(STATUS)
  const problem = gridProblem(fields.get(GRID) ?? [], spilling)
  return { page: ours ? pageOf(elements, fields, words) : null, words, problem }
}
