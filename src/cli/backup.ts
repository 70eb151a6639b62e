import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import type { CommandLine } from './command-line.ts'
import { readLines } from './read-lines.ts'
import { writeWhole } from './write-whole.ts'

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
