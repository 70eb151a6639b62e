import type { Exchange } from '../outbound/exchange.ts'
import type { Mail, Sender } from './channel-email.ts'
import type { DeliveryOutcome } from './delivery-outcome.ts'

/** By what means alerts are sent. */
export type DeliveryMeans = {
  readonly sendMail: (mail: Mail) => Promise<DeliveryOutcome>
  readonly exchange: Exchange
  /** Ranges of addresses of the operator's own network that webhooks may go to beside the open Internet. */
  readonly permitted: readonly string[]
  readonly sender: Sender
  readonly userAgent: string
}
