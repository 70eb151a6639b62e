import type { DaySpan } from './day-span.ts'
import { asTheyCount, countableFrom, type KnownAct, type ParticipantActs } from './known-acts.ts'
import { needFulfilled } from './need.ts'
import type { Ending } from './participant-history.ts'
import { laterOf, type PlainDate } from './plain-date.ts'
import { isCountable, type RuleCase } from './rule-case.ts'

/** An instrument that may count from one day until it is taken back or what it waits for is gone. */
export type StandingInstrument = {
  readonly instrument: KnownAct
  /** The day that stands for its deposit. */
  readonly from: PlainDate
  /** First day on which it stands no more; null while it stands. */
  readonly to: PlainDate | null
  /** Day on which it was taken back; null when it was not. */
  readonly withdrawn: PlainDate | null
}

/** One participant's instruments, one after another. */
export type Depositor = { readonly participant: string; readonly standing: readonly StandingInstrument[] }

function firstEnding(from: PlainDate, endings: readonly Ending[]): PlainDate | null {
  return endings.reduce<PlainDate | null>(
    (first, { effect }) => (effect > from && (first === null || effect < first) ? effect : first),
    null,
  )
}

const NO_ENDINGS: readonly Ending[] = []

type Open = { readonly instrument: KnownAct; readonly ends: PlainDate | null }

function closed({ instrument }: Open, to: PlainDate | null, withdrawn: PlainDate | null): StandingInstrument {
  return { instrument, from: instrument.act.action_date, to, withdrawn }
}

/** One participant's instruments that stand one after another. While one stands, the next adds nothing; a withdrawal
 *  takes back everything deposited on or before its day, and the next is judged anew. */
function standsOf(theCase: RuleCase, { participant, acts }: ParticipantActs): StandingInstrument[] {
  const endings = theCase.endings.get(participant) ?? NO_ENDINGS
  const stands: StandingInstrument[] = []
  let open: Open | null = null
  for (const known of asTheyCount(acts)) {
    const day = countableFrom(known)
    if (open !== null && open.ends !== null && open.ends <= day) {
      stands.push(closed(open, open.ends, null))
      open = null
    }
    if (known.act.action === 'withdrawal_of_instrument') {
      if (open === null || open.instrument.act.action_date > day) continue
      stands.push(closed(open, day, day))
      open = null
    } else if (open === null && isCountable(theCase, known.act)) {
      open = { instrument: known, ends: firstEnding(known.day, endings) }
    }
  }
  if (open !== null) stands.push(closed(open, open.ends, null))
  return stands
}

/** The parts of a stand in which what it waits for is fulfilled. */
function whileFulfilled(
  stands: readonly StandingInstrument[],
  spans: readonly DaySpan[],
): StandingInstrument[] {
  const parts: StandingInstrument[] = []
  for (const stand of stands) {
    for (const span of spans) {
      const from = laterOf(stand.from, span.from)
      const to = earlierEnd(stand.to, span.to)
      if (to !== null && from >= to) continue
      parts.push(from === stand.from && to === stand.to ? stand : { ...stand, from, to })
    }
  }
  return parts
}

/** Each participant's instruments of a kind that counts, in order, with the days on which each stands and is not
 *  waiting for the parent: the day on which the need is fulfilled stands for its date of deposit. Before the trigger
 *  nothing is in force for anyone, so every withdrawal takes effect; what happens after it is left to the
 *  participant's history. */
export function standingInstruments(theCase: RuleCase): Depositor[] {
  const depositors: Depositor[] = []
  for (const one of theCase.participants) {
    const { participant } = one
    const stands = standsOf(theCase, one)
    const standing =
      stands.length === 0 ? stands : whileFulfilled(stands, needFulfilled(theCase, participant))
    if (standing.length > 0) depositors.push({ participant, standing })
  }
  return depositors
}

function earlierEnd(one: PlainDate | null, other: PlainDate | null): PlainDate | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}
