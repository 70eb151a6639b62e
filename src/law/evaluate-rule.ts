import { assertion } from './assertion.ts'
import { type Count, countedIn } from './count-instruments.ts'
import { countLedger } from './count-ledger.ts'
import { entryState } from './entry-into-force.ts'
import type { Counts, LedgerRow, ParticipantRow, Threshold, TreatyEvaluation, Warning } from './evaluation.ts'
import { followActs } from './follow-acts.ts'
import type { KnownAct, ParticipantActs } from './known-acts.ts'
import { meetThreshold } from './meet-threshold.ts'
import { declaredSole, isOrganization } from './organization.ts'
import { daysLeftAlone } from './organization-ends.ts'
import { partBases } from './part-basis.ts'
import type { ParticipantHistory } from './participant-history.ts'
import { participantRow } from './participant-status.ts'
import type { PlainDate } from './plain-date.ts'
import type { RuleCase, TreatyOutcome } from './rule-case.ts'
import type { Fate, Following } from './walk.ts'

/** One rule's published answer, and what other rules ask of its treaty. */
export type RuleEvaluation = { readonly answer: TreatyEvaluation; readonly outcome: TreatyOutcome }

const NONE: readonly never[] = []

/** Follows everyone's acts: States first, because an organization may cease with its members. */
function followEveryone(theCase: RuleCase, following: Following): ReadonlyMap<string, ParticipantHistory> {
  const histories = new Map<string, ParticipantHistory>()
  const follow = ({ participant, acts }: ParticipantActs, leftAlone: readonly PlainDate[]): void => {
    const outer = { carried: theCase.endings.get(participant) ?? NONE, leftAlone }
    histories.set(participant, followActs(following, { participant, acts, outer }))
  }
  const organizations: ParticipantActs[] = []
  for (const one of theCase.participants) {
    if (theCase.organizations.spans.has(one.participant)) organizations.push(one)
    else follow(one, NONE)
  }
  for (const one of organizations) follow(one, daysLeftAlone(theCase, one.participant, histories))
  return histories
}

function isOneCount(theCase: RuleCase): boolean {
  return theCase.rule.condition.op === 'count'
}

function thresholdOf(theCase: RuleCase, count: Count): Threshold {
  const { trigger, counted, parts } = count
  const reachedBy: string[] = []
  for (const [participant, { from }] of counted) if (from === trigger) reachedBy.push(participant)
  const only = isOneCount(theCase) ? parts[0] : undefined
  return {
    met_on: trigger,
    reached_by: reachedBy,
    counted: counted.size,
    needed: only === undefined ? null : only.needed,
    remaining: only === undefined ? null : only.remaining,
    ...(only === undefined ? { parts } : {}),
    ...assertion(theCase, 'asserted_threshold', trigger),
  }
}

function countsOf(
  theCase: RuleCase,
  {
    count,
    histories,
  }: { readonly count: Count; readonly histories: ReadonlyMap<string, ParticipantHistory> },
  rows: readonly ParticipantRow[],
): Counts {
  const counts = {
    signatories: 0,
    threshold_count: count.counted.size,
    participants: 0,
    state_participants: 0,
    states_parties: 0,
  }
  for (const { signed } of histories.values()) if (signed) counts.signatories += 1
  for (const { participant, status } of rows) {
    const party = status === 'party' || status === 'denouncing'
    if (!party && status !== 'contracting') continue
    counts.participants += 1
    if (isOrganization(theCase, participant, theCase.clocks.asOf)) continue
    counts.state_participants += 1
    if (party) counts.states_parties += 1
  }
  return counts
}

function notForeseen(theCase: RuleCase, ledger: readonly LedgerRow[]): Warning[] {
  if (theCase.rule.reio !== 'n/a') return []
  const left = ledger.filter(({ reason }) => reason === 'organization_excluded')
  return [...new Set(left.map(({ participant }) => participant))].map((participant) => ({
    code: 'ORGANIZATION_NOT_FORESEEN',
    message: `${participant}: an instrument of an organization, of which the rule says nothing; it is not counted`,
  }))
}

function mismatches(threshold: Threshold, entry: TreatyEvaluation['entry_into_force']): Warning[] {
  const warnings: Warning[] = []
  const code = 'ASSERTED_MISMATCH'
  if (threshold.agrees === false) {
    const message = `threshold met on ${threshold.met_on} by the acts on record, on ${threshold.asserted} by the depositary`
    warnings.push({ code, message })
  }
  if (entry.agrees === false) {
    const message = `entry into force on ${entry.date} by the acts on record, on ${entry.asserted} by the depositary`
    warnings.push({ code, message })
  }
  return warnings
}

/** Everything the law says of one treaty by one rule: when its threshold was met and by whom, when it enters into
 *  force, where each participant stands, and the ledger that proves the count. */
export function evaluateRule(theCase: RuleCase): RuleEvaluation {
  const { rule, clocks } = theCase
  const bases = partBases(theCase)
  const declared = declaredSole(theCase)
  const { count, general } = meetThreshold({ theCase, bases, declared })
  const fates = new Map<KnownAct, Fate>()
  const warnings: Warning[] = []
  const histories = followEveryone(theCase, { theCase, general, count, fates, warnings })
  const participants = theCase.participants.map(({ participant }) => {
    const history = histories.get(participant)
    if (history === undefined) throw new Error(`${participant} was not followed`)
    return participantRow(history, clocks.asOf)
  })
  const ledger = countLedger({
    theCase,
    count,
    general,
    isCounted: countedIn(count),
    fateOf: (known) => fates.get(known),
    bases,
    declared,
  })
  const threshold = thresholdOf(theCase, count)
  const entry = {
    date: general.date,
    article: rule.article,
    state: entryState(general, clocks.asOf),
    ...assertion(theCase, 'asserted_entry_into_force', general.date),
  }
  const answer = {
    treaty: rule.treaty,
    scope: rule.scope,
    threshold,
    entry_into_force: entry,
    counts: countsOf(theCase, { count, histories }, participants),
    participants,
    ledger,
    warnings: [...warnings, ...notForeseen(theCase, ledger), ...mismatches(threshold, entry)],
  }
  return { answer, outcome: { entryIntoForce: general.date, histories } }
}
