import type { OpenedStore } from '../store/open-store.ts'
import type { CommandLine } from './command-line.ts'

/** Opens the record to write to it, and closes it however `use` ends. Throws InputError when a server holds it. */
export async function withRecord<T>(line: CommandLine, use: (store: OpenedStore) => Promise<T>): Promise<T> {
  const { openForWriting } = await import('./open-record.ts')
  const store = await openForWriting(line)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}
