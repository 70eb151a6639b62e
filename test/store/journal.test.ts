import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvents } from '../../src/store/append-events.ts'
import { loadRecord, readHead } from '../../src/store/load-record.ts'
import { openStore } from '../../src/store/open-store.ts'
import { verifyRecord } from '../../src/store/verify-record.ts'
import { smallPack } from '../pack/small-pack.ts'
import { draft } from '../record/draft.ts'
import { startChild } from './child.ts'
import { SMALL_EVENTS } from './small-record.ts'

const ROOT = mkdtempSync(join(tmpdir(), 'palermo-journal-'))
const packs = [{ folder: 'small', files: smallPack() }]

function open(dataDir: string) {
  return openStore({ dataDir, databaseUrl: null, packs })
}

function copy(from: string, name: string): string {
  const to = join(ROOT, name)
  cpSync(from, to, { recursive: true })
  return to
}

function act(id: string) {
  return draft({ id, treaty: 'C', participant: 'CCC', action: 'signature' })
}

describe('the journal of the embedded database', () => {
  /** A folder copied in the middle of writing, and the last event that was acknowledged before the copy began. */
  let copied = ''
  let acknowledged = 0
  /** The database of the same folder as it was earlier. */
  let earlier = ''

  beforeAll(async () => {
    const live = join(ROOT, 'live')
    const store = await open(live)
    await store.close()
    earlier = copy(join(live, 'database'), 'earlier-database')
    const writer = startChild('write-small-and-wait.ts', [live])
    acknowledged = Number((await writer.said(12)).at(-1))
    copied = copy(live, 'copied')
    await writer.kill()
  })
  afterAll(() => rmSync(ROOT, { recursive: true, force: true }))

  const expectWhole = async (dataDir: string) => {
    const store = await open(dataDir)
    const { head, events } = await loadRecord(store)
    expect(head.seq).toBeGreaterThanOrEqual(acknowledged)
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, place) => place + 1))
    const cited = new Set(events.map(({ document }) => document).filter((document) => document !== null))
    expect(cited.size).toBeGreaterThanOrEqual(acknowledged - SMALL_EVENTS)
    const found = await verifyRecord(store)
    expect(found).toMatchObject({ intact: true })
    if (found.intact) expect(found.documents).toBeGreaterThanOrEqual(cited.size)
    await appendEvents(store, [act('after')])
    expect(await readHead(store)).toMatchObject({ seq: head.seq + 1 })
    const { recovered, loads } = store
    await store.close()
    const again = await open(dataDir)
    expect(await readHead(again)).toMatchObject({ seq: head.seq + 1 })
    expect(again.recovered).toEqual([])
    await again.close()
    return { recovered, loads }
  }

  it('gives back what a database lacks that came to the disk only as it was earlier', async () => {
    const dataDir = copy(copied, 'stale')
    rmSync(join(dataDir, 'database'), { recursive: true })
    cpSync(earlier, join(dataDir, 'database'), { recursive: true })
    const { recovered } = await expectWhole(dataDir)
    expect(recovered).toEqual([expect.stringMatching(/^\d+ events that the database had lost/)])
  })

  it('fills a database anew whose last files never came to the disk, and keeps the damaged one beside', async () => {
    const dataDir = copy(copied, 'stripped')
    const log = join(dataDir, 'database', 'pg_wal')
    for (const file of readdirSync(log)) rmSync(join(log, file), { recursive: true })
    const { recovered, loads } = await expectWhole(dataDir)
    expect(recovered[0]).toContain('its files are kept in')
    expect(recovered[1]).toMatch(/events that the database had lost/)
    expect(loads).toMatchObject([{ events: 0 }])
    expect(readdirSync(dataDir).filter((name) => name.startsWith('database-damaged-'))).toHaveLength(1)
  })

  it('loses nothing when the database is ahead of it, as after a crash between the two', async () => {
    const dataDir = copy(copied, 'ahead')
    const journal = join(dataDir, 'journal.ndjson')
    rmSync(journal)
    await expectWhole(dataDir)
    expect(
      readFileSync(journal, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{"event"')).length,
    ).toBeGreaterThan(acknowledged)
  })

  it('drops a line at its end that was not finished', async () => {
    const dataDir = copy(copied, 'torn')
    const journal = join(dataDir, 'journal.ndjson')
    const whole = readFileSync(journal, 'utf8')
    appendFileSync(journal, '{"document":{"sha256":"00"}}\n{"event":{"unfinished')
    const store = await open(dataDir)
    await store.close()
    expect(readFileSync(journal, 'utf8').startsWith(whole.slice(0, whole.lastIndexOf('\n')))).toBe(true)
    expect(readFileSync(journal, 'utf8')).not.toContain('unfinished')
    await expectWhole(dataDir)
  })

  it('of another record is refused, and so is one whose bytes were changed', async () => {
    const dataDir = copy(copied, 'mixed')
    await (await open(dataDir)).close()
    const journal = join(dataDir, 'journal.ndjson')
    const text = readFileSync(journal, 'utf8')
    const last = String(/"hash":"(\w+)"\}\}\n$/.exec(text)?.[1])
    writeFileSync(journal, text.replace(last, 'f'.repeat(64)))
    await expect(open(dataDir)).rejects.toThrow(/is another one there/)
    rmSync(join(dataDir, 'database'), { recursive: true })
    cpSync(earlier, join(dataDir, 'database'), { recursive: true })
    writeFileSync(journal, text.replaceAll('"id":"written-', '"id":"wrotten-'))
    await expect(open(dataDir)).rejects.toThrow(/event 10.*hash/)
    writeFileSync(journal, text)
    await expectWhole(dataDir)
  })
})
