import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { COMMAND_LINE } from '../record/officer.ts'
import type { BackupOpening } from '../store/backup.ts'
import type { Store } from '../store/store.ts'
import type { CommandLine } from './command-line.ts'
import { linesFrom } from './read-lines.ts'

async function restoreInto(store: Store, file: string): Promise<BackupOpening> {
  const { restoreBackup } = await import('../store/restore-backup.ts')
  const { readMigrations } = await import('../store/read-migrations.ts')
  return restoreBackup(store, linesFrom(file, createReadStream(file)), readMigrations())
}

/** Restores into memory, which shows that it can be. */
async function checkBackup(file: string): Promise<BackupOpening> {
  const { openPglite } = await import('../store/open-pglite.ts')
  const opened = await openPglite({ folder: null })
  try {
    const store: Store = { ...opened, engine: 'embedded', place: 'memory', announce: () => undefined }
    return await restoreInto(store, file)
  } finally {
    await opened.close()
  }
}

async function restore(line: CommandLine, file: string, check: boolean): Promise<void> {
  if (check) {
    const { head, made_at } = await checkBackup(file)
    return line.out(`The backup of ${made_at} can be restored: ${head.seq} events, last hash ${head.hash}.\n`)
  }
  const { barePlace } = await import('./open-record.ts')
  const { openBare } = await import('../store/open-store.ts')
  const { requireNoJournal } = await import('../store/journal-file.ts')
  const { writeAudit } = await import('../store/audit-trail.ts')
  const place = barePlace(line)
  if (!place.databaseUrl) requireNoJournal(place.dataDir)
  const store = await openBare(place)
  try {
    const { head, made_at } = await restoreInto(store, file)
    const details = { made_at, ...head }
    await writeAudit(store.db, { officer: COMMAND_LINE, act: 'backup.restore', subject: null, details })
    line.out(`Restored the backup of ${made_at}: ${head.seq} events, last hash ${head.hash}.\n`)
  } finally {
    await store.close()
  }
}

/** `palermo restore`: a backup into an empty place, or only a check that it could be. */
export function addRestore(program: Command, line: CommandLine): void {
  program
    .command('restore')
    .argument('<file>', 'what `palermo backup` wrote')
    .description(
      'Brings a backup into an empty place, whole or not at all; messages that waited are not sent.',
    )
    .option('--check', 'only show that it is whole and can be restored; nothing is written')
    .addHelpText(
      'after',
      '\nExamples:\n  palermo restore --check x.backup\n  DATA_DIR=./new palermo restore x.backup',
    )
    .action((file: string, options: { readonly check?: boolean }) =>
      restore(line, file, options.check === true),
    )
}
