import * as z from 'zod'
import type { CannotBeSaid } from '../projection/project.ts'
import { day, dayOrNull, slug, treatyNumber } from './shapes.ts'

const chance = z.number().min(0).max(1)
const chanceFor = (years: string) => chance.describe(`Chance, 0 to 1, that it has happened within ${years}.`)

export const quantileDays = z
  .object({ p05: dayOrNull, p25: dayOrNull, p50: dayOrNull, p75: dayOrNull, p95: dayOrNull })
  .meta({
    id: 'QuantileDays',
    description:
      'Days by which it has happened with a chance of 5, 25, 50, 75 and 95 %; as_of itself: it may have happened already, after known_until; null: not within any time that can be named.',
  })

export const chances = z
  .object({
    '0.5y': chanceFor('half a year'),
    '1y': chanceFor('one year'),
    '2y': chanceFor('two years'),
    '3y': chanceFor('three years'),
    '5y': chanceFor('five years'),
    '10y': chanceFor('ten years'),
  })
  .meta({ id: 'Chances', description: 'Chances within years of 365.25 days after as_of; never decreasing.' })

const FORECAST_STATES = ['happened', 'fixed', 'projected', 'cannot_be_said'] as const

/** When something happens: known, projected, or not to be said. */
export const forecast = z
  .object({
    state: z
      .enum(FORECAST_STATES)
      .describe(
        'happened: on date, not after as_of. fixed: on date, by law or by the hypothesis, and nothing is projected. projected: see quantiles and within. cannot_be_said: see because.',
      ),
    date: dayOrNull.describe('Where it happened or is fixed.'),
    quantiles: quantileDays.nullable(),
    within: chances.nullable(),
    because: z.string().nullable().describe('Why nothing can be said, or why the day is fixed; else null.'),
  })
  .meta({ id: 'Forecast', description: 'When something happens: a known day, a projection, or why neither.' })

export type Forecast = z.output<typeof forecast>

export const milestone = z
  .object({
    milestone: z.enum(['next_deposit', 'tenth', 'universal']),
    number: z
      .int()
      .min(0)
      .nullable()
      .describe('Participants once it is reached; null where it is not known.'),
    ...forecast.shape,
  })
  .meta({ id: 'Milestone', description: 'A number of participants to come, and when.' })

export const floorOfEntry = z
  .object({
    treaty: treatyNumber,
    slug,
    short_title: z.string(),
    ...forecast.shape,
  })
  .meta({
    id: 'FloorOfEntry',
    description:
      'A parent treaty before whose entry into force this one cannot enter into force, and when that is.',
  })

const number = z.int().min(0)

export const countOnDay = z
  .object({ date: day, p05: number, p25: number, p50: number, p75: number, p95: number })
  .meta({
    id: 'CountOnDay',
    description:
      'Participants on a day to come: the number that is not exceeded with a chance of 5, 25, 50, 75 and 95 %.',
  })

export const depositsInYear = z
  .object({
    state: z.enum(['projected', 'cannot_be_said']),
    since: dayOrNull.describe(
      'From the day after this one they are counted: as_of, or known_until where that is earlier. Deposits between the two, which are on no record here, are among them.',
    ),
    quantiles: countOnDay.omit({ date: true }).nullable().describe('Number of deposits, by chance.'),
    because: z.string().nullable(),
  })
  .meta({ id: 'DepositsInYear', description: 'How many deposits come until 365.25 days after as_of.' })

const share = z.number().min(0).max(1)
const days = z.int().min(0)

/** Kaplan and Meier's estimate of the time from signature to deposit. */
export const timeFromSignature = z
  .object({
    state: z.enum(['estimated', 'cannot_be_said']),
    because: z.string().nullable(),
    signatories: number.nullable().describe('Signatories whose day of signature is known.'),
    deposited: number.nullable(),
    waiting: number
      .nullable()
      .describe(
        'Signatories that have not deposited: they count as waiting until as_of, or known_until where that is earlier.',
      ),
    days: z
      .object({ p25: days.nullable(), p50: days.nullable(), p75: days.nullable() })
      .nullable()
      .describe(
        'Days by which a quarter, a half, three quarters had deposited; null: not so many within the time seen.',
      ),
    within: z
      .object({
        '1y': share.nullable(),
        '3y': share.nullable(),
        '5y': share.nullable(),
        '10y': share.nullable(),
      })
      .nullable()
      .describe('Share that had deposited within so many years; null: nobody was watched for so long.'),
  })
  .meta({
    id: 'TimeFromSignature',
    description:
      'How long signatories took from signature to deposit (Kaplan and Meier), those that still wait counted as waiting.',
  })

export const pace = z
  .object({
    members: number.describe('States that may join: members of the group, or all, on the day of as_of.'),
    joined: number.describe('Those of them that are bound or about to be.'),
    joined_at_least: number.optional().describe('Where undated acts leave room.'),
    joined_at_most: number.optional().describe('Where undated acts leave room.'),
    until: day.describe('as_of, or known_until where that is earlier: days after it are in no pace.'),
    deposits_12_months: number.describe(
      'Their deposits in the 365 days up to that day; acts without a day left out.',
    ),
    deposits_5_years: number.describe('Their deposits in the 1,826 days up to it.'),
  })
  .meta({ id: 'Pace', description: 'How fast a group has joined.' })

export const modelShape = z
  .object({
    version: z.int(),
    treaties: z.int().describe('Histories of treaties that it was fitted to.'),
    known_until: day.describe('Last day of what it was fitted to.'),
    sha256: z.string().describe('Fingerprint of these histories.'),
  })
  .meta({ id: 'ProjectionModel', description: 'The fitted model that answered.' })

/** How far the record reaches, in an answer about a day after it. */
export const silence = {
  known_until: dayOrNull.describe(
    'Day up to which what happened under the treaty is known: of the last good check, the newest source or the newest act, and not after known_at. null where nothing was ever heard.',
  ),
  silence: z
    .string()
    .nullable()
    .describe(
      'Where as_of lies after known_until: that what happened since is not known, and that all is told from that day. Else null.',
    ),
}

/** A value of which nothing can be said, as a forecast. */
export function nothingSaid({ because }: Pick<CannotBeSaid, 'because'>): Forecast {
  return { state: 'cannot_be_said', date: null, quantiles: null, within: null, because }
}
