import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { deliverDue } from '../../jobs/deliver-due.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { openStore } from '../../src/store/open-store.ts'
import { vacuumEmbedded } from '../../src/store/vacuum-embedded.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { meansTo } from './sending.ts'

/** A process of its own that waits for a word, so that it is read and ready when the one before it dies, and then writes events one after another and sends what they bring, until all is done or it is
 *  ended. It says first until when the ledger is settled and which messages it knows as accepted since the instant that
 *  the word was, then `ready`, and at last `done`. */
const [place, smtpUrl, total] = process.argv.slice(2)
if (place === undefined || smtpUrl === undefined || total === undefined)
  throw new Error('where, to whom, how many?')

const say = (text: string) => process.stdout.write(`${text}\n`)
say('waits')
const [since] = await once(process.stdin.setEncoding('utf8'), 'data')
process.stdin.destroy()

const isServer = place.startsWith('postgres')
const store = await openStore({
  dataDir: isServer ? '/nowhere' : place,
  databaseUrl: isServer ? place : null,
  packs: [{ folder: 'small', files: smallPack() }],
})
const means = meansTo(smtpUrl)
const { signal } = new AbortController()

const accepted = await sql<{ mark: string; settled_at: string }>`
  select mark, settled_at from deliveries where state = 'accepted' and settled_at >= ${String(since)}::timestamptz
  order by settled_at`.execute(store.db)
say(`until ${accepted.rows.at(-1)?.settled_at ?? String(since)}`)
say(`accepted ${accepted.rows.map(({ mark }) => mark).join(' ')}`)
say('ready')

async function writeAll(): Promise<void> {
  const written = await sql<{
    count: number
  }>`select count(*) as count from events where id like 'crash-%'`.execute(store.db)
  for (let place = Number(written.rows[0]?.count) + 1; place <= Number(total); place += 1) {
    const event = draft({
      id: `crash-${place}`,
      treaty: 'C',
      participant: 'CCC',
      action: 'signature',
      action_date: '2026-11-20',
    })
    await appendEvents(store, [event])
    await wait(20)
  }
}

let writing = true
const written = writeAll().then(() => {
  writing = false
})
for (;;) {
  const wasWriting = writing
  await deliverDue({ store, means, now: Date.now, signal, holdMs: 4_000 })
  await vacuumEmbedded(store)
  const left = await sql`select from deliveries where state = 'queued' limit 1`.execute(store.db)
  if (!wasWriting && left.rows.length === 0) break
  await wait(20)
}
await written
say('done')
means.close()
await store.close()
