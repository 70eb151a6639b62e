import { type ScheduledTask, schedule } from 'node-cron'
import { isOnlyRead } from '../src/store/only-read.ts'
import type { Job } from './job.ts'
import { runDueJob, type Surroundings } from './run-job.ts'

export type Clockwork = Omit<Surroundings, 'signal' | 'now'> & {
  readonly now?: () => number
  /** How often every job is looked at beside its timetable: for what was missed or left by a process that ended. */
  readonly everyMs?: number
}

const EVERY_MS = 60_000
const LAST_WORDS_MS = 10_000

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const ignore = () => undefined

/** node-cron itself writes to the console what it finds missed or late; here the record of runs says it. */
const QUIET = { info: ignore, warn: ignore, error: ignore, debug: ignore }

function elapsed(afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, afterMs).unref()
  })
}

/** Starts the clock for every job, and makes up once for what was missed while no process ran. A job never runs over
 *  itself, nor twice for one instant, here or in another process. Returns a function that stops the clock, tells what
 *  is under way to stop, and waits for it, at most ten seconds; a run that was interrupted so is done again after the
 *  next start. */
export function startJobs(jobs: readonly Job[], clockwork: Clockwork): () => Promise<void> {
  const { everyMs = EVERY_MS, now = Date.now, ...given } = clockwork
  const stopping = new AbortController()
  const surroundings: Surroundings = { ...given, now, signal: stopping.signal }
  const underWay = new Map<string, Promise<void>>()

  const look = async (job: Job): Promise<void> => {
    try {
      await runDueJob(job, surroundings)
    } catch (error) {
      const what = isOnlyRead(error) ? 'can only be read' : 'could not be asked'
      given.say(`job ${job.name}: the database ${what}: ${messageOf(error)}`)
    } finally {
      underWay.delete(job.name)
    }
  }
  const lookOnce = async (job: Job): Promise<void> => {
    if (stopping.signal.aborted || underWay.has(job.name)) return
    const looking = look(job)
    underWay.set(job.name, looking)
    await looking
  }
  const start = (job: Job): ScheduledTask => {
    const task = schedule(job.cron, () => lookOnce(job), {
      name: job.name,
      timezone: job.timeZone,
      noOverlap: true,
      suppressMissedWarning: true,
      logger: QUIET,
    })
    task.on('execution:missed', () => lookOnce(job))
    return task
  }

  const tasks = jobs.map(start)
  const lookAtAll = async (): Promise<void> => {
    await Promise.all(jobs.map(lookOnce))
  }
  void lookAtAll()
  const rounds = setInterval(lookAtAll, everyMs)
  return async () => {
    stopping.abort()
    clearInterval(rounds)
    for (const task of tasks) await task.destroy()
    await Promise.race([Promise.all(underWay.values()), elapsed(LAST_WORDS_MS)])
  }
}
