import { sql } from 'kysely'
import { describe, expect, it, type TestContext } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { activateSubscription } from '../../src/store/subscriptions.ts'
import { smallPack } from '../pack/small-pack.ts'
import { type Child, startChild } from '../store/child.ts'
import { newDataDirectory } from '../store/data-directory.ts'
import { newServerDatabase } from '../store/databases.ts'
import { mailCounter, webhookReceiver } from './receivers.ts'
import { ask, PUBLIC_URL } from './sending.ts'

/** In the suite a few; `ALERT_KILLS=200 ALERT_SUBSCRIBERS=1000 ALERT_EVENTS=50` for the whole promise. */
const KILLS = Number(process.env['ALERT_KILLS'] ?? 3)
const SUBSCRIBERS = Number(process.env['ALERT_SUBSCRIBERS'] ?? 30)
const EVENTS = Number(process.env['ALERT_EVENTS'] ?? 12)
/** Kills by the clock come within this time after the process is ready, while it opens, decides and claims. */
const LONGEST_MS = 1_200
/** One kill in so many is by the clock; the others come at a random message, so that they are spread over all of the work
 *  however fast the machine is. */
const BY_CLOCK = 4
/** Mails that one process has under way at once. */
const MAILS_UNDER_WAY = 8
const HOST = new URL(PUBLIC_URL).hostname

async function place(
  kind: 'embedded' | 'server',
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
): Promise<string> {
  if (kind === 'embedded') return newDataDirectory('small')
  const { url, drop } = await newServerDatabase('small')
  onTestFinished(drop)
  return url
}

function open(at: string): Promise<Store> {
  const isServer = at.startsWith('postgres')
  const packs = [{ folder: 'small', files: smallPack() }]
  return openStore({ dataDir: isServer ? '/nowhere' : at, databaseUrl: isServer ? at : null, packs })
}

/** Subscribers of all signatures: one in ten is a program. */
async function subscribers(store: Store, hook: string): Promise<void> {
  const at = new Date().toISOString()
  for (let count = 1; count <= SUBSCRIBERS; count += 1) {
    const address = count % 10 === 0 ? `${hook}/${count}` : `reader-${count}@example.org`
    const { id } = await ask(store, address, at, { interest: { kinds: ['signature'] } })
    await activateSubscription(store.db, id, at)
  }
  await sql`delete from deliveries`.execute(store.db)
}

type Known = { readonly until: string; readonly accepted: readonly string[] }

/** What the ledger knows as accepted, once the process is ready. */
async function ready(child: Child): Promise<Known> {
  for (let lines = 1; ; lines += 1) {
    const said = await child.said(lines)
    if (!said.includes('ready')) continue
    const after = (word: string) => said.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1)
    const marks = String(after('accepted')).split(' ')
    return { until: String(after('until')), accepted: marks.map((mark) => `<${mark}@${HOST}>`) }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Waits for a random moment at which the process is to be killed; `arrived` counts what receivers have got. */
async function momentToKill(child: Child, kill: number, arrived: () => number): Promise<void> {
  if (kill % BY_CLOCK === 0) return wait(Math.random() * LONGEST_MS)
  const mean = (SUBSCRIBERS * EVENTS) / (KILLS + 1)
  const until = arrived() + Math.ceil(Math.random() * 2 * mean)
  let isDone = false
  const ending = done(child).finally(() => {
    isDone = true
  })
  const counting = async (): Promise<void> => {
    while (!isDone && arrived() < until) await wait(5)
  }
  // A process that ends by itself has failed.
  await Promise.race([ending, counting()])
  await wait(Math.random() * 20)
}

async function done(child: Child): Promise<void> {
  for (let lines = 1; ; lines += 1) if ((await child.said(lines)).includes('done')) return
}

// Both at once: while one waits for its disk or its turn, the other works.
describe.concurrent.each(['embedded', 'server'] as const)(
  'kill -9 while alerts are decided and sent, %s database',
  (kind) => {
    it('loses none, and sends none twice that is known as accepted', async ({ task, onTestFinished }) => {
      const again: string[] = []
      const known = new Set<string>()
      await using mail = await mailCounter((id) => {
        if (known.has(id)) again.push(id)
      })
      await using hook = await webhookReceiver()
      const at = await place(kind, { onTestFinished })
      const before = await open(at)
      await subscribers(before, hook.origin)
      await before.close()

      let since = new Date(0).toISOString()
      // The next is read while the one before it works.
      const spare = () => startChild('../alerts/alert-process.ts', [at, mail.url, String(EVENTS)])
      let next = spare()
      onTestFinished(() => next.kill())
      const start = async (): Promise<Child> => {
        const child = next
        await child.said(1)
        child.tell(since)
        const { until, accepted } = await ready(child)
        since = until
        for (const id of accepted) known.add(id)
        next = spare()
        return child
      }
      for (let kills = 0; kills < KILLS; kills += 1) {
        const child = await start()
        await momentToKill(child, kills, () => mail.messageIds.length + hook.posted.length)
        await child.kill()
      }
      const last = await start()
      await done(last)
      await last.kill()

      expect(again).toEqual([])
      const store = await open(at)
      onTestFinished(() => store.close())
      const ledger = await sql<{ subscription: number; numbers: string; marks: string[]; channel: string }>`
      select subscription, string_agg(number::text, ' ' order by number) as numbers, array_agg(mark::text order by number) as marks,
        min(deliveries.channel) as channel
      from deliveries join subscriptions on subscriptions.id = subscription
      where deliveries.state = 'accepted' group by subscription`.execute(store.db)
      const gapFree = Array.from({ length: EVENTS }, (_none, place) => place + 1).join(' ')
      expect(ledger.rows).toHaveLength(SUBSCRIBERS)
      expect(new Set(ledger.rows.map(({ numbers }) => numbers))).toEqual(new Set([gapFree]))

      const mailed = ledger.rows.filter(({ channel }) => channel === 'email').flatMap(({ marks }) => marks)
      expect(new Set(mail.messageIds)).toEqual(new Set(mailed.map((mark) => `<${mark}@${HOST}>`)))
      const posted = ledger.rows.filter(({ channel }) => channel === 'webhook').flatMap(({ marks }) => marks)
      expect(new Set(hook.posted.map(({ id }) => id))).toEqual(new Set(posted.map((mark) => `msg_${mark}`)))
      // What was accepted in the instant of a kill and not yet on record is sent again under the same name, and no more.
      const twice = mail.messageIds.length - mailed.length
      console.log(
        `${kind}: ${KILLS} kills, ${mailed.length} mails, ${twice} sent again under the same Message-ID`,
      )
      expect(twice).toBeLessThanOrEqual(KILLS * MAILS_UNDER_WAY)
      task.meta.figure = `${KILLS} kills, ${SUBSCRIBERS} subscribers, ${EVENTS} events on each database`
    }, 10_800_000)
  },
)
