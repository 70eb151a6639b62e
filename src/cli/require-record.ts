import { InputError } from '../law/input-error.ts'
import { readHead } from '../store/load-record.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { CommandLine } from './command-line.ts'

/** Throws InputError where nothing was ever recorded: whoever verifies a place or makes a backup of it means one that
 *  holds a record, and has most likely not said which. */
export async function requireRecord(store: OpenedStore): Promise<void> {
  if ((await readHead(store)).seq > 0) return
  const accepted =
    'a place that holds a record, the one that the server has; there is none in this one (the first start makes it from the packs, or a question such as `palermo status`)'
  throw new InputError([
    { field: store.engine === 'server' ? 'DATABASE_URL' : 'DATA_DIR', value: store.place, accepted },
  ])
}

/** Says that the record was made from the packs by this very command: whoever means the record of a server would else
 *  take this for it. */
export async function sayIfNew(line: Pick<CommandLine, 'err'>, store: OpenedStore): Promise<void> {
  const made = store.loads.reduce((sum, { events }) => sum + events, 0)
  if (made === 0 || made !== (await readHead(store)).seq) return
  line.err(`Note: there was no record in ${store.place}; it was made from the packs just now.\n`)
}
