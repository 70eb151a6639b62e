import type * as z from 'zod'
import type { PlainDate } from '../law/plain-date.ts'
import { type Milestone, type Milestones, projectMilestones } from '../projection/milestones.ts'
import type { Among, CannotBeSaid, Projection } from '../projection/project.ts'
import { shippedModel } from '../projection/shipped-model.ts'
import type { KnownDeposits } from './known-deposits.ts'
import { lazily, lazyList } from './lazily.ts'
import {
  type countOnDay,
  type depositsInYear,
  type Forecast,
  type milestone,
  nothingSaid,
} from './projection-shapes.ts'
import type { Fixed } from './resource.ts'

type Answered = Fixed<z.output<typeof milestone>>

/** What comes next, as answers give it; each part and each milestone is worked out when it is read. */
export type Coming = {
  readonly milestones: readonly Answered[]
  readonly deposits_in_12_months: Fixed<z.output<typeof depositsInYear>>
  readonly path: readonly Fixed<z.output<typeof countOnDay>>[]
}

function answeredForecast(projection: Projection): Forecast {
  switch (projection.state) {
    case 'projected': {
      const { threshold, within } = projection
      return { state: 'projected', date: null, quantiles: threshold, within, because: null }
    }
    case 'met':
      return { state: 'happened', date: projection.met_on, quantiles: null, within: null, because: null }
    case 'cannot_be_said':
      return nothingSaid(projection)
  }
}

function nothingComing(because: string): Coming {
  return {
    milestones: [
      { milestone: 'next_deposit', number: null, ...nothingSaid({ because }) },
      { milestone: 'universal', number: null, ...nothingSaid({ because }) },
    ],
    deposits_in_12_months: { state: 'cannot_be_said', since: null, quantiles: null, because },
    path: [],
  }
}

function universal(found: Milestones['universal']): Answered {
  if ('state' in found) return { milestone: 'universal', number: null, ...nothingSaid(found) }
  return { milestone: 'universal', number: found.instruments, ...answeredForecast(found.projection) }
}

function inYear(
  found: Milestones['deposits_in_12_months'],
  since: PlainDate,
): Coming['deposits_in_12_months'] {
  if (found.state === 'cannot_be_said') {
    return { ...(found satisfies CannotBeSaid), since: null, quantiles: null }
  }
  const { state, ...quantiles } = found
  return { state, since, quantiles, because: null }
}

/** The milestones that come next for a treaty or a group under it. They are numbered from what is `known`, and projected
 *  from the acts that were `made`: the same where nothing is supposed. `notYet` is why nothing is projected from that
 *  day; `added` are days after `until` on which a deposit is taken to be made. */
export function comingMilestones(
  known: KnownDeposits,
  at: {
    readonly made: KnownDeposits
    readonly asOf: PlainDate
    /** The last day of which it is known what happened, not after `asOf`. */
    readonly until: PlainDate
    readonly among: Among
    readonly added: readonly PlainDate[]
    readonly notYet: string | null
  },
): Coming {
  if (at.notYet !== null) return nothingComing(at.notYet)
  const { clockStart, deposits, signatures } = at.made
  if (clockStart === null) {
    return nothingComing('it was not open for signature yet, and nobody had signed')
  }
  const found = projectMilestones(
    {
      clock_start: clockStart,
      as_of: at.asOf,
      watched_until: at.until,
      deposits,
      signatures,
      count: known.count,
      outside: known.outside.length,
      added: at.added,
      among: at.among,
    },
    shippedModel(),
  )
  const numbered = (
    milestone: 'next_deposit' | 'tenth',
    { instruments, projection }: Milestone,
  ): Answered => ({
    milestone,
    number: instruments,
    ...answeredForecast(projection),
  })
  return lazily<Coming>({
    milestones: () =>
      lazyList<Answered>([
        () => numbered('next_deposit', found.next_deposit),
        ...found.every_tenth.map((one) => () => numbered('tenth', one)),
        () => universal(found.universal),
      ]),
    deposits_in_12_months: () => inYear(found.deposits_in_12_months, at.until),
    path: () => found.path,
  })
}
