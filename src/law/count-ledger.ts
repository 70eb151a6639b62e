import { type Action, CONSENTS } from './act.ts'
import type { Count } from './count-instruments.ts'
import type { GeneralEntry } from './entry-into-force.ts'
import type { LedgerRow, Reason } from './evaluation.ts'
import type { KnownAct } from './known-acts.ts'
import { isExcluded, isOrganization, memberStates } from './organization.ts'
import { addsTo, type PartBasis } from './part-basis.ts'
import { laterOf, type PlainDate } from './plain-date.ts'
import { isCountable, type RuleCase } from './rule-case.ts'
import type { Fate } from './walk.ts'

/** What the reason for each row is judged from. */
export type LedgerInput = {
  readonly theCase: RuleCase
  readonly count: Count
  readonly general: GeneralEntry
  /** Whether it is one of the instruments that count. */
  readonly isCounted: (known: KnownAct) => boolean
  readonly fateOf: (known: KnownAct) => Fate | undefined
  readonly bases: readonly PartBasis[]
  readonly declared: ReadonlyMap<string, PlainDate>
}

const SHOWN: ReadonlySet<Action> = new Set([
  'signature',
  'definitive_signature',
  ...CONSENTS,
  'provisional_application',
])

/** Whether an organization of the `not_additional` kind has a member State whose instrument counts. */
function memberCounts({ theCase, count }: LedgerInput, organization: string): boolean {
  if (theCase.rule.reio !== 'not_additional') return false
  return memberStates(theCase, organization, count.day).some((state) => count.counted.has(state))
}

/** Why an instrument of a kind that counts is not among the counted: the first that fits. Memberships are those of
 *  the day for which the condition was asked last. */
function reasonNotCounted(input: LedgerInput, known: KnownAct, fate: Fate): Reason {
  const { theCase, count, general, bases, declared } = input
  const { participant, action, action_date } = known.act
  const organization = isOrganization(theCase, participant, count.day)
  const sole = declared.get(participant)
  if (fate.withdrawn !== null) return 'withdrawn'
  if (organization && isExcluded(theCase, sole)) return 'organization_excluded'
  const depositor = { participant, day: count.day, organization }
  if (!bases.some((basis) => addsTo(basis, depositor))) return 'not_eligible'
  if (fate.repeat) return 'repeat'
  if (fate.effective === null) return 'waiting_for_parent'
  if (organization && memberCounts(input, participant)) return 'organization_not_additional'
  const countsFrom = laterOf(laterOf(action_date, fate.effective), organization ? (sole ?? null) : null)
  if (general.trigger !== null && countsFrom > general.trigger) return 'after_trigger'
  // A succession that takes effect before it is notified counts only from its notification.
  if (action === 'succession' && action_date > count.day) return 'succession'
  // Lapsed with a denunciation of another treaty: it no longer stands, as if taken back.
  return 'withdrawn'
}

function reasonFor(input: LedgerInput, known: KnownAct): Reason {
  const { theCase, isCounted, fateOf } = input
  const { action, participant } = known.act
  if (known.retracted) return 'retracted'
  if (!isCountable(theCase, known.act)) return action === 'succession' ? 'succession' : 'not_an_instrument'
  if (isCounted(known)) return 'counted'
  const fate = fateOf(known)
  if (fate === undefined) throw new Error(`no fate for ${action} of ${participant}`)
  return reasonNotCounted(input, known, fate)
}

/** Place in the count of each participant whose instrument counts: by the day from which it counts, then by code. */
export function ordinals({ count }: Pick<LedgerInput, 'count'>): ReadonlyMap<string, number> {
  const ordered = [...count.counted].map(([participant, { from }]) => ({ participant, from }))
  // The sort is stable, so those of one day stay in the order of their codes.
  ordered.sort((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)))
  return new Map(ordered.map(({ participant }, at) => [participant, at + 1]))
}

/** Whether the act has a row in the ledger once its day has come. */
export function isInLedger({ act }: KnownAct): boolean {
  return SHOWN.has(act.action)
}

/** The act's row, with its place in the count if it counts. */
export function ledgerRow(input: LedgerInput, known: KnownAct, place: number | null): LedgerRow {
  const { participant, action, action_date } = known.act
  const reason = reasonFor(input, known)
  const counts = reason === 'counted'
  const { article } = input.theCase.rule
  return { ordinal: counts ? place : null, participant, action, action_date, counts, reason, article }
}

/** The proof of the count: a row for every signature, instrument, succession and provisional application whose day has
 *  come, also withdrawn and retracted ones, each with its reason. */
export function countLedger(input: LedgerInput): LedgerRow[] {
  const { clocks, known } = input.theCase
  const places = ordinals(input)
  const rows: LedgerRow[] = []
  for (const one of known.acts) {
    const { act, day } = one
    if (act.known_on > clocks.knownAt || day > clocks.asOf || !isInLedger(one)) continue
    rows.push(ledgerRow(input, one, places.get(act.participant) ?? null))
  }
  return rows
}
