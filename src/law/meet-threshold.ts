import { type Count, type CountInput, countInstruments } from './count-instruments.ts'
import { type GeneralEntry, generalEntry } from './entry-into-force.ts'
import type { KnownAct } from './known-acts.ts'
import { type StandingInstrument, standingInstruments } from './standing-instrument.ts'

export type Threshold = { readonly count: Count; readonly general: GeneralEntry }

function withdrawnBeforeForce(
  standing: readonly StandingInstrument[],
  { count, general }: Threshold,
): KnownAct[] {
  const { trigger } = general
  if (trigger === null) return []
  return standing
    .filter(({ participant, instrument, withdrawn }) => {
      if (withdrawn === null || withdrawn <= trigger) return false
      if (general.date !== null && withdrawn >= general.date) return false
      return count.counted.get(participant)?.instrument === instrument
    })
    .map(({ instrument }) => instrument)
}

/** The count and the general entry into force. A withdrawal after the trigger leaves both as they are (`latched`), or
 *  by `recount` its instrument is left out from the beginning, so long as the treaty is not in force, and the trigger
 *  is found anew. */
export function meetThreshold(input: CountInput): Threshold {
  const { theCase } = input
  let standing: readonly StandingInstrument[] = standingInstruments(theCase)
  for (;;) {
    const count = countInstruments(input, standing)
    const threshold = { count, general: generalEntry(theCase, count.trigger) }
    const out = new Set(
      theCase.rule.trigger_after_withdrawal === 'recount' ? withdrawnBeforeForce(standing, threshold) : [],
    )
    if (out.size === 0) return threshold
    standing = standing.filter(({ instrument }) => !out.has(instrument))
  }
}
