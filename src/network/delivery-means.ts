import type { DeliveryMeans, Outbox } from '../alerts/delivery-means.ts'
import { userAgent } from '../outbound/user-agent.ts'
import { httpExchange } from './http-exchange.ts'
import { fileTransport, smtpTransport } from './mail-transport.ts'

export type DeliverySettings = {
  /** Mail server; null: mail is written as files. */
  readonly smtpUrl: string | null
  /** Address that mail comes from; null for `alerts@` the host of `publicUrl`. */
  readonly mailFrom: string | null
  /** Address under which readers reach the program, without a slash at the end. */
  readonly publicUrl: string
  /** Ranges of addresses that webhooks may go to beside the open Internet. */
  readonly permitted: readonly string[]
  /** Where mail goes while there is no mail server. */
  readonly outbox: Outbox
  readonly version: string
}

/** The means by which a process on Node sends alerts; `close` ends its connections. */
export function deliveryMeans(settings: DeliverySettings): DeliveryMeans & { readonly close: () => void } {
  const { smtpUrl, mailFrom, publicUrl, permitted, outbox, version } = settings
  const mail = smtpUrl === null ? fileTransport(outbox) : smtpTransport(smtpUrl)
  const from = mailFrom ?? `Palermo Tracker <alerts@${new URL(publicUrl).hostname}>`
  return {
    sendMail: mail.send,
    outbox,
    exchange: httpExchange(),
    permitted,
    sender: { from, publicUrl },
    userAgent: userAgent({ version, publicUrl }),
    close: mail.close,
  }
}
