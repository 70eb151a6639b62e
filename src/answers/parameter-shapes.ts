import * as z from 'zod'
import { STATUSES } from '../law/evaluation.ts'

/** What is accepted, in words for the person whose value is refused. */
export const accepted = z.registry<{
  readonly accepted: string
  /** The words themselves, where they are few, to name the one that was probably meant. */
  readonly words?: readonly string[]
}>()

const LONGEST = 200

/** A text that is looked up in the record. */
export function wordParameter(description: string, what: string): z.ZodString {
  return z
    .string()
    .min(1)
    .max(LONGEST)
    .describe(description)
    .register(accepted, { accepted: `${what}, in at most ${LONGEST} characters` })
}

export function treatyParameterFor(description: string): z.ZodString {
  return wordParameter(description, 'the slug or number of a treaty')
}

export const treatyParameter = treatyParameterFor(
  'Slug of the treaty, or its number in the UN Treaty Collection.',
)

export const participantParameter = wordParameter(
  'ISO 3166-1 alpha-3 or alpha-2 code of a State, or the code of an organization, in any letter case.',
  'the code of a State or organization',
)

export const groupParameter = wordParameter(
  'Name of a group; the group has the members it had on the day of as_of.',
  'the name of a group',
)

/** One or more statuses, separated by commas. */
export const statusParameter = z
  .string()
  .transform((given) => given.split(','))
  .pipe(z.array(z.enum(STATUSES)).min(1).max(STATUSES.length))
  .describe('Only these statuses: one or more, separated by commas.')
  .register(accepted, {
    accepted: `one or more of ${STATUSES.join(', ')}, separated by commas`,
    words: STATUSES,
  })

/** A whole number between two others, both included. */
export function wholeNumber(least: number, greatest: number, description: string) {
  return z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(greatest))
    .describe(description)
    .register(accepted, { accepted: `a whole number from ${least} to ${greatest}` })
}

const clock = (description: string) =>
  z.iso.date().describe(description).register(accepted, { accepted: 'a day of the calendar as YYYY-MM-DD' })

/** The two clocks, which every question has. */
export const clockParameters = z.object({
  as_of: clock(
    'Day of the law asked about; today (UTC) when left out. A day to come gives the acts on record only and is marked.',
  ).optional(),
  known_at: clock(
    'Use only what was known by this day; today (UTC) when left out. With both clocks given, the answer never changes.',
  ).optional(),
})
