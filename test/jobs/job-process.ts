import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Job } from '../../jobs/job.ts'
import { runDueJob } from '../../jobs/run-job.ts'
import { startJobs } from '../../jobs/start-jobs.ts'
import { appendEvents, appendInTransaction } from '../../src/store/append-events.ts'
import { openPostgres } from '../../src/store/open-postgres.ts'
import { draft } from '../record/draft.ts'

/** A replica of its own on the server that it is given. Its job writes one event and can be made to wait in the
 *  middle until a file is there:
 *  - `clock`: the clock of Node runs the job each second;
 *  - `before-write`: the job runs for one night and waits before its transaction;
 *  - `within-write`: it waits within its transaction, after all is written. */
const [url, mode, goFile] = process.argv.slice(2)
if (url === undefined || mode === undefined || goFile === undefined)
  throw new Error('where, how, until when?')

const NIGHT = Date.parse('2026-11-24T03:17:30.000Z')
const LEASE_MS = 2_500

const store = await openPostgres(url)
const say = (text: string) => process.stdout.write(`${text}\n`)
let written = 0
const act = () => {
  written += 1
  const id = `by-${process.pid}-${written}`
  return draft({ id, treaty: 'C', participant: 'CCC', action: 'signature', action_date: '2001-01-01' })
}
const go = async () => {
  say('waits')
  while (!existsSync(goFile)) await wait(20)
}

const job: Job = {
  name: 'on-trial',
  cron: mode === 'clock' ? '* * * * * *' : '17 3 * * *',
  timeZone: 'UTC',
  about: 'Writes one event.',
  run: async ({ fence }) => {
    if (mode === 'within-write') {
      await store.db.transaction().execute(async (trx) => {
        await appendInTransaction(trx, [act()], { inTransaction: [fence] })
        await go()
      })
    } else {
      if (mode === 'before-write') await go()
      await appendEvents(store, [act()], { inTransaction: [fence] })
    }
    return { outcome: 'done', did: `By ${process.pid}.` }
  },
}

const surroundings = { store, say, runBy: `test:${process.pid}`, leaseMs: LEASE_MS }
if (mode === 'clock') {
  const stop = startJobs([job], surroundings)
  await go()
  await stop()
} else {
  const signal = new AbortController().signal
  const ended = await runDueJob(job, { ...surroundings, signal, now: () => NIGHT })
  say(`ended ${ended?.outcome ?? 'not due'}`)
}
await store.close()
