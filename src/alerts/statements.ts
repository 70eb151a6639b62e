import type { Fact } from './fact.ts'
import type { TreatyState } from './treaty-state.ts'

/** Something that is true of a treaty on a day. `lasting`: it stays true whatever comes later, unless it was an error
 *  or rested on one. */
export type Statement = { readonly fact: Fact; readonly lasting: boolean }

const EVERY_TENTH = 10

function statement(
  { treaty }: TreatyState,
  given: Pick<Fact, 'key' | 'detail'> & Partial<Fact>,
  lasting: boolean,
): Statement {
  return { fact: { about: given.key, treaty, participant: null, groups: [], ...given }, lasting }
}

function toGo(state: TreatyState): Statement[] {
  const { treaty, needed, counted } = state
  if (needed === null) return []
  return counted
    .filter(({ ordinal }) => ordinal < needed)
    .map(({ ordinal, participant, day }) => {
      const remaining = needed - ordinal
      const key = `to_go:${treaty.number}:${remaining}:${day}`
      const detail = { kind: 'to_go', counted: ordinal, needed, remaining, passed: [remaining], day } as const
      return statement(state, { key, detail, participant }, true)
    })
}

function reached(state: TreatyState): Statement[] {
  if (state.reached === null) return []
  const { day, by } = state.reached
  const key = `reached:${state.treaty.number}:${day}`
  return [statement(state, { key, detail: { kind: 'reached', needed: state.needed, day, by } }, true)]
}

/** The statement how near the threshold is in this state: reached, or so many to go. null where it is no plain count and
 *  not reached, and where nothing counts: of that no statement is kept that could be taken back. */
export function nearnessIn(state: TreatyState): Fact | null {
  return (reached(state)[0] ?? toGo(state).at(-1))?.fact ?? null
}

/** Key of the statement that the treaty enters into force on its day. */
export function entryKey(state: TreatyState): string {
  return `entry:${state.treaty.number}:${state.entry === null ? '' : state.entry.date}`
}

/** Key of the statement that the treaty enters into force for one participant. */
export function participantEntryKey(
  { treaty }: TreatyState,
  { participant, date }: TreatyState['entries'][number],
): string {
  return `entry:${treaty.number}:${participant.code}:${date}`
}

function entries(state: TreatyState): Statement[] {
  const own = state.entries.map((entry) => {
    const { participant, groups, date, article } = entry
    const detail = { kind: 'state_entry_fixed', date, article } as const
    return statement(state, { key: participantEntryKey(state, entry), detail, participant, groups }, true)
  })
  if (state.entry === null) return own
  const detail = { kind: 'entry_fixed', ...state.entry } as const
  return [statement(state, { key: entryKey(state), detail }, true), ...own]
}

function milestones(state: TreatyState): Statement[] {
  const { treaty, statesParties, isUniversal, completeGroups } = state
  const found: Statement[] = []
  for (let count = EVERY_TENTH; count <= statesParties; count += EVERY_TENTH) {
    const milestone = { what: 'states_parties', count } as const
    const key = `parties:${treaty.number}:${count}`
    found.push(statement(state, { key, detail: { kind: 'milestone', milestone } }, false))
  }
  if (isUniversal) {
    const detail = { kind: 'milestone', milestone: { what: 'universal' } } as const
    found.push(statement(state, { key: `universal:${treaty.number}`, detail }, false))
  }
  for (const { id, title } of completeGroups) {
    const detail = { kind: 'milestone', milestone: { what: 'group', group: id, title } } as const
    const key = `group:${treaty.number}:${id}`
    found.push(statement(state, { key, detail, groups: [id] }, false))
  }
  return found
}

/** Everything that alerts can say of the treaty in this state, by key. Two states are told apart by what one says and
 *  the other does not. */
export function statementsOf(state: TreatyState): ReadonlyMap<string, Statement> {
  const all = [...toGo(state), ...reached(state), ...entries(state), ...milestones(state)]
  return new Map(all.map((one) => [one.fact.key, one]))
}
