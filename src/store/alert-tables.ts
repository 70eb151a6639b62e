import type { ColumnType, Generated } from 'kysely'
import type { Channel, Digest, MessageLanguage, SubscriptionState } from '../alerts/subscription.ts'
import type { PlainDate } from '../law/plain-date.ts'

/** JSON that the database parses and that is written as text. */
type Json = ColumnType<unknown, string, string>

type Identity = ColumnType<number, never, never>

export const DELIVERY_KINDS = ['alert', 'recall', 'heartbeat', 'confirm', 'link', 'verify', 'notice'] as const
export type DeliveryKind = (typeof DELIVERY_KINDS)[number]

/** `parked`: given up after three days, or because its receiver is gone. */
export type DeliveryState = 'queued' | 'accepted' | 'parked'

/** Why a message was parked without having been tried: what it said was taken back, or its subscription was off. */
export type Unsent = 'taken_back' | 'off'

export type SubscriptionTable = {
  readonly id: Identity
  readonly name: string
  readonly interest: number
  readonly channel: Channel
  readonly address: string
  readonly contact: string | null
  readonly state: SubscriptionState
  readonly off_because: string | null
  readonly digest: Digest
  readonly hour: number
  readonly time_zone: string
  readonly heartbeat: boolean
  readonly next_digest_at: string | null
  readonly language: Generated<MessageLanguage>
  readonly made_by: string | null
  readonly created_at: string
  readonly confirmed_at: string | null
  readonly token_hash: string | null
  readonly secret: string | null
  readonly old_secret: string | null
  readonly old_secret_until: string | null
}

export type DeliveryTable = {
  readonly id: Identity
  readonly mark: Generated<string>
  readonly subscription: number
  readonly number: number | null
  readonly kind: DeliveryKind
  readonly channel: Channel
  readonly decision: number | null
  readonly facts: Generated<readonly number[]>
  readonly corrects: Generated<readonly number[]>
  readonly withheld: Generated<readonly number[]>
  readonly unsent: Generated<Unsent | null>
  readonly digest_of: number | null
  readonly state: DeliveryState
  readonly queued_at: string
  readonly due_at: string
  readonly tries: Generated<number>
  readonly first_tried_at: string | null
  readonly settled_at: string | null
  readonly claim: string | null
  readonly claimed_until: Generated<string | null>
  readonly has_failed: Generated<boolean>
}

/** The tables of the alerts as the code sees them. */
export type AlertTables = {
  interests: { readonly id: Identity; readonly hash: string; readonly definition: Json }
  subscriptions: SubscriptionTable
  alert_decisions: { readonly id: Identity; readonly decided_at: string; readonly seq: number }
  alert_facts: {
    readonly id: Identity
    readonly decision: number
    readonly key: string
    readonly about: string
    readonly kind: string
    readonly body: Json
    readonly recalled_by: number | null
  }
  deliveries: DeliveryTable
  delivery_rounds: {
    readonly delivery: number
    readonly round: number
    readonly state: Exclude<DeliveryState, 'queued'>
    readonly tries: number
    readonly first_tried_at: string | null
    readonly settled_at: string
    readonly replayed_at: string
  }
  delivery_failures: {
    readonly delivery: number
    readonly round: Generated<number>
    readonly try: number
    readonly failed_at: string
    readonly status: number | null
    readonly problem: string
  }
  link_tokens: {
    readonly hash: string
    readonly subscription: number
    readonly purpose: 'confirm' | 'manage'
    readonly until: string
  }
  leavings: { readonly only_row: Generated<boolean>; readonly count: number }
  alert_clock: { readonly only_row: Generated<boolean>; readonly day: PlainDate }
  projection_marks: { readonly interest: number; readonly treaty: string; readonly expected: PlainDate }
  request_counts: { readonly bucket: string; readonly until: string; readonly count: number }
}
