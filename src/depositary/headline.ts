import type { Headline } from './status-page.ts'
import type { Counts } from './status-table.ts'

/** Whether the printed totals equal what was read; null where the document prints no total, or has no table. */
export type HeadlineAgreement = { readonly signatories: boolean | null; readonly parties: boolean | null }

/** How far a reading is from the printed total, as a count and as a share of the larger of the two. */
export type HeadlineGap = {
  readonly figure: keyof Headline
  readonly printed: number
  readonly read: number
  readonly rows: number
  readonly share: number
}

function agrees(printed: number | null, read: number | null): boolean | null {
  if (printed === null) return null
  return read === null ? printed === 0 : printed === read
}

/** Compares the document's own totals with what its tables give: signatories with unbracketed signatures, parties with unbracketed
 *  consents, provisional application left out. */
export function compareHeadline(headline: Headline, counted: Counts): HeadlineAgreement {
  return {
    signatories: agrees(headline.signatories, counted.signatories),
    parties: agrees(headline.parties, counted.parties),
  }
}

/** The totals that disagree, and by how much. */
export function headlineGaps(headline: Headline, counted: Counts): readonly HeadlineGap[] {
  return (['signatories', 'parties'] as const).flatMap((figure) => {
    const printed = headline[figure]
    const found = counted[figure]
    const read = found === null ? 0 : found
    if (printed === null || printed === read) return []
    const rows = Math.abs(printed - read)
    return [{ figure, printed, read, rows, share: rows / Math.max(printed, read) }]
  })
}
