import type { Membership } from '../law/act.ts'
import type { InputProblem } from '../law/input-error.ts'
import { addDays, type PlainDate } from '../law/plain-date.ts'
import { endsConsent, isConsent, isSignature } from '../record/consent.ts'
import type { Organization } from '../record/engine-groups.ts'
import type { EventDraft } from '../record/event.ts'
import type { Treaty } from '../record/snapshot.ts'
import { type Candidate, type Notice, problemAt } from './candidate.ts'
import { effectProblems, noticePeriodNotices } from './check-effect.ts'
import { organizationProblems } from './check-organization-acts.ts'

/** What acts are held against. `standing` are the acts already on record that nobody has retracted. */
export type ActContext = {
  readonly treaties: readonly Treaty[]
  readonly organizations: readonly Organization[]
  readonly memberships: readonly Membership[]
  readonly standing: readonly EventDraft[]
}

/** First and last day on which an act can have happened; `last` is null where it may still be to come. */
type Span = { readonly first: PlainDate; readonly last: PlainDate | null }

const ASSERTION = /^asserted_/

function spanOf(act: EventDraft): Span | null {
  if (act.action_date !== null) return { first: act.action_date, last: act.action_date }
  return act.earliest === null ? null : { first: act.earliest, last: act.latest }
}

/** The column in which a day of the act stands. */
function columnOf(row: Candidate, day: PlainDate): string {
  if (row.value.action_date !== null) return 'action_date'
  return day === row.value.earliest ? 'earliest' : 'latest'
}

/** The days on which signature was open; a window without a first day begins after the one before it. */
function signatureWindows(treaty: Treaty): { from: PlainDate; to: PlainDate }[] {
  const windows: { from: PlainDate; to: PlainDate }[] = []
  for (const window of treaty.rules.find((rule) => rule.signature_window !== undefined)?.signature_window ??
    []) {
    const before = windows.at(-1)
    const from = window.from ?? (before === undefined ? treaty.adopted : addDays(before.to, 1))
    windows.push({ from, to: window.to })
  }
  return windows
}

function signatureProblems(row: Candidate, span: Span, treaty: Treaty): InputProblem[] {
  const windows = signatureWindows(treaty)
  if (windows.length === 0 || !isSignature(row.value)) return []
  const open = (day: PlainDate): boolean => windows.some(({ from, to }) => from <= day && day <= to)
  const outside = [span.first, span.last].find((day) => day !== null && !open(day))
  if (outside === undefined || outside === null) return []
  const spans = windows.map(({ from, to }) => `${from} to ${to}`).join(', ')
  return [problemAt(row, columnOf(row, outside), outside, `a day on which signature was open (${spans})`)]
}

function adoptionProblems(row: Candidate, span: Span, treaty: Treaty): InputProblem[] {
  if (span.first >= treaty.adopted) return []
  const accepted = `a day not before the adoption (${treaty.adopted})`
  return [problemAt(row, columnOf(row, span.first), span.first, accepted)]
}

/** An organization can act only after one of its member States has (UNTOC art. 36(3)). `acts` are those under the
 *  treaty. */
function memberProblems(
  row: Candidate,
  span: Span,
  treaty: Treaty,
  context: ActContext & { readonly acts: readonly EventDraft[] },
): InputProblem[] {
  const organization = context.organizations.find(({ code }) => code === row.value.participant)
  const needed = treaty.rules.some((rule) => rule.organization_needs_member)
  if (organization === undefined || !needed || !isConsent(row.value, treaty.rules)) return []
  const day = span.last ?? span.first
  const members = context.memberships.filter(
    ({ group, from, to }) =>
      group === organization.members && (from === null || from <= day) && (to === null || day <= to),
  )
  const codes = new Set(members.map(({ participant }) => participant))
  const member = context.acts.some((act) => {
    const found = act.participant !== null && codes.has(act.participant) ? spanOf(act) : null
    return found !== null && found.first <= day && isConsent(act, treaty.rules)
  })
  if (member) return []
  const accepted = 'an instrument of a member State before that of the organization'
  return [problemAt(row, 'action', row.value.action, accepted)]
}

function orderedBySpan(rows: readonly Candidate[]): Candidate[] {
  const day = ({ value }: Candidate): string => value.action_date ?? value.latest ?? value.earliest ?? ''
  return rows.toSorted((one, other) => (day(one) < day(other) ? -1 : Number(day(one) > day(other))))
}

/** Second consents and second signatures of one participant under one treaty. */
function repeatProblems(rows: readonly Candidate[], treaty: Treaty, isNew: (row: Candidate) => boolean) {
  const problems: InputProblem[] = []
  let consent: Candidate | null = null
  let signature: Candidate | null = null
  const repeats = (earlier: Candidate, row: Candidate, what: string): void => {
    const [told, other] = isNew(row) ? [row, earlier] : [earlier, row]
    if (!isNew(told)) return
    const where =
      other.place === null
        ? `${other.value.id} is on record; what is wrong in it is mended by a correction or retraction of it`
        : `line ${other.place.line}`
    const day = other.value.action_date ?? 'day not known'
    const accepted = `no second ${what} of ${told.value.participant} under ${treaty.number} (${other.value.action} ${day}, ${where})`
    problems.push(problemAt(told, 'action', told.value.action, accepted))
  }
  for (const row of orderedBySpan(rows)) {
    if (endsConsent(row.value)) consent = null
    if (isSignature(row.value)) {
      if (signature !== null) repeats(signature, row, 'signature')
      signature = row
    }
    if (isConsent(row.value, treaty.rules)) {
      if (consent !== null) repeats(consent, row, 'consent')
      consent = row
    }
  }
  return problems
}

function parentNotices(
  row: Candidate,
  span: Span,
  treaty: Treaty,
  actsUnder: (treaty: string) => readonly EventDraft[],
): Notice[] {
  const eligible = treaty.rules.find((rule) => rule.eligible?.parent !== undefined)?.eligible
  if (eligible?.parent === undefined || !isConsent(row.value, treaty.rules)) return []
  const consented = actsUnder(eligible.parent).some((act) => {
    const found = act.participant === row.value.participant && isConsent(act, []) ? spanOf(act) : null
    return found !== null && (span.last === null || found.first <= span.last)
  })
  if (consented) return []
  const message = `${row.value.participant} under ${treaty.number}: no consent to ${eligible.parent} by that day; the act is kept and waits for it`
  return [{ place: row.place, message }]
}

/** What is wrong with acts by the final clauses of their treaties: before the adoption, a signature while signature
 *  was closed, a second signature or consent that nothing ended, an organization before its member States. A consent
 *  without the consent to the parent treaty that it needs is a notice. Treaties and participants must be known. */
export function actFindings(
  rows: readonly Candidate[],
  context: ActContext,
): { readonly problems: readonly InputProblem[]; readonly notices: readonly Notice[] } {
  const standing = context.standing.map((value) => ({ value, place: null }))
  const byTreaty = Map.groupBy([...standing, ...rows], ({ value }) => value.treaty)
  const actsUnder = (treaty: string): EventDraft[] => (byTreaty.get(treaty) ?? []).map(({ value }) => value)
  const added = new Set(rows)
  const problems: InputProblem[] = []
  const notices: Notice[] = []
  for (const treaty of context.treaties) {
    const own = (byTreaty.get(treaty.number) ?? []).filter(({ value }) => !ASSERTION.test(value.action))
    const acts = own.map(({ value }) => value)
    for (const row of own) {
      const span = added.has(row) ? spanOf(row.value) : null
      if (span === null) continue
      problems.push(...adoptionProblems(row, span, treaty), ...signatureProblems(row, span, treaty))
      problems.push(...memberProblems(row, span, treaty, { ...context, acts }), ...effectProblems(row))
      problems.push(...organizationProblems(row, context.organizations))
      notices.push(...parentNotices(row, span, treaty, actsUnder), ...noticePeriodNotices(row, treaty))
    }
    for (const same of Map.groupBy(own, ({ value }) => value.participant).values()) {
      problems.push(...repeatProblems(same, treaty, (row) => added.has(row)))
    }
  }
  return { problems, notices }
}
