import type { InputProblem } from '../law/input-error.ts'
import type { EventDraft } from './event.ts'

const HASH = /^[0-9a-f]{64}$/
const TEXT_FIELDS = [
  'id',
  'treaty',
  'participant',
  'derivation',
  'corrects',
  'source',
  'note',
  'recorded_by',
] as const

function textProblems(draft: EventDraft): InputProblem[] {
  return TEXT_FIELDS.flatMap((field) => {
    const value = draft[field]
    if (value === null) return []
    if (value === '') return [{ field, value, accepted: 'a text that is not empty' }]
    if (value.isWellFormed() && !value.includes('\0')) return []
    return [{ field, value: value.toWellFormed(), accepted: 'well-formed Unicode without the character 0' }]
  })
}

function dayProblems(draft: EventDraft): InputProblem[] {
  const { action_date, earliest, latest, effect_date } = draft
  if (draft.day_known !== 'undated') {
    const missing = { field: 'action_date', value: null, accepted: 'the day of the act' }
    const span = { field: 'earliest', value: earliest ?? latest, accepted: 'nothing where the day is known' }
    return [...(action_date === null ? [missing] : []), ...((earliest ?? latest) ? [span] : [])]
  }
  const problems: InputProblem[] = []
  if (action_date !== null) {
    problems.push({ field: 'action_date', value: action_date, accepted: 'nothing for an undated act' })
  }
  if (effect_date !== null) {
    problems.push({ field: 'effect_date', value: effect_date, accepted: 'nothing for an undated act' })
  }
  if (earliest === null) {
    problems.push({ field: 'earliest', value: null, accepted: 'the earliest day of an undated act' })
  } else if (latest !== null && latest < earliest) {
    problems.push({ field: 'latest', value: latest, accepted: `a day not before ${earliest}` })
  }
  return problems
}

function derivationProblems({ day_known, derivation }: EventDraft): InputProblem[] {
  if (day_known === 'derived' && derivation === null) {
    return [{ field: 'derivation', value: null, accepted: 'the arithmetic of a derived day' }]
  }
  if (day_known !== 'read' || derivation === null) return []
  return [{ field: 'derivation', value: derivation, accepted: 'nothing where the day was read' }]
}

function aboutAnother({ action }: EventDraft): boolean {
  return action === 'correction' || action === 'retraction'
}

function roleProblems(draft: EventDraft): InputProblem[] {
  const { action, participant, corrects } = draft
  const problems: InputProblem[] = []
  if (aboutAnother(draft) !== (corrects !== null)) {
    const accepted = 'the id of an event for correction and retraction, and for them only'
    problems.push({ field: 'corrects', value: corrects, accepted })
  }
  if (participant === null && !action.startsWith('asserted_') && !aboutAnother(draft)) {
    problems.push({ field: 'participant', value: null, accepted: 'the participant whose act it is' })
  }
  if (aboutAnother(draft) && draft.day_known === 'undated') {
    problems.push({ field: 'day_known', value: 'undated', accepted: 'a day for a correction or retraction' })
  }
  if (action.startsWith('asserted_') && draft.day_known === 'undated') {
    const accepted = 'nothing for what the depositary states: it has the day on which it is stated'
    problems.push({ field: 'earliest', value: draft.earliest, accepted })
  }
  return problems
}

function totalsProblems({ action, signatories, parties }: EventDraft): InputProblem[] {
  const totals = [signatories, parties].filter((total) => total !== null)
  const whole = totals.every((total) => Number.isSafeInteger(total) && total >= 0)
  if (whole && totals.length > 0 === (action === 'asserted_headline')) return []
  const accepted = 'whole numbers for asserted_headline, and for it only'
  return [{ field: 'parties', value: totals.length === 0 ? null : totals.join(', '), accepted }]
}

function documentProblems({ document }: EventDraft): InputProblem[] {
  if (document === null || HASH.test(document)) return []
  return [{ field: 'document', value: document, accepted: 'a SHA-256 in 64 hexadecimal digits' }]
}

/** What is wrong with a draft by itself, whatever else is on record. Empty where it may be chained. */
export function draftProblems(draft: EventDraft): InputProblem[] {
  return [
    ...textProblems(draft),
    ...dayProblems(draft),
    ...derivationProblems(draft),
    ...roleProblems(draft),
    ...totalsProblems(draft),
    ...documentProblems(draft),
  ]
}
