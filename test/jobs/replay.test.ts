import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { readingDaysBeside } from '../../src/depositary/reading-days.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import type { PackFolder } from '../../src/pack/pack.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { readPackFolders } from '../../src/store/read-pack-folder.ts'
import type { Store } from '../../src/store/store.ts'
import { DATABASES } from '../store/databases.ts'
import { documentedRows } from './documented-rows.ts'
import { LIGHTHOUSE_DAYS, LIGHTHOUSES } from './lighthouses.ts'
import { type ReplayDay, type Replayed, replay } from './replay.ts'

/** The public half of the dated readings, where it is at hand; the made ones stand in for it elsewhere. */
const SERIES = new URL('../../../shared/data/depositary/series-csv-2013-2015/', import.meta.url)
/** The Convention first: an accession to a Protocol on the same day needs it. */
const TABLES = ['18-12', '18-12-a', '18-12-b', '18-12-c']
const ADDRESS = 'https://source.example'
const WATCH = 'treaty,form,role,address,source,every_hours,note\n'

/** What came of each reading, as `docs/watch.md` tells it; readings of which nothing came are left out. */
function told(replayed: readonly Replayed[]): string[][] {
  return replayed
    .map(({ day, treaty, events, waits, noted, refused }) => [
      day,
      treaty,
      events.join('; '),
      waits.join('; '),
      refused ?? (noted === 0 ? '' : `${noted} noted`),
    ])
    .filter(([, , ...what]) => what.some((cell) => cell !== ''))
}

function daysOfSeries(): ReplayDay[] {
  const versions = TABLES.flatMap((series) =>
    readdirSync(new URL(`${series}/`, SERIES)).map((file) => ({
      address: `${ADDRESS}/${series}.csv`,
      day: plainDate(file.slice(0, 10)),
      bytes: readFileSync(new URL(`${series}/${file}`, SERIES)),
    })),
  )
  return readingDaysBeside(versions.map(({ day }) => day)).map((day) => {
    const pages = versions.filter((one) => one.day === day)
    return { day, pages: new Map(pages.map(({ address, bytes }) => [address, bytes])) }
  })
}

/** The pack of the Convention with its treaties, rules and names, and without any event or fact. */
function withoutEvents(): PackFolder {
  const pack = readPackFolders().find(({ folder }) => folder.endsWith('untoc'))
  if (pack === undefined) throw new Error('there is no pack of the Convention')
  const emptied = ['events.csv', 'undated.csv', 'asserted.csv', 'declarations.csv', 'gaps.csv']
  const watch = TABLES.map(
    (series) => `XVIII-${series.slice(3)},csv,depositary,${ADDRESS}/${series}.csv,untc-status-pages,12,\n`,
  )
  const files = [...pack.files].map(([name, text]): [string, string] => {
    if (name === 'watch.csv') return [name, `${WATCH}${watch.join('')}`]
    if (name === 'pack.json') return [name, text.replace(/("rows_without_known_on": )\d+/, '$10')]
    return [name, emptied.includes(name) ? `${text.split('\n', 1)[0]}\n` : text]
  })
  return { folder: pack.folder, files: new Map(files) }
}

describe.each(DATABASES)('readings one after the other, from an empty record on $name', (database) => {
  const opened: Store[] = []
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })
  const storeWith = async (pack: PackFolder, loadedAt: string) => {
    const store = await database.open('migrated')
    opened.push(store)
    await loadPacks(store, [pack], () => loadedAt)
    return store
  }

  it('of two made treaties and a second source bring the events that docs/watch.md lists, and no others', async () => {
    const store = await storeWith(LIGHTHOUSES, '2026-01-01T00:00:00.000Z')
    expect(told(await replay(store, LIGHTHOUSE_DAYS))).toEqual(documentedRows('Made readings'))
  })

  it.runIf(existsSync(SERIES))(
    'of the four instruments from July 2013 to July 2014 bring the events that docs/watch.md lists, and no others',
    async () => {
      const store = await storeWith(withoutEvents(), '2013-07-01T00:00:00.000Z')
      expect(told(await replay(store, daysOfSeries()))).toEqual(documentedRows('Real readings'))
    },
  )
})
