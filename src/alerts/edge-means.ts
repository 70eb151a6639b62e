import { isRange } from '../outbound/allowed-address.ts'
import { fetchExchange } from '../outbound/fetch-exchange.ts'
import { userAgent } from '../outbound/user-agent.ts'
import type { DeliveryMeans } from './delivery-means.ts'

export type EdgeSettings = {
  /** Address under which readers reach the program. */
  readonly publicUrl: string
  /** Ranges that webhooks may go to beside the open Internet. */
  readonly ranges: readonly string[]
  /** Sends mail; null where no server is set. */
  readonly sendMail: DeliveryMeans['sendMail']
  /** Address that mail comes from; '' for `alerts@` the host of `publicUrl`. */
  readonly mailFrom: string
  readonly version: string
}

/** Ranges of addresses with commas between them; what is none opens nothing. */
export function rangesIn(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(isRange)
}

/** The means by which an edge sends alerts, a part of them each time it is woken: the platform allows few connections at
 *  once and a limited number of requests. Where no mail server is set, mail waits for a process on Node. */
export function edgeMeans({ publicUrl, ranges, sendMail, mailFrom, version }: EdgeSettings): DeliveryMeans {
  const url = publicUrl.replace(/\/+$/, '')
  return {
    sendMail,
    outbox: null,
    exchange: fetchExchange(),
    permitted: ranges,
    sender: { from: mailFrom || `Palermo Tracker <alerts@${new URL(url).hostname}>`, publicUrl: url },
    userAgent: userAgent({ version, publicUrl: url }),
    limits: { webhooks: 3, failedBefore: 1, ahead: 24, mails: 1, mailsFailedBefore: 1, messages: 400 },
  }
}
