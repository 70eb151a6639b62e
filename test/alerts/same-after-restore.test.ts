import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { backupLines } from '../../src/store/backup.ts'
import { readMigrations } from '../../src/store/read-migrations.ts'
import { restoreBackup } from '../../src/store/restore-backup.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../record/draft.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'
import { mailServer, webhookReceiver } from './receivers.ts'
import { ask, deliverAt, meansTo } from './sending.ts'

const AT = '2026-01-20T12:00:00.000Z'
const DEPOSIT = {
  treaty: 'P',
  participant: 'BBB',
  action: 'ratification',
  action_date: '2026-01-10',
  known_on: '2026-01-20',
} as const

async function write(store: Store, event: Parameters<typeof draft>[0]): Promise<void> {
  await appendEvents(store, [draft({ ...DEPOSIT, ...event })], { recordedAt: () => AT })
}

/** A deposit, its retraction, and the deposit once more, which brings about what it brought about before. */
async function cameAndWentAndCame(store: Store): Promise<void> {
  await write(store, { id: 'third' })
  await write(store, { id: 'gone', action: 'retraction', corrects: 'third', action_date: '2026-01-20' })
  await write(store, { id: 'again' })
}

// One statement names messages, the same on either database; the embedded one takes ten times as long to be restored.
const SERVER = DATABASES.filter(({ name }) => name === 'PostgreSQL')

describe.each(SERVER)('an older backup on $name', (database) => {
  const stores = storesOf(database)

  it('what happens once more after it was restored is told under the names that it had, so that its receivers know it', async () => {
    const first = await stores.small()
    await using mail = await mailServer()
    await using hook = await webhookReceiver()
    const means = meansTo(mail.url)
    const interest = { kinds: ['deposit', 'correction', 'reached'] as const }
    for (const address of ['reader@example.org', `${hook.origin}/in`]) {
      const { id } = await ask(first, address, AT, { interest })
      await activateSubscription(first.db, id, AT)
    }
    const lines: string[] = []
    await backupLines(first, (piece) => void lines.push(piece))
    const namesAfter = async (store: Store): Promise<string[]> => {
      mail.arrived.length = 0
      hook.posted.length = 0
      await cameAndWentAndCame(store)
      await deliverAt(store, means, AT)
      return [
        ...mail.arrived.map((one) => String(one.mail.messageId)),
        ...hook.posted.map(({ id }) => id),
      ].toSorted()
    }
    const told = await namesAfter(first)
    // Each is its own: what is told for a second time after it was taken back too.
    expect(told.length).toBeGreaterThan(1)
    expect(new Set(told).size).toBe(told.length)
    const { rows } = await sql<{ times: number }>`
      select count(*) as times from alert_facts where key = 'reached:P:2026-01-10'`.execute(first.db)
    expect(rows).toEqual([{ times: 2 }])

    const second = stores.keep(await database.open('bare'))
    const text = lines.join('').split('\n').slice(0, -1)
    const restored = async function* () {
      yield* text
    }
    await restoreBackup(second, restored, readMigrations())
    // Nobody is told of anything before the operator lets them go on.
    expect(await namesAfter(second)).toEqual([])
    const third = stores.keep(await database.open('bare'))
    await restoreBackup(third, restored, readMigrations(), { tokens: true, subscriptions: true })
    expect(await namesAfter(third)).toEqual(told)
    means.close()
  })

  it('what is corrected otherwise after a restore is told under another name, because it says something else', async () => {
    const first = await stores.small()
    await using hook = await webhookReceiver()
    const means = meansTo(null)
    const { id } = await ask(first, `${hook.origin}/in`, AT, { interest: { kinds: ['deposit'] } })
    await activateSubscription(first.db, id, AT)
    await write(first, { id: 'third' })
    await deliverAt(first, means, AT)
    const lines: string[] = []
    await backupLines(first, (piece) => void lines.push(piece))
    const second = stores.keep(await database.open('bare'))
    const text = lines.join('').split('\n').slice(0, -1)
    const restored = async function* () {
      yield* text
    }
    await restoreBackup(second, restored, readMigrations(), { tokens: true, subscriptions: true })
    hook.posted.length = 0
    const mended = { id: 'mended', action: 'correction', corrects: 'third' } as const
    for (const [store, day] of [
      [first, '2026-01-09'],
      [second, '2026-01-06'],
    ] as const) {
      await write(store, { ...mended, action_date: day })
      await deliverAt(store, means, AT)
    }
    means.close()
    expect(hook.posted.map(({ payload: { type } }) => type)).toEqual(['palermo.recall', 'palermo.recall'])
    expect(hook.posted[0]?.id).not.toBe(hook.posted[1]?.id)
    const keys = hook.posted.map(({ payload: { data } }) => data.facts.map(({ key }) => key))
    expect(keys[0]).not.toEqual(keys[1])
  })
})
