import type { Command } from 'commander'
import { type JobsReport, jobsReport } from '../answers/jobs.ts'
import { alertSettings } from './alert-settings.ts'
import type { CommandLine } from './command-line.ts'
import { fetchAnswer } from './fetch-answer.ts'
import { fetchingFrom } from './fetching-from.ts'
import { keyPlace } from './signing-keys.ts'
import { tableText } from './table.ts'

type Run = JobsReport['jobs'][number]['runs'][number]

const RUNS_SHOWN = 12

const JOB_COLUMNS = [
  { heading: 'Job' },
  { heading: 'When' },
  { heading: 'Next' },
  { heading: 'Last done' },
  { heading: 'What it does' },
] as const

const RUN_COLUMNS = [
  { heading: 'Started' },
  { heading: 'Job' },
  { heading: 'Due' },
  { heading: 'Took', align: 'right' },
  { heading: 'Outcome' },
  { heading: 'By' },
  { heading: 'What it did' },
] as const

/** To the minute, in UTC. */
function minute(instant: string | null): string {
  return instant === null ? '–' : `${instant.slice(0, 10)} ${instant.slice(11, 16)}`
}

function took({ started_at, ended_at }: Run): string {
  if (ended_at === null) return '–'
  return `${((Date.parse(ended_at) - Date.parse(started_at)) / 1000).toFixed(1)} s`
}

function dueText({ scheduled_for, missed }: Run): string {
  if (scheduled_for === null) return 'by hand'
  return missed === 0 ? minute(scheduled_for) : `${minute(scheduled_for)}, ${missed} before it missed`
}

function reportText(line: CommandLine, { jobs }: JobsReport): string {
  const rows = jobs.map((job) => [
    job.name,
    `${job.cron} ${job.time_zone}`,
    job.due_since === null ? minute(job.next_run) : `due since ${minute(job.due_since)}`,
    minute(job.last_done),
    job.about,
  ])
  const runs = jobs
    .flatMap((job) => job.runs.map((run) => ({ name: job.name, run })))
    .toSorted((one, other) => (one.run.started_at < other.run.started_at ? 1 : -1))
    .slice(0, RUNS_SHOWN)
    .map(({ name, run }) => [
      minute(run.started_at),
      name,
      dueText(run),
      took(run),
      run.outcome ?? 'under way',
      run.run_by,
      run.did ?? '–',
    ])
  const table = tableText(line, JOB_COLUMNS, rows)
  if (runs.length === 0) return `${table}\nNothing has run yet. Times are in UTC.\n`
  return `${table}\n${tableText(line, RUN_COLUMNS, runs)}\nTimes are in UTC.\n`
}

async function askServer(server: string): Promise<JobsReport> {
  const response = await fetchAnswer(new URL('/v1/jobs', server))
  if (!response.ok) throw new Error(`the server at ${server} answered ${response.status} to /v1/jobs`)
  return jobsReport.parse(await response.json())
}

async function readReport(line: CommandLine): Promise<JobsReport> {
  const { openForReading } = await import('./open-record.ts')
  const opened = await openForReading(line)
  if ('server' in opened) return askServer(opened.server)
  try {
    const { jobsOf } = await import('../node.ts')
    return await jobsOf(opened.store)
  } finally {
    await opened.store.close()
  }
}

async function runNow(line: CommandLine, name: string, options: { readonly json?: boolean }): Promise<void> {
  const { openForWriting } = await import('./open-record.ts')
  const { runJobByName } = await import('../node.ts')
  const store = await openForWriting(line)
  try {
    const say = (text: string): void => line.err(`${text}\n`)
    const means = { keys: keyPlace(line), alerts: alertSettings(line), fetching: fetchingFrom(line), say }
    const ended = await runJobByName(store, name, means)
    if (ended.outcome !== 'done') line.exitWith(1)
    line.out(options.json ? `${JSON.stringify(ended, null, 2)}\n` : `${ended.outcome}: ${ended.did}\n`)
  } finally {
    await store.close()
  }
}

/** `palermo jobs`: what runs by itself, when, and how it went; `palermo jobs run <name>` runs one now. */
export function addJobs(program: Command, line: CommandLine): void {
  const jobs = program
    .command('jobs')
    .description('What runs by itself, when it is due next, and how the newest runs went.')
    .option('--json', 'the whole answer for programs, on one object')
    .addHelpText('after', '\nExamples:\n  palermo jobs\n  palermo jobs run verify-record')
    .action(async (options: { readonly json?: boolean }) => {
      const report = await readReport(line)
      line.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(line, report))
    })
  jobs
    .command('run')
    .argument('<name>', 'name of the job')
    .description('Runs one job now; exits 1 when it failed or was under way already.')
    .option('--json', 'the outcome for programs')
    .addHelpText('after', '\nExample:\n  palermo jobs run verify-record')
    .action((name: string, _own: unknown, command: Command) =>
      runNow(line, name, command.optsWithGlobals<{ readonly json?: boolean }>()),
    )
}
