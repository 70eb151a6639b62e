import type { PlainDate } from '../law/plain-date.ts'
import { DAYS_A_YEAR } from './case-features.ts'
import { dayNumber } from './day-number.ts'
import type { CannotBeSaid } from './project.ts'

/** One signatory: when it signed and when it deposited; null where it has not. */
export type SignatureWait = { readonly signed_on: PlainDate; readonly deposited_on: PlainDate | null }

/** How long signatories of a group took from signature to deposit (Kaplan and Meier): those that still wait count
 *  as waiting until `as_of`, not as never. */
export type TimeFromSignature =
  | {
      readonly state: 'estimated'
      readonly signatories: number
      readonly deposited: number
      readonly waiting: number
      /** Days by which a quarter, a half, three quarters had deposited; null: not so many within the time seen. */
      readonly days: { readonly p25: number | null; readonly p50: number | null; readonly p75: number | null }
      /** Share that had deposited within so many years; null: nobody was watched for so long. */
      readonly within: Readonly<Record<'1y' | '3y' | '5y' | '10y', number | null>>
    }
  | CannotBeSaid

/** Where one State stands, without a date invented for it. */
export type StateOutlook = {
  readonly stage: 'not_signed' | 'signatory' | 'deposited'
  /** Days since its signature, or from signature to deposit; null where it never signed. */
  readonly waited_days: number | null
  readonly group: TimeFromSignature
  /** Of the group's signatories that waited as long as this State has, the share that deposited in the next year
   *  (0 to 1); null where it does not wait, where fewer than five had waited so long, or none was watched for the year
   *  after. */
  readonly deposited_in_next_year: number | null
}

type Wait = { readonly days: number; readonly deposited: boolean }
type Step = { readonly days: number; readonly stillWaiting: number }

const FEWEST_SIGNATORIES = 5
const DECIMALS = 4

function waitsBy(waits: readonly SignatureWait[], asOf: PlainDate): Wait[] {
  return waits
    .filter(({ signed_on }) => signed_on <= asOf)
    .map(({ signed_on, deposited_on }) => {
      const deposited = deposited_on !== null && deposited_on <= asOf
      const end = deposited ? deposited_on : asOf
      return { days: Math.max(0, dayNumber(end) - dayNumber(signed_on)), deposited }
    })
    .sort((one, other) => one.days - other.days)
}

/** The share still waiting after each day on which someone deposited. */
function stepsOf(waits: readonly Wait[]): Step[] {
  let stillWaiting = 1
  return [...Map.groupBy(waits, ({ days }) => days)].flatMap(([days, ended]) => {
    const deposited = ended.filter((wait) => wait.deposited).length
    if (deposited === 0) return []
    const atRisk = waits.filter((wait) => wait.days >= days).length
    stillWaiting *= 1 - deposited / atRisk
    return [{ days, stillWaiting }]
  })
}

function stillWaitingAfter(steps: readonly Step[], days: number): number {
  return steps.findLast((step) => step.days <= days)?.stillWaiting ?? 1
}

/** The time from signature to deposit in a group, as known on `asOf`. Says that nothing can be said for fewer than
 *  five signatories, or while none of them has deposited. */
export function timeFromSignature(waits: readonly SignatureWait[], asOf: PlainDate): TimeFromSignature {
  const known = waitsBy(waits, asOf)
  const deposited = known.filter((wait) => wait.deposited).length
  if (known.length < FEWEST_SIGNATORIES) {
    return {
      state: 'cannot_be_said',
      because: `the group has ${known.length} signatories, fewer than ${FEWEST_SIGNATORIES}`,
    }
  }
  if (deposited === 0)
    return { state: 'cannot_be_said', because: 'no signatory of the group has deposited yet' }
  const steps = stepsOf(known)
  const longest = known.at(-1)?.days ?? 0
  const quantile = (share: number) => steps.find((step) => 1 - step.stillWaiting >= share)?.days ?? null
  const within = (years: number) => {
    const days = years * DAYS_A_YEAR
    if (longest < days && stillWaitingAfter(steps, days) > 0) return null
    return Number((1 - stillWaitingAfter(steps, days)).toFixed(DECIMALS))
  }
  return {
    state: 'estimated',
    signatories: known.length,
    deposited,
    waiting: known.length - deposited,
    days: { p25: quantile(0.25), p50: quantile(0.5), p75: quantile(0.75) },
    within: { '1y': within(1), '3y': within(3), '5y': within(5), '10y': within(10) },
  }
}

function depositedInNextYear(
  group: readonly SignatureWait[],
  asOf: PlainDate,
  waited: number,
): number | null {
  const known = waitsBy(group, asOf)
  // What one or two of them did is no share: it would be told as nought or as certainty.
  if (known.filter(({ days }) => days > waited).length < FEWEST_SIGNATORIES) return null
  const steps = stepsOf(known)
  const until = stillWaitingAfter(steps, waited)
  const yearLater = stillWaitingAfter(steps, waited + DAYS_A_YEAR)
  const watched = known.some(({ days }) => days >= waited + DAYS_A_YEAR)
  if (until === 0 || (!watched && yearLater > 0)) return null
  return Number((1 - yearLater / until).toFixed(DECIMALS))
}

/** Where a State stands on `asOf`, and how long the others of its group took. `group` should leave the State out. */
export function stateOutlook(
  own: { readonly signed_on: PlainDate | null; readonly deposited_on: PlainDate | null },
  group: readonly SignatureWait[],
  asOf: PlainDate,
): StateOutlook {
  const signedOn = own.signed_on !== null && own.signed_on <= asOf ? own.signed_on : null
  const depositedOn = own.deposited_on !== null && own.deposited_on <= asOf ? own.deposited_on : null
  const stage = depositedOn !== null ? 'deposited' : signedOn !== null ? 'signatory' : 'not_signed'
  const waited = signedOn === null ? null : dayNumber(depositedOn ?? asOf) - dayNumber(signedOn)
  return {
    stage,
    waited_days: waited,
    group: timeFromSignature(group, asOf),
    deposited_in_next_year:
      stage === 'signatory' && waited !== null ? depositedInNextYear(group, asOf, waited) : null,
  }
}
