import * as z from 'zod'
import { type AskedState, recordStateAt } from './record-as-known.ts'
import type { RecordView } from './record-view.ts'
import { day, dayOrNull } from './shapes.ts'

/** Licence of the facts, as an SPDX name. */
export const LICENCE = 'CC0-1.0'

/** What every answer carries, before what it answers. */
export const envelopeShape = {
  as_of: day.describe('Day of the law asked about.'),
  known_at: day.describe('Only what was known by this day is used.'),
  future: z
    .literal(true)
    .optional()
    .describe('There where as_of has not come yet: acts on record only, nothing is foretold.'),
  record: z
    .object({
      seq: z.int().min(0).describe('Place of the last event.'),
      hash: z.string().describe('Its hash, which covers every event before it.'),
    })
    .describe(
      'How far the record reaches that the answer rests on: for a past known_at, what was known then.',
    ),
  checked_at: z.iso
    .datetime()
    .nullable()
    .describe('Last good check of the depositary; null before the first, and where known_at is given.'),
  source_as_at: dayOrNull.describe(
    'Day of the newest totals printed by the depositary that are on record and were known by known_at, among the treaties that the answer is about; null where there are none. It changes by what is recorded alone: checked_at says when the source was looked at.',
  ),
  stale: z
    .literal(true)
    .optional()
    .describe(
      'There where no good check of the depositary has succeeded for twice the interval: the answer may be out of date.',
    ),
  licence: z.string().describe('SPDX name of the licence of the facts.'),
}

/** What every answer carries. */
export function envelope(view: RecordView, asked: AskedState) {
  const { clocks, today } = asked
  return {
    as_of: clocks.asOf,
    known_at: clocks.knownAt,
    ...(clocks.asOf > today ? { future: true as const } : {}),
    ...recordStateAt(view, asked),
    licence: LICENCE,
  }
}
