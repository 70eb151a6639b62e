import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadRecord } from '../../src/store/load-record.ts'
import { openStore } from '../../src/store/open-store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { smallPack } from '../pack/small-pack.ts'
import { startChild } from './child.ts'
import { newServerDatabase } from './databases.ts'

/** How often the writer is killed on each database: `KILLS=250 npx vitest run test/store/kill` for the long run. */
const KILLS = Number(process.env['KILLS'] ?? 2)
const MOST_WAIT_MS = 1_500
const packs = [{ folder: 'small', files: smallPack() }]
const dataDir = mkdtempSync(join(tmpdir(), 'palermo-kill-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function killAndLook(databaseUrl: string | null, place: number): Promise<void> {
  const writer = startChild('write-small-and-wait.ts', [
    dataDir,
    ...(databaseUrl === null ? [] : [databaseUrl]),
  ])
  const first = await writer.said(1)
  // Spread over the time of several writes, the same in each run.
  await new Promise((resolve) => setTimeout(resolve, (place * 397) % MOST_WAIT_MS))
  const acknowledged = Number((await writer.said(first.length)).at(-1))
  await writer.kill()
  const store = await openStore({ dataDir, databaseUrl, packs })
  try {
    const { head, events } = await loadRecord(store)
    expect(head.seq).toBeGreaterThanOrEqual(acknowledged)
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, at) => at + 1))
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
  } finally {
    await store.close()
  }
}

it(`after each of ${KILLS} kill -9 on the embedded database all is there that was acknowledged, without a gap`, async () => {
  for (let place = 1; place <= KILLS; place += 1) await killAndLook(null, place)
}, 3_600_000)

it(`after each of ${KILLS} kill -9 on PostgreSQL all is there that was acknowledged, without a gap`, async () => {
  const { url, drop } = await newServerDatabase()
  try {
    for (let place = 1; place <= KILLS; place += 1) await killAndLook(url, place)
  } finally {
    await drop()
  }
}, 3_600_000)
