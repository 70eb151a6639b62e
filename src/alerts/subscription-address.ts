import * as z from 'zod'
import { InputError } from '../law/input-error.ts'
import { readOutboundUrl } from '../outbound/outbound-url.ts'
import type { Channel } from './subscription.ts'

/** The longest address that mail is sent to (RFC 5321, section 4.5.3.1.3). */
const LONGEST_ADDRESS = 254

/** The address of a subscription as it is kept. `field` names where it was given. Throws InputError for one to which
 *  nothing could be sent. */
export function subscriptionAddress(
  channel: Channel,
  { field, value }: { readonly field: string; readonly value: string },
): string {
  if (channel === 'email') {
    const address = value.trim()
    if (address.length <= LONGEST_ADDRESS && z.email().safeParse(address).success) return address
    const accepted = 'one e-mail address, such as name@example.org'
    throw new InputError([{ field, value: address, accepted }])
  }
  const { url, refusal } = readOutboundUrl(value)
  if (url !== null) return url.href
  const accepted = `an http or https address in its plain form (${refusal})`
  throw new InputError([{ field, value, accepted }])
}
