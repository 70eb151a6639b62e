import { emailOf, linksWith } from '../src/alerts/channel-email.ts'
import { WEBHOOK_LIMITS, webhookOutcome, webhookRequest } from '../src/alerts/channel-webhook.ts'
import type { DeliveryMeans } from '../src/alerts/delivery-means.ts'
import type { DeliveryOutcome, Failing } from '../src/alerts/delivery-outcome.ts'
import { OutboundFailure } from '../src/outbound/outbound-failure.ts'
import { readOutboundUrl } from '../src/outbound/outbound-url.ts'
import type { Claimed } from '../src/store/claim-deliveries.ts'

export type DeliveryClock = {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly signal: AbortSignal
}

function failed(problem: string, failing: Failing = 'refused'): DeliveryOutcome {
  return { kind: 'failed', failing, status: null, problem, notBefore: null, isGone: false }
}

async function postWebhook(
  { address, secrets, message }: Claimed,
  means: DeliveryMeans,
  { now, signal }: DeliveryClock,
): Promise<DeliveryOutcome> {
  const { url, refusal } = readOutboundUrl(address)
  if (refusal !== null) return failed(`its address is not followed: ${refusal}`)
  const request = webhookRequest(message, { secrets, now: now(), userAgent: means.userAgent })
  try {
    const answer = await means.exchange({
      method: 'POST',
      url,
      ...request,
      limits: WEBHOOK_LIMITS,
      permitted: means.permitted,
      signal,
    })
    return webhookOutcome(message, answer, now())
  } catch (error) {
    if (!(error instanceof OutboundFailure) || error.code === 'stopped') throw error
    return failed(error.message, error.code === 'no_network' ? 'not_asked' : 'refused')
  }
}

/** Sends one message on the channel of its subscription. Throws OutboundFailure `stopped` where the program was told to
 *  stop first. */
export async function deliverMessage(
  claimed: Claimed,
  means: DeliveryMeans,
  clock: DeliveryClock,
): Promise<DeliveryOutcome> {
  if (claimed.channel === 'webhook') return postWebhook(claimed, means, clock)
  if (means.sendMail === null) throw new Error('mail is not claimed where none can be sent')
  if (claimed.linkSecret === null) throw new Error('a mail has a secret for its links')
  const links = linksWith(claimed.linkSecret, means.sender.publicUrl)
  return means.sendMail(emailOf(claimed.message, { to: claimed.address, sender: means.sender, links }))
}
