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
import { verifyRecord as verifyRecordJob } from '../../jobs/verify-record.ts'
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

  const expectWhole = async (dataDir: string, least = acknowledged) => {
    const store = await open(dataDir)
    const { head, events } = await loadRecord(store)
    expect(head.seq).toBeGreaterThanOrEqual(least)
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, place) => place + 1))
    const cited = new Set(events.map(({ document }) => document).filter((document) => document !== null))
    expect(cited.size).toBeGreaterThanOrEqual(least - SMALL_EVENTS)
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
    const { recovered } = await expectWhole(dataDir, 9)
    expect(recovered[0]).toMatch(
      /^The journal is damaged behind event 9: events 10 to \d+, which the database had lost/,
    )
  })

  it('of another record is refused also where it is the longer one, and nothing of it is taken', async () => {
    const other = join(ROOT, 'other')
    const written = await open(other)
    for (const id of ['one', 'two', 'three']) await appendEvents(written, [act(id)])
    await written.close()
    const dataDir = join(ROOT, 'shorter')
    const shorter = await open(dataDir)
    await appendEvents(shorter, [act('own')])
    const { seq } = await readHead(shorter)
    await shorter.close()
    cpSync(join(other, 'journal.ndjson'), join(dataDir, 'journal.ndjson'))
    const before = readFileSync(join(dataDir, 'journal.ndjson'))
    await expect(open(dataDir)).rejects.toThrow(new RegExp(`event ${seq} is another one there`))
    expect(readFileSync(join(dataDir, 'journal.ndjson'))).toEqual(before)
    expect(readdirSync(dataDir).filter((name) => name.includes('damaged'))).toEqual([])
  })

  it('of which a line was changed gives back what stands before it, is kept beside, and is begun anew', async () => {
    const dataDir = copy(copied, 'changed')
    const journal = join(dataDir, 'journal.ndjson')
    const lines = readFileSync(journal, 'utf8').split('\n')
    const at = lines.findIndex((line) => line.startsWith('{"event":{"seq":12,'))
    const damages: readonly (readonly [string, (line: string) => string])[] = [
      ['cut', (line) => line.slice(0, 40)],
      ['another', (line) => line.replace('"treaty":"C"', '"treaty":"D"')],
      ['none', () => 'null'],
    ]
    for (const [name, damage] of damages) {
      const place = copy(dataDir, name)
      rmSync(join(place, 'database'), { recursive: true })
      cpSync(earlier, join(place, 'database'), { recursive: true })
      const changed = lines.map((line, index) => (index === at ? damage(line) : line)).join('\n')
      expect(changed).not.toBe(lines.join('\n'))
      writeFileSync(join(place, 'journal.ndjson'), changed)
      const store = await open(place)
      expect((await readHead(store)).seq).toBe(11)
      expect(store.recovered).toEqual([
        '2 events that the database had lost were taken from its journal.',
        expect.stringMatching(/damaged behind event 11: events 12 to \d+, .*a backup may have them/),
      ])
      expect(await store.verifyJournal?.()).toBeNull()
      await store.close()
      const [aside] = readdirSync(place).filter((file) => file.startsWith('journal.ndjson-damaged-'))
      expect(readFileSync(join(place, String(aside)), 'utf8')).toBe(
        changed.slice(0, changed.lastIndexOf('\n') + 1),
      )
      expect((await expectWhole(place, 11)).recovered).toEqual([])
    }
  })

  it('gives back no event whose document it has not as it was', async () => {
    const dataDir = copy(copied, 'document')
    const journal = join(dataDir, 'journal.ndjson')
    const text = readFileSync(journal, 'utf8')
    const lines = text.split('\n')
    const cited = /"document":"([0-9a-f]{64})"/.exec(
      String(lines.find((line) => line.includes('"seq":11,'))),
    )?.[1]
    const at = lines.findIndex((line) => line.startsWith(`{"document":{"sha256":"${cited}"`))
    expect(at).toBeGreaterThan(0)
    lines[at] = String(lines[at]).replace(/"bytes":"./, '"bytes":"/')
    rmSync(join(dataDir, 'database'), { recursive: true })
    cpSync(earlier, join(dataDir, 'database'), { recursive: true })
    writeFileSync(journal, lines.join('\n'))
    const store = await open(dataDir)
    expect((await readHead(store)).seq).toBe(10)
    expect(await verifyRecord(store)).toMatchObject({ intact: true })
    await store.close()
  })

  it('is looked at as a whole when the record is verified, and what stands behind it is kept beside', async () => {
    const dataDir = copy(copied, 'looked-at')
    const journal = join(dataDir, 'journal.ndjson')
    await (await open(dataDir)).close()
    const text = readFileSync(journal, 'utf8')
    writeFileSync(journal, `${text.replace('"seq":5,', '"seq":50,')}{"event":{"seq":7777,"id":"x\n`)
    const store = await open(dataDir)
    expect(store.recovered).toEqual([expect.stringContaining('What stood behind the journal is kept in ')])
    expect(await store.verifyJournal?.()).toMatch(/^line \d+, behind event 4: seq is 50, expected 5$/)
    const run = verifyRecordJob.run as unknown as (context: object) => Promise<unknown>
    const progress = { left: null, keep: async () => undefined, hasTime: () => true }
    await expect(run({ store, progress, signal: new AbortController().signal })).rejects.toThrow(
      /^The journal does not fit: line \d+, behind event 4/,
    )
    await store.close()
  })
})
