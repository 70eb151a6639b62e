import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { InputError } from '../law/input-error.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { type NoteSigner, type NoteVerifier, privateKeyOf } from './note-key.ts'

/** A text with signatures under it, as C2SP signed-note has it. The text ends with a line end. */
export type SignedNote = {
  readonly text: string
  readonly signatures: readonly {
    readonly name: string
    /** First four bytes of the hash of the key, in hex. */
    readonly hash: string
    readonly signature: Uint8Array<ArrayBuffer>
  }[]
}

const HASH_BYTES = 4
const SIGNATURE = /^— (\S+) (\S+)$/

const utf8 = new TextEncoder()

function refusal(accepted: string): InputError {
  return new InputError([{ field: 'signed note', value: null, accepted }])
}

/** The text with a signature by each key; a text of whole lines. Of several keys each verifier takes its own, so that
 *  one can follow the other. */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  const lines = signers.map(async ({ name, hash, seed }) => {
    const signature = await crypto.subtle.sign('Ed25519', await privateKeyOf(seed), utf8.encode(text))
    return `— ${name} ${toBase64(concatBytes(hexToBytes(hash), new Uint8Array(signature)))}\n`
  })
  return `${text}\n${(await Promise.all(lines)).join('')}`
}

/** Takes a note apart; proves nothing yet. Throws InputError for a text that is none. */
export function readNote(note: string): SignedNote {
  const end = note.lastIndexOf('\n\n')
  if (end === -1 || !note.endsWith('\n')) throw refusal('a text, an empty line and signatures')
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map((line) => {
      const [, name = '', encoded = ''] = SIGNATURE.exec(line) ?? []
      const bytes = fromBase64(encoded)
      if (bytes === null || bytes.length <= HASH_BYTES) throw refusal('lines of signatures: "— name base64"')
      return { name, hash: bytesToHex(bytes.subarray(0, HASH_BYTES)), signature: bytes.slice(HASH_BYTES) }
    })
  return { text: note.slice(0, end + 1), signatures }
}

/** The key among `verifiers` that signed the note; null where none did. A signature that bears the name and hash of
 *  one of them and is not its own proves nothing, whatever else stands there: then it is null too. */
export async function signerOfNote(
  { text, signatures }: SignedNote,
  verifiers: readonly NoteVerifier[],
): Promise<NoteVerifier | null> {
  let found: NoteVerifier | null = null
  for (const { name, hash, signature } of signatures) {
    const verifier = verifiers.find((each) => each.name === name && each.hash === hash)
    if (verifier === undefined) continue
    const key = await crypto.subtle.importKey('raw', verifier.publicKey, 'Ed25519', false, ['verify'])
    if (!(await crypto.subtle.verify('Ed25519', key, signature, utf8.encode(text)))) return null
    found ??= verifier
  }
  return found
}
