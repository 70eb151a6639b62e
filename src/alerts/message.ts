import type { Fact } from './fact.ts'
import { factSentence, factTitle, insteadSentence, takenBackSentence } from './fact-words.ts'

/** A message that was sent before and is corrected now. */
export type EarlierMessage = { readonly number: number; readonly mark: string }

/** One message to one subscriber, with everything that its words need. */
export type Message = {
  /** Stays the same on every try, and is never used again. */
  readonly mark: string
  readonly subscription: string
  /** Numbers in the subscriber's sequence; several for a digest, none for what is about the subscription itself. */
  readonly numbers: readonly number[]
  readonly kind: 'alert' | 'recall' | 'heartbeat' | 'confirm' | 'link' | 'verify' | 'notice'
  readonly facts: readonly Fact[]
  readonly corrects: readonly EarlierMessage[]
  /** Whether it is for the contact of a webhook, who is not its owner. */
  readonly toContact: boolean
  /** What the subscription asks for, in a few words; null where the message is about something else. */
  readonly asksFor: string | null
  /** Why the subscription was switched off; null where it was not. */
  readonly offBecause: string | null
  /** When it was decided, ISO 8601. */
  readonly queuedAt: string
  /** When the record was last held against its source, in words for a sign of life; null where it never was. */
  readonly checkedAt: string | null
}

/** A sentence, and where more of it stands. */
export type Paragraph = { readonly text: string; readonly address: string | null }

/** What a person reads. */
export type Words = { readonly subject: string; readonly paragraphs: readonly Paragraph[] }

const CONFIRM_DAYS = 2

function addressOf(fact: Fact, publicUrl: string): string | null {
  const { detail, treaty } = fact
  if (detail.kind === 'recall') return detail.event === null ? null : eventAddress(detail.event, publicUrl)
  if ('act' in detail) return eventAddress(detail.act.event, publicUrl)
  if (detail.kind === 'correction') return eventAddress(detail.event, publicUrl)
  return treaty === null ? null : `${publicUrl}/treaties/${treaty.slug}`
}

function eventAddress(id: string, publicUrl: string): string {
  return `${publicUrl}/record/${encodeURIComponent(id)}`
}

function numbered(numbers: readonly number[]): string {
  return numbers.length === 1 ? `no. ${numbers[0]}` : `nos. ${numbers.join(', ')}`
}

function subjectOf(facts: readonly Fact[]): string {
  const [first] = facts
  if (first === undefined) return 'Nothing changed'
  return facts.length === 1 ? factTitle(first) : `${factTitle(first)} and ${facts.length - 1} more`
}

/** What is said of a fact in a message with these facts: what holds now is said once, by a fact that says it itself or
 *  else with the last recall that says it. */
export function saidOnce(fact: Fact, facts: readonly Fact[]): string {
  const { detail } = fact
  const instead = insteadSentence(fact)
  if (instead === null || detail.kind !== 'recall') return factSentence(fact)
  const later = facts.slice(facts.indexOf(fact) + 1)
  const isRepeated =
    later.some((one) => insteadSentence(one) === instead) ||
    facts.some((one) => one.detail.kind !== 'recall' && factSentence(one) === instead)
  return isRepeated ? takenBackSentence(detail) : factSentence(fact)
}

function newsWords({ facts, corrects }: Message, publicUrl: string): Words {
  const recalls = facts.filter(({ detail }) => detail.kind === 'recall')
  const holding = new Set(recalls.map(insteadSentence))
  const others = facts.filter((fact) => fact.detail.kind !== 'recall' && !holding.has(factSentence(fact)))
  const ordered = [...recalls, ...others]
  const which = corrects.map(({ number }) => number)
  const intro = `This corrects our message ${numbered(which)}.`
  return {
    subject: subjectOf(ordered),
    paragraphs: [
      ...(which.length === 0 ? [] : [{ text: intro, address: null }]),
      ...ordered.map((fact) => ({
        text: saidOnce(fact, ordered),
        address: addressOf(fact, publicUrl),
      })),
    ],
  }
}

function heartbeatWords({ checkedAt }: Message, publicUrl: string): Words {
  const checked =
    checkedAt === null
      ? 'The record has not been held against the depositary’s pages by itself yet.'
      : `The record was last held against the depositary’s pages at ${checkedAt}.`
  const text = `Nothing that you asked to be told has changed since our last message. ${checked}`
  return { subject: 'Nothing changed', paragraphs: [{ text, address: publicUrl }] }
}

function linkWords(message: Message, link: string): Words {
  const text = message.toContact
    ? `Your address is the contact of a webhook${told(message)}. With this link you can see it and take your address away from it. Keep it to yourself.`
    : `With this link you can see, change and end your subscription${told(message)}. Keep it to yourself.`
  const subject = message.toContact ? 'Your link to a webhook' : 'Your management link'
  return { subject, paragraphs: [{ text, address: link }] }
}

function offWords(message: Message, link: string): Words {
  const { subscription, offBecause } = message
  const text = `Your webhook${told(message)}, ${subscription}, was switched off, because its receiver kept failing: ${offBecause}. What it was to be told is parked and can be sent again. Mend the receiver, then ask for its verification; nothing more is sent until it answers that.`
  return { subject: 'Your webhook was switched off', paragraphs: [{ text, address: link }] }
}

/** What is asked for, as a part of a sentence. */
function told({ asksFor }: Message): string {
  return asksFor === null ? '' : ` (${asksFor})`
}

/** The words of a message for a person. `link` is where a confirmation or a management link leads. Throws for a
 *  verification, which only programs get. */
export function wordsOf(
  message: Message,
  given: { readonly publicUrl: string; readonly link: string },
): Words {
  const { publicUrl, link } = given
  switch (message.kind) {
    case 'alert':
    case 'recall':
      return newsWords(message, publicUrl)
    case 'heartbeat':
      return heartbeatWords(message, publicUrl)
    case 'confirm': {
      const text = `Someone, we hope you, asked Palermo Tracker to write to this address${told(message)}. If it was you, confirm it within ${CONFIRM_DAYS} days. If not, do nothing: without a confirmation we do not write again.`
      return { subject: 'Confirm your subscription', paragraphs: [{ text, address: link }] }
    }
    case 'link':
      return linkWords(message, link)
    case 'notice':
      return offWords(message, link)
    case 'verify':
      throw new Error('a verification has no words')
  }
}
