import type { WatchedSource } from '../src/record/watched-source.ts'
import { readPageState } from '../src/store/page-states.ts'
import { sourceAlarms } from '../src/store/source-alarms.ts'
import { watchedPages } from '../src/store/watched-pages.ts'
import { type Job, type JobContext, JobFailure, type JobResult } from './job.ts'
import { type Looked, lookAtPage } from './look-at-page.ts'

async function duePages({ store, now }: JobContext, pages: readonly WatchedSource[]) {
  const due: WatchedSource[] = []
  for (const page of pages) {
    const { due_at } = await readPageState(store.db, page.address)
    if (due_at === null || Date.parse(due_at) <= now()) due.push(page)
  }
  return due
}

function sum(looked: readonly Looked[], figure: 'events' | 'waiting'): number {
  return looked.reduce((total, one) => total + one[figure], 0)
}

function told(looked: readonly Looked[], pages: readonly WatchedSource[]): string {
  const failures = looked.flatMap(({ failure }) => failure ?? [])
  const changed = looked.filter(({ found }) => found === 'document').length
  const counts = `Looked at ${looked.length} of ${pages.length} pages: ${changed} changed, ${sum(looked, 'events')} events written, ${sum(looked, 'waiting')} differences wait.`
  return failures.length === 0 ? counts : `${counts} ${failures.length} failed: ${failures.join(' ')}`
}

async function watch(context: JobContext): Promise<JobResult> {
  const { store, fence, now, signal, say, fetching, progress } = context
  if (fetching === undefined) return { outcome: 'skipped', did: 'No page can be fetched from here.' }
  const pages = await watchedPages(store.db)
  const due = await duePages(context, pages)
  const means = fetching(pages, signal)
  const looked: Looked[] = []
  for (const page of due) {
    signal.throwIfAborted()
    const one = await lookAtPage(page, { store, fence, now, means })
    looked.push(one)
    if (one.failure !== null) say(`watch-depositary: ${one.failure}`)
    if (looked.length < due.length && !progress.hasTime()) {
      return { outcome: 'interrupted', did: `${told(looked, pages)} The rest follows: it stays due.` }
    }
  }
  for (const { said } of await sourceAlarms(store.db, now())) say(`watch-depositary: ${said}`)
  if (looked.length === 0) return { outcome: 'done', did: `None of ${pages.length} pages was due.` }
  const did = told(looked, pages)
  if (looked.every(({ found }) => found === 'failed')) throw new JobFailure(did)
  return { outcome: 'done', did }
}

/** Looks at every page that is due, one after the other, and takes what it sent through the chain. How often a page is
 *  due is data of the packs; after a failure it is due sooner, with ever longer times between. */
export const watchDepositary: Job = {
  name: 'watch-depositary',
  cron: '23 * * * *',
  timeZone: 'UTC',
  about:
    'Looks at the pages of the depositary that are due, lays them beside the record, writes the new acts that the policy allows and keeps everything else for a person.',
  run: watch,
}
