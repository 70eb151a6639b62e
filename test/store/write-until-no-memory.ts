import { appendEvents } from '../../src/store/append-events.ts'
import { openStore } from '../../src/store/open-store.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'

/** A process of its own that writes to the small record and keeps more and more in memory, until it has none. It says the
 *  id of each event after it is acknowledged. */
const [dataDir, databaseUrl = null] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('which directory?')
const NUMBERS = 1_000_000
const packs = [{ folder: 'small', files: smallPack() }]
const store = await openStore({ dataDir, databaseUrl, packs })
const kept: object[] = []
for (let place = 1; ; place += 1) {
  const id = `written-${process.pid}-${place}`
  await appendEvents(store, [draft({ id, treaty: 'C', participant: 'CCC', action: 'signature' })])
  process.stdout.write(`${id}\n`)
  kept.push(Array.from({ length: NUMBERS }, (_, at) => ({ at })))
}
