import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import type { Head } from '../record/chain.ts'
import { COMMAND_LINE } from '../record/officer.ts'
import type { Act } from '../store/audit-trail.ts'
import type { CommandLine } from './command-line.ts'
import { inputOnce } from './input-once.ts'
import { showProgress } from './progress.ts'
import { linesFrom } from './read-lines.ts'
import { withBareRecord } from './with-record.ts'

async function* linesOf(line: CommandLine, file: string | undefined): AsyncGenerator<string> {
  const [name, input] =
    file === undefined ? (['stdin', line.input()] as const) : ([file, createReadStream(file)] as const)
  const progress = showProgress(line, 'Importing, lines:', null)
  try {
    for await (const text of linesFrom(name, input)) {
      yield text
      progress.step(1)
    }
  } finally {
    progress.end()
  }
}

/** `palermo import`: an exported record into an empty one. */
export function addImport(program: Command, line: CommandLine): void {
  program
    .command('import')
    .description(
      'Brings an exported record into an empty one, whole or not at all; places, hashes and documents stay as they were.',
    )
    .argument('[file]', 'what `palermo export` wrote; stdin when left out')
    .addHelpText(
      'after',
      '\nExample, from here to a server:\n  palermo export | DATABASE_URL=postgres://… palermo import',
    )
    .action(async (file: string | undefined) => {
      const { audited } = await import('../store/audit-trail.ts')
      const { importLines } = await import('../store/import-record.ts')
      const readable = { ...line, input: inputOnce(line.input) }
      await withBareRecord(line, async ({ db }) => {
        const act = ({ seq, hash }: Head): Act => {
          return {
            officer: COMMAND_LINE,
            act: 'record.import',
            subject: file ?? null,
            details: { seq, hash },
          }
        }
        const head = await audited(db, act, (trx) => importLines(trx, linesOf(readable, file)))
        line.out(`Imported ${head.seq} events; last hash ${head.hash}.\n`)
      })
    })
}
