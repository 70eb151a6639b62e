import { appendEvents } from '../../src/store/append-events.ts'
import { openStore } from '../../src/store/open-store.ts'
import { draft } from '../record/draft.ts'

/** A process of its own that opens the record and writes one event after another until it is ended, saying the number
 *  of each after it is acknowledged. */
const [dataDir] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('which directory?')
const store = await openStore({ dataDir, databaseUrl: null })
for (let place = 1; ; place += 1) {
  const [event] = await appendEvents(store, [
    draft({ id: `written-${process.pid}-${place}`, source: 'mtdsg-2014-07' }),
  ])
  process.stdout.write(`${event?.seq}\n`)
}
