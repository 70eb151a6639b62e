import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import { recordStateAt } from './record-as-known.ts'
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
    .describe('Last good check of the depositary; null before the first, and where known_at is past.'),
  source_as_at: dayOrNull.describe(
    'Day of the newest document of the depositary that the record as a whole rests on, whichever treaty it is about.',
  ),
  stale: z
    .literal(true)
    .optional()
    .describe(
      'There where no good check of the depositary has succeeded for twice the interval: the answer may be out of date.',
    ),
  licence: z.string().describe('SPDX name of the licence of the facts.'),
}

/** The part of the envelope after the two clocks: the same for all answers with this known_at and the same answer to
 *  whether as_of is to come. */
export function envelopeAfterClocks(view: RecordView, clocks: Clocks, today: PlainDate) {
  return {
    ...(clocks.asOf > today ? { future: true as const } : {}),
    ...recordStateAt(view, { knownAt: clocks.knownAt, today }),
    licence: LICENCE,
  }
}

/** What every answer carries. */
export function envelope(view: RecordView, clocks: Clocks, today: PlainDate) {
  return { as_of: clocks.asOf, known_at: clocks.knownAt, ...envelopeAfterClocks(view, clocks, today) }
}
