import { plainDate } from '../../src/law/plain-date.ts'
import type { PackFiles } from '../../src/pack/pack.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import type { Store } from '../../src/store/store.ts'
import { takeDocument } from '../../src/store/take-document.ts'
import { smallPack, withLines } from '../pack/small-pack.ts'

export const LANDS = Array.from({ length: 40 }, (_, index) => {
  const letters = `${'AB'[Math.floor(index / 20)]}${String.fromCharCode(65 + (index % 20))}`
  return { code: `L${letters}`, name: `Land ${letters}` }
})

/** The heading of a page of the Convention of the small pack, as comma-separated values. */
export const HEADING = 'Participant,Signature,"Ratification, Accession(a), Approval(AA)"'

/** What that page would print of the record that `watchedRecord` loads. Carpania's act has no day on record; the page
 *  gives one. */
export const ROWS: readonly string[] = [
  'Arcadia,12 Dec 2000,5 Jun 2001',
  'Borduria,,1 Jul 2003 a',
  'Carpania,,4 May 2017 a',
  'Union,,21 May 2004 AA',
  ...LANDS.map(({ name }) => `${name},,2 Mar 2002 a`),
]

/** How many events the record has that `watchedRecord` loads. */
export const WATCHED_EVENTS = 9 + LANDS.length

/** The files of the small pack with forty more States, so that one row is less than a twentieth. */
export function watchedPack(files: Readonly<Record<string, string>> = {}): PackFiles {
  const participants = LANDS.map(({ code, name }) => `${code},state,${name},,1945-10-24,,,,`)
  const events = LANDS.map(({ code }) => `C,${code},accession,2002-03-02,,,read,,table,`)
  return smallPack({
    'participants.csv': withLines('participants.csv', ...participants),
    'events.csv': withLines('events.csv', ...events),
    ...files,
  })
}

/** Brings that pack into an empty store. */
export async function watchedRecord(
  store: Store,
  files: Readonly<Record<string, string>> = {},
): Promise<Store> {
  await loadPacks(store, [{ folder: 'small', files: watchedPack(files) }])
  return store
}

/** The page with these rows, as bytes. */
export function pageOf(rows: readonly string[]): Uint8Array {
  return new TextEncoder().encode([HEADING, ...rows, ''].join('\n'))
}

/** That record after one reading of its page by hand, so that Carpania's act waits for a person. */
export async function waitingRecord(
  empty: Store,
  files: Readonly<Record<string, string>> = {},
): Promise<Store> {
  const store = await watchedRecord(empty, files)
  const given = {
    ...{ page: 'by hand', treaty: 'C', source: 'table', isDepositary: true, received: null },
    ...{ bytes: pageOf(ROWS), readOn: plainDate('2026-11-20') },
  }
  await takeDocument(store, given, { by: 'test', dryRun: false, now: () => Date.now() })
  return store
}
