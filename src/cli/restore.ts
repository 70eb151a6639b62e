import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import { COMMAND_LINE } from '../record/officer.ts'
import type { BackupOpening } from '../store/backup.ts'
import type { BroughtBack, KeptAsTheyWere } from '../store/quiet-restored.ts'
import type { Store } from '../store/store.ts'
import type { CommandLine } from './command-line.ts'
import { linesFrom } from './read-lines.ts'

type Options = {
  readonly check?: boolean
  readonly keepTokens?: boolean
  readonly keepSubscriptions?: boolean
}
type Restored = BackupOpening & { readonly broughtBack: BroughtBack }

/** Throws InputError for a file that begins or ends otherwise than a backup does: what reads its lines would not see it. */
async function requireWholeEnds(file: string): Promise<void> {
  const opened = await open(file).catch(() => null)
  // What cannot be read is named by what reads it.
  if (opened === null) return
  try {
    const stat = await opened.stat()
    if (!stat.isFile() || stat.size === 0) return
    const [first, last] = await Promise.all(
      [0, stat.size - 1].map(async (place) => (await opened.read(Buffer.alloc(1), 0, 1, place)).buffer),
    )
    if (String(first) === '{' && String(last) === '\n') return
    const accepted = 'a file that begins with its opening line and ends with the line end of its manifest'
    throw new InputError([{ field: 'backup', value: 'a damaged end', accepted }])
  } finally {
    await opened.close()
  }
}

async function restoreInto(store: Store, file: string, keep: KeptAsTheyWere): Promise<Restored> {
  const { restoreBackup } = await import('../store/restore-backup.ts')
  const { readMigrations } = await import('../store/read-migrations.ts')
  return restoreBackup(store, () => linesFrom(file, createReadStream(file)), readMigrations(), keep)
}

/** Restores into memory, which shows that it can be. */
async function checkBackup(file: string): Promise<BackupOpening> {
  const { openPglite } = await import('../store/open-pglite.ts')
  const opened = await openPglite({ folder: null })
  try {
    const store: Store = { ...opened, engine: 'embedded', place: 'memory', announce: () => undefined }
    return await restoreInto(store, file, { tokens: true, subscriptions: true })
  } finally {
    await opened.close()
  }
}

/** Says of those whom the backup lets in, or writes to, what was made of them and what to do. */
function sayBroughtBack(
  line: CommandLine,
  { tokens, subscriptions }: BroughtBack,
  keep: KeptAsTheyWere,
): void {
  if (tokens > 0) {
    line.err(
      keep.tokens
        ? `ATTENTION: tokens that can be used: ${tokens}. One that was revoked after the backup was made is good again: see \`palermo tokens list\`.\n`
        : `ATTENTION: tokens revoked: ${tokens}, because some may have been revoked after the backup was made. Make new ones: \`palermo tokens create\`.\n`,
    )
  }
  if (subscriptions > 0) {
    line.err(
      keep.subscriptions
        ? `ATTENTION: subscriptions that are told: ${subscriptions}. Whoever left after the backup was made is back: see \`palermo subscriptions\`.\n`
        : `ATTENTION: subscriptions switched off: ${subscriptions}, because some may have been ended after the backup was made. Remove those, and \`palermo subscriptions resume\` the others.\n`,
    )
  }
}

async function restore(line: CommandLine, file: string, options: Options): Promise<void> {
  await requireWholeEnds(file)
  if (options.check === true) {
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
    const keep = { tokens: options.keepTokens === true, subscriptions: options.keepSubscriptions === true }
    const { head, made_at, broughtBack } = await restoreInto(store, file, keep)
    const details = { made_at, ...head, kept: keep }
    await writeAudit(store.db, { officer: COMMAND_LINE, act: 'backup.restore', subject: null, details })
    line.out(`Restored the backup of ${made_at}: ${head.seq} events, last hash ${head.hash}.\n`)
    sayBroughtBack(line, broughtBack, keep)
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
      'Brings a backup into an empty place, whole or not at all; messages that waited are not sent, tokens are revoked and subscriptions switched off.',
    )
    .option('--check', 'only show that it is whole and can be restored; nothing is written')
    .option('--keep-tokens', 'tokens stay as they were; none was revoked since')
    .option('--keep-subscriptions', 'subscriptions stay as they were; nobody has left since')
    .addHelpText(
      'after',
      '\nExamples:\n  palermo restore --check x.backup\n  DATA_DIR=./new palermo restore x.backup',
    )
    .action((file: string, options: Options) => restore(line, file, options))
}
