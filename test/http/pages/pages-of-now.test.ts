import { expect, test } from 'vitest'
import type { JobsReport } from '../../../src/answers/jobs.ts'
import type { ReconciliationReport } from '../../../src/answers/reconciliation.ts'
import { json, NOW, testApp } from '../ask-app.ts'

// What a page shows of this installation and not of the record has no clocks, and is compared here with its own address.

const DIFFERENCE: ReconciliationReport['sources'][number]['differences'][number] = {
  ...{ class: 'date corrected', participant: 'JPN', name: 'Japan', settled: 'waiting' },
  ...{ source_says: '12 Jul 2017', record_says: '11 Jul 2017', explanation: 'The day differs.' },
}
const SOURCE: ReconciliationReport['sources'][number] = {
  ...{ treaty: 'XVIII-12', address: 'https://treaties.example/untoc', form: 'untc_xml', role: 'depositary' },
  ...{ source: 'status-pages', every_hours: 24, state: 'differs', said: 'It differs.' },
  ...{ checked_at: '2026-11-24T06:00:00.000Z', looked_at: '2026-11-24T07:00:00.000Z' },
  due_at: '2026-11-25T06:00:00.000Z',
  ...{ failure: null, document: null, received_at: null, as_at: null },
  differences: [DIFFERENCE, { ...DIFFERENCE, participant: 'FRA', name: 'France' }],
}
const REPORT: ReconciliationReport = {
  ...{ answered_at: new Date(NOW).toISOString(), record: { seq: 1, hash: 'a'.repeat(64) } },
  ...{ checked_at: SOURCE.checked_at, stale: false, differences: 2, waiting: 5, said: 'Two differ.' },
  ...{ sources: [SOURCE], alarms: [] },
}
const JOBS: JobsReport = {
  answered_at: new Date(NOW).toISOString(),
  jobs: [1, 2].map((place) => ({
    ...{ name: `job-${place}`, about: 'Does something.', cron: '0 6 * * *', time_zone: 'UTC' },
    ...{ next_run: `2026-11-2${4 + place}T06:00:00.000Z`, due_since: null, counted: [], runs: [] },
    last_done: `2026-11-2${place}T06:00:05.000Z`,
  })),
}
const app = testApp(undefined, { reconciliation: async () => REPORT, jobs: async () => JOBS })

const instantsOf = (html: string): string[] =>
  [...html.matchAll(/<time datetime="(\d{4}-\d\d-\d\dT[^"]*)"/g)].map(([, at]) => String(at))

test('the page of differences has the numbers, the sayings and the reading of its address', async () => {
  const said = (await json(await app.request('/v1/reconciliation'))) as unknown as ReconciliationReport
  const html = await (await app.request('/record/differences')).text()
  const words = html.replace(/<[^>]*>/g, '')
  expect(words).toContain(`${said.differences} differences`)
  expect(words).toContain(`${said.waiting} differences wait`)
  expect(instantsOf(html)).toContain(said.checked_at)
  const rows = html.match(/<tr><th scope="row">[\s\S]*?<\/tr>/g) ?? []
  const differences = said.sources.flatMap((source) => source.differences)
  expect(rows).toHaveLength(differences.length)
  for (const [place, { name, source_says, record_says }] of differences.entries()) {
    for (const one of [name, source_says, record_says]) expect(rows[place]).toContain(String(one))
  }
})

test('the page of sources has when each was last read well and is due', async () => {
  const said = (await json(await app.request('/v1/reconciliation'))) as unknown as ReconciliationReport
  const html = await (await app.request('/record/sources')).text()
  const watched = html.slice(html.indexOf('id="watched"'), html.indexOf('id="sources"'))
  expect(instantsOf(watched)).toEqual(said.sources.flatMap(({ checked_at, due_at }) => [checked_at, due_at]))
})

test('the page of jobs has a row for each of its address, with when it ran last and will run next', async () => {
  const said = (await json(await app.request('/v1/jobs'))) as unknown as JobsReport
  const html = await (await app.request('/record/jobs')).text()
  const rows = html.match(/<tr><th scope="row">[\s\S]*?<\/tr>/g) ?? []
  expect(rows).toHaveLength(said.jobs.length)
  for (const [place, { name, last_done, next_run }] of said.jobs.entries()) {
    expect(rows[place]).toContain(name)
    expect(instantsOf(String(rows[place]))).toEqual([last_done, next_run])
  }
})
