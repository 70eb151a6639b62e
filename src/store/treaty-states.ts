import type { ParticipantName, TreatyName } from '../alerts/fact.ts'
import type { ParticipantEntry, TreatyState } from '../alerts/treaty-state.ts'
import { articleOf } from '../answers/article.ts'
import { nameOn } from '../answers/names.ts'
import type { Position } from '../answers/position.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'

const WITHOUT_END = '9999-12-31'

/** The treaty as alerts name it. */
export function treatyNameOf({ number, slug, short_title }: Treaty): TreatyName {
  return { number, slug, short_title }
}

/** The participant by the name it bore on the day. */
export function participantNameOn(view: RecordView, code: string, day: PlainDate): ParticipantName {
  return { code, name: nameOn(view.names, code, day) }
}

/** The groups that lists show and that the participants belong to on the day, by participant. */
export function groupsOn(view: RecordView, day: PlainDate): ReadonlyMap<string, readonly string[]> {
  const shown = new Set(view.record.groups.map(({ id }) => id))
  const found = new Map<string, string[]>()
  for (const { group, participant, from, to } of view.record.memberships) {
    if (!shown.has(group) || (from !== null && from > day) || (to !== null && to < day)) continue
    const own = found.get(participant)
    if (own === undefined) found.set(participant, [group])
    else own.push(group)
  }
  return found
}

type Asked = {
  readonly view: RecordView
  readonly treaty: Treaty
  readonly position: Position
  readonly day: PlainDate
  readonly groups: ReadonlyMap<string, readonly string[]>
}

function entriesOf({ view, treaty, position, day, groups }: Asked): ParticipantEntry[] {
  return [...position.rows.values()].flatMap((row) =>
    [...row.earlier, row].flatMap((one) => {
      const { entry_into_force: date, consent, consent_date: consentDate } = one
      if (date === null) return []
      const participant = participantNameOn(view, row.participant, day)
      const article = articleOf(treaty, position, { ...row, ...one })
      const own = groups.get(row.participant) ?? []
      return [{ participant, groups: own, date, article, consent, consentDate }]
    }),
  )
}

function completeGroups({ view, position, groups }: Asked): TreatyState['completeGroups'] {
  const members = new Map<string, number>()
  const outside = new Set<string>()
  for (const [code, own] of groups) {
    for (const group of own) {
      members.set(group, (members.get(group) ?? 0) + 1)
      if (!position.isBound(code)) outside.add(group)
    }
  }
  return view.record.groups.filter(({ id }) => members.has(id) && !outside.has(id))
}

function isUniversal({ view, position, day }: Asked): boolean {
  const states = view.names.statesOn(day)
  return states.length > 0 && states.every((code) => position.isBound(code))
}

function signatureEnds({ rules }: Treaty): PlainDate[] {
  const last = rules
    .flatMap((rule) => rule.signature_window ?? [])
    .map(({ to }) => to)
    .toSorted()
    .at(-1)
  return last === undefined || last === WITHOUT_END ? [] : [last]
}

/** What alerts say of one treaty under the clocks, from the same position that answers give. */
export function treatyStateOf(view: RecordView, treaty: Treaty, clocks: Clocks): TreatyState {
  const position = view.lawOf(treaty).positionAt(clocks)
  const day = clocks.asOf
  const asked = { view, treaty, position, day, groups: groupsOn(view, day) }
  const { threshold, entry_into_force: entry, ledger } = position.evaluation
  const named = (code: string): ParticipantName => participantNameOn(view, code, day)
  return {
    treaty: treatyNameOf(treaty),
    needed: threshold.needed,
    counted: ledger.flatMap((row) => {
      if (row.ordinal === null) return []
      // An act without a day counts from the last one on which it can have happened.
      const counts_from = row.action_date ?? row.latest
      return [{ ordinal: row.ordinal, participant: named(row.participant), day: counts_from }]
    }),
    reached:
      threshold.met_on === null ? null : { day: threshold.met_on, by: threshold.reached_by.map(named) },
    entry: entry.date === null ? null : { date: entry.date, article: entry.article },
    entries: entriesOf(asked),
    statesParties: position.counts.states_parties,
    isUniversal: isUniversal(asked),
    completeGroups: completeGroups(asked),
    signatureEnds: signatureEnds(treaty),
  }
}
