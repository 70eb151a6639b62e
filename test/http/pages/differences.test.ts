import { expect, test } from 'vitest'
import type { ReconciliationReport } from '../../../src/answers/reconciliation.ts'
import { NOW, testApp } from '../ask-app.ts'

const SOURCE: ReconciliationReport['sources'][number] = {
  treaty: 'XVIII-12',
  address: 'https://treaties.example/untoc',
  form: 'untc_xml',
  role: 'depositary',
  source: 'status-pages',
  every_hours: 24,
  state: 'not_checked',
  said: 'Nothing of it could be read yet.',
  checked_at: null,
  looked_at: null,
  due_at: null,
  failure: null,
  document: null,
  received_at: null,
  as_at: null,
  differences: [],
}

async function wordsOf(report: Partial<ReconciliationReport>, path = '/record/differences'): Promise<string> {
  const whole: ReconciliationReport = {
    answered_at: new Date(NOW).toISOString(),
    record: { seq: 1, hash: 'a'.repeat(64) },
    checked_at: null,
    stale: false,
    differences: 0,
    waiting: 0,
    said: 'words of the interface',
    sources: [],
    alarms: [],
    ...report,
  }
  const app = testApp(undefined, { reconciliation: async () => whole })
  return (await (await app.request(path)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

test('where nothing was read yet, nothing is said to agree, nor to have gone well', async () => {
  const words = await wordsOf({ sources: [SOURCE] })
  expect(words).toContain('Nothing has been compared yet.')
  expect(words).not.toContain('Nothing differs')
  const sources = await wordsOf({ sources: [SOURCE] }, '/record/sources')
  expect(sources).toMatch(/not read yet never never not read yet/)
})

test('sources with nothing to show are one list, with what they are and when they were read', async () => {
  const read = { ...SOURCE, state: 'agrees' as const, checked_at: '2026-11-24T06:00:00.000Z' }
  const words = await wordsOf({ sources: [SOURCE, read], checked_at: read.checked_at })
  expect(words).toContain(
    'Nothing differs. The depositary&#8217;s pages were last read without an error on 24 November 2026 at 06:00 UTC',
  )
  expect(words).toContain('Organized Crime Convention: not read yet ( status-pages, XML )')
  expect(words).toContain(
    'Organized Crime Convention: agrees; last good reading 24 November 2026 at 06:00 UTC',
  )
})

test('that nothing differs on the pages hides nothing that waits from elsewhere', async () => {
  const read = { ...SOURCE, state: 'agrees' as const, checked_at: '2026-11-24T06:00:00.000Z' }
  const given = { sources: [read], checked_at: read.checked_at }
  expect(await wordsOf({ ...given, waiting: 2 })).toMatch(
    /Nothing differs\..*In all 2 differences wait for an officer/,
  )
  expect(await wordsOf(given)).toContain('Nothing waits for an officer.')
})

test('a difference stands with both sayings and its explanation', async () => {
  const difference = {
    class: 'date corrected',
    participant: 'JPN',
    name: 'Japan',
    source_says: '12 Jul 2017',
    record_says: '11 Jul 2017',
    settled: 'waiting' as const,
    explanation: 'The day differs.',
  }
  const source = { ...SOURCE, state: 'differs' as const, differences: [difference] }
  const words = await wordsOf({ sources: [source], differences: 1 })
  expect(words).toContain('1 difference.')
  expect(words).toMatch(/Japan\s+12 Jul 2017\s*11 Jul 2017\s*waits for an officer\s*The day differs\./)
})
