import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../law/input-error.ts'
import { type NoteSigner, newNoteSigner, readSigners, signerText } from '../record/note-key.ts'
import { makeFolder } from './make-folder.ts'

/** Where the keys are that sign checkpoints: a secret of the environment, or a file that only its owner can read. */
export type KeyPlace = {
  /** Keys in one text, with blanks or line ends between; null or empty: those of the file. */
  readonly secret: string | null | undefined
  readonly dataDir: string
}

const FILE = 'signing-keys'
const OWNER_ONLY = 0o600
const OTHERS = 0o077

/** The file of keys in a data directory. */
export function keyFile(dataDir: string): string {
  return join(dataDir, FILE)
}

function refuseOpenFile(file: string): void {
  if (process.platform === 'win32') return
  const mode = statSync(file).mode & 0o777
  if ((mode & OTHERS) === 0) return
  const accepted = 'a file that only its owner can read (chmod 600)'
  throw new InputError([{ field: file, value: mode.toString(8), accepted }])
}

/** The keys that sign now, all of them: while one follows the other each verifier finds the key that it knows. None
 *  where there is no file. Throws InputError for keys that cannot be read, or that others could read. */
export async function signersAt({ secret, dataDir }: KeyPlace): Promise<readonly NoteSigner[]> {
  if (secret) return readSigners(secret)
  const file = keyFile(dataDir)
  if (!existsSync(file)) return []
  refuseOpenFile(file)
  return readSigners(readFileSync(file, 'utf8'))
}

/** Replaces the file in one step, so that nobody ever reads half of it. */
function writeSigners(dataDir: string, signers: readonly NoteSigner[]): void {
  const file = keyFile(dataDir)
  makeFolder(dirname(file))
  writeFileSync(`${file}.new`, signers.map((signer) => `${signerText(signer)}\n`).join(''), {
    mode: OWNER_ONLY,
    flush: true,
  })
  renameSync(`${file}.new`, file)
}

/** Makes a key and adds it to the file. Throws InputError where the keys there have another name. */
export async function addSigner(dataDir: string, name: string): Promise<NoteSigner> {
  const signers = await signersAt({ secret: null, dataDir })
  const [first] = signers
  if (first !== undefined && first.name !== name) {
    throw new InputError([
      { field: '--name', value: name, accepted: `${first.name}, as the keys there have` },
    ])
  }
  const signer = await newNoteSigner(name)
  writeSigners(dataDir, [...signers, signer])
  return signer
}

/** Takes a key out of the file: it signs nothing more; what it signed stays good. Throws InputError where no key has
 *  that hash, or where none would be left. */
export async function retireSigner(dataDir: string, hash: string): Promise<NoteSigner> {
  const signers = await signersAt({ secret: null, dataDir })
  const signer = signers.find((each) => each.hash === hash)
  if (signer === undefined || signers.length === 1) {
    const accepted =
      signer === undefined
        ? 'the hash of a key; `palermo keys list` shows them'
        : 'a key beside which another one signs: make that one first'
    throw new InputError([{ field: 'hash', value: hash, accepted }])
  }
  writeSigners(
    dataDir,
    signers.filter((each) => each !== signer),
  )
  return signer
}
