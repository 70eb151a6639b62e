import { addDays, addMonths, firstOfMonthAfter, type PlainDate } from './plain-date.ts'

/** From one day to a later one: from the trigger to entry into force, from a deposit to being Party, from the receipt
 *  of a denunciation to its effect. */
export type Period = { readonly note?: string | undefined } & (
  | {
      readonly kind: 'days' | 'months'
      readonly n: number
      /** After the count: on to the first day of the next month, also from a first day. */
      readonly round?: 'first_of_next_month' | undefined
    }
  /** To the first day of the n-th month after the month of the day. */
  | { readonly kind: 'calendar_month'; readonly n: number }
  | { readonly kind: 'none' }
  /** To `date` from any day not after it, however near; from a later day, `else`. Not a floor. */
  | { readonly kind: 'fixed_if_met_by'; readonly date: PlainDate; readonly else: Period }
)

function endOf(day: PlainDate, period: Period): PlainDate {
  switch (period.kind) {
    case 'none':
      return day
    case 'calendar_month':
      return firstOfMonthAfter(day, period.n)
    case 'fixed_if_met_by':
      return day <= period.date ? period.date : endOf(day, period.else)
    case 'days':
    case 'months': {
      const end = period.kind === 'days' ? addDays(day, period.n) : addMonths(day, period.n)
      return period.round === undefined ? end : firstOfMonthAfter(end, 1)
    }
  }
}

const ends = new WeakMap<Period, Map<PlainDate, PlainDate>>()

/** The day on which the period that starts on `day` ends. The day itself is day 0 (UNTOC art. 38). Each sum is made
 *  once: the same ones are asked for with every evaluation. */
export function periodAfter(day: PlainDate, period: Period): PlainDate {
  let known = ends.get(period)
  if (known === undefined) {
    known = new Map()
    ends.set(period, known)
  }
  const seen = known.get(day)
  if (seen !== undefined) return seen
  const end = endOf(day, period)
  known.set(day, end)
  return end
}

/** The period that applies to a single deposit where the rule names none for later parties: the rule's own, but of a
 *  date fixed for the first entry into force, what follows when it was missed. */
export function periodForOneDeposit(period: Period): Period {
  return period.kind === 'fixed_if_met_by' ? periodForOneDeposit(period.else) : period
}
