import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { viewRecord } from '../../src/answers/record-view.ts'
import { summarise } from '../../src/answers/treaty-summary.ts'
import { plainDate } from '../../src/law/plain-date.ts'
import { loadPacks } from '../../src/store/load-pack.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { PACKS_FOLDER, readPackAt, readPackFolder } from '../../src/store/read-pack-folder.ts'
import { DATABASES } from '../store/databases.ts'
import { storesOf } from '../store/small-record.ts'

const EXAMPLE = join(import.meta.dirname, 'bbnj')
const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/packs.md'), 'utf8')

describe('the pack that docs/packs.md leads through', () => {
  it('is the one in its folder', () => {
    const [about, rules] = [...GUIDE.matchAll(/```json\n([\s\S]*?)```/g)].map((block) => String(block[1]))
    expect(about).toBe(readFileSync(join(EXAMPLE, 'pack.json'), 'utf8'))
    expect(rules).toBe(readFileSync(join(EXAMPLE, 'rules.json'), 'utf8'))
  })
})

describe.each(DATABASES)('the same pack on $name', (database) => {
  const stores = storesOf(database)

  it('is loaded beside the first one and has its threshold and its days', async () => {
    const store = await stores.empty()
    const first = readPackFolder(join(PACKS_FOLDER, 'untoc'))
    expect(await loadPacks(store, [readPackAt(EXAMPLE), first])).toMatchObject([
      { events: 1103 },
      { events: 32 },
    ])
    const view = viewRecord(await loadRecord(store))
    const treaty = view.treaties.at(-1)
    if (treaty === undefined) throw new Error('the example has a treaty')
    const day = plainDate('2025-01-01')
    const said = summarise(view, treaty, { asOf: day, knownAt: day })
    expect(said).toMatchObject({
      slug: 'bbnj',
      pack: 'bbnj',
      threshold: { counted: 5, needed: 60, remaining: 55, met_on: null },
      // 120 days: 30 left in January, 28, 31, 30, and one of May.
      earliest_entry_into_force: '2025-05-01',
      signature_window: { opens_on: '2023-09-20', closes_on: '2025-09-20', open: true },
    })
  })
})
