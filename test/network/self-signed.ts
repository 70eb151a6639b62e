import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate and its key in PEM, signed by itself. */
export type SelfSigned = { readonly cert: string; readonly key: string }

const DAY_MS = 24 * 60 * 60 * 1000
const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 0x02
const BIT_STRING = 0x03
const OCTET_STRING = 0x04
const OBJECT = 0x06
const UTF8 = 0x0c
const UTC_TIME = 0x17
const DNS_NAME = 0x82

/** One value of ASN.1 in DER: tag, length, content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const length = body.length < 0x80 ? [body.length] : [0x82, Math.floor(body.length / 256), body.length % 256]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

function object(hex: string): Buffer {
  return der(OBJECT, Buffer.from(hex, 'hex'))
}

function utcTime(instant: number): Buffer {
  const text = new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z')
  return der(UTC_TIME, Buffer.from(text.slice(2).replace(/[-:T]/g, '')))
}

function nameOf(host: string): Buffer {
  return der(SEQUENCE, der(SET, der(SEQUENCE, object('550403'), der(UTF8, Buffer.from(host)))))
}

function extensions(host: string): Buffer {
  const names = der(OCTET_STRING, der(SEQUENCE, der(DNS_NAME, Buffer.from(host))))
  return der(0xa3, der(SEQUENCE, der(SEQUENCE, object('551d11'), names)))
}

/** A self-signed certificate (X.509, ECDSA with SHA-256) for one host, good since a month ago until so many days from
 *  now. */
export function selfSigned(host: string, daysLeft = 1): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(SEQUENCE, object('2a8648ce3d040302'))
  const validity = der(SEQUENCE, utcTime(Date.now() - 30 * DAY_MS), utcTime(Date.now() + daysLeft * DAY_MS))
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    algorithm,
    nameOf(host),
    validity,
    nameOf(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(host),
  )
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', body, privateKey))
  const base64 = der(SEQUENCE, body, algorithm, signature).toString('base64')
  const lines = base64.replace(/.{64}/g, '$&\n').trimEnd()
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
