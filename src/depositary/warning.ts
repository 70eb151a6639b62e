/** What a reader wants a person to know of a document. A code that is in `HOLDING` stops what it is about; the others
 *  are notes. */
export const WARNING_CODES = [
  'encoding_misdeclared',
  'treaty_unclear',
  'empty_table',
  'headline_disagrees',
  'heading_unknown',
  'row_misshapen',
  'name_missing',
  'name_unknown',
  'name_ambiguous',
  'name_of_another_state',
  'same_row_twice',
  'participant_twice',
  'cell_unreadable',
  'letter_unexplained',
  'letter_not_settled',
  'act_in_the_future',
  'act_before_conclusion',
  'act_ended',
  'accession_by_signatory',
  'ratification_without_signature',
] as const

export type WarningCode = (typeof WARNING_CODES)[number]

export type ReadingWarning = {
  readonly code: WarningCode
  /** A plain sentence, with the place and the printed words it is about. */
  readonly text: string
  /** Row of the table, 1 for the first under the heading; null where the warning is about the whole document. */
  readonly row: number | null
}

/** Codes after which a claim waits for a person. */
export const HOLDING: ReadonlySet<WarningCode> = new Set<WarningCode>([
  'row_misshapen',
  'name_missing',
  'name_unknown',
  'name_ambiguous',
  'name_of_another_state',
  'participant_twice',
  'cell_unreadable',
  'letter_unexplained',
  'letter_not_settled',
  'act_in_the_future',
  'act_before_conclusion',
  'act_ended',
])
