import type { Exchange } from '../outbound/exchange.ts'
import type { Mail, Sender } from './channel-email.ts'
import type { DeliveryOutcome } from './delivery-outcome.ts'

/** How much is sent by one process in one round. */
export type DeliveryLimits = {
  /** Webhooks under way at once: new ones, and beside them those that failed before. */
  readonly webhooks: number
  readonly failedBefore: number
  /** Webhooks that are claimed before there is a place for them. */
  readonly ahead: number
  /** The same for mail. */
  readonly mails: number
  readonly mailsFailedBefore: number
  /** Messages of one round; the next goes on. */
  readonly messages: number
}

/** Mail as files, for trying the program where no mail server is set. */
export type Outbox = {
  /** Keeps a file under a name; one that is there already is replaced as a whole. */
  readonly keep: (name: string, bytes: Uint8Array) => Promise<void>
  /** Names of the files that are there. */
  readonly list: () => Promise<readonly string[]>
  readonly remove: (name: string) => Promise<void>
}

/** By what means alerts are sent. */
export type DeliveryMeans = {
  /** null where mail is left to another process. */
  readonly sendMail: ((mail: Mail) => Promise<DeliveryOutcome>) | null
  /** Where mail was written as files, now or earlier; null where it never is. */
  readonly outbox: Outbox | null
  readonly exchange: Exchange
  /** Ranges of addresses of the operator's own network that webhooks may go to beside the open Internet. */
  readonly permitted: readonly string[]
  readonly sender: Sender
  readonly userAgent: string
  /** Where the platform allows less than a process of its own may do. */
  readonly limits?: DeliveryLimits
}
