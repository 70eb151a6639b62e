import { describe, expect, it } from 'vitest'
import { parsePlainDate } from '../../src/law/plain-date.ts'
import { readDocument } from '../../src/store/documents.ts'
import { loadRecord } from '../../src/store/load-record.ts'
import { actByHand, type Entry, recordEntry } from '../../src/store/record-by-officer.ts'
import { DATABASES } from './databases.ts'
import { SMALL_EVENTS, storesOf } from './small-record.ts'

const OPTIONS = {
  officer: { name: 'a.officer', token: null },
  now: () => Date.parse('2026-11-20T12:00:00.000Z'),
}
const NOTICE = new TextEncoder().encode('C.N.500.2026')

function accession(day: string): Entry {
  const date = parsePlainDate(day)
  if (date === null) throw new Error(`${day} is no day`)
  const act = { treaty: 'P', participant: 'CCC', action: 'accession', date, effectDate: null } as const
  return actByHand({ ...act, source: 'table', note: null })
}

describe.each(DATABASES)('an act written by hand on $name', (database) => {
  const stores = storesOf(database)

  it('is held against what another wrote meanwhile: of two that write the same consent, one is told of the other', async () => {
    const store = await stores.small()
    const outcomes = await Promise.allSettled([
      recordEntry(store, accession('2026-11-10'), OPTIONS),
      recordEntry(store, accession('2026-11-11'), OPTIONS),
    ])
    const { events } = await loadRecord(store)
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(String(refused?.reason)).toContain(
      `no second consent of CCC under P (accession ${events.at(-1)?.action_date}, `,
    )
    expect(events).toHaveLength(SMALL_EVENTS + 1)
  })

  it('keeps the page that says so with it, and not where it is refused', async () => {
    const store = await stores.small()
    const evidence = NOTICE
    const { event } = await recordEntry(store, { ...accession('2026-11-10'), evidence }, OPTIONS)
    expect(await readDocument(store.db, String(event.document))).toEqual(NOTICE)
    const other = new TextEncoder().encode('another notice')
    const again = { ...accession('2026-11-12'), evidence: other }
    await expect(recordEntry(store, again, OPTIONS)).rejects.toThrow('no second consent')
    const kept = await store.db.selectFrom('documents').select('sha256').execute()
    expect(kept).toEqual([{ sha256: event.document }])
  })
})
