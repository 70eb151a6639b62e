import { viewRecord } from '../src/answers/record-view.ts'
import { plainDate } from '../src/law/plain-date.ts'
import { EMPTY_HEAD } from '../src/record/chain.ts'
import type { RecordSnapshot } from '../src/record/snapshot.ts'
import { realRecord } from '../test/answers/real-record.ts'
import { keepResult } from './kept-results.ts'
import { madeHistory } from './made-history.ts'

// How much memory a record takes that is kept ready for answers, an event: objects as they are read from the database,
// and the law of one treaty worked out over them. Needs --expose-gc, which `npm run bench` gives.

const EVENTS = [20_000, 40_000]

export type RecordMemory = { readonly bytes_an_event: number; readonly program_mb: number }

function recordOf(events: number): RecordSnapshot {
  const chained = madeHistory(
    events,
    realRecord.treaties.map(({ number }) => number),
  )
  // As they come from the database: objects of their own.
  const text = JSON.stringify(chained)
  const last = chained.at(-1) ?? EMPTY_HEAD
  return { ...realRecord, head: { seq: last.seq, hash: last.hash }, events: JSON.parse(text) }
}

function heapBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function bytesOf(events: number): number {
  const before = heapBytes()
  const view = viewRecord(recordOf(events))
  const asOf = plainDate('2026-01-01')
  for (const treaty of view.treaties) view.lawOf(treaty).positionAt({ asOf, knownAt: asOf })
  const bytes = heapBytes() - before
  if (view.record.head.seq !== events) throw new Error('another record')
  return bytes
}

if (globalThis.gc === undefined) throw new Error('run it as: npm run bench record-memory')
bytesOf(1_000)
const [few = 0, many = 0] = EVENTS.map(bytesOf)
const rows: RecordMemory = {
  bytes_an_event: Math.round((many - few) / ((EVENTS[1] ?? 0) - (EVENTS[0] ?? 0))),
  program_mb: Math.round(heapBytes() / 2 ** 20),
}
console.log(`${rows.bytes_an_event} bytes an event; ${rows.program_mb} MB of heap without them`)
keepResult('record-memory', rows)
