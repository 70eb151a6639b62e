import type { OpenedStore } from '../store/open-store.ts'
import type { CommandLine } from './command-line.ts'

async function closing<T>(store: OpenedStore, use: (store: OpenedStore) => Promise<T>): Promise<T> {
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** Opens the record to write to it, and closes it however `use` ends. Throws InputError when a server holds it. */
export async function withRecord<T>(line: CommandLine, use: (store: OpenedStore) => Promise<T>): Promise<T> {
  const { openForWriting } = await import('./open-record.ts')
  return closing(await openForWriting(line), use)
}

/** The same without bringing any pack into it. */
export async function withBareRecord<T>(
  line: CommandLine,
  use: (store: OpenedStore) => Promise<T>,
): Promise<T> {
  const { barePlace, openForWriting } = await import('./open-record.ts')
  return closing(await openForWriting(line, barePlace(line)), use)
}
