import { type AddressInfo, createServer } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import { describe, expect, it } from 'vitest'
import type { Mail } from '../../src/alerts/channel-email.ts'
import { smtpTransport } from '../../src/network/mail-transport.ts'
import { smtpServer } from '../alerts/receivers.ts'
import { freePort } from '../store/postgres-server.ts'

const MAIL: Mail = {
  messageId: '<one@example.org>',
  from: 'alerts@example.org',
  to: 'reader@example.org',
  subject: 'One',
  text: 'One.\n',
  html: '<p>One.</p>\n',
  references: [],
  headers: {},
  date: '2026-11-20T12:00:00.000Z',
}

function refusal(responseCode: number, words = 'refused for a test'): Error {
  return Object.assign(new Error(words), { responseCode })
}

type Way = {
  readonly name: string
  readonly options?: SMTPServerOptions
  readonly data?: Error
  readonly scheme?: string
  readonly login?: string
  readonly mail?: Partial<Mail>
}

async function sentBy({ options, data, scheme = 'smtp', login = '', mail }: Way) {
  const { url, close } = await smtpServer(() => {
    if (data !== undefined) throw data
  }, options)
  const transport = smtpTransport(`${scheme}://${login}${new URL(url).host}`)
  try {
    return await transport.send({ ...MAIL, ...mail })
  } finally {
    transport.close()
    await close()
  }
}

const WITH_LOGIN: SMTPServerOptions = {
  disabledCommands: ['STARTTLS'],
  authOptional: false,
  onAuth: (_auth, _session, callback) => callback(refusal(535, 'no such user')),
}

const OUR_FAULT: readonly Way[] = [
  { name: 'a password that is not accepted', options: WITH_LOGIN, login: 'user:wrong@' },
  { name: 'no password where one is wanted', options: WITH_LOGIN },
  { name: 'a certificate that nobody vouches for', options: { secure: true }, scheme: 'smtps' },
  { name: 'a server without TLS where it is wanted', scheme: 'smtps' },
  {
    name: 'a greeting that turns everyone away',
    options: { onConnect: (_session, callback) => callback(refusal(421)) },
  },
  {
    name: 'a sender that is refused',
    options: { onMailFrom: (_from, _session, callback) => callback(refusal(550)) },
  },
  {
    name: 'a sender that is refused for now',
    options: { onMailFrom: (_from, _session, callback) => callback(refusal(451)) },
  },
  {
    name: 'a server that shuts down',
    options: { onRcptTo: (_to, _session, callback) => callback(refusal(421)) },
  },
]

const FOR_NOW: readonly Way[] = [
  {
    name: 'a receiver that is refused for now',
    options: { onRcptTo: (_to, _session, callback) => callback(refusal(452)) },
  },
  {
    name: 'a receiver to whom this server does not relay',
    options: { onRcptTo: (_to, _session, callback) => callback(refusal(554, '5.7.1 Relay access denied')) },
  },
  { name: 'a mail that is refused for now', data: refusal(450) },
]

const REFUSED: readonly Way[] = [
  {
    name: 'a receiver that is unknown',
    options: { onRcptTo: (_to, _session, callback) => callback(refusal(550, '5.1.1 no such mailbox')) },
  },
  { name: 'a mail that is refused', data: refusal(554) },
  { name: 'an address that is none', mail: { to: 'reader@example.org\r\nBcc: other' } },
]

describe('whose fault it is that a mail did not go out', () => {
  it('ours: no server answers', async () => {
    const transport = smtpTransport(`smtp://127.0.0.1:${await freePort()}`)
    expect(await transport.send(MAIL)).toMatchObject({ failing: 'not_asked', status: null })
    transport.close()
  })

  it('ours: the server is not found', async () => {
    const transport = smtpTransport('smtp://mail.invalid:25')
    expect(await transport.send(MAIL)).toMatchObject({ failing: 'not_asked', status: null })
    transport.close()
  })

  it('nobody’s for good: a connection that breaks when the mail may have arrived', async () => {
    const server = createServer((socket) => {
      let isMail = false
      socket.on('error', () => undefined)
      socket.write('220 here\r\n')
      socket.on('data', (piece) => {
        const text = piece.toString()
        if (isMail) socket.destroy()
        else if (/^DATA/m.test(text)) {
          isMail = true
          socket.write('354 go on\r\n')
        } else socket.write('250 yes\r\n'.repeat(text.trim().split('\r\n').length))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const transport = smtpTransport(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`)
    expect(await transport.send(MAIL)).toMatchObject({ failing: 'refused_for_now', status: null })
    transport.close()
    server.close()
  })

  it.each(OUR_FAULT)('ours: $name', async (way) => {
    expect(await sentBy(way)).toMatchObject({ kind: 'failed', failing: 'not_asked' })
  })

  it.each(FOR_NOW)('nobody’s for good: $name', async (way) => {
    expect(await sentBy(way)).toMatchObject({ kind: 'failed', failing: 'refused_for_now' })
  })

  it.each(REFUSED)('the receiver’s: $name', async (way) => {
    expect(await sentBy(way)).toMatchObject({ kind: 'failed', failing: 'refused' })
  })
})
