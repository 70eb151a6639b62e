import type { InputProblem } from '../law/input-error.ts'
import type { EventDraft } from './event.ts'

/** What is on record around the event that a correction or retraction names. */
export type Named = {
  readonly find: (id: string) => EventDraft | null
  /** Corrections and retractions that name the event `id` itself. */
  readonly about: (id: string) => readonly EventDraft[]
}

function problem(draft: EventDraft, accepted: string): InputProblem {
  return { field: 'corrects', value: draft.corrects, accepted }
}

function isRetracted(id: string, { about }: Named): boolean {
  return about(id).some((other) => other.action === 'retraction')
}

/** The first event of a row of corrections: what a correction of a correction is about in the end. */
function rootOf(event: EventDraft, { find }: Named): EventDraft {
  let root = event
  while (root.action === 'correction') {
    const next: EventDraft | null = root.corrects === null ? null : find(root.corrects)
    if (next === null) throw new Error(`correction ${root.id} names no event on record`)
    root = next
  }
  return root
}

function correctionsOf(root: EventDraft, named: Named): EventDraft[] {
  const direct = named.about(root.id).filter((other) => other.action === 'correction')
  return direct.flatMap((one) => [one, ...correctionsOf(one, named)])
}

function sameDayProblems(draft: EventDraft, root: EventDraft, named: Named): InputProblem[] {
  const rival = correctionsOf(root, named).find(
    (other) => other.known_on === draft.known_on && !isRetracted(other.id, named),
  )
  if (rival === undefined) return []
  const accepted = `another day than that of the correction ${rival.id}, or, on the same day, that one retracted first`
  return [{ field: 'known_on', value: draft.known_on, accepted }]
}

/** What is wrong with a correction or retraction, given what it names: it must name an event on record that is not
 *  retracted and no retraction, repeat treaty and participant, and not be known before it; of two corrections of one
 *  event known on the same day neither could hold. Empty for every other action. */
export function correctionProblems(draft: EventDraft, named: Named): InputProblem[] {
  if (draft.corrects === null) return []
  const target = named.find(draft.corrects)
  if (target === null) return [problem(draft, 'the id of an event on record')]
  if (target.action === 'retraction') return [problem(draft, 'an event that is no retraction')]
  if (isRetracted(target.id, named)) return [problem(draft, 'an event that is not retracted')]
  const problems: InputProblem[] = []
  if (draft.treaty !== target.treaty) {
    problems.push({ field: 'treaty', value: draft.treaty, accepted: target.treaty })
  }
  if (draft.participant !== target.participant) {
    const accepted = target.participant === null ? 'nothing' : target.participant
    problems.push({ field: 'participant', value: draft.participant, accepted })
  }
  if (draft.known_on < target.known_on) {
    const accepted = `a day not before ${target.known_on}, when the event became known`
    problems.push({ field: 'known_on', value: draft.known_on, accepted })
  }
  if (draft.action !== 'correction') return problems
  return [...problems, ...sameDayProblems(draft, rootOf(target, named), named)]
}
