import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDueJob } from '../../jobs/run-job.ts'
import { JOBS } from '../../jobs/schedule.ts'
import { verifyRecord } from '../../jobs/verify-record.ts'
import { USUAL_INTEREST, USUAL_TIMING } from '../../src/alerts/subscription.ts'
import { viewRecord } from '../../src/answers/record-view.ts'
import { WORKBOOK_TYPE } from '../../src/http/workbook.ts'
import { dayOfMoment } from '../../src/law/plain-date.ts'
import { signCheckpoint } from '../../src/record/checkpoint.ts'
import { type NoteSigner, newNoteSigner, readSigner, signerText } from '../../src/record/note-key.ts'
import { appendEvents } from '../../src/store/append-events.ts'
import { keepCheckpoint, treeOnRecord } from '../../src/store/checkpoints.ts'
import { keepDocument } from '../../src/store/documents.ts'
import { knowJob, newestRuns } from '../../src/store/job-runs.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { type OpenedStore, openStore } from '../../src/store/open-store.ts'
import { activateSubscription, createSubscription } from '../../src/store/subscriptions.ts'
import { draft } from '../answers/real-record.ts'
import { type Running, startServing } from '../cli/program.ts'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'
import { waitingRecord, watchedPack } from '../store/watched-record.ts'
import { type Edge, startEdge } from './edge.ts'
import {
  type Answered,
  ask,
  type ContractRequest,
  firstEvents,
  linksIn,
  neverAsked,
  OTHER_REQUESTS,
  resourceRequests,
  siteRequests,
} from './requests.ts'

const TOKEN = 'a-token-of-the-contract-tests'
/** Pictures are drawn as PNG by a library of machine code, which is not there at the edge; the SVG is. */
const LINK_TO_PNG = /, <a href="[^"]+\.png[^"]*">PNG<\/a>/g
/** When an answer was given that is asked of the database each time. */
const ANSWERED_AT = /"answered_at":"[^"]+"/
const ONLY_ON_NODE = /\.png(\?|$)/
const MOST_PAGES = 25
const AT_ONCE = 6
const MOST_TRIES = 5

/** No page of any source is asked for from here. */
const NOBODY = 'http://127.0.0.1:9'

const OFFICER = { authorization: `Bearer ${TOKEN}` }

const database = await newServerDatabase('whole')
const store: OpenedStore = await openStore({ dataDir: newFolder(), databaseUrl: database.url })
/** Every address that was answered with 200, by both and with the same bytes. */
const had: string[] = []
let node: Running
let edge: Edge

beforeAll(async () => {
  const ADMIN_TOKEN_HASH = createHash('sha256').update(TOKEN).digest('hex')
  // Behind TLS, as the edge always is.
  const PUBLIC_URL = 'https://treaties.example.org'
  // Nothing is sent; the edge never writes mail as files.
  const SMTP_URL = 'smtp://127.0.0.1:9'
  const SIGNING_KEYS = signerText(await newNoteSigner('record.example'))
  await waitingRecord(store, filesWithoutRealCodes())
  await keepSignedState(await readSigner(SIGNING_KEYS))
  await subscribe()
  node = await startServing({
    DATABASE_URL: database.url,
    DATA_DIR: newFolder(),
    ADMIN_TOKEN_HASH,
    SIGNING_KEYS,
    PUBLIC_URL,
    SMTP_URL,
    JOBS: 'off',
  })
  // A busy machine does not cut its jobs into steps.
  const vars = { ADMIN_TOKEN_HASH, SIGNING_KEYS, PUBLIC_URL, WAKE_SECONDS: '600', DEPOSITARY_URL: NOBODY }
  edge = await startEdge(database.url, { folder: newFolder(), vars })
})

afterAll(async () => {
  await edge.stop()
  node.child.kill('SIGTERM')
  await node.ended
  await store.close()
  await database.drop()
})

/** The made-up States by codes that no real one has. */
function filesWithoutRealCodes(): Record<string, string> {
  const files = watchedPack()
  const renamed = (file: string) =>
    [file, files.get(file)?.replace(/\bL([AB][A-T])\b/g, 'X$1') ?? ''] as const
  return Object.fromEntries(['participants.csv', 'events.csv'].map(renamed))
}

/** A signed state of the first hundred events, kept. */
async function keepSignedState(signer: NoteSigner): Promise<void> {
  const note = await signCheckpoint(await treeOnRecord(store.db, 100), [signer])
  await keepCheckpoint(store.db, { size: 100, note }, [signer])
}

/** A subscription that is told of what is written later. */
async function subscribe(): Promise<void> {
  const at = new Date().toISOString()
  const asked = { channel: 'email', address: 'reader@example.org', interest: USUAL_INTEREST } as const
  await createSubscription(store.db, { ...asked, timing: USUAL_TIMING, madeBy: null, at })
  const { id } = await store.db.selectFrom('subscriptions').select('id').executeTakeFirstOrThrow()
  await activateSubscription(store.db, id, at)
}

/** The files in a workbook, which is a compressed archive with the time of its making. */
function partsOf(workbook: Uint8Array): string {
  const parts = Object.entries(unzipSync(workbook))
  return parts.map(([name, bytes]) => `${name}\n${Buffer.from(bytes).toString('latin1')}`).join('\n')
}

/** Byte for byte; left aside are only the address under which the answer was asked for, which pages cite, and their links
 *  to PNG. */
function comparable({ status, headers, body }: Answered, address: string) {
  const isWorkbook = headers['content-type'] === WORKBOOK_TYPE
  return {
    status,
    headers,
    body: (isWorkbook ? partsOf(body) : Buffer.from(body).toString('latin1'))
      .replaceAll(address, 'http://here')
      .replace(LINK_TO_PNG, '')
      .replace(ANSWERED_AT, ''),
  }
}

/** The answers of both. A busy machine may be too slow for one; then both are asked again. */
async function askBoth(request: ContractRequest, tries = MOST_TRIES): Promise<[Answered, Answered]> {
  const both = await Promise.all([ask(node.address, request), ask(edge.address, request)])
  const isSlow = both.some(
    ({ status, body }) => status === 503 && new TextDecoder().decode(body).includes('#problem-too-slow'),
  )
  return isSlow && tries > 1 ? askBoth(request, tries - 1) : both
}

async function expectTheSame(request: ContractRequest): Promise<Answered> {
  const [here, there] = await askBoth(request)
  const label = `${request.method ?? 'GET'} ${request.path}`
  expect({ label, ...comparable(there, edge.address) }).toEqual({ label, ...comparable(here, node.address) })
  if (request.status !== undefined) expect([label, here.status]).toEqual([label, request.status])
  if (here.status === 200 && (request.method ?? 'GET') === 'GET') had.push(request.path)
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

  it('know the same officers, and tell them the same', async () => {
    const { id: difference } = await store.db.selectFrom('differences').select('id').executeTakeFirstOrThrow()
    const { name } = await store.db.selectFrom('subscriptions').select('name').executeTakeFirstOrThrow()
    for (const path of [
      '/v1/officers/me',
      '/v1/officers/audit',
      '/v1/differences',
      `/v1/differences/${difference}`,
      '/v1/subscriptions',
      `/v1/subscriptions/${name}`,
      `/v1/subscriptions/${name}/deliveries`,
      '/v1/jobs',
      '/v1/jobs.csv',
    ]) {
      await expectTheSame({ path, headers: OFFICER, status: 200 })
    }
  })

  it('stream the same events', async () => {
    const path = '/v1/events/stream?since=1000'
    const [here, there] = await Promise.all([
      firstEvents(node.address, path),
      firstEvents(edge.address, path),
    ])
    expect(there).toEqual(here)
    expect(here).toMatch(/^id: 1001$/m)
    had.push(path)
  })

  it('write the same backup, apart from when and by whom it was asked for', async () => {
    const path = '/v1/officers/backup'
    const linesAt = async ({ address }: { readonly address: string }) => {
      const { status, body } = await ask(address, { path, headers: OFFICER })
      expect(status).toBe(200)
      return new TextDecoder().decode(body).trim().split('\n')
    }
    const [here, there] = [await linesAt(node), await linesAt(edge)]
    expect(here.length).toBeGreaterThan(1_000)
    // Heading, audit trail and manifest say when, by whom and of what.
    const other = there.filter((line) => !here.includes(line)).map((line) => line.slice(0, 20))
    expect(other).toEqual(['{"palermo_backup":1,', '{"table":"audit_trai', '{"manifest":{"openin'])
    had.push(path)
  })

  it('show every page, picture and piece for other sites with the same bytes', async () => {
    const requests = siteRequests(viewRecord(await loadRecord(store)))
    expect(requests.length).toBeGreaterThan(70)
    await expectAllTheSame(requests)
  })

  it('show the same styles and pictures, and what pages link to', async () => {
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

describe('the contract', () => {
  it('asks for every address of the OpenAPI document', async () => {
    const { body } = await expectTheSame({ path: '/openapi.json', status: 200 })
    const document = JSON.parse(new TextDecoder().decode(body))
    expect(Object.keys(document.paths).length).toBeGreaterThan(60)
    expect(neverAsked(document, had)).toEqual([])
  })
})

it('at the edge one client has costly answers one after the other, none of which waits for a request that is over', async () => {
  for (const path of ['/v1/calendar.ics?treaty=untoc', '/v1/events.csv?limit=10', '/gaps?as_of=2004-01-01']) {
    for (let time = 0; time < 3; time += 1) {
      const asked = await ask(edge.address, { path, headers: { 'cf-connecting-ip': '192.0.2.1' } })
      expect([path, asked.status]).toEqual([path, 200])
    }
  }
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
    const hurried = await startEdge(database.url, {
      folder: newFolder(),
      vars: { WAKE_SECONDS: '0', DEPOSITARY_URL: NOBODY },
    })
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
