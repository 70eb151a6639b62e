import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { Webhook } from 'standardwebhooks'
import { httpServer, type LoopbackServer } from '../network/loopback-server.ts'

/** A mail as it arrived, with the addresses of its envelope. */
export type Arrived = { readonly to: readonly string[]; readonly mail: ParsedMail }

export type MailServer = {
  readonly url: string
  readonly arrived: Arrived[]
  /** Refuses the next mails with this code; null accepts again. */
  refuse: (code: number | null) => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

type OnMail = (given: {
  readonly to: readonly string[]
  readonly messageId: string
  readonly raw: Buffer
}) => Promise<void> | void

/** A server of mail on the loopback address that takes each mail for which `onMail` does not throw. */
export async function smtpServer(
  onMail: OnMail,
  { port = 0, ...options }: SMTPServerOptions & { readonly port?: number } = {},
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 200,
    ...options,
    onData: (stream, session, callback) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const raw = Buffer.concat(pieces)
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const [head = ''] = raw.toString('latin1').split('\r\n\r\n', 1)
        const messageId = /^Message-ID:\s+(<[^<>\s]+>)$/im.exec(head)?.[1]
        if (messageId === undefined) return callback(new Error('a mail has a Message-ID'))
        void (async () => onMail({ to, messageId, raw }))().then(() => callback(), callback)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const at = server.server.address()
  if (at === null || typeof at === 'string') throw new Error('the server has no port')
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
  return { url: `smtp://127.0.0.1:${at.port}`, close }
}

/** A mail server on the loopback address that keeps what it accepts. */
export async function mailServer(): Promise<MailServer> {
  const arrived: Arrived[] = []
  let code: number | null = null
  const { url, close } = await smtpServer(async ({ to, raw }) => {
    if (code !== null) throw Object.assign(new Error('refused for a test'), { responseCode: code })
    arrived.push({ to, mail: await simpleParser(raw) })
  })
  return {
    url,
    arrived,
    refuse: (next) => {
      code = next
    },
    [Symbol.asyncDispose]: close,
  }
}

export type MailCounter = {
  readonly url: string
  /** Message-IDs of what was accepted, in its order. */
  readonly messageIds: string[]
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** A mail server for tens of thousands of mails: of each it reads only its Message-ID. */
export async function mailCounter(onMail: (messageId: string) => void): Promise<MailCounter> {
  const messageIds: string[] = []
  const { url, close } = await smtpServer(({ messageId }) => {
    onMail(messageId)
    messageIds.push(messageId)
  })
  return { url, messageIds, [Symbol.asyncDispose]: close }
}

type Payload = {
  readonly type: string
  readonly data: {
    readonly subscription: string
    readonly number: number | null
    readonly challenge?: string
    readonly corrects: readonly { readonly number: number; readonly id: string }[]
    readonly facts: readonly { readonly key: string; readonly kind: string; readonly sentence: string }[]
  }
}

export type Posted = {
  readonly id: string
  readonly payload: Payload
  readonly headers: IncomingMessage['headers']
  readonly raw: string
}

export type WebhookReceiver = LoopbackServer & {
  readonly posted: Posted[]
  /** Answers so from now on; the answer to a verification stays. */
  answer: (how: (response: ServerResponse) => void) => void
  /** The secret by which signatures are checked from now on. */
  trust: (secret: string) => void
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

/** A receiver of webhooks on the loopback address. What it keeps was verified by the reference library of Standard
 *  Webhooks; it answers a verification as it should. */
export async function webhookReceiver(): Promise<WebhookReceiver> {
  const posted: Posted[] = []
  let secret = ''
  let answer = (response: ServerResponse): void => {
    response.writeHead(204).end()
  }
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await bodyOf(request)
    const headers = request.headers as Record<string, string>
    if (secret !== '') new Webhook(secret).verify(raw, headers)
    const payload: Payload = JSON.parse(raw)
    if (payload.type === 'palermo.verification') {
      response.writeHead(200).end(JSON.stringify({ challenge: payload.data.challenge }))
      return
    }
    posted.push({ id: String(headers['webhook-id']), payload, headers: request.headers, raw })
    answer(response)
  }
  const server = await httpServer((request, response) => {
    receive(request, response).catch((error: unknown) => response.writeHead(400).end(String(error)))
  })
  return {
    ...server,
    posted,
    answer: (how) => {
      answer = how
    },
    trust: (next) => {
      secret = next
    },
  }
}
