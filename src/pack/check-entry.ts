import { correctionRoots } from '../law/correction-root.ts'
import { InputError, type InputProblem } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { correctionProblems } from '../record/correction.ts'
import { draftProblems } from '../record/draft-problems.ts'
import type { EventDraft, RecordEvent } from '../record/event.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import type { Notice } from './candidate.ts'
import { actFindings } from './check-acts.ts'

const MENDING: ReadonlySet<string> = new Set(['correction', 'retraction'])

function unknownNames(draft: EventDraft, record: RecordSnapshot): InputProblem[] {
  const known = [
    { field: 'treaty', value: draft.treaty, names: record.treaties.map((one) => one.number) },
    { field: 'participant', value: draft.participant, names: record.participants.map((one) => one.code) },
    { field: 'source', value: draft.source, names: record.sources.map((one) => one.id) },
  ]
  return known.flatMap(({ field, value, names }) =>
    value === null || names.includes(value) ? [] : [{ field, value, accepted: `a ${field} on record` }],
  )
}

function mendingProblems(draft: EventDraft, events: readonly RecordEvent[]): readonly InputProblem[] {
  return correctionProblems(draft, {
    find: (id) => events.find((event) => event.id === id) ?? null,
    about: (id) => events.filter((event) => event.corrects === id),
  })
}

/** What is written today becomes known to the record today, and has happened by today. Known earlier, an answer given for
 *  a past day of knowledge would change; known later, the event would be on record and in no answer until then. */
function dayProblems(draft: EventDraft, today: PlainDate): InputProblem[] {
  const problems: InputProblem[] = []
  if (draft.known_on !== today) {
    const accepted = `${today}, today in UTC: the record knows it from the day on which it is written`
    problems.push({ field: 'known_on', value: draft.known_on, accepted })
  }
  const assertion = draft.action.startsWith('asserted_')
  if (assertion) return problems
  for (const field of ['action_date', 'earliest', 'latest'] as const) {
    const value = draft[field]
    if (value !== null && value > today) problems.push({ field, value, accepted: `a day up to ${today}` })
  }
  return problems
}

/** What each correction on record is about in the end. */
function rootsOn(events: readonly RecordEvent[]): (id: string) => string | null {
  return correctionRoots(
    new Map(events.filter(({ action }) => action === 'correction').map((event) => [event.id, event])),
  )
}

/** The acts on record that nobody has retracted, on the days that the corrections of them give: of several that stand
 *  the one known last. */
export function standingActs(events: readonly RecordEvent[]): EventDraft[] {
  const retracted = new Set(events.filter((one) => one.action === 'retraction').map((one) => one.corrects))
  const told = events.filter(({ id, action }) => !retracted.has(id) && action !== 'retraction')
  const rootOf = rootsOn(events)
  const holding = new Map<string, RecordEvent>()
  for (const event of told) {
    const root = event.corrects === null ? null : rootOf(event.corrects)
    const before = root === null ? undefined : holding.get(root)
    if (root !== null && (before === undefined || before.known_on <= event.known_on)) holding.set(root, event)
  }
  return told
    .filter(({ action }) => action !== 'correction')
    .map((act) => {
      const correction = holding.get(act.id)
      if (correction === undefined) return act
      const { action_date, effect_date } = correction
      return { ...act, action_date, effect_date, earliest: null, latest: null, day_known: 'read' }
    })
}

function correctedDayProblems(draft: EventDraft, act: EventDraft): InputProblem[] {
  const { action_date: day, effect_date } = draft
  if (day === act.action_date && effect_date === act.effect_date) {
    return [{ field: 'action_date', value: day, accepted: 'another day than the one on record' }]
  }
  if (day === null || act.earliest === null) return []
  if (day >= act.earliest && (act.latest === null || day <= act.latest)) return []
  const until = act.latest === null ? '' : ` to ${act.latest}`
  const accepted = `a day from ${act.earliest}${until}, between which the act is known to have happened; retract it first if that is wrong`
  return [{ field: 'action_date', value: day, accepted }]
}

/** The act that the draft makes: itself, or for a correction the corrected act. null for a retraction. */
function actMade(draft: EventDraft, standing: readonly EventDraft[], events: readonly RecordEvent[]) {
  if (!MENDING.has(draft.action)) return { act: draft, replaced: null }
  const root = draft.corrects === null ? null : rootsOn(events)(draft.corrects)
  const replaced = standing.find((act) => act.id === root)
  if (draft.action === 'retraction' || replaced === undefined) return null
  const { action_date, effect_date } = draft
  const act = {
    ...replaced,
    action_date,
    effect_date,
    earliest: null,
    latest: null,
    day_known: 'read' as const,
  }
  return { act, replaced }
}

/** Holds one event written by hand against the same rules as a list that is loaded; a correction by the act that it
 *  makes. Throws InputError with every problem; answers with what a person should look at. */
export function checkEntry(draft: EventDraft, record: RecordSnapshot, today: PlainDate): readonly Notice[] {
  const own = [
    ...unknownNames(draft, record),
    ...draftProblems(draft),
    ...mendingProblems(draft, record.events),
    ...dayProblems(draft, today),
  ]
  if (own.length > 0) throw new InputError(own)
  const standing = standingActs(record.events)
  const made = actMade(draft, standing, record.events)
  if (made === null) return []
  const organizations = record.participants
    .filter(({ kind }) => kind === 'organization')
    .map(({ code }) => ({ code, members: `members:${code}` }))
  const others = standing.filter((act) => act !== made.replaced)
  const { problems, notices } = actFindings([{ value: made.act, place: null }], {
    treaties: record.treaties,
    organizations,
    memberships: record.memberships,
    standing: others,
  })
  const corrected = made.replaced === null ? [] : correctedDayProblems(draft, made.replaced)
  if (problems.length + corrected.length > 0) throw new InputError([...corrected, ...problems])
  return notices
}
