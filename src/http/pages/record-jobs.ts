import * as z from 'zod'
import type { JobsReport } from '../../answers/jobs.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { table } from './parts/table.ts'
import { recordParts } from './record/record-parts.ts'
import type { MessageName, Text } from './text/text.ts'

type Job = JobsReport['jobs'][number]

function instant(text: Text, at: string | null): Html | string {
  return at === null
    ? text.plain('jobs.never')
    : html`<time datetime="${at}">${text.instantInWords(at)}</time>`
}

function jobRow(text: Text, job: Job): Html {
  const [last] = job.runs
  const outcome =
    last === undefined ? text.plain('jobs.not_yet') : text.plain(`jobs.${last.outcome ?? 'running'}`)
  const head = (name: MessageName) => html` data-head="${text.plain(name)}"`
  const hasRun = last !== undefined || job.last_done !== null
  const order =
    job.due_since === null && !hasRun
      ? text.plain('jobs.not_yet')
      : job.due_since === null
        ? text.plain('jobs.in_order')
        : text.say('jobs.late', { when: instant(text, job.due_since) })
  return html`<tr><th scope="row">${job.name}<br><span class="quiet">${job.about}</span></th><td${head('jobs.last_done')}>${instant(text, job.last_done)}</td><td${head('jobs.outcome')}>${outcome}</td><td class="words"${head('jobs.did')}>${last?.did ?? ''}</td><td${head('jobs.next')}>${instant(text, job.next_run)}</td><td${head('jobs.order')}>${order}</td></tr>\n`
}

const HEADS = ['jobs.job', 'jobs.last_done', 'jobs.outcome', 'jobs.did', 'jobs.next', 'jobs.order'] as const

/** What the program does by itself, when it last did it and when it will again. */
export const recordJobs = page({
  id: 'jobs',
  path: '/record/jobs',
  section: 'record',
  parameters: z.object({}),
  kept: 'never',
  example: () => ({}),
  write: async (asking) => {
    const { text, means } = asking
    const report = means.jobs === undefined ? null : await means.jobs()
    const title = text.plain('jobs.title')
    const main = html`<h1>${title}</h1>
${recordParts(asking, '/record/jobs')}
${
  report === null
    ? html`<p>${text.plain('jobs.none')}</p>`
    : html`<p>${text.say('jobs.lead', { code: (words) => html`<code>${words}</code>` })}</p><div data-fixed>${table(
        {
          id: 'jobs',
          caption: text.plain('jobs.caption'),
          columns: HEADS.map((name) => ({ head: text.plain(name) })),
          rows: report.jobs.map((job) => jobRow(text, job)),
          stacked: true,
        },
      )}</div><p class="no-print"><a href="/v1/jobs">${text.plain('differences.data')}</a></p>`
}`
    return { title, main, changesWith: 'now' }
  },
})
