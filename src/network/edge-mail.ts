import { connect as openTcp, type Socket } from 'node:net'
import { connect as openTls } from 'node:tls'
import type { SMTPPoolOptions } from 'nodemailer'
import { CONNECT_MS, type MailTransport, smtpTransport } from './mail-transport.ts'

/** Opens a connection by the server's name, which the platform looks up: Node's own look-up is not there. */
const openByName: NonNullable<SMTPPoolOptions['getSocket']> = ({ host = '', port = 0, secure }, callback) => {
  const place = { host, port: Number(port) }
  const socket: Socket = secure ? openTls({ ...place, servername: host }) : openTcp(place)
  const late = () => socket.destroy(new Error(`no connection within ${CONNECT_MS} ms`))
  const timer = setTimeout(late, CONNECT_MS)
  const refuse = (error: Error): void => {
    clearTimeout(timer)
    callback(error)
  }
  socket.once('error', refuse)
  socket.once(secure ? 'secureConnect' : 'connect', () => {
    clearTimeout(timer)
    socket.removeListener('error', refuse)
    callback(null, { connection: socket, secured: secure === true })
  })
}

/** Mail over SMTP from Cloudflare's runtime, by its sockets. A connection belongs to one wake-up of the Worker, which
 *  closes it at its end; it is the only one, because the platform allows few at once. No mail goes out by port 25, which
 *  the platform keeps closed. */
export function edgeMail(smtpUrl: string): MailTransport {
  return smtpTransport(smtpUrl, { most: 1, open: openByName })
}
