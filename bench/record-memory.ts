import { viewRecord } from '../src/answers/record-view.ts'
import { addDays, plainDate } from '../src/law/plain-date.ts'
import { chain, EMPTY_HEAD } from '../src/record/chain.ts'
import type { EventDraft } from '../src/record/event.ts'
import type { RecordSnapshot } from '../src/record/snapshot.ts'
import { realRecord } from '../test/answers/real-record.ts'
import { keepResult } from './kept-results.ts'

// How much memory a record takes that is kept ready for answers, an event: objects as they are read from the database,
// and the law of one treaty worked out over them. Needs --expose-gc, which `npm run bench` gives.

const EVENTS = [20_000, 40_000]
const FIRST = plainDate('1970-01-01')
const DAYS = 20_000
const ACTIONS = ['signature', 'ratification', 'denunciation'] as const

export type RecordMemory = { readonly bytes_an_event: number; readonly program_mb: number }

function recordOf(events: number): RecordSnapshot {
  const codes = realRecord.participants.filter(({ kind }) => kind === 'state').map(({ code }) => code)
  const treaties = realRecord.treaties.map(({ number }) => number)
  const drafts = Array.from({ length: events }, (_, place): EventDraft => {
    const day = addDays(FIRST, Math.floor((place * DAYS) / events))
    const turn = Math.floor(place / treaties.length)
    return {
      id: `e${place}`,
      treaty: treaties[place % treaties.length] ?? '',
      participant: String(codes[turn % codes.length]),
      action: ACTIONS[Math.floor(turn / codes.length) % ACTIONS.length] ?? 'signature',
      action_date: day,
      earliest: null,
      latest: null,
      effect_date: null,
      known_on: day,
      known_on_assumed: false,
      day_known: 'read',
      derivation: null,
      corrects: null,
      signatories: null,
      parties: null,
      source: String(realRecord.sources[0]?.id),
      document: null,
      note: null,
      recorded_by: 'bench',
    }
  })
  const chained = chain(drafts, { head: EMPTY_HEAD, recordedAt: '2026-11-24T05:00:00.000Z' })
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
