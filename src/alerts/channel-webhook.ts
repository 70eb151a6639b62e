import { Webhook } from 'standardwebhooks'
import type { OutboundAnswer, OutboundLimits } from '../outbound/exchange.ts'
import { retryAfter } from '../outbound/retry-after.ts'
import type { DeliveryOutcome } from './delivery-outcome.ts'
import type { Fact } from './fact.ts'
import { factSentence, factTitle } from './fact-words.ts'
import { type Message, saidOnce } from './message.ts'

const KILOBYTE = 1_024

/** What one delivery may cost: receivers answer at once and do their work later. */
export const WEBHOOK_LIMITS: OutboundLimits = {
  connectMs: 5_000,
  answerMs: 10_000,
  wholeMs: 15_000,
  wireBytes: 16 * KILOBYTE,
  decodedBytes: 16 * KILOBYTE,
}

/** Facts that are written out in one webhook; of more, the rest is read at the subscription's deliveries. */
const MOST_FACTS = 50

export type SignedRequest = {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type Signing = {
  /** Secrets that sign, the newest first: two while they rotate. */
  readonly secrets: readonly string[]
  /** Milliseconds since 1970; receivers refuse what is more than five minutes old. */
  readonly now: number
  readonly userAgent: string
}

/** The name of a message to programs: the same on every try. */
export function webhookId(mark: string): string {
  return `msg_${mark}`
}

function writtenOut(fact: Fact) {
  const { key, treaty, participant, detail } = fact
  return { key, title: factTitle(fact), sentence: factSentence(fact), treaty, participant, ...detail }
}

type FactPayload = ReturnType<typeof writtenOut>

/** One fact goes to everyone who asks for it in the same words: they are found once. */
const PAYLOADS = new WeakMap<Fact, FactPayload>()

function factPayload(fact: Fact): FactPayload {
  const known = PAYLOADS.get(fact) ?? writtenOut(fact)
  PAYLOADS.set(fact, known)
  return known
}

/** Facts as a program gets them. Each stands there as a fact of its own, because later recalls name its key; what a recall
 *  says beside it is not said again. */
function factPayloads(facts: readonly Fact[]): FactPayload[] {
  return facts.map((fact) =>
    fact.detail.kind === 'recall'
      ? { ...factPayload(fact), sentence: saidOnce(fact, facts) }
      : factPayload(fact),
  )
}

/** What a program gets of a message. */
export function webhookPayload(message: Message) {
  const { subscription, numbers, kind, facts, corrects, queuedAt, checkedAt, mark } = message
  if (kind === 'verify') {
    return { type: 'palermo.verification', timestamp: queuedAt, data: { subscription, challenge: mark } }
  }
  return {
    type: `palermo.${kind}`,
    timestamp: queuedAt,
    data: {
      subscription,
      number: numbers[0] ?? null,
      last_number: numbers.at(-1) ?? null,
      corrects: corrects.map((one) => ({ number: one.number, id: webhookId(one.mark) })),
      facts: factPayloads(facts.slice(0, MOST_FACTS)),
      more: facts.length > MOST_FACTS,
      ...(kind === 'heartbeat' ? { checked_at: checkedAt } : {}),
    },
  }
}

/** A message as a request signed by Standard Webhooks. */
export function webhookRequest(message: Message, { secrets, now, userAgent }: Signing): SignedRequest {
  const payload = JSON.stringify(webhookPayload(message))
  const id = webhookId(message.mark)
  const at = new Date(now)
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, payload))
  return {
    headers: {
      'content-type': 'application/json',
      'user-agent': userAgent,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': signatures.join(' '),
    },
    body: new TextEncoder().encode(payload),
  }
}

const GONE = 410

/** What the answer to a webhook means: 2xx is accepted, 410 ends it, everything else is tried again. A redirect is not
 *  followed. A verification is accepted only by an answer that repeats its challenge. */
export function webhookOutcome(message: Message, answer: OutboundAnswer, now: number): DeliveryOutcome {
  const { status, headers } = answer
  const failed = (problem: string): DeliveryOutcome => {
    const notBefore = retryAfter(headers, now)
    return { kind: 'failed', failing: 'refused', status, problem, notBefore, isGone: status === GONE }
  }
  if (status < 200 || status > 299) return failed(`it answered ${status}`)
  if (message.kind !== 'verify') return { kind: 'accepted' }
  const repeats = new TextDecoder().decode(answer.bytes).includes(message.mark)
  return repeats ? { kind: 'accepted' } : failed('its answer did not repeat the challenge')
}
