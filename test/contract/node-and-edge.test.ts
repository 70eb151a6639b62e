import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDueJob } from '../../jobs/run-job.ts'
import { JOBS } from '../../jobs/schedule.ts'
import { verifyRecord } from '../../jobs/verify-record.ts'
import { viewRecord } from '../../src/answers/record-view.ts'
import { dayOfMoment } from '../../src/law/plain-date.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { knowJob, newestRuns } from '../../src/store/job-runs.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { type OpenedStore, openStore } from '../../src/store/open-store.ts'
import { draft } from '../answers/real-record.ts'
import { newFolder, type Running, startServing } from '../cli/program.ts'
import { newServerDatabase } from '../store/databases.ts'
import { type Edge, startEdge } from './edge.ts'
import {
  type Answered,
  ask,
  type ContractRequest,
  linksIn,
  OTHER_REQUESTS,
  resourceRequests,
} from './requests.ts'

const TOKEN = 'a-token-of-the-contract-tests'
/** Pictures are drawn as PNG by a library of machine code, which is not there at the edge; the SVG is. */
const LINK_TO_PNG = /, <a href="[^"]+\.png[^"]*">PNG<\/a>/g
const ONLY_ON_NODE = /\.png(\?|$)/
const MOST_PAGES = 25
const AT_ONCE = 6

const database = await newServerDatabase()
const store: OpenedStore = await openStore({ dataDir: newFolder(), databaseUrl: database.url })
let node: Running
let edge: Edge

beforeAll(async () => {
  const ADMIN_TOKEN_HASH = createHash('sha256').update(TOKEN).digest('hex')
  // Behind TLS, as the edge always is.
  const PUBLIC_URL = 'https://treaties.example.org'
  // Nothing is sent; the edge never writes mail as files.
  const SMTP_URL = 'smtp://127.0.0.1:9'
  node = await startServing({
    DATABASE_URL: database.url,
    DATA_DIR: newFolder(),
    ADMIN_TOKEN_HASH,
    PUBLIC_URL,
    SMTP_URL,
  })
  // A busy machine does not cut its jobs into steps.
  const vars = { ADMIN_TOKEN_HASH, WAKE_SECONDS: '600' }
  edge = await startEdge(database.url, { folder: newFolder(), vars })
})

afterAll(async () => {
  await edge.stop()
  node.child.kill('SIGTERM')
  await node.ended
  await store.close()
  await database.drop()
})

/** Byte for byte; left aside are only the address under which the answer was asked for, which pages cite, and their links
 *  to PNG. */
function comparable({ status, headers, body }: Answered, address: string) {
  return {
    status,
    headers,
    body: Buffer.from(body).toString('latin1').replaceAll(address, 'http://here').replace(LINK_TO_PNG, ''),
  }
}

async function expectTheSame(request: ContractRequest): Promise<Answered> {
  const [here, there] = await Promise.all([ask(node.address, request), ask(edge.address, request)])
  const label = `${request.method ?? 'GET'} ${request.path}`
  expect({ label, ...comparable(there, edge.address) }).toEqual({ label, ...comparable(here, node.address) })
  if (request.status !== undefined) expect([label, here.status]).toEqual([label, request.status])
  return here
}

async function expectAllTheSame(requests: readonly ContractRequest[]): Promise<void> {
  for (let from = 0; from < requests.length; from += AT_ONCE) {
    await Promise.all(requests.slice(from, from + AT_ONCE).map(expectTheSame))
  }
}

describe('Node and the edge on one record', () => {
  it('answer every resource in every form with the same bytes', async () => {
    const requests = resourceRequests(viewRecord(await loadRecord(store)), dayOfMoment(Date.now()))
    expect(requests.length).toBeGreaterThan(80)
    await expectAllTheSame(requests)
  })

  it('answer all else, and refuse, with the same bytes', async () => {
    await expectAllTheSame(OTHER_REQUESTS)
  })

  it('know the same officers', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` }
    await expectTheSame({ path: '/v1/officers/me', headers, status: 200 })
    await expectTheSame({ path: '/v1/officers/audit', headers, status: 200 })
  })

  it('show the same pages, styles and pictures, each with what it links to', async () => {
    await expectTheSame({ path: '/', status: 200 })
    const known = new Set(['/'])
    for (const path of known) {
      const found = await expectTheSame({ path })
      if (!found.headers['content-type']?.startsWith('text/html')) continue
      const links = linksIn(new TextDecoder().decode(found.body))
      for (const link of links) if (known.size < MOST_PAGES && !ONLY_ON_NODE.test(link)) known.add(link)
    }
    expect(known.size).toBeGreaterThan(3)
  })

  it('follow the record within a second', async () => {
    const id = 'written-meanwhile'
    expect((await ask(edge.address, { path: `/v1/events/${id}`, status: 404 })).status).toBe(404)
    const [event] = await appendEvents(store, [
      draft({
        id,
        treaty: 'XVIII-12',
        participant: 'TUV',
        action: 'accession',
        action_date: '2026-11-01' as never,
      }),
    ])
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const found = await expectTheSame({ path: `/v1/events/${id}`, status: 200 })
    expect(JSON.parse(new TextDecoder().decode(found.body))).toMatchObject({ record: { seq: event?.seq } })
  })
})

describe('a cron trigger at the edge', () => {
  it('runs every job that is due, once, by the table of runs that all replicas share', async () => {
    for (const { name } of JOBS) await knowJob(store.db, name, '2026-01-01T00:00:00.000Z')
    await edge.wake()
    await edge.wake()
    const runs = await newestRuns(store.db, 9)
    expect(runs.map(({ job }) => job).toSorted()).toEqual(JOBS.map(({ name }) => name).toSorted())
    expect(runs.find(({ job }) => job === 'verify-record')).toMatchObject({
      outcome: 'done',
      run_by: expect.stringMatching(/^edge:/),
    })
  })

  it('takes one step of a long job where its time is up, and what is left is done elsewhere', async () => {
    const hurried = await startEdge(database.url, { folder: newFolder(), vars: { WAKE_SECONDS: '0' } })
    try {
      for (let place = 0; place < 10; place += 1) {
        await keepDocument(store.db, new TextEncoder().encode(`page ${place}`))
      }
      await store.db.deleteFrom('job_runs').where('job', '=', verifyRecord.name).execute()
      await hurried.wake()
      await hurried.wake()
    } finally {
      await hurried.stop()
    }
    const surroundings = { store, say: () => undefined, now: Date.now, signal: new AbortController().signal }
    const end = await runDueJob(verifyRecord, { ...surroundings, runBy: 'node' })
    expect(end).toMatchObject({ outcome: 'done', did: expect.stringMatching(/^\d{4} events fit/) })
    const runs = (await newestRuns(store.db, 9)).filter(({ job }) => job === verifyRecord.name)
    expect(runs.map(({ run_by, outcome, steps }) => [run_by.slice(0, 4), outcome, steps])).toEqual([
      ['node', 'done', expect.any(Number)],
      ['edge', 'interrupted', 1],
      ['edge', 'interrupted', 1],
    ])
  })
})
