import { createWriteStream, readdirSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import { makeFolder } from '../store/make-folder.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { CommandLine } from './command-line.ts'
import { showProgress } from './progress.ts'
import { ourSigners } from './signing-keys.ts'

/** An empty folder to write into, made where it is not there. Throws InputError for one with anything in it, and where
 *  none can be made. */
function emptyFolder(folder: string): string {
  const refusal = (why: string): InputError =>
    new InputError([
      { field: '--to', value: folder, accepted: `a folder that is empty or not there yet${why}` },
    ])
  try {
    makeFolder(folder)
    if (readdirSync(folder).length === 0) return folder
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
    throw refusal(` (${error.code})`)
  }
  throw refusal('')
}

function linesIn(text: string): number {
  return text.split('\n').length - 1
}

async function exportToFolder(line: CommandLine, store: OpenedStore, folder: string): Promise<void> {
  const { exportFiles } = await import('../store/export-files.ts')
  const { readHead } = await import('../store/load-record.ts')
  const streams = new Map<string, WriteStream>()
  const progress = showProgress(line, 'Exporting', (await readHead(store)).seq)
  const write = async (file: string, piece: string): Promise<void> => {
    const stream = streams.get(file) ?? createWriteStream(join(folder, file))
    streams.set(file, stream)
    progress.step(linesIn(piece))
    if (!stream.write(piece)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
  }
  await exportFiles(store, write, await ourSigners(line))
  for (const stream of streams.values()) {
    stream.end()
    await finished(stream)
  }
  progress.end()
  line.err(`${streams.size} files in ${folder}; manifest.json has the SHA-256 of each.\n`)
}

/** `palermo export`: the whole record, as lines to stdout or as files. */
export function addExport(program: Command, line: CommandLine): void {
  program
    .command('export')
    .description(
      'The whole record with a manifest of hashes: lines of JSON to stdout, or files (NDJSON and CSV) with --to.',
    )
    .option('--to <folder>', 'an empty folder for one file a table and form')
    .addHelpText(
      'after',
      '\nExamples:\n  palermo export > record.ndjson\n  palermo export --to record-2026-11-24',
    )
    .action(async (options: { readonly to?: string }) => {
      const { openForWriting } = await import('./open-record.ts')
      const { sayIfNew } = await import('./require-record.ts')
      const { requireIntact } = await import('../store/require-intact.ts')
      const folder = options.to === undefined ? null : emptyFolder(options.to)
      const store = await openForWriting(line)
      try {
        await requireIntact(store)
        await sayIfNew(line, store)
        if (folder !== null) return await exportToFolder(line, store, folder)
        const { exportLines } = await import('../store/export-record.ts')
        await exportLines(store, line.outExactly, await ourSigners(line))
      } finally {
        await store.close()
      }
    })
}
