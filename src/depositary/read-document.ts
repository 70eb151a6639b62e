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
import { countTogether, unclearTogether } from './tables-together.ts'
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
  /** The tables of participants in the document's order, nearly always one; none where none could be taken apart. Shown
   *  even of a refused document. */
  readonly tables: readonly StatusTable[]
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

function pageWarnings(
  page: StatusPage,
  tables: readonly StatusTable[],
  agreement: HeadlineAgreement,
): ReadingWarning[] {
  const warnings: ReadingWarning[] = []
  const warn = (code: ReadingWarning['code'], text: string) => warnings.push({ code, text, row: null })
  if (page.treaty === null && page.form !== 'csv_grid') {
    warn('treaty_unclear', 'The document does not say clearly which treaty it is about.')
  }
  if (tables.every((table) => table.rows.length === 0)) {
    warn('empty_table', 'The table of participants is empty.')
  }
  for (const column of tables.flatMap(({ columns }) => columns)) {
    for (const meaning of column.meanings) {
      if (meaning.act !== null) continue
      warn('heading_unknown', `"${meaning.words}" in the heading "${column.heading}" is no act we know.`)
    }
  }
  if (agreement.signatories === false || agreement.parties === false) {
    const gives = tables.length === 1 ? 'table gives' : 'tables give'
    for (const gap of headlineGaps(page.headline, countTogether(tables))) {
      warn(
        'headline_disagrees',
        `The document prints ${gap.printed} ${gap.figure}; its ${gives} ${gap.read}.`,
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
  'verdict' | 'reason' | 'comparable' | 'headline_agrees' | 'tables' | 'claims' | 'warnings'
>

const NOTHING = {
  verdict: 'refused',
  comparable: false,
  headline_agrees: NO_AGREEMENT,
  tables: [],
  claims: [],
  warnings: [],
} as const

function otherEncoding(name: string): string {
  return `"${name}" was written in another encoding than it is read in`
}

/** Why the tables must not be read; null where they may. */
function tableRefusal(page: StatusPage, tables: readonly StatusTable[], names: NameRegistry): string | null {
  for (const table of tables) {
    const reason = headingRefusal(table)
    if (reason !== null) return reason
  }
  return unclearTogether(tables, { headline: page.headline, names })
}

function readGrids(page: StatusPage, context: ReadingContext): TableReading {
  const tables = page.grids.flatMap((grid) => readTable(grid) ?? [])
  if (page.grids.some(({ headings }) => headings.some(({ strange }) => strange))) {
    return { ...NOTHING, reason: 'a heading of the table has more in it than words' }
  }
  if (tables.length < page.grids.length) {
    return { ...NOTHING, tables, reason: 'no heading of the table names the participants' }
  }
  const broken = brokenName(
    tables.flatMap((table) => [...table.headings, ...table.rows.map((row) => row.name)]),
  )
  if (broken !== null) return { ...NOTHING, reason: otherEncoding(broken) }
  const counts = countTogether(tables)
  const agreement = compareHeadline(page.headline, counts)
  const warnings = pageWarnings(page, tables, agreement)
  const wrongTotal = headlineRefusal(page.headline, counts)
  const reason = tableRefusal(page, tables, context.names) ?? wrongTotal
  if (reason !== null) {
    const comparable = wrongTotal === null
    return { ...NOTHING, comparable, tables, headline_agrees: agreement, reason, warnings }
  }
  const bounds = { concluded: page.concluded, readOn: earlierOf(page.as_at, context.readOn) }
  const read = tables.map((table, index) =>
    readClaims(table, { registry: context.names, bounds, table: index + 1 }),
  )
  return {
    verdict: 'status_table',
    reason: null,
    comparable: true,
    headline_agrees: agreement,
    tables,
    claims: read.flatMap(({ claims }) => claims),
    warnings: [...warnings, ...read.flatMap((each) => each.warnings)],
  }
}

function readPage(page: StatusPage, context: ReadingContext): TableReading {
  if (!isList(page)) return readGrids(page, context)
  const broken = brokenName(page.listed.map((act) => act.name))
  if (broken !== null) return { ...NOTHING, reason: otherEncoding(broken) }
  const { table, claims, warnings } = readList(page, context.names)
  const tables = table === null ? [] : [table]
  const read = { reason: null, comparable: true, headline_agrees: NO_AGREEMENT, tables, claims, warnings }
  return { verdict: 'status_table', ...read }
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
  return { ...base, ...NOTHING, verdict, reason, warnings }
}
