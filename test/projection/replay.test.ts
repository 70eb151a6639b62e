import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { plainDate } from '../../src/law/plain-date.ts'
import { answerCase } from '../../src/projection/answer-case.ts'
import { shippedModel } from '../../src/projection/shipped-model.ts'

type Row = { treaty: string; participant: string; action: string; action_date: string }

const EVENTS = join(import.meta.dirname, '../../sql/packs/untoc/events.csv')
const ROWS = parse<Row>(readFileSync(EVENTS, 'utf8'), { columns: true })
const CONSENTS = ['ratification', 'acceptance', 'approval', 'accession']
/** The day of the fortieth instrument, by the depositary. */
const MET = [
  ['XVIII-12', '2003-07-01'],
  ['XVIII-12-a', '2003-09-26'],
  ['XVIII-12-b', '2003-10-30'],
  ['XVIII-12-c', '2005-04-04'],
] as const

function replay(treaty: string, count: number) {
  const own = ROWS.filter(
    (row) => row.treaty === treaty && row.participant !== 'EUE' && row.action_date !== '',
  )
  const days = (actions: readonly string[]) =>
    own
      .filter(({ action }) => actions.includes(action))
      .map(({ action_date }) => plainDate(action_date))
      .sort()
  const deposits = days(CONSENTS)
  const signatures = days(['signature'])
  const asOf = plainDate(String(deposits[count - 1]))
  const given = {
    id: treaty,
    clock_start: plainDate(String(signatures[0])),
    need: 40,
    as_of: asOf,
    deposits: deposits.filter((day) => day <= asOf),
    signatures: signatures.filter((day) => day <= asOf),
  }
  return answerCase(given, shippedModel()).threshold
}

describe('the four instruments replayed', () => {
  it('the real day lies in the 90 % band in at least 14 of 16', () => {
    const held = MET.flatMap(([treaty, met]) =>
      [10, 20, 30, 36].map((count) => {
        const { p05, p95 } = replay(treaty, count)
        return p05 !== null && p05 <= met && (p95 === null || met <= p95)
      }),
    )
    expect(held).toHaveLength(16)
    expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(14)
  })
})
