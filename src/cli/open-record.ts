import { InputError } from '../law/input-error.ts'
import { readHolder } from '../store/hold-data-directory.ts'
import { type OpenedStore, openingNotes, openStore, type StorePlace } from '../store/open-store.ts'
import { readChosenPacks } from '../store/read-pack-folder.ts'
import type { CommandLine } from './command-line.ts'
import { type Progress, showProgress } from './progress.ts'

const DATA_DIR = './data'
const PATIENCE_MS = 10_000
const SAID_AFTER_MS = 1_000
const AGAIN_MS = 100

/** Where the record is, as the environment says, with no pack to bring into it: for what works on the record as it is,
 *  and has to work while a pack is broken. */
export function barePlace(line: CommandLine): StorePlace {
  return { dataDir: line.env['DATA_DIR'] || DATA_DIR, databaseUrl: line.env['DATABASE_URL'], packs: [] }
}

/** Where the record is and which packs are brought into it, as the environment says. Throws InputError for a pack that
 *  is none. */
export function storePlace(line: CommandLine): StorePlace {
  return { ...barePlace(line), packs: readChosenPacks(line.env['PACKS']) }
}

type Opened = { readonly store: OpenedStore } | { readonly server: string; readonly refusal: InputError }

function isHeld(error: unknown): error is InputError {
  return (
    error instanceof InputError &&
    error.problems.some(({ accepted }) => accepted.includes('no other process'))
  )
}

/** Tells on a terminal how far the making of a record has come, which takes seconds. `end` takes the bar away. */
export function showOpening(line: Pick<CommandLine, 'interactive'>) {
  const began = performance.now()
  let progress: Progress | null = null
  return {
    onStep: (total: number): void => {
      progress ??= showProgress(line, 'Making the record', total, began)
      progress.step(1)
    },
    end: (): void => progress?.end(),
  }
}

async function openShown(line: CommandLine, place: StorePlace): Promise<OpenedStore> {
  const shown = showOpening(line)
  try {
    return await openStore({ ...place, onStep: shown.onStep })
  } finally {
    shown.end()
  }
}

/** Opens the record. Another command holds it for a moment only and is waited for; a server is named instead. */
async function openOrName(line: CommandLine, place: StorePlace): Promise<Opened> {
  const began = performance.now()
  let said = false
  for (;;) {
    try {
      const store = await openShown(line, place)
      for (const note of openingNotes(store)) line.err(`Note: ${note}\n`)
      return { store }
    } catch (error) {
      if (!isHeld(error)) throw error
      const address = readHolder(place.dataDir)?.address
      if (address !== null && address !== undefined) return { server: address, refusal: error }
      const waited = performance.now() - began
      if (waited > PATIENCE_MS) throw error
      if (waited > SAID_AFTER_MS && !said) line.err(`Waiting for the process that holds ${place.dataDir} …\n`)
      said = waited > SAID_AFTER_MS
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}

/** Opens the record to write to it. Throws InputError when a server holds it: then it has to be stopped first. */
export async function openForWriting(
  line: CommandLine,
  place: StorePlace = storePlace(line),
): Promise<OpenedStore> {
  const opened = await openOrName(line, place)
  if ('store' in opened) return opened.store
  throw new InputError(
    opened.refusal.problems.map((problem) => ({
      ...problem,
      accepted: `${problem.accepted}; stop that server first, or let both use one DATABASE_URL`,
    })),
  )
}

/** Opens the record, or names the server that holds it and can be asked instead. Throws InputError when neither can
 *  be had. */
export async function openForReading(
  line: CommandLine,
  place: StorePlace = storePlace(line),
): Promise<{ readonly store: OpenedStore } | { readonly server: string }> {
  return openOrName(line, place)
}
