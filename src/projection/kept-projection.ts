import type { PlainDate } from '../law/plain-date.ts'

export const KEPT_MILESTONES = [
  'threshold',
  'entry_into_force',
  'next_deposit',
  'tenth',
  'universal',
] as const
export type KeptMilestone = (typeof KEPT_MILESTONES)[number]

/** Who made a projection: the fitted model, or one of the two simple methods that it is measured by. */
export const METHODS = ['model', 'recent rate', 'whole-life rate'] as const
export type Method = (typeof METHODS)[number]

/** One projection as it was made on its day, kept so that it can be held against what came. */
export type KeptProjection = {
  /** Number of the treaty in the UN Treaty Collection. */
  readonly treaty: string
  readonly milestone: KeptMilestone
  readonly method: Method
  /** The day it was made for, from the acts known on it. */
  readonly as_of: PlainDate
  /** Place of the last event that was on record. */
  readonly seq: number
  /** The day up to which it was known what happened under the treaty; null where nothing was ever heard, and of a
   *  projection that was kept before this was. */
  readonly known_until: PlainDate | null
  /** Version and fingerprint of the model; of a simple method, its name. */
  readonly made_by: string
  /** How many further instruments reach the milestone; 0 where only a parent treaty is waited for. */
  readonly more: number
  readonly p05: PlainDate | null
  readonly p25: PlainDate | null
  readonly p50: PlainDate | null
  readonly p75: PlainDate | null
  readonly p95: PlainDate | null
  /** Chances, 0 to 1, within so many years of 365.25 days. */
  readonly within_1y: number
  readonly within_3y: number
  readonly within_5y: number
}
