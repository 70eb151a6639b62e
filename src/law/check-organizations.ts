import type { Act } from './act.ts'
import type { Origins } from './check-acts.ts'
import { coversDay } from './day-span.ts'
import { evaluateRules } from './evaluate.ts'
import { belongsTo, membersOf, NOBODY, ORGANIZATIONS } from './group-history.ts'
import type { InputProblem } from './input-error.ts'
import type { KnownAct } from './known-acts.ts'
import { type PlainDate, plainDate } from './plain-date.ts'
import { type LawInput, type PreparedLaw, type PreparedRule, prepareLaw } from './prepare-law.ts'
import type { TreatyOutcome } from './rule-case.ts'
import { signatureOpen } from './signature-window.ts'

const END_OF_TIME = plainDate('9999-12-31')
const ALL_KNOWN = { asOf: END_OF_TIME, knownAt: END_OF_TIME }

function memberHasOne(
  law: PreparedLaw,
  { histories }: TreatyOutcome,
  { organization, day }: { readonly organization: string; readonly day: PlainDate },
): boolean {
  const members = law.groups.get(membersOf(organization)) ?? NOBODY
  const organizations = law.groups.get(ORGANIZATIONS) ?? NOBODY
  return [...members.spans.keys()].some(
    (member) =>
      belongsTo(members, member, day) &&
      !belongsTo(organizations, member, day) &&
      histories.get(member)?.consented.some((span) => coversDay(span, day)) === true,
  )
}

/** The instruments of organizations deposited while no member State had one. */
function tooEarly(law: PreparedLaw, prepared: PreparedRule, outcome: TreatyOutcome): KnownAct[] {
  const organizations = law.groups.get(ORGANIZATIONS) ?? NOBODY
  return prepared.acts
    .knownOn(END_OF_TIME)
    .acts.filter(
      ({ act, day, retracted }) =>
        !retracted &&
        prepared.consents.has(act.action) &&
        (act.action !== 'definitive_signature' || signatureOpen(prepared.rule, act.action_date)) &&
        belongsTo(organizations, act.participant, day) &&
        !memberHasOne(law, outcome, { organization: act.participant, day }),
    )
}

/** Instruments of organizations that came before any of a member State, where the rule forbids it (UNTOC art. 36(3)).
 *  Everything is taken as known in the end, whatever the clocks. Rules and acts must be free of other problems. */
export function organizationProblems(input: LawInput, origins: Origins): InputProblem[] {
  if (!input.rules.some((rule) => rule.organization_needs_member)) return []
  const law = prepareLaw(input)
  const original = new Map(input.acts.filter(({ id }) => id !== '').map((act) => [act.id, act]))
  const originOf = (act: Act) => origins.get(act) ?? origins.get(original.get(act.id) ?? act)
  return [...evaluateRules(law, ALL_KNOWN)]
    .filter(([{ rule }]) => rule.organization_needs_member)
    .flatMap(([prepared, { outcome }]) => tooEarly(law, prepared, outcome))
    .filter((known, at, all) => all.indexOf(known) === at)
    .map(({ act }) => ({
      ...originOf(act),
      field: 'participant',
      value: act.participant,
      accepted: `an organization only after a member State (its ${action(act)} of ${act.action_date} comes before any)`,
    }))
}

function action(act: Act): string {
  return act.action.replaceAll('_', ' ')
}
