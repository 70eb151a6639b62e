import * as z from 'zod'
import type { Clocks, PlainDate } from '../law/plain-date.ts'
import type { Rule } from '../law/rule.ts'
import { type SignatureWindow, signatureWindowOn } from '../law/signature-window.ts'
import type { Treaty } from '../record/snapshot.ts'
import { earliestEntry } from './earliest-entry.ts'
import { named } from './names.ts'
import type { SaidCounts } from './position-row.ts'
import type { RecordView } from './record-view.ts'
import type { Fixed } from './resource.ts'
import {
  action,
  counts,
  day,
  dayOrNull,
  earliestEntryIntoForce,
  entryIntoForce,
  named as namedFields,
  namedParticipant,
  signatureWindow,
  threshold,
  treatyHeading,
} from './shapes.ts'
import type { TreatyLaw } from './treaty-law.ts'
import type { UndatedAct } from './undated.ts'

/** An act whose day is not known, as answers give it. */
export const undatedAct = z
  .object({
    ...namedFields,
    action,
    earliest: day,
    latest: dayOrNull.describe('By this day it surely happened; null where that is not shown.'),
  })
  .meta({
    id: 'UndatedAct',
    description: 'An act whose day is not known. It enters no computation of a date.',
  })

export const treatySummary = z
  .object({
    ...treatyHeading,
    pack: z.string().describe('The family of treaties that it belongs to: the pack that brought it.'),
    adopted: day,
    depositary_address: z.string().describe('The depositary’s own page.'),
    threshold,
    reached_by_names: z.array(namedParticipant).describe('threshold.reached_by with names.'),
    entry_into_force: entryIntoForce,
    earliest_entry_into_force: earliestEntryIntoForce,
    signature_window: signatureWindow.nullable(),
    counts,
    still_outside: z
      .int()
      .min(0)
      .describe(
        'States on the day, known to the record, that are not bound: they signed only, or not even that.',
      ),
    still_outside_at_least: z.int().min(0).optional().describe('Where undated acts leave room.'),
    still_outside_at_most: z.int().min(0).optional().describe('Where undated acts leave room.'),
    undated_acts: z.array(undatedAct),
  })
  .meta({ id: 'TreatySummary', description: 'Headline numbers of one treaty.' })

export type TreatySummary = Fixed<z.output<typeof treatySummary>>

function stillOutside(view: RecordView, law: TreatyLaw, clocks: Clocks): number {
  const states = view.names.statesOn(clocks.asOf)
  // A State that has acted by the day is among them.
  const { boundStates } = law.stretchAt(clocks)
  if (boundStates !== null) return states.length - boundStates
  const position = law.positionAt(clocks)
  return states.filter((code) => !position.isBound(code)).length
}

/** Between which numbers those outside lie: who may be bound more, or less, is outside less, or more. */
function outsideSpan(outside: number, { state_participants: bound, at_least, at_most }: SaidCounts) {
  if (at_least === undefined || at_most === undefined) return {}
  if (at_least.state_participants === at_most.state_participants) return {}
  return {
    still_outside_at_least: outside - (at_most.state_participants - bound),
    still_outside_at_most: outside + (bound - at_least.state_participants),
  }
}

/** Names by which an answer says what treaty it is about. */
export function headingOf(
  treaty: Treaty,
): Fixed<{ treaty: string; slug: string; title: string; short_title: string }> {
  return {
    treaty: treaty.number,
    slug: treaty.slug,
    title: treaty.title,
    short_title: treaty.short_title,
  }
}

/** The acts without a day, with names, as answers give them. */
export function undatedActs(
  view: RecordView,
  acts: readonly UndatedAct[],
  clocks: Clocks,
): Fixed<z.output<typeof undatedAct>>[] {
  return acts.map((act) => ({
    ...named(view.names, act.participant, clocks.asOf),
    action: act.action,
    earliest: act.earliest,
    latest: act.latest,
  }))
}

/** The rule that says when the treaty is open for signature; undefined where its rules name no window. */
export function signatureRule({ rules }: Treaty): Rule | undefined {
  return rules.find((one) => one.signature_window !== undefined)
}

/** When the treaty is open for signature; null where its rules name no window. */
export function windowOn(treaty: Treaty, day: PlainDate): SignatureWindow | null {
  const rule = signatureRule(treaty)
  return rule === undefined ? null : signatureWindowOn(rule, day)
}

/** Headline numbers of the treaty for the two clocks. */
export function summarise(view: RecordView, treaty: Treaty, clocks: Clocks): TreatySummary {
  const law = view.lawOf(treaty)
  const position = law.positionAt(clocks)
  const { evaluation } = position
  const outside = stillOutside(view, law, clocks)
  return {
    ...headingOf(treaty),
    pack: treaty.pack,
    adopted: treaty.adopted,
    depositary_address: treaty.depositary_address,
    threshold: evaluation.threshold,
    reached_by_names: evaluation.threshold.reached_by.map((code) => named(view.names, code, clocks.asOf)),
    entry_into_force: evaluation.entry_into_force,
    earliest_entry_into_force: earliestEntry(view, treaty, clocks),
    signature_window: windowOn(treaty, clocks.asOf),
    counts: position.counts,
    still_outside: outside,
    ...outsideSpan(outside, position.counts),
    undated_acts: undatedActs(view, position.undated, clocks),
  }
}
