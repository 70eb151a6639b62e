import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import { brokenText } from '../record/broken-text.ts'
import { COMMAND_LINE } from '../record/officer.ts'
import { writeAudit } from '../store/audit-trail.ts'
import { isOnlyRead } from '../store/only-read.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { CommandLine } from './command-line.ts'
import { officerToken } from './officer-token.ts'
import { readLines } from './read-lines.ts'
import { writeWhole } from './write-whole.ts'

async function askServer(line: CommandLine, server: string, write: (piece: string) => void): Promise<void> {
  const needed = 'a token with the scope operate, because a server holds the record and makes the backup'
  const token = officerToken(line, needed)
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

/** The act stands in the trail before the backup is made, and so in the backup. A database that only lets itself be read
 *  can be backed up too. */
async function audit(line: CommandLine, { db }: OpenedStore): Promise<void> {
  try {
    await writeAudit(db, { officer: COMMAND_LINE, act: 'backup.make', subject: null })
  } catch (error) {
    if (!isOnlyRead(error)) throw error
    line.err('The database can only be read: this backup does not stand in the audit trail.\n')
  }
}

async function backUp(line: CommandLine, file: string): Promise<void> {
  const { barePlace, openForReading } = await import('./open-record.ts')
  const { backupLines } = await import('../store/backup.ts')
  const { watchBackup } = await import('../store/watch-backup.ts')
  const watch = watchBackup()
  const { requireRecord } = await import('./require-record.ts')
  const opened = await openForReading(line, barePlace(line))
  try {
    if ('store' in opened) await requireRecord(opened.store)
    await writeWhole(file, async (write) => {
      const watched = (lines: string): void => {
        watch.look(lines)
        write(lines)
      }
      if ('server' in opened) return askServer(line, opened.server, watched)
      await audit(line, opened.store)
      await backupLines(opened.store, watched)
    })
  } finally {
    if ('store' in opened) await opened.store.close()
  }
  const broken = watch.broken()
  if (broken !== null) {
    line.exitWith(1)
    line.err(
      `The record is BROKEN. ${brokenText(broken)} The backup holds it as it is; no restore takes it.\n`,
    )
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
