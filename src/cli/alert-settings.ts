import { InputError } from '../law/input-error.ts'
import { isMailServer } from '../network/mail-transport.ts'
import { isRange } from '../outbound/allowed-address.ts'
import type { CommandLine } from './command-line.ts'
import { barePlace } from './open-record.ts'

/** How alerts are sent, as the environment says. */
export type AlertSettings = {
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  /** null: the address at which the server itself listens. */
  readonly publicUrl: string | null
  readonly webhookRanges: readonly string[]
  /** Where mail is written as files. */
  readonly dataDir: string
}

function refuse(field: string, value: string, accepted: string): never {
  throw new InputError([{ field, value, accepted }])
}

function smtpUrlOf(text: string | undefined): string | null {
  if (!text) return null
  if (isMailServer(text)) return text
  return refuse('SMTP_URL', '…', 'an address such as smtps://user:password@mail.example.org')
}

function publicUrlOf(text: string | undefined): string | null {
  if (!text) return null
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '')
  return refuse('PUBLIC_URL', text, 'the address under which others reach this server')
}

function mailFromOf(text: string | undefined): string | null {
  if (!text) return null
  if (/^[^\r\n<>]*(<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/.test(text)) return text
  return refuse('MAIL_FROM', text, 'an e-mail address, with or without a name before it in < >')
}

function rangesOf(text: string | undefined): string[] {
  const ranges = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const wrong = ranges.find((one) => !isRange(one))
  if (wrong !== undefined)
    refuse('WEBHOOK_RANGES', wrong, 'ranges such as 10.1.0.0/16, with commas between them')
  return ranges
}

/** Reads SMTP_URL, MAIL_FROM, PUBLIC_URL and WEBHOOK_RANGES. Throws InputError. */
export function alertSettings(line: CommandLine): AlertSettings {
  const { env } = line
  return {
    smtpUrl: smtpUrlOf(env['SMTP_URL']),
    mailFrom: mailFromOf(env['MAIL_FROM']),
    publicUrl: publicUrlOf(env['PUBLIC_URL']),
    webhookRanges: rangesOf(env['WEBHOOK_RANGES']),
    dataDir: barePlace(line).dataDir,
  }
}
