import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { InputError } from '../law/input-error.ts'
import { flushFolder } from '../store/flush-folder.ts'

const OWNER_ONLY = 0o600

function refuse(file: string, accepted: string): never {
  throw new InputError([{ field: 'file', value: file, accepted }])
}

/** Writes a new file in one step: it is there whole and on the disk, or not at all, whatever ends the process. Throws
 *  InputError where there is one already, or where it cannot be written. */
export async function writeWhole(
  file: string,
  fill: (write: (piece: string) => void) => Promise<void>,
): Promise<void> {
  if (existsSync(file)) refuse(file, 'a file that is not there yet')
  // What an earlier process left when it was ended must not stand in the way.
  const part = `${file}.${process.pid}.part`
  try {
    const open = openSync(part, 'w', OWNER_ONLY)
    try {
      await fill((piece) => {
        const bytes = Buffer.from(piece)
        for (let written = 0; written < bytes.length; ) written += writeSync(open, bytes, written)
      })
      fsyncSync(open)
    } catch (error) {
      rmSync(part, { force: true })
      throw error
    } finally {
      closeSync(open)
    }
    renameSync(part, file)
    flushFolder(dirname(file))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
    refuse(file, `a file that can be written to (${error.code})`)
  }
}
