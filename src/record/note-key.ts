import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { InputError } from '../law/input-error.ts'
import { fromBase64, toBase64 } from './base64.ts'

/** A key that notes are verified with, as C2SP signed-note writes it: `name+hash+key`. */
export type NoteVerifier = {
  readonly name: string
  readonly hash: string
  readonly publicKey: Uint8Array<ArrayBuffer>
}

/** A key that signs notes. */
export type NoteSigner = NoteVerifier & { readonly seed: Uint8Array<ArrayBuffer> }

const ED25519 = new Uint8Array([1])
const KEY_BYTES = 32
const HASH_BYTES = 4
/** What stands before the 32 bytes of a private key of Ed25519 in the form PKCS #8 (RFC 8410). */
const PKCS8 = new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20])

const utf8 = new TextEncoder()

function keyHash(name: string, publicKey: Uint8Array): string {
  const whole = concatBytes(utf8.encode(`${name}\n`), ED25519, publicKey)
  return bytesToHex(sha256(whole).subarray(0, HASH_BYTES))
}

/** The private key as Web Crypto takes it. */
export function privateKeyOf(seed: Uint8Array): Promise<CryptoKey> {
  const whole = Uint8Array.from(concatBytes(PKCS8, seed))
  return crypto.subtle.importKey('pkcs8', whole, 'Ed25519', true, ['sign'])
}

async function publicKeyOf(seed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { x = '' } = await crypto.subtle.exportKey('jwk', await privateKeyOf(seed))
  const bytes = fromBase64(`${x.replaceAll('-', '+').replaceAll('_', '/')}=`)
  if (bytes === null || bytes.length !== KEY_BYTES) throw new Error('a public key that is none')
  return bytes
}

async function signerOf(name: string, seed: Uint8Array<ArrayBuffer>): Promise<NoteSigner> {
  const publicKey = await publicKeyOf(seed)
  return { name, hash: keyHash(name, publicKey), publicKey, seed }
}

const NAME = /^[^\s+]{1,100}$/

/** A new key. Throws InputError for a name with blanks or a plus sign. */
export async function newNoteSigner(name: string): Promise<NoteSigner> {
  if (!NAME.test(name)) {
    throw new InputError([{ field: 'name', value: name, accepted: 'up to 100 signs without blanks and "+"' }])
  }
  return signerOf(name, crypto.getRandomValues(new Uint8Array(KEY_BYTES)))
}

/** The key as its holder keeps it: a secret. */
export function signerText({ name, hash, seed }: NoteSigner): string {
  return `PRIVATE+KEY+${name}+${hash}+${toBase64(concatBytes(ED25519, seed))}`
}

/** The key as everybody may have it. */
export function verifierText({ name, hash, publicKey }: NoteVerifier): string {
  return `${name}+${hash}+${toBase64(concatBytes(ED25519, publicKey))}`
}

function keyBytes(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = fromBase64(text)
  return bytes !== null && bytes.length === KEY_BYTES + 1 && bytes[0] === 1 ? bytes.slice(1) : null
}

/** Reads what `signerText` wrote. Throws InputError, which never repeats the text. */
export async function readSigner(text: string): Promise<NoteSigner> {
  const [, name = '', hash = '', key = ''] =
    /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  const seed = keyBytes(key)
  const signer = seed === null ? null : await signerOf(name, seed)
  if (signer !== null && signer.hash === hash) return signer
  throw new InputError([{ field: 'signing key', value: '…', accepted: 'PRIVATE+KEY+name+hash+key' }])
}

/** Reads keys with blanks or line ends between. Throws InputError, which never repeats the text, also where they do not
 *  have one name. */
export async function readSigners(text: string): Promise<readonly NoteSigner[]> {
  const signers = await Promise.all(text.split(/\s+/).filter(Boolean).map(readSigner))
  const names = new Set(signers.map(({ name }) => name))
  if (names.size <= 1) return signers
  throw new InputError([
    { field: 'signing keys', value: [...names].join(', '), accepted: 'keys of one name' },
  ])
}

/** Reads what `verifierText` wrote. Throws InputError. */
export function readVerifier(text: string): NoteVerifier {
  const [, name = '', hash = '', key = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  const publicKey = keyBytes(key)
  if (publicKey !== null && keyHash(name, publicKey) === hash) return { name, hash, publicKey }
  throw new InputError([{ field: 'key', value: text, accepted: 'a key as `palermo keys list` prints it' }])
}
