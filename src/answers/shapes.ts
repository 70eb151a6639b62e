import * as z from 'zod'
import { ACTIONS } from '../law/act.ts'
import { REASONS, STATUSES, WARNING_CODES } from '../law/evaluation.ts'

// The law's answers as published schemas. Field names are those of src/law/evaluation.ts.

/** A calendar day. */
export const day = z.iso.date().meta({ id: 'Day', description: 'Calendar day, YYYY-MM-DD; never a moment.' })
export const dayOrNull = day.nullable()

const count = z.int().min(0)

export const code = z
  .string()
  .meta({ id: 'Code', description: 'ISO 3166-1 alpha-3 code of a State, or the code of an organization.' })

export const treatyNumber = z
  .string()
  .meta({ id: 'TreatyNumber', description: 'Number in the UN Treaty Collection.' })

export const slug = z.string().meta({ id: 'Slug', description: 'Name of the treaty in addresses.' })

export const status = z.enum(STATUSES).meta({
  id: 'Status',
  description:
    'Legal position on the day: party (in force for it), denouncing (Party, notice given), contracting (consented, not yet in force for it), blocked_parent (its instrument waits for the parent treaty), former_party, provisional, signatory, none.',
})

export const action = z.enum(ACTIONS).meta({ id: 'Action', description: 'Kind of act.' })

export const named = {
  participant: code,
  name: z.string().describe('Name on the day of as_of.'),
  name_today: z.string().describe('Name in the newest record.'),
}

export const namedParticipant = z.object(named).meta({
  id: 'Named',
  description: 'A participant with its name on the day of as_of and its name today.',
})

const fiveNumbers = {
  signatories: count.describe('Everyone, organizations included, that ever signed, whatever came after.'),
  threshold_count: count.describe(
    'Participants whose instruments count toward entry into force. It stops on the day the threshold is met.',
  ),
  participants: count.describe('Everyone bound or about to be, organizations included.'),
  state_participants: count.describe('States bound or about to be.'),
  states_parties: count.describe('States for which it is in force.'),
}

export const fiveCounts = z.object(fiveNumbers).meta({
  id: 'FiveCounts',
  description: 'The five numbers of a treaty. A participant is counted once.',
})

export const counts = z
  .object({
    ...fiveNumbers,
    undated: count
      .optional()
      .describe(
        'How many acts whose day is not known are included, because they surely happened by as_of. Of threshold_count they are part only while acts with a day do not meet the threshold, and they never give a day.',
      ),
    at_least: fiveCounts.optional().describe('Least numbers, where undated acts leave room.'),
    at_most: fiveCounts.optional().describe('Greatest numbers, where undated acts leave room.'),
  })
  .meta({ id: 'Counts', description: 'The five numbers, and what undated acts do to them.' })

const thresholdPart = z.object({
  op: z.enum(['count', 'every', 'share', 'fraction', 'treaty_condition']),
  met_on: dayOrNull,
  counted: count.nullable(),
  needed: count.nullable(),
  remaining: count.nullable(),
  share: z.number().min(0).optional().describe('Part of all weights, 0 to 1.'),
})

export const threshold = z
  .object({
    met_on: dayOrNull.describe('Day on which the condition was met; null until then.'),
    reached_by: z
      .array(code)
      .describe('Everyone whose instrument counts from that very day, by code; there may be several.'),
    counted: count.describe(
      'Participants whose instruments count, up to the day it was met; it is the rows of the ledger with counts true.',
    ),
    needed: count.nullable().describe('null where the condition is not one plain count.'),
    remaining: count.nullable().describe('Never below 0.'),
    parts: z.array(thresholdPart).optional().describe('Where the condition is not one plain count.'),
    asserted: dayOrNull.describe('The day the depositary stated, as known at known_at.'),
    agrees: z.boolean().nullable().describe('Whether the computed and the stated day agree.'),
  })
  .meta({
    id: 'Threshold',
    description:
      'The condition for entry into force. Its day is computed from dated acts; acts that surely happened on a day not known are counted from the last possible one, and where they complete it met_on stays null with remaining 0.',
  })

export const entryIntoForce = z
  .object({
    date: dayOrNull,
    article: z.string().nullable(),
    state: z
      .enum(['not_met', 'fixed', 'in_force', 'waiting_for_parent'])
      .describe('fixed: the day is known and lies after as_of.'),
    asserted: dayOrNull,
    agrees: z.boolean().nullable(),
  })
  .meta({ id: 'EntryIntoForce', description: 'General entry into force of the treaty.' })

export const earliestEntryIntoForce = dayOrNull.describe(
  'The earliest day on which it could now enter into force: as if everything that is missing came on as_of. null once the threshold is met, and before the treaty was adopted.',
)

export const signatureWindow = z
  .object({
    opens_on: dayOrNull.describe('First day of signature; null where none is named.'),
    closes_on: dayOrNull.describe(
      'Last day of signature; null where it never closes. After it, accession only.',
    ),
    open: z.boolean().describe('Whether it is open for signature on the day of as_of.'),
  })
  .meta({ id: 'SignatureWindow', description: 'When the treaty is open for signature.' })

export const participation = z
  .object({
    consent: action.nullable(),
    consent_date: dayOrNull,
    entry_into_force: dayOrNull,
    until: dayOrNull.describe('Day on which a denunciation takes effect.'),
  })
  .meta({ id: 'Participation', description: 'One unbroken participation.' })

/** What the law and the undated acts say of one participant under one treaty. */
export const rowFields = {
  status,
  signature_date: dayOrNull,
  signature_earliest: dayOrNull.describe('Where the day of signature is not known.'),
  signature_latest: dayOrNull,
  consent: action.nullable().describe('How it consented to be bound; null while it has not.'),
  consent_date: dayOrNull.describe('Day of deposit; null also where the day is not known.'),
  consent_earliest: dayOrNull.describe(
    'Where the day of consent is not known. With consent null it may have been given from this day on.',
  ),
  consent_latest: dayOrNull.describe('By this day it was surely given; null where that is not shown.'),
  entry_into_force: dayOrNull.describe('Day from which the treaty is in force for it.'),
  article: z.string().nullable().describe('Article that fixes that day.'),
  until: dayOrNull.describe('Day on which a denunciation takes effect.'),
  earlier: z.array(participation).describe('Participations that ended before, oldest first.'),
}

export const ledgerRow = z
  .object({
    ordinal: z.int().min(1).nullable().describe('Place in the count; null for an act that does not count.'),
    ...named,
    action,
    action_date: dayOrNull.describe(
      'Day of the act; null for one that surely happened, on a day between earliest and latest that is not known.',
    ),
    earliest: day.optional().describe('Only where action_date is null.'),
    latest: day.optional().describe('Only where action_date is null: it counts from this day.'),
    counts: z.boolean(),
    reason: z.enum(REASONS),
    reason_text: z.string().describe('The reason in words.'),
    article: z.string().nullable(),
  })
  .meta({ id: 'LedgerRow', description: 'One act in the count ledger, counted or not, with the reason.' })

export const warning = z
  .object({ code: z.enum(WARNING_CODES), message: z.string() })
  .meta({ id: 'Warning', description: 'Something a lawyer should look at.' })

/** Which treaty an answer is about. */
export const treatyHeading = {
  treaty: treatyNumber,
  slug,
  title: z.string(),
  short_title: z.string(),
}
