import { conditionHolds } from './condition.ts'
import { coversDay } from './day-span.ts'
import type { ThresholdPart } from './evaluation.ts'
import { membersOf } from './group-history.ts'
import type { KnownAct } from './known-acts.ts'
import { isExcluded, isOrganization, memberStates } from './organization.ts'
import { addsTo, type PartBasis } from './part-basis.ts'
import { addToTally, emptyTally, type PartTally, partHoldsOn, publishedPart } from './part-tally.ts'
import { laterOf, type PlainDate } from './plain-date.ts'
import type { RuleCase } from './rule-case.ts'
import type { Depositor, StandingInstrument } from './standing-instrument.ts'

export type CountedInstrument = { readonly instrument: KnownAct; readonly from: PlainDate }

/** The instruments that count: on the day on which the threshold was met, else on `as_of`. */
export type Count = {
  /** First day on which the condition is true; null while it is not. */
  readonly trigger: PlainDate | null
  /** The day for which memberships were asked last. */
  readonly day: PlainDate
  /** By participant, in order of the codes. */
  readonly counted: ReadonlyMap<string, CountedInstrument>
  readonly parts: readonly ThresholdPart[]
}

/** Whether an act is one of the instruments that count. */
export function countedIn({ counted }: Count): (known: KnownAct) => boolean {
  return (known) => counted.get(known.act.participant)?.instrument === known
}

/** What the count is made from. */
export type CountInput = {
  readonly theCase: RuleCase
  readonly bases: readonly PartBasis[]
  readonly declared: ReadonlyMap<string, PlainDate>
}

type Entry = Depositor & {
  /** Place of the instrument that stands, or stands next. */
  at: number
  counted: CountedInstrument | null
  adds: readonly boolean[]
}

type Sweep = CountInput & {
  readonly tallies: readonly PartTally[]
  readonly entries: ReadonlyMap<string, Entry>
  /** Those that are in the list of organizations on some day. */
  readonly organizations: readonly Entry[]
  readonly addsNothing: readonly boolean[]
}

function startSweep(input: CountInput, depositors: readonly Depositor[]): Sweep {
  const addsNothing = input.bases.map(() => false)
  const entries = new Map<string, Entry>()
  for (const { participant, standing } of depositors) {
    entries.set(participant, { participant, standing, at: 0, counted: null, adds: addsNothing })
  }
  const everOrganization = input.theCase.organizations.spans
  return {
    ...input,
    tallies: input.bases.map(emptyTally),
    entries,
    organizations: [...everOrganization.keys()].flatMap((code) => entries.get(code) ?? []),
    addsNothing,
  }
}

/** The days up to `as_of` on which the count can change, each with those whose part in it can. */
function daysOfChange({ theCase, bases, declared, entries, organizations }: Sweep): Map<PlainDate, string[]> {
  const days = new Map<PlainDate, string[]>()
  const touch = (day: PlainDate, participant: string): void => {
    if (day > theCase.clocks.asOf) return
    const touched = days.get(day)
    if (touched === undefined) days.set(day, [participant])
    else touched.push(participant)
  }
  for (const { participant, standing } of entries.values()) {
    for (const { from, to } of standing) {
      touch(from, participant)
      if (to !== null) touch(to, participant)
    }
  }
  const lists = [
    theCase.organizations,
    ...bases.map((basis) => basis.members),
    ...organizations.map(({ participant }) => theCase.groups.get(membersOf(participant))),
  ]
  for (const list of lists) for (const { day, participant } of list?.changes ?? []) touch(day, participant)
  for (const [participant, day] of declared) touch(day, participant)
  for (const { inForceFrom } of bases) if (inForceFrom !== null) touch(inForceFrom, '')
  return days
}

function standingOn(entry: Entry, day: PlainDate): StandingInstrument | null {
  let next = entry.standing[entry.at]
  while (next !== undefined && next.to !== null && next.to <= day) {
    entry.at += 1
    next = entry.standing[entry.at]
  }
  return next !== undefined && coversDay(next, day) ? next : null
}

function counts(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.counted !== null
}

/** Whether an organization's instrument counts beside those of its member States: in the five ways a rule can say. */
function organizationCounts(sweep: Sweep, organization: string, day: PlainDate): boolean {
  const { theCase, declared, entries } = sweep
  const sole = declared.get(organization)
  if (isExcluded(theCase, sole)) return false
  switch (theCase.rule.reio) {
    case 'not_additional':
      return memberStates(theCase, organization, day).every((state) => !counts(entries.get(state)))
    case 'counted_if_declared_sole':
      return sole !== undefined && sole <= day
    default:
      return true
  }
}

/** Takes the participant's instrument into the sums of the parts it adds to on the day, or out of them. */
function recount(sweep: Sweep, entry: Entry, day: PlainDate): void {
  const { theCase, bases, tallies, declared } = sweep
  const { participant } = entry
  const organization = isOrganization(theCase, participant, day)
  const standing = standingOn(entry, day)
  const taken = standing !== null && (!organization || organizationCounts(sweep, participant, day))
  const adds = taken
    ? bases.map((basis) => addsTo(basis, { participant, day, organization }))
    : sweep.addsNothing
  adds.forEach((adding, part) => {
    const tally = tallies[part]
    if (tally !== undefined && adding !== entry.adds[part]) addToTally(tally, participant, adding ? 1 : -1)
  })
  entry.adds = adds
  const sole =
    organization && theCase.rule.reio === 'counted_if_declared_sole' ? declared.get(participant) : null
  entry.counted =
    standing !== null && adds.includes(true)
      ? { instrument: standing.instrument, from: laterOf(standing.from, sole ?? null) }
      : null
}

function recountDay(sweep: Sweep, day: PlainDate, touched: readonly string[]): void {
  const everOrganization = sweep.theCase.organizations.spans
  for (const participant of touched) {
    const entry = sweep.entries.get(participant)
    if (entry !== undefined && !everOrganization.has(participant)) recount(sweep, entry, day)
  }
  // States first: whether an organization counts rests on those of its members that do.
  recountThose(sweep, day, { organizations: false })
  recountThose(sweep, day, { organizations: true })
}

/** Of those that are organizations on some day, the ones that are on this day, or the ones that are not. */
function recountThose(sweep: Sweep, day: PlainDate, wanted: { readonly organizations: boolean }): void {
  for (const entry of sweep.organizations) {
    if (isOrganization(sweep.theCase, entry.participant, day) === wanted.organizations)
      recount(sweep, entry, day)
  }
}

/** The first day on which the condition is true, and the instruments that count. Each day on which something changes
 *  is taken once, in order; on the trigger the count stops. A withdrawal counts before the deposits of its day. */
export function countInstruments(input: CountInput, depositors: readonly Depositor[]): Count {
  const sweep = startSweep(input, depositors)
  const { rule, clocks, organizations } = input.theCase
  const holds = new Map(sweep.tallies.map((tally) => [tally.basis.part, false]))
  let trigger: PlainDate | null = null
  const changes = daysOfChange(sweep)
  for (const day of [...changes.keys()].sort()) {
    recountDay(sweep, day, changes.get(day) ?? [])
    for (const tally of sweep.tallies) {
      const held = partHoldsOn(tally, organizations, day)
      holds.set(tally.basis.part, held)
      if (held && tally.metOn === null) tally.metOn = day
    }
    if (conditionHolds(rule.condition, (part) => holds.get(part) === true)) {
      trigger = day
      break
    }
  }
  const day = trigger ?? clocks.asOf
  const counted = new Map<string, CountedInstrument>()
  for (const entry of sweep.entries.values()) {
    if (entry.counted !== null) counted.set(entry.participant, entry.counted)
  }
  return {
    trigger,
    day,
    counted,
    parts: sweep.tallies.map((tally) => publishedPart(tally, organizations, day)),
  }
}
