import * as z from 'zod'
import { ACTIONS } from '../law/act.ts'
import { action, day, dayOrNull, treatyNumber } from './shapes.ts'

const instant = z.iso.datetime()

const consequence = z
  .object({
    treaty: treatyNumber,
    what: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'Consequence', description: 'One number, date or status that would change in law.' })

const decision = z
  .object({
    id: z.int(),
    decision: z.enum(['accept', 'reject', 'correct']),
    decided_by: z.string().describe('Name of the officer; `policy` where the policy let an act through.'),
    decided_at: instant,
    reason: z.string(),
    events: z.array(z.string()).describe('Ids of the events written with it.'),
  })
  .meta({ id: 'Decision', description: 'What was decided, by whom, when and why.' })

const pageSays = z
  .object({
    name: z.string().describe('The name as printed.'),
    words: z.string().describe('The cell as printed.'),
    action: z.string().nullable().describe('null where the heading does not settle what the act is.'),
    action_date: dayOrNull,
    withdrawn: z.boolean().describe('Whether brackets say that the act has ended.'),
    place: z.object({ table: z.int(), row: z.int(), column: z.int() }),
  })
  .meta({ id: 'PageSays' })

const recordSays = z
  .object({ id: z.string(), action, day: dayOrNull, earliest: dayOrNull, latest: dayOrNull })
  .meta({ id: 'RecordSays' })

const wouldWrite = z
  .object({
    action: z.string(),
    participant: z.string().nullable(),
    action_date: dayOrNull,
    effect_date: dayOrNull,
    corrects: z.string().nullable(),
  })
  .meta({ id: 'WouldWrite', description: 'An event that acceptance would write.' })

/** A difference between a document and the record, both sides beside each other. */
export const publishedDifference = z
  .object({
    id: z.int(),
    bundle: z
      .string()
      .nullable()
      .describe('What is decided together: one State, or one cause; null once decided.'),
    state: z.enum(['waiting', 'decided', 'gone']),
    class: z.string(),
    treaty: treatyNumber,
    participant: z.string().nullable(),
    reason: z.string().describe('Why it waits.'),
    missed_days: z.int().nullable(),
    page: z.string().describe('Address of the page, or the name under which it was given by hand.'),
    document: z.string().describe('SHA-256 of the bytes.'),
    source: z.string(),
    read_on: day,
    found_at: instant,
    seen_at: instant,
    page_says: pageSays.nullable(),
    record_says: recordSays.nullable(),
    would_write: z.array(wouldWrite).describe('Empty where acceptance alone would settle nothing.'),
    consequences: z
      .array(consequence)
      .optional()
      .describe('What would change in law if it were accepted; there where one difference is asked for.'),
    decision: decision.nullable(),
  })
  .meta({ id: 'Difference', description: 'What a document and the record do not say alike.' })

export type PublishedDifference = z.output<typeof publishedDifference>

/** No answer lists more at once. */
export const DIFFERENCES_A_PAGE = 1_000

export const differenceList = z
  .object({
    answered_at: instant,
    waiting: z.int().min(0).describe('How many wait in all.'),
    differences: z
      .array(publishedDifference)
      .describe(`The oldest first, ${DIFFERENCES_A_PAGE} at the most.`),
    next: z.int().nullable().describe('Give it as `after` to see those that follow; null where none do.'),
  })
  .meta({ id: 'Differences' })

const DECISIONS = ['accept', 'reject', 'correct'] as const
const MOST_DECIDED = 1_000
const LONGEST_REASON = 2_000
const A_NUMBER = 'the number of a difference that waits'
const A_REASON = `why, in 1 to ${LONGEST_REASON} letters`
const A_DAY = 'a day such as 2003-09-29'

const sentDay = z.iso.date(A_DAY)

/** What an officer sends to decide. */
export const decisionRequest = z
  .strictObject({
    differences: z
      .array(z.int(A_NUMBER).min(1, A_NUMBER), 'a list of numbers of differences')
      .min(1, 'at least one number')
      .max(MOST_DECIDED, `at most ${MOST_DECIDED} numbers`)
      .describe('Numbers of differences that wait.'),
    decision: z.enum(DECISIONS, `one of ${DECISIONS.join(', ')}`),
    reason: z
      .string(A_REASON)
      .trim()
      .min(1, A_REASON)
      .max(LONGEST_REASON, A_REASON)
      .describe('Why, in words; it stays on record.'),
    correction: z
      .strictObject(
        {
          action: z.enum(ACTIONS, `one of ${ACTIONS.join(', ')}`).describe('What the act was.'),
          date: sentDay.describe('Its day.'),
          effect_date: sentDay.optional().describe('Only where the act itself carries another date.'),
          participant: z
            .string('the code of a participant')
            .regex(/^[A-Z]{3}$/, 'the code of a participant in three capital letters, such as JPN')
            .optional()
            .describe('Whose act it is, where the difference does not say.'),
          beside: z
            .boolean('true or false')
            .optional()
            .describe('true for an act beside the one on record, which stands.'),
        },
        'an object with action and date',
      )
      .optional()
      .describe('Only with `correct`, which decides one difference.'),
  })
  .meta({ id: 'DecisionRequest' })

export const decisionAnswer = z
  .object({
    id: z.int().describe('Number of the decision.'),
    differences: z.array(z.int()),
    events: z.array(z.string()).describe('Ids of the events written with it.'),
  })
  .meta({ id: 'DecisionAnswer' })
