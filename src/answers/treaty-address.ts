import { findParticipant, findTreaty } from './look-up.ts'
import type { RecordView } from './record-view.ts'

/** Path parameters of the example of everything under one treaty: the first of the record. */
export function exampleTreaty(view: RecordView): Record<string, string> {
  const first = view.treaties[0]
  return first === undefined ? {} : { t: first.slug }
}

/** The one way of writing the treaty of an address. Throws InputError for one that is not on record. */
export function canonicalTreaty(view: RecordView, { t }: { readonly t: string }): { readonly t: string } {
  return { t: findTreaty(view, { field: 't', value: t }).slug }
}

/** Path parameters of the example of one participant under one treaty: the first that acted. */
export function exampleStanding(view: RecordView): Record<string, string> {
  const first = view.record.events.find((event) => event.participant !== null)
  return first?.participant == null ? {} : { ...exampleTreaty(view), p: first.participant }
}

/** The one way of writing treaty and participant of an address. Throws InputError for what is not on record. */
export function canonicalStanding(
  view: RecordView,
  { t, p }: { readonly t: string; readonly p: string },
): { readonly t: string; readonly p: string } {
  return { ...canonicalTreaty(view, { t }), p: findParticipant(view, { field: 'p', value: p }).code }
}
