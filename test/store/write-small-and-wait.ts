import { appendEvents } from '../../src/store/append-events.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { openStore } from '../../src/store/open-store.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'

/** A process of its own that opens the small record and writes until it is ended, each event with a document of its
 *  own, saying the number of each after it is acknowledged. */
const [dataDir, databaseUrl = null] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('which directory?')
const packs = [{ folder: 'small', files: smallPack() }]
const store = await openStore({ dataDir, databaseUrl, packs })
for (let place = 1; ; place += 1) {
  const document = await keepDocument(store.db, new TextEncoder().encode(`page ${process.pid} ${place}`))
  const [event] = await appendEvents(store, [
    draft({
      id: `written-${process.pid}-${place}`,
      treaty: 'C',
      participant: 'CCC',
      action: 'signature',
      document,
    }),
  ])
  process.stdout.write(`${event?.seq}\n`)
}
