import { decodeBytes } from './decode-bytes.ts'
import { LARGEST_BYTES } from './largest-document.ts'
import { type Mend, mendBytes } from './mend-bytes.ts'
import { readCsv } from './read-csv.ts'
import { readNlHtml } from './read-nl-html.ts'
import { readUntcHtml } from './read-untc-html.ts'
import { readUntcXml } from './read-untc-xml.ts'
import { isList, type StatusPage } from './status-page.ts'
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

/** No treaty has as many participants, no list of acts as many lines. */
const MOST_ROWS = 2000
const MOST_LINES = 20_000
/** Nor is any printed in more parts. */
const MOST_TABLES = 10

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

function stopped(verdict: Verdict, reason: string, mended: readonly Mend[] = []): Recognised {
  return { verdict, reason, page: null, mended, warnings: [] }
}

function isOutage(words: string): boolean {
  const plain = words.toLowerCase()
  return OUTAGE.some((phrase) => plain.includes(phrase))
}

function recognisePage(page: StatusPage, mended: readonly Mend[]): Recognised {
  if (page.grids.some((grid) => grid.rows.length > MOST_ROWS) || page.listed.length > MOST_LINES) {
    return stopped('refused', 'its table is longer than any table of participants', mended)
  }
  if (isList(page) && page.listed.length === 0) {
    return { ...stopped('refused', 'its list of acts is empty', mended), page }
  }
  if (page.grids.length === 0 && !isList(page)) {
    return { verdict: 'no_table', reason: 'there is no table of participants', page, mended, warnings: [] }
  }
  if (page.grids.length > MOST_TABLES) return stopped('refused', 'it has too many tables', mended)
  return { verdict: 'status_table', reason: null, page, mended, warnings: [] }
}

function recogniseXml(text: string): Recognised {
  const sound = mendBytes(text)
  if (sound === null) return stopped('refused', 'too many of its bytes would have to be mended')
  const { mended } = sound
  const read = readUntcXml(sound.text)
  if (read.problem !== null) return stopped('refused', `The XML cannot be read: ${read.problem.text}`, mended)
  if (read.page === null) return stopped('other_page', 'the XML is no status document', mended)
  return recognisePage(read.page, mended)
}

function recogniseHtml(text: string): Recognised {
  const read = readUntcHtml(text)
  if (read.problem !== null) return stopped('refused', read.problem)
  if (read.page !== null && read.page.grids.length > 0) return recognisePage(read.page, [])
  const parties = readNlHtml(text)
  if (parties.problem !== null) return stopped('refused', parties.problem)
  if (read.page === null && parties.page !== null) return recognisePage(parties.page, [])
  if (isOutage(read.words)) return stopped('outage', 'the depositary says that its pages are down')
  return read.page === null
    ? stopped('other_page', 'the page is no status document (a login, a notice, another site)')
    : recognisePage(read.page, [])
}

/** What a text begins with after blanks, instructions and comments: the start of its document type or root. */
function beginning(text: string): string {
  let at = 0
  for (;;) {
    at += text.slice(at).search(/\S|$/)
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null
    if (end === null) return text.slice(at, at + 200)
    const found = text.indexOf(end, at)
    if (found === -1) return ''
    at = found + end.length
  }
}

function recogniseValues(text: string): Recognised {
  const read = readCsv(text)
  if (read.page !== null) return recognisePage(read.page, [])
  if (isOutage(text.slice(0, 4000))) return stopped('outage', 'the text says that the source is down')
  return read.problem === null
    ? stopped('other_page', 'the text is neither a page of the depositary nor a table we know')
    : stopped('refused', `The table cannot be read: ${read.problem}`)
}

function recogniseText(text: string): Recognised {
  if (text.includes('\0')) return stopped('refused', 'there are noughts among the characters')
  const start = beginning(text)
  if (start === '') return stopped('refused', 'there is nothing in it')
  if (!start.startsWith('<')) return recogniseValues(text)
  if (/^<(?:!doctype\s+html|html)\b/i.test(start)) return recogniseHtml(text)
  return /^<(?:!doctype|Document\b)/i.test(start) || text.trimStart().startsWith('<?xml')
    ? recogniseXml(text)
    : recogniseHtml(text)
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
