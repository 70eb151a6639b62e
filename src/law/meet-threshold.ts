import { type Count, type CountInput, countInstruments } from './count-instruments.ts'
import { type GeneralEntry, generalEntry } from './entry-into-force.ts'
import type { KnownAct } from './known-acts.ts'
import { type Depositor, standingInstruments } from './standing-instrument.ts'

export type Threshold = { readonly count: Count; readonly general: GeneralEntry }

/** The instruments that count although they were withdrawn after the trigger and before general entry into force. */
function withdrawnBeforeForce(
  depositors: readonly Depositor[],
  { count, general: { trigger, date } }: Threshold,
): ReadonlySet<KnownAct> {
  const out = new Set<KnownAct>()
  if (trigger === null) return out
  for (const { participant, standing } of depositors) {
    const counted = count.counted.get(participant)?.instrument
    for (const { instrument, withdrawn } of standing) {
      const inBetween = withdrawn !== null && withdrawn > trigger && (date === null || withdrawn < date)
      if (inBetween && instrument === counted) out.add(instrument)
    }
  }
  return out
}

function without(depositors: readonly Depositor[], out: ReadonlySet<KnownAct>): Depositor[] {
  return depositors
    .map(({ participant, standing }) => ({
      participant,
      standing: standing.filter(({ instrument }) => !out.has(instrument)),
    }))
    .filter(({ standing }) => standing.length > 0)
}

/** The count and the general entry into force. A withdrawal after the trigger leaves both as they are (`latched`), or
 *  by `recount` its instrument is left out from the beginning, so long as the treaty is not in force, and the trigger
 *  is found anew. */
export function meetThreshold(input: CountInput): Threshold {
  const { theCase } = input
  let depositors: readonly Depositor[] = standingInstruments(theCase)
  for (;;) {
    const count = countInstruments(input, depositors)
    const threshold = { count, general: generalEntry(theCase, count.trigger) }
    if (theCase.rule.trigger_after_withdrawal === 'latched') return threshold
    const out = withdrawnBeforeForce(depositors, threshold)
    if (out.size === 0) return threshold
    depositors = without(depositors, out)
  }
}
