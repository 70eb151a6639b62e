import { InputError } from '../law/input-error.ts'
import { type NoteSigner, type NoteVerifier, readVerifier } from '../record/note-key.ts'
import { type KeyPlace, signersAt } from '../store/key-file.ts'
import type { CommandLine } from './command-line.ts'
import { barePlace } from './open-record.ts'

/** Where the keys are, as the environment says. */
export function keyPlace(line: CommandLine): KeyPlace {
  return { secret: line.env['SIGNING_KEYS'], dataDir: barePlace(line).dataDir }
}

/** The keys that sign on this machine; none where there are none. Throws InputError. */
export function ourSigners(line: CommandLine): Promise<readonly NoteSigner[]> {
  return signersAt(keyPlace(line))
}

/** The keys whose signature counts: those given with --key, else `known`. Throws InputError where there is none. */
export function keysThatCount(
  given: readonly string[] | undefined,
  known: readonly NoteVerifier[],
): readonly NoteVerifier[] {
  if (given !== undefined) return given.map(readVerifier)
  if (known.length > 0) return known
  throw new InputError([
    { field: '--key', value: null, accepted: 'the key that the checkpoint has to be signed with' },
  ])
}
