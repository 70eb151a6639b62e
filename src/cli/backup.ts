import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import type { CommandLine } from './command-line.ts'
import { readLines } from './read-lines.ts'

const OWNER_ONLY = 0o600

/** Writes a file in one step: it is there whole and on the disk, or not at all. Throws InputError where it cannot be
 *  written. */
async function writeWhole(
  file: string,
  fill: (write: (piece: string) => void) => Promise<void>,
): Promise<void> {
  const part = `${file}.part`
  try {
    const open = openSync(part, 'wx', OWNER_ONLY)
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
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
    throw new InputError([
      { field: 'file', value: file, accepted: `a file that can be written to (${error.code})` },
    ])
  }
}

async function askServer(line: CommandLine, server: string, write: (piece: string) => void): Promise<void> {
  const token = line.env['OFFICER_TOKEN']
  if (!token) {
    const accepted = 'a token with the scope operate, because a server holds the record and makes the backup'
    throw new InputError([{ field: 'OFFICER_TOKEN', value: null, accepted }])
  }
  const response = await fetch(new URL('/v1/officers/backup', server), {
    headers: { authorization: `Bearer ${token}` },
  })
  if (!response.ok || response.body === null) {
    throw new InputError([
      { field: 'OFFICER_TOKEN', value: '…', accepted: `a good one (${response.status})` },
    ])
  }
  let last = ''
  for await (const text of readLines(response.body as unknown as AsyncIterable<Buffer>)) {
    write(`${text}\n`)
    last = text
  }
  if (last.startsWith('{"manifest":')) return
  throw new InputError([
    { field: 'backup', value: 'cut off', accepted: 'a backup with its manifest; try again' },
  ])
}

async function backUp(line: CommandLine, file: string): Promise<void> {
  const { openForReading } = await import('./open-record.ts')
  const { backupLines } = await import('../store/backup.ts')
  const opened = await openForReading(line)
  try {
    await writeWhole(file, async (write) => {
      if ('server' in opened) await askServer(line, opened.server, write)
      else await backupLines(opened.store, write)
    })
  } finally {
    if ('store' in opened) await opened.store.close()
  }
  line.err(`The backup is in ${file}. Keys that sign are not in it: keep DATA_DIR/signing-keys yourself.\n`)
}

/** `palermo backup`: everything that the program keeps, of one moment, into one file. */
export function addBackup(program: Command, line: CommandLine): void {
  program
    .command('backup')
    .argument('<file>', 'a file that is not there yet; only its owner can read it')
    .description('Writes everything that is kept into one file with its hashes, also while a server runs.')
    .addHelpText('after', '\nExample:\n  palermo backup palermo-2026-11-24.backup')
    .action((file: string) => backUp(line, file))
}
