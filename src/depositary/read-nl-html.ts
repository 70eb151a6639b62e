import { type DefaultTreeAdapterTypes, defaultTreeAdapter } from 'parse5'
import { parsePlainDate } from '../law/plain-date.ts'
import { parsePage } from './bounded-html.ts'
import { ownRows, rowCells } from './html-rows.ts'
import { type ListedAct, NO_HEADLINE, type StatusPage } from './status-page.ts'

/** A page of the treaty database of the Netherlands taken apart: `page` is null where it has no table of parties. */
export type NlRead = { readonly page: StatusPage | null; readonly problem: string | null }

type Element = DefaultTreeAdapterTypes.Element

/** First words of the headings, in English and in Dutch. */
const PARTY = /^(?:party|parties|partij)\b/i
const SIGNATURE = /^(?:signature|ondertekening)\b/i
const CONSENT = /^(?:ratification|ratificatie)\b/i
const KIND = /^type\b/i

/** What the letters of the database stand for. Its R is ratification, acceptance, approval or notification alike. */
const KINDS: Readonly<Record<string, string>> = {
  R: 'ratification',
  A: 'accession',
  T: 'accession',
  SU: 'succession',
  VG: 'succession',
  S: 'definitive signature',
  D: 'definitive signature',
  O: 'definitive signature',
}

/** `28-09-1999`, `28-09-1999 (R)`: day first, then perhaps the letter. */
const DAY_AND_KIND = /^(\d{2})-(\d{2})-(\d{4})(?:\s*\(([A-Za-z]{1,2})\))?$/

type Columns = {
  readonly party: number
  readonly signature: number
  readonly consent: number
  readonly kind: number
}

function tablesIn(root: { readonly childNodes: readonly DefaultTreeAdapterTypes.Node[] }): Element[] {
  return root.childNodes.flatMap((node) => {
    if (!defaultTreeAdapter.isElementNode(node)) return []
    return node.tagName === 'table' ? [node, ...tablesIn(node)] : tablesIn(node)
  })
}

function columnsOf(headings: readonly string[]): Columns | null {
  const find = (pattern: RegExp) => headings.findIndex((heading) => pattern.test(heading))
  const found = { party: find(PARTY), signature: find(SIGNATURE), consent: find(CONSENT), kind: find(KIND) }
  return found.party === -1 || found.consent === -1 ? null : found
}

/** The act of a cell. A cell that is no day stays as printed, for a person to see. */
function actIn(name: string, cell: string, meant: string | null): ListedAct[] {
  if (cell === '' || /^(?:nk|nb)$/i.test(cell)) return []
  const [, day, month, year, letter] = DAY_AND_KIND.exec(cell) ?? []
  const date = parsePlainDate(`${year}-${month}-${day}`) ?? cell
  const action = letter === undefined ? meant : (KINDS[letter.toUpperCase()] ?? null)
  return [{ code: null, name, action, date }]
}

function actsOf(cells: readonly string[], columns: Columns): ListedAct[] {
  const at = (column: number) => cells[column] ?? ''
  const name = at(columns.party)
  if (name === '') return []
  return [
    ...actIn(name, at(columns.signature), 'signature'),
    ...actIn(name, at(columns.consent), KINDS[at(columns.kind).toUpperCase()] ?? null),
  ]
}

/** Takes a page of parties of the treaty database of the Netherlands apart: one line a party, days as `02-02-1995`, the
 *  kind of act beside them or in a column of its own. Found by heading words, in English or Dutch. */
export function readNlHtml(text: string): NlRead {
  const parsed = parsePage(text)
  if (parsed === null) return { page: null, problem: 'the page is too deep or too large to be read' }
  for (const table of tablesIn(parsed.document)) {
    const [headings = [], ...rows] = ownRows(table).map((row) => rowCells(row).map((cell) => cell.text))
    const columns = columnsOf(headings)
    if (columns === null) continue
    if (table.sourceCodeLocation?.endTag === undefined) {
      return { page: null, problem: 'the table of parties is cut off' }
    }
    if (
      parsed.spilling.has(table) ||
      ownRows(table).some((row) => rowCells(row).some((cell) => cell.strange))
    ) {
      return { page: null, problem: 'the table of parties has more in it than words in cells' }
    }
    const listed = rows.flatMap((cells) => actsOf(cells, columns))
    const nothing = { treaty: null, title: null, concluded: null, as_at: null, headline: NO_HEADLINE }
    return { page: { form: 'nl_html', ...nothing, grids: [], listed }, problem: null }
  }
  return { page: null, problem: null }
}
