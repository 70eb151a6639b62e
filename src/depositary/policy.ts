import * as z from 'zod'
import policyData from './policy.json' with { type: 'json' }

/** What becomes of a difference: written to the record by itself, kept aside for a person, or noted and left. */
export const DISPOSITIONS = ['event', 'person', 'ignore'] as const
export type Disposition = (typeof DISPOSITIONS)[number]

/** How two readings of one table can differ. The names are published and never change. */
export const DIFFERENCE_CLASSES = [
  'header',
  'rename',
  'vanished',
  'appeared: new row, timely act',
  'appeared: new row, late publication (more than 60 days before a reading that missed it)',
  'appeared: row without any date',
  'changed: empty cell filled, timely act',
  'changed: empty cell filled, late publication (more than 60 days before a reading that missed it)',
  'changed: date changed, same letter',
  'changed: letter changed, same date',
  'changed: date and letter changed',
  'changed: date removed from cell',
] as const
export type DifferenceClass = (typeof DIFFERENCE_CLASSES)[number]

/** How a document can differ from the record. */
export const RECORD_DIFFERENCE_CLASSES = [
  'new act',
  'new act, late publication',
  'renamed',
  'succession',
  'date corrected',
  'kind corrected',
  'date and kind corrected',
  'undated act now dated',
  'second consent',
  'vanished row',
  'vanished act',
  'bracketed row',
  'date in the future',
  'date before adoption',
  'date outside the signature window',
  'protocol without convention',
  'unknown name',
  'participant twice',
  'act that cannot be read',
  'letter not explained',
  'act of another kind',
  'two sources disagree',
  'header changed',
  'count that shrinks',
  'document held',
] as const
export type RecordDifferenceClass = (typeof RECORD_DIFFERENCE_CLASSES)[number]

const count = z.int().min(0)
const share = z.number().min(0).max(1)

const policySchema = z.strictObject({
  late_after_days: count,
  refuse_when_headline_off_by: z.strictObject({ rows: count, share }),
  refuse_when_letters_unexplained: z.strictObject({ rows: count, share }),
  hold_document_when: z.strictObject({ rows_differ: count, share_differs: share, rows_lost: count }),
  source_is_old_after_days: z.strictObject({ stamp: count, same_bytes: count }),
  table_differences: z.record(z.enum(DIFFERENCE_CLASSES), z.enum(DISPOSITIONS)),
  record_differences: z.record(z.enum(RECORD_DIFFERENCE_CLASSES), z.enum(DISPOSITIONS)),
})

/** The rules by which differences are let through, held or left, as `policy.json` states them. */
export type Policy = z.infer<typeof policySchema>

/** The policy in force. Throws when `policy.json` is not of its own form, which only a wrong release can bring about.
 *  It is read once: code made for reading many would take longer to make. */
export const POLICY: Policy = policySchema.parse(policyData, { jitless: true })
