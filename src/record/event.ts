import type { ACTIONS } from '../law/act.ts'
import type { PlainDate } from '../law/plain-date.ts'

/** How the day of an act is known: read in the source, derived by arithmetic, reported by press or ministry,
 *  or not at all (`undated`: it surely happened between two days). */
export const DAY_KNOWN = ['read', 'derived', 'reported', 'undated'] as const
export type DayKnown = (typeof DAY_KNOWN)[number]

/** Every action of the law engine, and the depositary's own printed totals on a day. */
export type EventAction = (typeof ACTIONS)[number] | 'asserted_headline'

/** What the record holds of one act before it has a place in the chain. */
export type EventDraft = {
  /** Stable public name, for example `XVIII-12.ARM.ratification.2003-07-01`. */
  readonly id: string
  readonly treaty: string
  /** Alpha-3 code (`EUE` for the Union); null for an assertion that credits nobody. */
  readonly participant: string | null
  readonly action: EventAction
  /** Day of the legal act; null for an undated act, which has `earliest` and `latest` instead. */
  readonly action_date: PlainDate | null
  readonly earliest: PlainDate | null
  readonly latest: PlainDate | null
  readonly effect_date: PlainDate | null
  /** Day from which the act could be known. */
  readonly known_on: PlainDate
  /** True where `known_on` was not observed but taken from the day of the act. */
  readonly known_on_assumed: boolean
  readonly day_known: DayKnown
  /** The arithmetic of a derived day, or the words of a report; null where the day was read. */
  readonly derivation: string | null
  /** `id` of the event that a correction or retraction is about. */
  readonly corrects: string | null
  /** Printed totals of an `asserted_headline`; null otherwise. */
  readonly signatories: number | null
  readonly parties: number | null
  readonly source: string
  /** SHA-256 of the kept bytes that say so; null where nothing was fetched. */
  readonly document: string | null
  readonly note: string | null
  /** Who wrote it: `pack:untoc`, the name of an officer's token, or a job. */
  readonly recorded_by: string
}

/** One event of the append-only record. */
export type RecordEvent = EventDraft & {
  /** Place in the record, 1, 2, 3 … without gaps. */
  readonly seq: number
  /** True instant of writing, ISO 8601 in UTC with milliseconds. */
  readonly recorded_at: string
  /** SHA-256, in hex, of the event before it; 64 noughts for the first. */
  readonly prev_hash: string
  /** SHA-256, in hex, of this event's canonical form. */
  readonly hash: string
}
