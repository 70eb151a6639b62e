import { countedIn } from './count-instruments.ts'
import type { LedgerInput } from './count-ledger.ts'
import { type Everyone, lookUpsOf } from './course-everyone.ts'
import type { Family } from './course-family.ts'
import { type LedgerOn, ledgerBefore, ledgerByFate, ledgerSince } from './course-ledger.ts'
import { organizationsIn, organizationsLast } from './course-organizations.ts'
import {
  NO_CHANGE,
  type Passing,
  type RunNumbers,
  runOf,
  type Stands,
  sumOfStandpoints,
} from './course-sums.ts'
import { coversDay } from './day-span.ts'
import type { Warning } from './evaluation.ts'
import { type Way, wayOf } from './follow-acts.ts'
import type { ParticipantActs } from './known-acts.ts'
import { meetThreshold } from './meet-threshold.ts'
import { partBases } from './part-basis.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'
import { type StandingInstrument, standingInstruments } from './standing-instrument.ts'
import type { Following } from './walk.ts'
import { wayUnderParent } from './way-under-parent.ts'

/** One of the two legs of a course: before the threshold was met, and from that day on. Each is asked for a day, with
 *  the acts up to another day (`taken`, not after it) taken in. */
export type Leg = {
  readonly numbersOn: (taken: PlainDate, asOf: PlainDate) => RunNumbers
  readonly everyoneOn: (taken: PlainDate, asOf: PlainDate) => Everyone
  readonly ledgerOn: LedgerOn
  readonly warningsOn: (taken: PlainDate) => readonly Warning[]
}

/** What is warned of States, then of organizations. */
function warningsOf({ organizations }: RuleCase, ways: readonly Way[]): Leg['warningsOn'] {
  const isOrganization = ({ participant }: Way) => Number(organizations.spans.has(participant))
  const inOrder = ways.toSorted((one, other) => isOrganization(one) - isOrganization(other))
  const all = inOrder.flatMap(({ warned }) => warned)
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

function standsOf({ organizations }: RuleCase, ways: readonly Way[]): Stands[] {
  return ways.map(({ participant, standpoints }) => ({
    standpoints,
    isState: !organizations.spans.has(participant),
  }))
}

/** The sums of everyone's ways while the count stands still, and what changes for all by the passing of time. `begins`:
 *  from when on they say what is so. */
function numbersSince(
  ways: readonly Way[],
  { theCase, count, general: { date } }: LegFollowing,
  begins: PlainDate,
): Leg['numbersOn'] {
  const always: Passing[] = date === null ? [] : [{ on: date, from: begins, until: null, ...NO_CHANGE }]
  const named = date === null ? [begins] : [begins, date]
  const counted = [...count.counted.values()].map(({ from }) => ({ from, to: null }))
  return runOf(sumOfStandpoints(standsOf(theCase, ways), { named, counted }), always)
}

function followingSince(theCase: RuleCase): LegFollowing {
  const { count, general } = meetThreshold({ theCase, bases: partBases(theCase), declared: new Map() })
  return { theCase, general, count, fates: new Map() }
}

/** The leg from the day on which the threshold was met: the count stands still, and the treaty enters into force. null
 *  where an organization may end with its members. Throws where the threshold was not met. */
export function legSince(theCase: RuleCase): Leg | null {
  const following = followingSince(theCase)
  const { trigger } = following.general
  if (trigger === null) throw new Error('a threshold that is not met has no day')
  const ways = theCase.participants.map((one) => wayOf(following, one))
  if (!organizationsLast(theCase, ways)) return null
  return {
    numbersOn: numbersSince(ways, following, trigger),
    everyoneOn: lookUpsOf(ways),
    ledgerOn: ledgerSince(ledgerInput(following)),
    warningsOn: warningsOf(theCase, ways),
  }
}

/** The same for a treaty with a parent, from the day on (`begins`) on which the threshold of both was met. */
export function legUnderParent({ own, above }: Family, begins: PlainDate): Leg | null {
  if (above === null) throw new Error(`${own.rule.treaty} has no parent`)
  const following = followingSince(own)
  const parent = followingSince(above.theCase)
  const under = { own: following, parent, carries: above.carries }
  const parentActs = new Map(above.theCase.participants.map(({ participant, acts }) => [participant, acts]))
  const found = own.participants.map((one) =>
    wayUnderParent(under, { ...one, parentActs: parentActs.get(one.participant) ?? [] }),
  )
  const ways = found.map(({ way }) => way)
  const hasOrganizations = organizationsIn(above.theCase).length > 0
  const parentWays = hasOrganizations ? above.theCase.participants.map((one) => wayOf(parent, one)) : []
  if (!organizationsLast(own, ways) || !organizationsLast(above.theCase, parentWays)) return null
  return {
    numbersOn: numbersSince(ways, following, begins),
    everyoneOn: lookUpsOf(ways),
    ledgerOn: ledgerByFate(
      ledgerInput(following),
      found.flatMap(({ fated }) => fated),
    ),
    warningsOn: warningsOf(own, ways),
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
  return {
    numbersOn: runOf(sumOfStandpoints(standsOf(theCase, ways), { named: [], counted }), []),
    everyoneOn: lookUpsOf(ways),
    ledgerOn: ledgerBefore(input, (taken) =>
      counted.filter((one) => coversDay(one, taken)).map(({ instrument }) => instrument),
    ),
    warningsOn: warningsOf(theCase, ways),
  }
}
