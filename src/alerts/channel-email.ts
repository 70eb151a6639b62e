import { escapeHtml } from './html-text.ts'
import { type Message, type Paragraph, wordsOf } from './message.ts'

/** An e-mail before it has its form for the wire. */
export type Mail = {
  readonly messageId: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Message-IDs of what it corrects. */
  readonly references: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** ISO 8601. */
  readonly date: string
}

export type Sender = {
  /** Address that mail comes from. */
  readonly from: string
  /** Where the pages are, without a slash at the end. */
  readonly publicUrl: string
}

/** Links that only the reader of one mail has. */
export type MailLinks = { readonly confirm: string; readonly manage: string; readonly unsubscribe: string }

/** Addresses of the links that carry a secret. */
export function linksWith(secret: string, publicUrl: string): MailLinks {
  const at = (page: string): string => `${publicUrl}/alerts/${page}?token=${secret}`
  return { confirm: at('confirm'), manage: at('manage'), unsubscribe: at('unsubscribe') }
}

function messageIdOf(mark: string, { publicUrl }: Sender): string {
  return `<${mark}@${new URL(publicUrl).hostname.replace(/^\[|\]$/g, '').replaceAll(':', '.')}>`
}

function footer(message: Message, links: MailLinks): string[] {
  if (message.kind === 'confirm') return []
  const { numbers } = message
  const [first] = numbers
  const which =
    first === undefined
      ? []
      : [numbers.length === 1 ? `Message no. ${first}.` : `Messages no. ${first} to ${numbers.at(-1)}.`]
  // A webhook is its program's: its contact can only see it and leave it.
  const [see, leave] = message.toContact
    ? ['See it', 'Take your address away from it']
    : ['Change it', 'End it']
  return [...which, `${see}: ${links.manage}`, `${leave}: ${links.unsubscribe}`]
}

function plainText(paragraphs: readonly Paragraph[], last: readonly string[]): string {
  const body = paragraphs.map(({ text, address }) => (address === null ? text : `${text}\n${address}`))
  return `${[...body, last.join('\n')].filter((part) => part !== '').join('\n\n')}\n`
}

function linked(text: string): string {
  return escapeHtml(text).replace(/https?:\/\/\S+/g, (address) => `<a href="${address}">${address}</a>`)
}

function htmlText(paragraphs: readonly Paragraph[], last: readonly string[]): string {
  const body = paragraphs.map(({ text, address }) => {
    const more = address === null ? '' : `<br><a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`
    return `<p>${escapeHtml(text)}${more}</p>`
  })
  const end = last.length === 0 ? [] : [`<hr><p><small>${last.map(linked).join('<br>')}</small></p>`]
  return `<!doctype html>\n<html lang="en"><body style="font:17px/1.5 system-ui,sans-serif;max-width:68ch">\n${[...body, ...end].join('\n')}\n</body></html>\n`
}

/** The mail that carries a message: plain text and HTML that say the same, threaded to what it corrects, with the
 *  headers for ending the subscription in one click (RFC 8058). */
export function emailOf(
  message: Message,
  given: { readonly to: string; readonly sender: Sender; readonly links: MailLinks },
): Mail {
  const { to, sender, links } = given
  const link = message.kind === 'confirm' ? links.confirm : links.manage
  const { subject, paragraphs } = wordsOf(message, { publicUrl: sender.publicUrl, link })
  const last = footer(message, links)
  const ending =
    message.kind === 'confirm'
      ? {}
      : {
          'List-Unsubscribe': `<${links.unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }
  return {
    messageId: messageIdOf(message.mark, sender),
    from: sender.from,
    to,
    subject,
    text: plainText(paragraphs, last),
    html: htmlText(paragraphs, last),
    references: message.corrects.map(({ mark }) => messageIdOf(mark, sender)),
    headers: {
      ...ending,
      'List-Id': `Palermo Tracker <alerts.${new URL(sender.publicUrl).hostname}>`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    date: message.queuedAt,
  }
}
