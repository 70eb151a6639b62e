import * as z from 'zod'
import { CONSENTS } from './act.ts'
import type { Condition } from './condition.ts'
import { type Period, periodForOneDeposit } from './period.ts'
import { type PlainDate, parsePlainDate, plainDate, TOO_LATE } from './plain-date.ts'

// The form of a rule: the final clauses of one treaty as data. Each object may carry a `note`; a field that is not
// named here is refused. The message of each check is what would have been accepted.

/** The acts that `counts` may list. A succession counts by the rule's `succession`, whatever `counts` says. */
export const INSTRUMENT_KINDS = ['definitive_signature', ...CONSENTS] as const

function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const fields = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `one of ${fields}` : `an object with ${fields}`),
  })
}

function oneOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  return z.enum(names, `one of ${names.join(', ')}`)
}

const text = z.string('a text that is not empty').min(1, 'a text that is not empty')
const truth = z.boolean('true or false')
const note = z.string('a text').optional()
const DAY = 'a calendar day as YYYY-MM-DD'
const EARLY_ENOUGH = 'a day before the year 9000'
const day = z.string(DAY).transform((given, context): PlainDate => {
  const found = parsePlainDate(given)
  if (found !== null) return found
  context.addIssue({ code: 'custom', message: DAY })
  return z.NEVER
})

/** A day on which a treaty may enter into force. */
const dayOfForce = day.refine((found) => found < TOO_LATE, EARLY_ENOUGH)

function wholeNumber(least: number, most = 1_000_000) {
  const accepted = `a whole number from ${least} to ${most}`
  return z.int(accepted).min(least, accepted).max(most, accepted)
}

// As long as the centuries for which TOO_LATE leaves room.
const MOST_DAYS = 200_000
const MOST_MONTHS = 6_000

const PERIOD_KINDS = 'days, months, calendar_month, none or fixed_if_met_by'
const round = oneOf(['first_of_next_month']).optional()
const period: z.ZodType<Period> = z.lazy(() =>
  z.discriminatedUnion(
    'kind',
    [
      strict({ kind: z.literal('days'), n: wholeNumber(0, MOST_DAYS), round, note }),
      strict({ kind: z.literal('months'), n: wholeNumber(0, MOST_MONTHS), round, note }),
      // The month of the day itself began before that, and nothing follows from a day before it.
      strict({ kind: z.literal('calendar_month'), n: wholeNumber(1, MOST_MONTHS), note }),
      strict({ kind: z.literal('none'), note }),
      strict({ kind: z.literal('fixed_if_met_by'), date: dayOfForce, else: period, note }),
    ],
    `a period of the kind ${PERIOD_KINDS}`,
  ),
)

const SHARE = 'a number above 0 and not above 1'
const FRACTION = 'two whole numbers p and q with 0 < p <= q'
const OF = 'list:<group> or parties_to:<treaty>'
const OPS = 'count, every, share, fraction, treaty_condition, all or any'
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion(
    'op',
    [
      strict({ op: z.literal('count'), gte: wholeNumber(1), group: text.optional(), note }),
      strict({ op: z.literal('every'), list: text, note }),
      strict({
        op: z.literal('share'),
        weights: text,
        gte: z.number(SHARE).gt(0, SHARE).max(1, SHARE),
        group: text.optional(),
        note,
      }),
      strict({
        op: z.literal('fraction'),
        of: z.string(OF).regex(/^(list|parties_to):./, OF),
        gte: z
          .tuple([wholeNumber(1), wholeNumber(1)], FRACTION)
          .refine(([over, under]) => over <= under, FRACTION),
        note,
      }),
      strict({ op: z.literal('treaty_condition'), ref: text, note }),
      strict({ op: z.literal('all'), of: z.array(condition, 'conditions').min(1, 'conditions'), note }),
      strict({ op: z.literal('any'), of: z.array(condition, 'conditions').min(1, 'conditions'), note }),
    ],
    `a condition with op ${OPS}`,
  ),
)

const eligible = strict({
  parent: text.optional(),
  needs: oneOf(['consented', 'party', 'none']),
  note,
}).refine(({ parent, needs }) => parent !== undefined || needs === 'none', {
  path: ['parent'],
  message: 'the treaty whose consent is needed',
})

const floor = strict({ parent: text.optional(), date: dayOfForce.optional(), note }).refine(
  ({ parent, date }) => parent !== undefined || date !== undefined,
  'an object with parent or date, or both',
)

const laterParty = strict({
  period: period.optional(),
  applies: oneOf(['deposited_after_trigger', 'deposited_after_general_eif']).default(
    'deposited_after_trigger',
  ),
  floor: oneOf(['general_eif', 'none']).default('general_eif'),
  parent_floor: truth.optional(),
  gap_rule: oneOf(['general_eif']).default('general_eif'),
  note,
})

/** Last day of a window that never closes. */
export const WITHOUT_END = plainDate('9999-12-31')
const signatureWindow = strict({
  from: day.optional(),
  to: day.default(WITHOUT_END),
  place: text.optional(),
  note,
})

/** What a State tells the depositary with its instrument, in words that could follow "it says". */
const notification = strict({ article: text, what: text, note })

/** A body that asked States to join: who, where that stands, and what it asked in our own words, which follow `by`. */
const call = strict({ by: text, symbol: text, paragraph: text, date: day, address: text, words: text, note })

const provenance = strict({
  source: z.string('a text').optional(),
  read: oneOf(['text', 'paraphrase', 'memory']).optional(),
  note,
})

const clauses = {
  id: text.optional(),
  treaty: text,
  scope: text.default('general'),
  article: z.string('a text or null').nullable().default(null),
  valid_text: z.string('a text').optional(),
  counts: z.array(oneOf(INSTRUMENT_KINDS), `a list of ${INSTRUMENT_KINDS.join(', ')}`).readonly(),
  distinct_by: oneOf(['participant']).default('participant'),
  eligible: z.preprocess((given) => given ?? undefined, eligible.optional()),
  reio: oneOf(['not_additional', 'excluded', 'counted', 'counted_if_declared_sole', 'n/a']).default('n/a'),
  succession: oneOf(['no', 'yes']).default('no'),
  condition,
  period,
  floors: z.array(floor, 'a list of floors').readonly().default([]),
  trigger_after_withdrawal: oneOf(['latched', 'recount']).default('latched'),
  later_party: z.preprocess((given) => given ?? {}, laterParty),
  amendment: strict({ per_party: period.optional(), note }).optional(),
  denunciation: period.default({ kind: 'months', n: 12 }),
  cascade_denunciation: z.array(text, 'a list of treaties').readonly().default([]),
  organization_needs_member: truth.default(false),
  organization_ends_with_members: truth.default(false),
  signature_window: z.array(signatureWindow, 'a list of windows').readonly().optional(),
  bilateral_acceptance: z.json('any value').optional(),
  provenance: provenance.optional(),
  note,
}

// Every problem that either of them finds says what would be accepted.
const bareRule = strict(clauses)
const packRule = strict({
  ...clauses,
  notifications: z.array(notification, 'a list of notifications').readonly().optional(),
  calls: z.array(call, 'a list of calls').readonly().optional(),
})

/** What a rule leaves unsaid filled in: later parties follow the rule's own period, and the parent floor holds for each
 *  participant wherever a parent is asked for. */
function complete<Given extends z.output<typeof bareRule>>(rule: Given) {
  return {
    ...rule,
    later_party: {
      ...rule.later_party,
      period: rule.later_party.period ?? periodForOneDeposit(rule.period),
      parent_floor: rule.later_party.parent_floor ?? rule.eligible?.parent !== undefined,
    },
  }
}

/** One rule as written in a file for the law engine alone. */
export const bareRuleSchema = bareRule.transform(complete)

/** One rule as written in a pack: with what people are told beside the law. */
export const packRuleSchema = packRule.transform(complete)
