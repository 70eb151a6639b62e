import type { PlainDate } from '../law/plain-date.ts'
import { brokenName } from './broken-name.ts'
import { type Claim, readClaims } from './claim.ts'
import { compareHeadline, type HeadlineAgreement, headlineGaps } from './headline.ts'
import type { Mend } from './mend-bytes.ts'
import type { NameRegistry } from './participant-names.ts'
import { readList } from './read-list.ts'
import { recogniseDocument, type Verdict } from './recognise-document.ts'
import { headingRefusal, headlineRefusal } from './refuse-table.ts'
import { type Headline, isList, NO_HEADLINE, type StatusPage } from './status-page.ts'
import { readTable, type StatusTable } from './status-table.ts'
import type { ReadingWarning } from './warning.ts'

/** Everything one document says, and nothing of what anybody makes of it. */
export type Reading = {
  readonly verdict: Verdict
  /** Why the verdict is not `status_table`; null where it is. */
  readonly reason: string | null
  /** Whether the table, such as it is, may be laid beside another reading: not when its totals show that it was cut
   *  or read wrong. */
  readonly comparable: boolean
  readonly treaty: string | null
  readonly title: string | null
  readonly concluded: PlainDate | null
  /** Day of the as-at stamp; null where there is none. */
  readonly as_at: PlainDate | null
  readonly headline: Headline
  readonly headline_agrees: HeadlineAgreement
  readonly mended: readonly Mend[]
  /** The table of participants; null where there is none that could be taken apart. Shown even of a refused document. */
  readonly table: StatusTable | null
  /** Empty for every verdict but `status_table`. */
  readonly claims: readonly Claim[]
  readonly warnings: readonly ReadingWarning[]
}

/** What a reader is given beside the bytes. */
export type ReadingContext = {
  readonly names: NameRegistry
  /** Day of the reading; acts after it are in the future. null where it is not known. */
  readonly readOn: PlainDate | null
}

const NO_AGREEMENT: HeadlineAgreement = { signatories: null, parties: null }

function pageWarnings(page: StatusPage, table: StatusTable, agreement: HeadlineAgreement): ReadingWarning[] {
  const warnings: ReadingWarning[] = []
  const warn = (code: ReadingWarning['code'], text: string) => warnings.push({ code, text, row: null })
  if (page.treaty === null && page.form !== 'csv_grid') {
    warn('treaty_unclear', 'The document does not say clearly which treaty it is about.')
  }
  if (table.rows.length === 0) warn('empty_table', 'The table of participants is empty.')
  for (const column of table.columns) {
    for (const meaning of column.meanings) {
      if (meaning.act !== null) continue
      warn('heading_unknown', `"${meaning.words}" in the heading "${column.heading}" is no act we know.`)
    }
  }
  if (agreement.signatories === false || agreement.parties === false) {
    for (const gap of headlineGaps(page.headline, table)) {
      warn(
        'headline_disagrees',
        `The document prints ${gap.printed} ${gap.figure}; its table gives ${gap.read}.`,
      )
    }
  }
  return warnings
}

function earlierOf(one: PlainDate | null, other: PlainDate | null): PlainDate | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

type TableReading = Pick<
  Reading,
  'verdict' | 'reason' | 'comparable' | 'headline_agrees' | 'table' | 'claims' | 'warnings'
>

function otherEncoding(name: string): string {
  return `"${name}" was written in another encoding than it is read in`
}

function readGrid(page: StatusPage, context: ReadingContext): TableReading {
  const [grid] = page.grids
  const table = grid === undefined ? null : readTable(grid)
  const nothing = { comparable: false, headline_agrees: NO_AGREEMENT, table, claims: [], warnings: [] }
  if (table === null) {
    return { ...nothing, verdict: 'refused', reason: 'no heading of the table names the participants' }
  }
  const broken = brokenName([...table.headings, ...table.rows.map((row) => row.name)])
  if (broken !== null) return { ...nothing, table: null, verdict: 'refused', reason: otherEncoding(broken) }
  const agreement = compareHeadline(page.headline, table)
  const warnings = pageWarnings(page, table, agreement)
  const wrongTotal = headlineRefusal(page.headline, table)
  const reason = headingRefusal(table) ?? wrongTotal
  if (reason !== null) {
    const comparable = wrongTotal === null
    return { ...nothing, comparable, headline_agrees: agreement, verdict: 'refused', reason, warnings }
  }
  const bounds = { concluded: page.concluded, readOn: earlierOf(page.as_at, context.readOn) }
  const read = readClaims(table, { registry: context.names, bounds, table: 1 })
  return {
    verdict: 'status_table',
    reason: null,
    comparable: true,
    headline_agrees: agreement,
    table,
    claims: read.claims,
    warnings: [...warnings, ...read.warnings],
  }
}

function readPage(page: StatusPage, context: ReadingContext): TableReading {
  if (!isList(page)) return readGrid(page, context)
  const broken = brokenName(page.listed.map((act) => act.name))
  if (broken !== null) {
    const nothing = {
      comparable: false,
      headline_agrees: NO_AGREEMENT,
      table: null,
      claims: [],
      warnings: [],
    }
    return { ...nothing, verdict: 'refused', reason: otherEncoding(broken) }
  }
  const read = readList(page, context.names)
  return { ...read, verdict: 'status_table', reason: null, comparable: true, headline_agrees: NO_AGREEMENT }
}

/** Reads one document, step by step: what the bytes are, what is mended, what the table says, whether the printed
 *  totals agree, and which claims follow. Never throws for anything in the bytes; whatever is not a status table makes
 *  no claim at all. */
export function readDocument(bytes: Uint8Array, context: ReadingContext): Reading {
  const { verdict, reason, page, mended, warnings } = recogniseDocument(bytes)
  const base = {
    treaty: page === null ? null : page.treaty,
    title: page === null ? null : page.title,
    concluded: page === null ? null : page.concluded,
    as_at: page === null ? null : page.as_at,
    headline: page === null ? NO_HEADLINE : page.headline,
    mended,
  }
  if (verdict === 'status_table' && page !== null) {
    const read = readPage(page, context)
    return { ...base, ...read, warnings: [...warnings, ...read.warnings] }
  }
  return {
    ...base,
    verdict,
    reason,
    comparable: false,
    headline_agrees: NO_AGREEMENT,
    table: null,
    claims: [],
    warnings,
  }
}
