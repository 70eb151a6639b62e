import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../law/input-error.ts'
import { type NoteSigner, readSigners, signerText } from '../record/note-key.ts'
import { flushFolder } from './flush-folder.ts'
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

const PATIENCE_MS = 5_000
const AGAIN_MS = 50

/** Makes the file that takes the place of the keys; nobody else can meanwhile. Throws InputError where another one is
 *  still there after a while. */
async function beginChange(file: string): Promise<number> {
  makeFolder(dirname(file))
  const began = performance.now()
  for (;;) {
    try {
      return openSync(`${file}.new`, 'wx', OWNER_ONLY)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    if (performance.now() - began > PATIENCE_MS) {
      const accepted = 'no other process that changes the keys; remove the file where none does'
      throw new InputError([{ field: 'signing keys', value: `${file}.new`, accepted }])
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

/** Replaces the keys of the file in one step, so that nobody ever reads half of it, and one change at a time, so that
 *  none takes back another. Where `change` throws, the file stays as it was. */
async function changeSigners(
  dataDir: string,
  change: (signers: readonly NoteSigner[]) => readonly NoteSigner[],
): Promise<void> {
  const file = keyFile(dataDir)
  const next = await beginChange(file)
  try {
    const signers = change(await signersAt({ secret: null, dataDir }))
    writeFileSync(next, signers.map((signer) => `${signerText(signer)}\n`).join(''), { flush: true })
    renameSync(`${file}.new`, file)
    flushFolder(dirname(file))
  } catch (error) {
    rmSync(`${file}.new`, { force: true })
    throw error
  } finally {
    closeSync(next)
  }
}

/** Adds a key to the file. Throws InputError where the keys there have another name. */
export async function addSigner(dataDir: string, signer: NoteSigner): Promise<void> {
  const { name } = signer
  await changeSigners(dataDir, (signers) => {
    const [first] = signers
    if (first === undefined || first.name === name) return [...signers, signer]
    throw new InputError([
      { field: '--name', value: name, accepted: `${first.name}, as the keys there have` },
    ])
  })
}

/** Takes a key out of the file: it signs nothing more; what it signed stays good. Throws InputError where no key has
 *  that hash, or where none would be left. */
export async function retireSigner(dataDir: string, hash: string): Promise<NoteSigner> {
  let retired: NoteSigner | undefined
  await changeSigners(dataDir, (signers) => {
    retired = signers.find((each) => each.hash === hash)
    if (retired !== undefined && signers.length > 1) return signers.filter((each) => each !== retired)
    const accepted =
      retired === undefined
        ? 'the hash of a key; `palermo keys list` shows them'
        : 'a key beside which another one signs: make that one first'
    throw new InputError([{ field: 'hash', value: hash, accepted }])
  })
  if (retired === undefined) throw new Error('a key was taken out without being found')
  return retired
}
