import { countUpTo, dayNumber, numbersOf } from './day-numbers.ts'
import type { Standpoint } from './follow-acts.ts'
import { laterOf, type PlainDate } from './plain-date.ts'

type Change = {
  readonly on: PlainDate
  readonly participants: number
  /** Of these the States. */
  readonly states: number
  /** States only. */
  readonly parties: number
}

/** A change of the numbers that comes by the passing of time, while the participant stands where it stood since `from`;
 *  on `until` it does something else. */
export type Passing = Change & { readonly from: PlainDate; readonly until: PlainDate | null }

type Step = { signatories: number; participants: number; states: number; parties: number; counted: number }
const NOTHING: Readonly<Step> = { signatories: 0, participants: 0, states: 0, parties: 0, counted: 0 }

/** Everyone's changes together: those of each day, and those that wait for a day. */
type Sums = { readonly steps: ReadonlyMap<PlainDate, Step>; readonly passing: readonly Passing[] }

/** The numbers on a day, and the days on which something changed last and will change next. */
export type RunNumbers = Readonly<Step> & {
  /** null while nothing was done. */
  readonly changedOn: PlainDate | null
  readonly changesOn: PlainDate | null
}

/** Where one stood, day by day. */
export type Stands = { readonly standpoints: readonly Standpoint[]; readonly isState: boolean }

const BOUND = ['participants', 'states', 'parties'] as const
/** Nothing but a day on which something changes. */
export const NO_CHANGE = { participants: 0, states: 0, parties: 0 }

/** How the numbers change on the days of a standpoint, from its first day on. */
function changesOf({ from, standing, afterwards }: Standpoint, isState: boolean): Change[] {
  if (standing === null || standing.effective === null) return []
  // What the end of the parent makes of it binds no more, and had not been in force, so that no notice could end it sooner.
  const end = afterwards === null ? standing.until : afterwards.on
  if (end !== null && end <= from) return []
  const entry = standing.entry_into_force === null ? null : laterOf(standing.entry_into_force, from)
  const states = isState ? 1 : 0
  const inForce = entry !== null && (end === null || entry < end) ? entry : null
  const parties = inForce === null ? 0 : states
  return [
    { on: from, participants: 1, states, parties: 0 },
    ...(inForce === null ? [] : [{ on: inForce, participants: 0, states: 0, parties }]),
    ...(end === null ? [] : [{ on: end, participants: -1, states: -states, parties: -parties }]),
  ]
}

/** What is summed up beside where everyone stood. */
export type Beside = {
  /** Further days on which something changes. */
  readonly named: readonly PlainDate[]
  /** When each instrument counted. */
  readonly counted: readonly { readonly from: PlainDate; readonly to: PlainDate | null }[]
}

/** Sums up where everyone stood, day by day. */
export function sumOfStandpoints(everyone: readonly Stands[], { named, counted }: Beside): Sums {
  const steps = new Map<PlainDate, Step>()
  const stepOn = (day: PlainDate): Step => {
    const there = steps.get(day) ?? { ...NOTHING }
    steps.set(day, there)
    return there
  }
  const add = (day: PlainDate | null, name: keyof Step, step: number): void => {
    if (day !== null) stepOn(day)[name] += step
  }
  for (const day of named) stepOn(day)
  for (const { from, to } of counted) {
    add(from, 'counted', 1)
    add(to, 'counted', -1)
  }
  const passing = everyone.flatMap(({ standpoints, isState }) => {
    const signed = standpoints.find((one) => one.signed)
    add(signed === undefined ? null : signed.from, 'signatories', 1)
    return standpoints.flatMap((one, place) => {
      const until = standpoints[place + 1]?.from ?? null
      stepOn(one.from)
      const changes = changesOf(one, isState)
      for (const change of changes) {
        if (until !== null && change.on >= until) break
        for (const name of BOUND) {
          add(change.on, name, change[name])
          add(until, name, -change[name])
        }
      }
      return changes.filter(({ on }) => on > one.from).map((change) => ({ ...change, from: one.from, until }))
    })
  })
  return { steps, passing }
}

function at<T>(list: ArrayLike<T>, place: number): T {
  const found = list[place]
  if (found === undefined) throw new RangeError(`nothing at place ${place}`)
  return found
}

type Running = { readonly days: readonly PlainDate[]; readonly sums: readonly Readonly<Step>[] }

function runningSums(steps: Sums['steps']): Running {
  const days = [...steps.keys()].sort()
  let sum = NOTHING
  const sums = days.map((day) => {
    const step = steps.get(day) ?? sum
    sum = {
      signatories: sum.signatories + step.signatories,
      participants: sum.participants + step.participants,
      states: sum.states + step.states,
      parties: sum.parties + step.parties,
      counted: sum.counted + step.counted,
    }
    return sum
  })
  return { days, sums }
}

/** For each place the earliest `from` there or after it: where that is too late nothing farther on matters. */
function earliestAfter(passing: readonly Passing[]): PlainDate[] {
  const found: PlainDate[] = []
  for (let place = passing.length - 1; place >= 0; place -= 1) {
    const { from } = at(passing, place)
    const later = found[place + 1]
    found[place] = later === undefined || from < later ? from : later
  }
  return found
}

/** A function that gives the numbers on a day, with the acts up to another day (`taken`, not after it) taken in. What it
 *  costs is the finding of both days, and what waits between them. `always` waits whatever anyone does. */
export function runOf(
  { steps, passing }: Sums,
  always: readonly Passing[],
): (taken: PlainDate, asOf: PlainDate) => RunNumbers {
  const { days, sums } = runningSums(steps)
  const waiting = [...passing, ...always].sort((one, other) =>
    one.on < other.on ? -1 : Number(one.on > other.on),
  )
  const earliest = earliestAfter(waiting)
  const dayNumbers = numbersOf(days)
  const waitNumbers = numbersOf(waiting.map(({ on }) => on))
  return (taken, asOf) => {
    const wanted = dayNumber(taken)
    const place = countUpTo(dayNumbers, wanted) - 1
    const { signatories, counted, ...base } = sums[place] ?? NOTHING
    let { participants, states, parties } = base
    let changedOn = days[place] ?? null
    let changesOn: PlainDate | null = null
    for (let next = countUpTo(waitNumbers, wanted); next < waiting.length; next += 1) {
      if (at(earliest, next) > taken) break
      const one = at(waiting, next)
      if (one.from > taken || (one.until !== null && one.until <= taken)) continue
      if (one.on > asOf) {
        changesOn = one.on
        break
      }
      participants += one.participants
      states += one.states
      parties += one.parties
      changedOn = one.on
    }
    return { signatories, participants, states, parties, counted, changedOn, changesOn }
  }
}
