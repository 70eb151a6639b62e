import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { SUBSCRIBED_KINDS } from '../../src/alerts/fact.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { readPackFolders } from '../../src/store/read-pack-folder.ts'
import type { Store } from '../../src/store/store.ts'
import { draft } from '../answers/real-record.ts'
import { DATABASES } from '../store/databases.ts'
import { subscribe } from './told.ts'

const SUBSCRIBERS = 1_000
const NOW = new Date().toISOString()

async function messages({ db }: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from deliveries`.execute(db)
  return rows[0]?.count ?? -1
}

describe.each(DATABASES)('loading history on $name', (database) => {
  it('sends nothing to a thousand subscribers who want every kind, the first time and again; the next act goes to all', async ({
    task,
  }) => {
    const store = await database.open('migrated')
    try {
      for (let place = 0; place < SUBSCRIBERS; place += 1) {
        await subscribe(store, { kinds: [...SUBSCRIBED_KINDS] }, `reader-${place}@example.org`)
      }
      const packs = readPackFolders()
      const loads = await loadPacks(store, packs, () => NOW)
      const events = loads.reduce((sum, load) => sum + load.events, 0)
      expect(events).toBeGreaterThan(1_000)
      expect(await messages(store)).toBe(0)
      await loadPacks(store, packs, () => NOW)
      expect(await messages(store)).toBe(0)
      const act = { treaty: 'XVIII-12', participant: 'TUV', action: 'signature' } as const
      const today = NOW.slice(0, 10) as never
      await appendEvents(store, [draft({ id: 'new', ...act, action_date: today, known_on: today })], {
        recordedAt: () => NOW,
      })
      expect(await messages(store)).toBe(SUBSCRIBERS)
      task.meta.figure = `0 messages to ${SUBSCRIBERS} subscribers for ${events} events`
    } finally {
      await store.close()
    }
  }, 300_000)
})
