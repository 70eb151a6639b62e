import type { Claim } from './claim.ts'
import type { HeadlineAgreement } from './headline.ts'
import type { Reading } from './read-document.ts'
import type { Verdict } from './recognise-document.ts'
import type { Headline } from './status-page.ts'
import { doesAny, type StatusTable } from './status-table.ts'

/** A table as it is published: how many rows, what each column holds. */
export type TableSummary = {
  readonly rows: number
  readonly columns: readonly {
    readonly heading: string
    readonly filled: number
    readonly bracketed: number
    readonly letters: Readonly<Record<string, number>>
  }[]
  /** Rows with an act of consent that has not ended; provisional application is none. */
  readonly rows_with_consent: number
  /** Rows whose name bears a footnote. */
  readonly rows_with_footnote: number
}

/** A claim as it is published. */
export type PublishedClaim = Pick<
  Claim,
  'participant' | 'name' | 'action' | 'action_date' | 'withdrawn' | 'footnotes' | 'place'
>

/** What one document says, as it is published. */
export type DocumentSummary = {
  readonly file: string
  readonly sha256: string
  readonly verdict: Verdict
  readonly treaty: string | null
  readonly headline: Headline
  readonly headline_agrees: HeadlineAgreement
  /** How many bytes were mended before the text could be read. */
  readonly mended: number
  readonly tables: readonly TableSummary[]
  readonly claims: readonly PublishedClaim[]
  readonly warnings: readonly string[]
}

function summariseTable(table: StatusTable): TableSummary {
  return {
    rows: table.rows.length,
    columns: table.columns.map(({ heading, filled, bracketed, letters }) => ({
      heading,
      filled,
      bracketed,
      letters,
    })),
    rows_with_consent: table.distinct.filter((row) => doesAny(table, row, 'consent')).length,
    rows_with_footnote: table.rows.filter((row) => row.marks.length > 0).length,
  }
}

function sentence(reason: string): string {
  const first = reason.slice(0, 1).toUpperCase()
  return `${first}${reason.slice(1)}${reason.endsWith('.') ? '' : '.'}`
}

/** A reading beside the SHA-256, in hex, of the bytes it was made of. */
export type ReadDocument = { readonly sha256: string; readonly reading: Reading }

/** A reading in the published form. Why a document is not read stands first among the warnings. */
export function summariseReading(file: string, document: ReadDocument): DocumentSummary {
  const { sha256, reading } = document
  const { verdict, treaty, headline, headline_agrees, tables } = reading
  return {
    file,
    sha256,
    verdict,
    treaty,
    headline,
    headline_agrees,
    mended: reading.mended.length,
    tables: tables.map(summariseTable),
    claims: reading.claims.map(
      ({ participant, name, action, action_date, withdrawn, footnotes, place }): PublishedClaim => ({
        participant,
        name,
        action,
        action_date,
        withdrawn,
        footnotes,
        place,
      }),
    ),
    warnings: [
      ...(reading.reason === null ? [] : [sentence(reading.reason)]),
      ...reading.warnings.map((warning) => warning.text),
    ],
  }
}
