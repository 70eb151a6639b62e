import { decodeBytes } from './decode-bytes.ts'
import { type Mend, mendBytes } from './mend-bytes.ts'
import { readCsv } from './read-csv.ts'
import { readUntcHtml } from './read-untc-html.ts'
import { readUntcXml } from './read-untc-xml.ts'
import type { StatusPage } from './status-page.ts'
import type { ReadingWarning } from './warning.ts'

export const VERDICTS = ['status_table', 'no_table', 'outage', 'other_page', 'refused'] as const
/** What bytes are: a status table; a status document without one; the depositary's own notice that it is down; some
 *  other page; or something that must not be read. None but the first ever says anything about a participant. */
export type Verdict = (typeof VERDICTS)[number]

/** What was recognised, before any word of a table is understood. `page` stands where there is something to show. */
export type Recognised = {
  readonly verdict: Verdict
  /** Why, in a sentence; null for a status table. */
  readonly reason: string | null
  readonly page: StatusPage | null
  readonly mended: readonly Mend[]
  readonly warnings: readonly ReadingWarning[]
}

/** Far above the largest real document, far below what could hurt. */
export const LARGEST_BYTES = 16 * 1024 * 1024

const OUTAGE = [
  'urgent maintenance',
  'currently unavailable',
  'temporarily unavailable',
  'service unavailable',
  'under maintenance',
  'bad gateway',
  'gateway time-out',
  'gateway timeout',
  'internal server error',
  'server error in',
  'runtime error',
]

/** A replacement character, or an accented letter of UTF-8 read as if it were iso-8859-1 (`CÃ´te`). */
const BROKEN_NAME = /\ufffd|\u00c3|\u00c2[\u0080-\u00bf]/

function stopped(verdict: Verdict, reason: string, mended: readonly Mend[] = []): Recognised {
  return { verdict, reason, page: null, mended, warnings: [] }
}

function isOutage(words: string): boolean {
  const plain = words.toLowerCase()
  return OUTAGE.some((phrase) => plain.includes(phrase))
}

function brokenName(page: StatusPage): string | null {
  const isBroken = (cell: { readonly text: string }) => BROKEN_NAME.test(cell.text)
  for (const grid of page.grids) {
    const found =
      grid.headings.find(isBroken) ?? grid.rows.flatMap((row) => row.cells.find(isBroken) ?? [])[0]
    if (found !== undefined) return found.text
  }
  return page.listed.find((act) => BROKEN_NAME.test(act.name))?.name ?? null
}

function recognisePage(page: StatusPage, mended: readonly Mend[]): Recognised {
  const broken = brokenName(page)
  if (broken !== null) {
    return stopped('refused', `"${broken}" was written in another encoding than it is read in`, mended)
  }
  if (page.grids.length === 0 && page.form !== 'csv_list') {
    return { verdict: 'no_table', reason: 'there is no table of participants', page, mended, warnings: [] }
  }
  if (page.grids.length > 1) {
    return { ...stopped('refused', 'there are several tables of participants', mended), page }
  }
  return { verdict: 'status_table', reason: null, page, mended, warnings: [] }
}

function recogniseXml(text: string): Recognised {
  const { text: sound, mended } = mendBytes(text)
  const read = readUntcXml(sound)
  if (read.problem !== null) return stopped('refused', `The XML cannot be read: ${read.problem.text}`, mended)
  if (read.page === null) return stopped('other_page', 'the XML is no status document', mended)
  return recognisePage(read.page, mended)
}

function recogniseHtml(text: string): Recognised {
  const read = readUntcHtml(text)
  if (read.cutOff) return stopped('refused', 'the table of participants is cut off')
  if (read.page !== null && read.page.grids.length > 0) return recognisePage(read.page, [])
  if (isOutage(read.words)) return stopped('outage', 'the depositary says that its pages are down')
  return read.page === null
    ? stopped('other_page', 'the page is no status document (a login, a notice, another site)')
    : recognisePage(read.page, [])
}

function recogniseText(text: string): Recognised {
  const start = text.slice(0, 4000).trimStart()
  if (start === '') return stopped('refused', 'there is nothing in it')
  if (text.includes('\0')) return stopped('refused', 'there are noughts among the characters')
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b/i.test(start))
    return recogniseHtml(text)
  if (/^<(?:\?xml|!doctype|Document\b)/i.test(start)) return recogniseXml(text)
  if (start.startsWith('<')) return recogniseHtml(text)
  const read = readCsv(text)
  if (read.page !== null) return recognisePage(read.page, [])
  if (isOutage(start)) return stopped('outage', 'the text says that the source is down')
  return read.problem === null
    ? stopped('other_page', 'the text is neither a page of the depositary nor a table we know')
    : stopped('refused', `The table cannot be read: ${read.problem}`)
}

/** Says what bytes are. Never throws for anything that can be in them. */
export function recogniseDocument(bytes: Uint8Array): Recognised {
  if (bytes.length > LARGEST_BYTES) return stopped('refused', `it is larger than ${LARGEST_BYTES} bytes`)
  const decoded = decodeBytes(bytes)
  const recognised = recogniseText(decoded.text)
  if (!decoded.declarationWrong) return recognised
  const text = `The document says it is in ${decoded.declared}; its bytes are ${decoded.encoding} and were read so.`
  return {
    ...recognised,
    warnings: [{ code: 'encoding_misdeclared', text, row: null }, ...recognised.warnings],
  }
}
