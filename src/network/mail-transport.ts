import type { SMTPPoolOptions } from 'nodemailer'
import type { Mail } from '../alerts/channel-email.ts'
import type { Outbox } from '../alerts/delivery-means.ts'
import type { DeliveryOutcome } from '../alerts/delivery-outcome.ts'
import { mailFailing } from './mail-failing.ts'

/** Hands mail on. */
export type MailTransport = {
  readonly send: (mail: Mail) => Promise<DeliveryOutcome>
  readonly close: () => void
}

type Mailer = typeof import('nodemailer')

/** How connections to a mail server are made. */
export type MailConnections = {
  /** Kept open at once, and used again. */
  readonly most: number
  /** Opens one; as Node does by default. */
  readonly open?: NonNullable<SMTPPoolOptions['getSocket']>
}

/** Whether the text is the address of a mail server, such as `smtps://user:password@mail.example.org`. */
export function isMailServer(text: string): boolean {
  return /^smtps?:$/.test(URL.parse(text)?.protocol ?? '')
}

const USUAL_CONNECTIONS: MailConnections = { most: 5 }
export const CONNECT_MS = 10_000
const ANSWER_MS = 30_000

/** Any file name that no sender chooses. */
const FILE_NAME = /[^A-Za-z0-9.@-]/g

function optionsOf(mail: Mail) {
  const { references, date, headers, to, ...rest } = mail
  return {
    ...rest,
    to: { name: '', address: to },
    // The envelope is made of the one address; nothing in it can add another.
    envelope: { from: addressIn(mail.from), to: [to] },
    headers: { ...headers },
    date: new Date(date),
    ...(references.length === 0 ? {} : { inReplyTo: references.at(-1), references: [...references] }),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The bare address in `Name <address>`. */
function addressIn(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from
}

function failed(error: unknown): DeliveryOutcome {
  const text = error instanceof Error ? error.message : String(error)
  const problem = text.replace(/\s+/g, ' ').slice(0, 300)
  return { kind: 'failed', ...mailFailing(error), problem, notBefore: null, isGone: false }
}

/** What sends, made with the first mail: a start has no need to read all that it takes. */
function whenAsked<Transport extends { readonly close: () => void }>(make: (mailer: Mailer) => Transport) {
  let made: Promise<Transport> | null = null
  return {
    ready: (): Promise<Transport> => {
      made ??= import('nodemailer').then(make)
      return made
    },
    close: (): void => void made?.then((transport) => transport.close()),
  }
}

/** Mail over SMTP, on a few connections that are used again. What is refused is tried again later, 5xx too: only
 *  repeated failure shows that an address is gone. */
export function smtpTransport(
  smtpUrl: string,
  { most, open }: MailConnections = USUAL_CONNECTIONS,
): MailTransport {
  const { ready, close } = whenAsked(({ createTransport }) =>
    createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections: most,
      maxMessages: Number.POSITIVE_INFINITY,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: ANSWER_MS,
      ...(open === undefined ? {} : { getSocket: open }),
    }),
  )
  return {
    send: async (mail) => {
      const transport = await ready()
      try {
        await transport.sendMail(optionsOf(mail))
        return { kind: 'accepted' }
      } catch (error) {
        return failed(error)
      }
    },
    close,
  }
}

/** Mail as files, each named for its Message-ID, so that a second try writes the same file: for trying the program where
 *  no mail server is set. */
export function fileTransport({ keep }: Pick<Outbox, 'keep'>): MailTransport {
  const { ready, close } = whenAsked(({ createTransport }) =>
    createTransport({ streamTransport: true, buffer: true, newline: 'unix' }),
  )
  return {
    send: async (mail) => {
      const { message } = await (await ready()).sendMail(optionsOf(mail))
      const name = `${mail.messageId.slice(1, -1).replace(FILE_NAME, '_')}.eml`
      await keep(name, message as Buffer)
      return { kind: 'accepted' }
    },
    close,
  }
}
