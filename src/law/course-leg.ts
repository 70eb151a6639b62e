import { type Count, countedIn } from './count-instruments.ts'
import type { LedgerInput } from './count-ledger.ts'
import { type Everyone, lookUpsOf } from './course-everyone.ts'
import { type LedgerOn, ledgerBefore, ledgerSince } from './course-ledger.ts'
import { type Passing, type RunNumbers, runOf, sumOfStandpoints } from './course-sums.ts'
import { coversDay } from './day-span.ts'
import type { GeneralEntry } from './entry-into-force.ts'
import type { Warning } from './evaluation.ts'
import { type Way, wayOf } from './follow-acts.ts'
import type { ParticipantActs } from './known-acts.ts'
import { partBases } from './part-basis.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'
import { type StandingInstrument, standingInstruments } from './standing-instrument.ts'
import type { Following } from './walk.ts'

/** One of the two legs of a course: before the threshold was met, and from that day on. Each is asked for a day, with
 *  the acts up to another day (`taken`, not after it) taken in. */
export type Leg = {
  readonly numbersOn: (taken: PlainDate, asOf: PlainDate) => RunNumbers
  readonly everyoneOn: (taken: PlainDate, asOf: PlainDate) => Everyone
  readonly ledgerOn: LedgerOn
  readonly warningsOn: (taken: PlainDate) => readonly Warning[]
}

function warningsOf(ways: readonly Way[]): Leg['warningsOn'] {
  const all = ways.flatMap(({ warned }) => warned)
  return (taken) => all.filter(({ on }) => on <= taken).map(({ warning }) => warning)
}

type LegFollowing = Omit<Following, 'warnings'>

function ledgerInput({ theCase, general, count, fates }: LegFollowing): LedgerInput {
  return {
    theCase,
    count,
    general,
    isCounted: countedIn(count),
    fateOf: (known) => fates.get(known),
    bases: partBases(theCase),
    declared: new Map(),
  }
}

/** The leg from the day on which the threshold was met: the count stands still, and the treaty enters into force. */
export function legSince(theCase: RuleCase, count: Count, general: GeneralEntry): Leg {
  const { trigger, date } = general
  if (trigger === null) throw new Error('a threshold that is not met has no day')
  const following = { theCase, general, count, fates: new Map() }
  const ways = theCase.participants.map((one) => wayOf(following, one))
  const always: Passing[] =
    date === null ? [] : [{ on: date, from: trigger, until: null, participants: 0, parties: 0 }]
  const standpoints = ways.map((way) => way.standpoints)
  const named = date === null ? [trigger] : [trigger, date]
  const counted = [...count.counted.values()].map(({ from }) => ({ from, to: null }))
  return {
    numbersOn: runOf(sumOfStandpoints(standpoints, { named, counted }), always),
    everyoneOn: lookUpsOf(ways),
    ledgerOn: ledgerSince(ledgerInput(following)),
    warningsOn: warningsOf(ways),
  }
}

function actsBefore(trigger: PlainDate | null, { participant, acts }: ParticipantActs): ParticipantActs[] {
  const before = trigger === null ? acts : acts.filter(({ day }) => day < trigger)
  return before.length === 0 ? [] : [{ participant, acts: before }]
}

/** In the order of the count: by the day from which it counts, then by code. */
function inOrderOfCount(theCase: RuleCase): StandingInstrument[] {
  const standing = standingInstruments(theCase).flatMap((one) => one.standing)
  return standing.sort((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)))
}

/** The leg before the threshold was met: nothing is in force for anyone, and the count is of what stands on the day.
 *  `trigger`: the day that ends it; null where it has not ended. Acts from that day on are never asked for here, so they
 *  are not followed. */
export function legBefore(whole: RuleCase, trigger: PlainDate | null): Leg {
  const acts = trigger === null ? whole.known.acts : whole.known.acts.filter(({ day }) => day < trigger)
  const theCase = {
    ...whole,
    known: { ...whole.known, acts },
    participants: whole.participants.flatMap((one) => actsBefore(trigger, one)),
  }
  const count = { trigger: null, day: whole.clocks.asOf, counted: new Map(), parts: [] }
  const following = { theCase, general: { trigger: null, date: null }, count, fates: new Map() }
  const ways = theCase.participants.map((one) => wayOf(following, one))
  const counted = inOrderOfCount(theCase)
  const instruments = new Set(counted.map(({ instrument }) => instrument))
  const input = { ...ledgerInput(following), isCounted: instruments.has.bind(instruments) }
  const standpoints = ways.map((way) => way.standpoints)
  return {
    numbersOn: runOf(sumOfStandpoints(standpoints, { named: [], counted }), []),
    everyoneOn: lookUpsOf(ways),
    ledgerOn: ledgerBefore(input, (taken) =>
      counted.filter((one) => coversDay(one, taken)).map(({ instrument }) => instrument),
    ),
    warningsOn: warningsOf(ways),
  }
}
