import { addDays, daysBetween, type PlainDate } from '../law/plain-date.ts'
import { ANNOUNCED_DAYS, type Fact } from './fact.ts'
import { entryKey, participantEntryKey } from './statements.ts'
import type { TreatyState } from './treaty-state.ts'

/** `day`: whose announcements are meant. `today`: from which the days that are left are counted; the same, unless
 *  nothing could be told on the day itself. */
export type Announced = { readonly day: PlainDate; readonly today: PlainDate }

function near(about: string, days: number, fact: Omit<Fact, 'key' | 'about'>): Fact {
  return { ...fact, about, key: `near:${days}:${about}` }
}

function datedFacts(state: TreatyState, { day, today }: Announced): Fact[] {
  const { treaty } = state
  const facts: Fact[] = []
  const due = new Set(ANNOUNCED_DAYS.map((days) => addDays(day, days)))
  const isDue = (date: PlainDate): boolean => due.has(date)
  const countdown = (date: PlainDate) => ({
    date,
    days: daysBetween(day, date),
    left: daysBetween(today, date),
  })
  const whole = { treaty, participant: null, groups: [] }
  if (state.entry !== null && isDue(state.entry.date)) {
    const { date, article } = state.entry
    const detail = { kind: 'entry_near', ...countdown(date), article } as const
    facts.push(near(entryKey(state), detail.days, { ...whole, detail }))
  }
  for (const entry of state.entries.filter(({ date }) => isDue(date))) {
    const { participant, groups, date, article } = entry
    const detail = { kind: 'state_entry_near', ...countdown(date), article } as const
    facts.push(near(participantEntryKey(state, entry), detail.days, { treaty, participant, groups, detail }))
  }
  for (const date of state.signatureEnds.filter(isDue)) {
    const detail = { kind: 'signature_closing', ...countdown(date) } as const
    facts.push(near(`closing:${treaty.number}:${date}`, detail.days, { ...whole, detail }))
  }
  return facts
}

/** The dates that are announced on a day: those 30, 7 or 1 days ahead, and those of the day itself. Only dates that
 *  were known the day before and still hold: one that became known on the day is told by the fact that fixed it. */
export function datedFactsOf(
  announced: Announced,
  states: {
    /** The treaty as it was known and as it stood the day before. */
    readonly before: TreatyState
    readonly now: TreatyState
  },
): Fact[] {
  const known = new Set(datedFacts(states.before, announced).map(({ key }) => key))
  return datedFacts(states.now, announced).filter(({ key }) => known.has(key))
}
