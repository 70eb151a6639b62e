import { join } from 'node:path'
import { addDays, type PlainDate } from '../../src/law/plain-date.ts'
import { loadablePack } from '../../src/pack/check-pack.ts'
import type { PackFiles } from '../../src/pack/pack.ts'
import { readPack } from '../../src/pack/read-pack.ts'
import type { EventDraft } from '../../src/record/event.ts'
import { announceDays } from '../../src/store/announce-days.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { PACKS_FOLDER, readPackFolder } from '../../src/store/read-pack-folder.ts'
import type { Store } from '../../src/store/store.ts'

const DATED_FILES = ['events.csv', 'undated.csv', 'asserted.csv', 'declarations.csv', 'gaps.csv']

/** The pack of the four instruments without anything that happened. */
function emptyPack(): { readonly folder: string; readonly files: PackFiles } {
  const { folder, files } = readPackFolder(join(PACKS_FOLDER, 'untoc'))
  const cut = [...files].map(([name, text]): [string, string] => {
    if (DATED_FILES.includes(name)) return [name, `${text.split('\n')[0]}\n`]
    if (name !== 'pack.json') return [name, text]
    return [name, JSON.stringify({ ...JSON.parse(text), rows_without_known_on: 0 })]
  })
  return { folder, files: new Map(cut) }
}

/** The real dated acts, with the day of each. */
export function realActs(): readonly (EventDraft & { readonly action_date: PlainDate })[] {
  const { folder, files } = readPackFolder(join(PACKS_FOLDER, 'untoc'))
  const { pack } = loadablePack(readPack(folder, files))
  return pack.events.flatMap(({ value }) => {
    const { action_date } = value
    return action_date === null || value.action.startsWith('asserted') ? [] : [{ ...value, action_date }]
  })
}

function clockAt(day: PlainDate, time: string): string {
  return `${day}T${time}.000Z`
}

/** The record as it stood before `day`, in a database with an empty record. */
export async function beginRoad(store: Store, day: PlainDate): Promise<void> {
  const eve = addDays(day, -1)
  const recordedAt = () => clockAt(eve, '12:00:00')
  await loadPacks(store, [emptyPack()], recordedAt)
  const history = realActs().filter(({ action_date }) => action_date < day)
  await appendEvents(store, history, { recordedAt, isHistory: true })
  await announceDays(store, { today: eve, at: clockAt(eve, '12:00:01') })
}

/** Feeds the real acts day by day, as they came in, and lets each day begin, from one day to another. */
export async function walkRoad(store: Store, from: PlainDate, to: PlainDate): Promise<void> {
  const acts = Map.groupBy(realActs(), ({ action_date }) => action_date)
  for (let day = from; day <= to; day = addDays(day, 1)) {
    await announceDays(store, { today: day, at: clockAt(day, '00:05:00') })
    for (const draft of acts.get(day) ?? []) {
      await appendEvents(store, [draft], { recordedAt: () => clockAt(day, '15:00:00') })
    }
  }
}
