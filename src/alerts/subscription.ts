import { ANNOUNCED_DAYS, type PublicKind, type SubscribedKind } from './fact.ts'

/** What a subscription asks to be told. An empty list of treaties, participants or groups is all of them. */
export type Interest = {
  readonly kinds: readonly SubscribedKind[]
  /** Numbers of treaties. */
  readonly treaties: readonly string[]
  readonly participants: readonly string[]
  readonly groups: readonly string[]
  /** Beside what is about these participants or groups, also what concerns a treaty as a whole. Where neither is asked for,
   *  it makes no difference. */
  readonly treaty_wide: boolean
  /** At how many instruments before the threshold; empty is at each. */
  readonly to_go: readonly number[]
  /** How many days before a date; of 30, 7, 1 and 0. */
  readonly days_before: readonly number[]
  /** A projection must have moved by more than so many days. */
  readonly moved_days: number
}

export const CHANNELS = ['email', 'webhook'] as const
export type Channel = (typeof CHANNELS)[number]

/** `pending`: not confirmed yet, nothing is told. `off`: its receiver kept failing. */
export type SubscriptionState = 'pending' | 'active' | 'off'

export const DIGESTS = ['at_once', 'daily', 'weekly'] as const
export type Digest = (typeof DIGESTS)[number]

/** Languages in which messages are written. */
export const MESSAGE_LANGUAGES = ['en'] as const
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number]

/** When messages are sent. Weekly ones come on Mondays. */
export type Timing = {
  readonly digest: Digest
  /** Hour of the subscriber's day at which a digest comes, 0 to 23. */
  readonly hour: number
  /** IANA name. */
  readonly time_zone: string
  /** Whether a digest comes also when nothing changed; for those told at once, a sign of life each week. */
  readonly heartbeat: boolean
}

/** When messages are sent, and how they are written. */
export type Manner = Timing & { readonly language: MessageLanguage }

/** What is told where nothing else is asked for. */
export const USUAL_KINDS: readonly PublicKind[] = [
  'deposit',
  'withdrawal',
  'denunciation',
  'correction',
  'to_go',
  'reached',
  'entry_fixed',
  'entry_near',
  'milestone',
]

export const USUAL_INTEREST: Interest = {
  kinds: USUAL_KINDS,
  treaties: [],
  participants: [],
  groups: [],
  treaty_wide: false,
  to_go: [10, 5, 3, 2, 1],
  days_before: ANNOUNCED_DAYS,
  moved_days: 30,
}

export const USUAL_TIMING: Manner = {
  digest: 'at_once',
  hour: 8,
  time_zone: 'UTC',
  heartbeat: false,
  language: 'en',
}
