import * as z from 'zod'
import { InputError } from '../law/input-error.ts'
import { addressRefusal } from '../outbound/allowed-address.ts'
import { readOutboundUrl } from '../outbound/outbound-url.ts'
import type { Channel } from './subscription.ts'

/** The longest address that mail is sent to (RFC 5321, section 4.5.3.1.3). */
const LONGEST_ADDRESS = 254

type Given = {
  /** Where the address was given. */
  readonly field: string
  readonly value: string
  /** Ranges of addresses that webhooks may go to beside the open Internet; none when left out. */
  readonly permitted?: readonly string[]
}

/** Why nothing may go to the host of a webhook, as far as its address says so without being looked up; null where it
 *  does not. */
function hostRefusal({ hostname }: URL, permitted: readonly string[]): string | null {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const refusal = addressRefusal(/(?:^|\.)localhost$/.test(host) ? '127.0.0.1' : host, permitted)
  return refusal === 'not_an_address' ? null : refusal
}

/** The address of a subscription as it is kept. Throws InputError for one to which nothing could be sent. */
export function subscriptionAddress(channel: Channel, { field, value, permitted = [] }: Given): string {
  if (channel === 'email') {
    const address = value.trim()
    if (address.length <= LONGEST_ADDRESS && z.email().safeParse(address).success) return address
    const accepted = 'one e-mail address, such as name@example.org'
    throw new InputError([{ field, value: address, accepted }])
  }
  const { url, refusal } = readOutboundUrl(value)
  const inside = url === null ? null : hostRefusal(url, permitted)
  if (url !== null && inside === null) return url.href
  const accepted =
    inside === null
      ? `an http or https address in its plain form (${refusal})`
      : `an address on the open Internet (this one is ${inside}), or in a range that the operator opens with WEBHOOK_RANGES`
  throw new InputError([{ field, value, accepted }])
}
