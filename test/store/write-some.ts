import { appendEvents } from '../../src/store/append-events.ts'
import { openStore } from '../../src/store/open-store.ts'
import { draft } from '../record/draft.ts'

/** A process of its own that says that it is ready, and writes so many events one after the other, saying the number of
 *  each after it is acknowledged. */
const [dataDir, databaseUrl, count] = process.argv.slice(2)
if (dataDir === undefined || databaseUrl === undefined) throw new Error('which database?')
const store = await openStore({ dataDir, databaseUrl, packs: [] })
process.stdout.write('ready\n')
for (let place = 1; place <= Number(count); place += 1) {
  const id = `written-${process.pid}-${place}`
  const act = { treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2001-01-01' } as const
  const [event] = await appendEvents(store, [draft({ ...act, id })])
  process.stdout.write(`${event?.seq}\n`)
}
await store.close()
