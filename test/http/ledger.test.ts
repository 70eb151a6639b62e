import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { json, testApp } from './ask-app.ts'

const app = testApp()

type Counts = { readonly threshold_count: number; readonly participants: number }
type Change = { readonly date: string; readonly counts: Counts }

async function table(address: string): Promise<Record<string, string>[]> {
  return parse(await (await app.request(address)).text(), { columns: true })
}

describe('the count ledger is the proof of every number', () => {
  test.each(['untoc', 'trafficking', 'smuggling', 'firearms'])(
    '%s: on every day of change its counted rows are the number shown everywhere',
    async (slug) => {
      const timeline = await json(await app.request(`/v1/treaties/${slug}/timeline`))
      const changes = timeline['timeline'] as readonly Change[]
      const lines = await table(`/v1/treaties/${slug}/timeline.csv`)
      expect(lines).toHaveLength(changes.length)
      expect(changes.length).toBeGreaterThan(100)
      for (const [place, change] of changes.entries()) {
        const clocks = `as_of=${change.date}`
        const ledger = await json(await app.request(`/v1/treaties/${slug}/threshold?${clocks}`))
        const counted = (ledger['ledger'] as { counts: boolean }[]).filter((row) => row.counts).length
        const treaty = await json(await app.request(`/v1/treaties/${slug}?${clocks}`))
        const ledgerTable = await table(`/v1/treaties/${slug}/threshold.csv?${clocks}`)
        const [treatyTable] = await table(`/v1/treaties/${slug}.csv?${clocks}`)
        expect({
          ledger: (ledger['threshold'] as { counted: number }).counted,
          ledgerTable: ledgerTable.filter((row) => row['counts'] === 'true').length,
          treaty: (treaty['counts'] as Counts).threshold_count,
          threshold: (treaty['threshold'] as { counted: number }).counted,
          treatyTable: Number(treatyTable?.['threshold_count']),
          timeline: change.counts.threshold_count,
          timelineTable: Number(lines[place]?.['threshold_count']),
        }).toEqual({
          ledger: counted,
          ledgerTable: counted,
          treaty: counted,
          threshold: counted,
          treatyTable: counted,
          timeline: counted,
          timelineTable: counted,
        })
        expect(treaty['counts']).toEqual(change.counts)
      }
    },
  )
})
