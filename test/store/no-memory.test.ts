import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { openStore } from '../../src/store/open-store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { newServerDatabase } from './databases.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-memory-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes until the process has no memory left; what it had acknowledged by then. */
function writeUntilNoMemory(dataDir: string, databaseUrl: string | null): readonly string[] {
  const program = join(import.meta.dirname, 'write-until-no-memory.ts')
  const args = [dataDir, ...(databaseUrl === null ? [] : [databaseUrl])]
  const { stdout, stderr, signal, status } = spawnSync(
    process.execPath,
    ['--max-old-space-size=160', program, ...args],
    { encoding: 'utf8' },
  )
  expect(stderr).toContain('heap out of memory')
  expect([signal, status]).not.toEqual([null, 0])
  return stdout.split('\n').slice(0, -1)
}

it.each(['embedded', 'server'])(
  'a process that has no memory left ends, and the next one finds everything acknowledged and goes on (%s)',
  async (kind) => {
    const dataDir = mkdtempSync(join(folder, 'data-'))
    const server = kind === 'server' ? await newServerDatabase('bare') : null
    const place = {
      dataDir,
      databaseUrl: server?.url ?? null,
      packs: [{ folder: 'small', files: smallPack() }],
    }
    const acknowledged = writeUntilNoMemory(dataDir, place.databaseUrl)
    expect(acknowledged.length).toBeGreaterThan(0)

    const store = await openStore(place)
    const { head, events } = await loadRecord(store)
    const ids = new Set(events.map(({ id }) => id))
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, at) => at + 1))
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
    const [next] = await appendEvents(store, [
      draft({ id: 'after', treaty: 'C', participant: 'CCC', action: 'signature' }),
    ])
    expect(next?.seq).toBe(head.seq + 1)
    await store.close()
    await server?.drop()
  },
)
