import type { Act } from './act.ts'
import { correctionRoots } from './correction-root.ts'
import type { InputProblem } from './input-error.ts'
import { isAssertion } from './known-acts.ts'
import { TOO_LATE } from './plain-date.ts'
import type { Rule } from './rule.ts'

/** Where an act was read, so that what is wrong with it can be found. */
export type Origins = ReadonlyMap<Act, { readonly file: string; readonly line: number }>

type Report = (act: Act, problem: Omit<InputProblem, 'file' | 'line'>) => void

function isNotice({ action }: Act): boolean {
  return action === 'correction' || action === 'retraction'
}

function checkRow(act: Act, treaties: ReadonlySet<string>, report: Report): void {
  if (!treaties.has(act.treaty)) {
    report(act, { field: 'treaty', value: act.treaty, accepted: 'a treaty that has a rule' })
  }
  if (act.participant === '' && !isAssertion(act) && !isNotice(act)) {
    report(act, { field: 'participant', value: null, accepted: 'the participant whose act it is' })
  }
  if (act.action_date >= TOO_LATE) {
    report(act, { field: 'action_date', value: act.action_date, accepted: 'a day before the year 9000' })
  }
  if (act.effect_date !== null && act.effect_date >= TOO_LATE) {
    report(act, { field: 'effect_date', value: act.effect_date, accepted: 'a day before the year 9000' })
  }
  if (isNotice(act) && act.corrects === null) {
    report(act, { field: 'corrects', value: null, accepted: 'the id of the event it is about' })
  }
  if (!isNotice(act) && act.corrects !== null) {
    report(act, {
      field: 'corrects',
      value: act.corrects,
      accepted: 'an id only for correction and retraction',
    })
  }
}

/** What a correction or retraction says of the row it names. A retraction may leave the participant out. */
function checkNotice(notice: Act, named: Act, report: Report): void {
  if (named.action === 'retraction') {
    report(notice, { field: 'corrects', value: notice.corrects, accepted: 'a row that is no retraction' })
  }
  if (notice.treaty !== named.treaty) {
    report(notice, {
      field: 'treaty',
      value: notice.treaty,
      accepted: `${named.treaty}, as in the row it names`,
    })
  }
  const left = notice.action === 'retraction' && notice.participant === ''
  if (notice.participant !== named.participant && !left) {
    const accepted = `${named.participant === '' ? 'nothing' : named.participant}, as in the row it names`
    report(notice, { field: 'participant', value: notice.participant, accepted })
  }
  if (notice.known_on < named.known_on) {
    const accepted = `a day not before ${named.known_on}, when the row it names became known`
    report(notice, { field: 'known_on', value: notice.known_on, accepted })
  }
}

function checkNotices(acts: readonly Act[], byId: ReadonlyMap<string, Act>, report: Report): void {
  const corrected = new Set<string>()
  const corrections = new Map([...byId].filter(([, act]) => act.action === 'correction'))
  const rootOf = correctionRoots(corrections)
  for (const notice of acts) {
    if (!isNotice(notice) || notice.corrects === null) continue
    const named = byId.get(notice.corrects)
    if (named === undefined || named === notice) {
      report(notice, { field: 'corrects', value: notice.corrects, accepted: 'the id of another row' })
      continue
    }
    checkNotice(notice, named, report)
    if (notice.action === 'retraction' || named.action === 'retraction') continue
    const root = rootOf(notice.corrects)
    if (root === null || !byId.has(root)) {
      report(notice, {
        field: 'corrects',
        value: notice.corrects,
        accepted: 'an event, or a correction of one',
      })
      continue
    }
    const key = `${notice.known_on} ${root}`
    if (corrected.has(key)) {
      const accepted = `another day than that of the other correction of ${root}`
      report(notice, { field: 'known_on', value: notice.known_on, accepted })
    }
    corrected.add(key)
  }
}

/** What is wrong with acts in themselves and with what they say of each other, in the order of the acts: a treaty
 *  without a rule, a doubled id, a correction that names nothing or is known before what it corrects, and so on. */
export function actProblems(rules: readonly Rule[], acts: readonly Act[], origins: Origins): InputProblem[] {
  const found: { readonly act: Act; readonly problem: InputProblem }[] = []
  const report: Report = (act, problem) => found.push({ act, problem: { ...origins.get(act), ...problem } })
  const treaties = new Set(rules.map(({ treaty }) => treaty))
  const byId = new Map<string, Act>()
  for (const act of acts) {
    checkRow(act, treaties, report)
    if (act.id === '') continue
    if (byId.has(act.id)) report(act, { field: 'id', value: act.id, accepted: 'each id once' })
    else byId.set(act.id, act)
  }
  checkNotices(acts, byId, report)
  const place = new Map(acts.map((act, at) => [act, at]))
  const placeOf = (act: Act): number => place.get(act) ?? acts.length
  return found.sort((one, other) => placeOf(one.act) - placeOf(other.act)).map(({ problem }) => problem)
}
