import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { watchDepositary } from '../../jobs/watch-depositary.ts'
import { keptDifferences } from '../../src/store/differences.ts'
import { knowJob, newestRuns } from '../../src/store/job-runs.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { type OpenedStore, openStore } from '../../src/store/open-store.ts'
import { newServerDatabase } from '../store/databases.ts'
import { newFolder } from '../store/new-folder.ts'
import { pageOf, ROWS, watchedPack } from '../store/watched-record.ts'
import { type Edge, startEdge } from './edge.ts'

const WATCH = `treaty,form,role,address,source,every_hours,note
C,csv,depositary,https://source.example/c.csv,table,12,
C,csv,cross_check,https://second.example/moved.csv,press,12,
`
/** Borduria's signature is new. */
const PAGE = pageOf(
  ROWS.map((row) => (row.startsWith('Borduria') ? 'Borduria,12 Dec 2002,1 Jul 2003 a' : row)),
)

const asked: (readonly [string | undefined, string | undefined])[] = []
const source = createServer((request, response) => {
  asked.push([request.url, request.headers['user-agent']])
  if (request.url === '/c.csv') response.writeHead(200, { 'content-type': 'text/csv', etag: '"1"' }).end(PAGE)
  else response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
})
const database = await newServerDatabase('migrated')
const packs = [{ folder: 'small', files: watchedPack({ 'watch.csv': WATCH }) }]
const store: OpenedStore = await openStore({ dataDir: newFolder(), databaseUrl: database.url, packs })
let edge: Edge

beforeAll(async () => {
  await once(source.listen(0, '127.0.0.1'), 'listening')
  const { port } = source.address() as AddressInfo
  const vars = { DEPOSITARY_URL: `http://127.0.0.1:${port}`, WAKE_SECONDS: '600', EXPORT_ROWS: '3' }
  edge = await startEdge(database.url, { folder: newFolder(), vars })
})

afterAll(async () => {
  await edge.stop()
  source.close()
  await store.close()
  await database.drop()
})

it('the edge looks at the pages that are due, takes what they say through the chain, and follows no redirect elsewhere', async () => {
  await knowJob(store.db, watchDepositary.name, '2026-01-01T00:00:00.000Z')
  await edge.wake()
  const run = (await newestRuns(store.db, 20)).find(({ job }) => job === watchDepositary.name)
  expect(run).toMatchObject({ outcome: 'done', run_by: expect.stringMatching(/^edge:/) })
  expect(run?.did).toMatch(
    /^Looked at 2 of 2 pages: 1 changed, 1 events written, 1 differences wait\. 1 failed: /,
  )
  expect(asked.map(([url]) => url)).toEqual(['/c.csv', '/moved.csv'])
  expect(asked[0]?.[1]).toMatch(/^Palermo/i)
  const { events } = await loadRecord(store)
  expect(events.at(-1)).toMatchObject({ id: 'C.BBB.signature.2002-12-12', recorded_by: 'watch' })
  const [kept] = await keptDifferences(store.db, { states: ['waiting'] })
  expect(kept?.difference).toMatchObject({ class: 'undated act now dated', participant: 'CCC' })
})

it('a file of an export with more rows than EXPORT_ROWS says is refused at the edge too', async () => {
  const statusOf = async (file: string) => (await fetch(`${edge.address}/v1/export/${file}`)).status
  expect([await statusOf('events.ndjson'), await statusOf('treaties.ndjson')]).toEqual([403, 200])
})
