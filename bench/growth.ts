import { viewRecord } from '../src/answers/record-view.ts'
import { createApp } from '../src/http/app.ts'
import { addDays, plainDate } from '../src/law/plain-date.ts'
import { parseRules } from '../src/law/rule.ts'
import { chain, EMPTY_HEAD } from '../src/record/chain.ts'
import type { EventDraft } from '../src/record/event.ts'
import type { RecordSnapshot, Treaty } from '../src/record/snapshot.ts'
import { realRecord } from '../test/answers/real-record.ts'
import { median } from './median.ts'

// Answers by date through the whole app, without a network, over made-up records of 1,000 to 1,000,000 events and of 4
// to 400 treaties: what one answer with clocks drawn anew costs must not grow with the length of the history.

const EVENTS = (process.env['BENCH_EVENTS'] ?? '1000,100000,1000000').split(',').map(Number)
const TREATIES = [4, 40, 400]
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 300)
const NOW = Date.UTC(2026, 10, 24, 10)
const FIRST = plainDate('1970-01-01')
const DAYS = 20_000
const ACTIONS = ['signature', 'ratification', 'denunciation'] as const

function treaty(place: number): Treaty {
  const number = `T-${place}`
  const rule = {
    treaty: number,
    counts: ['ratification', 'accession'],
    condition: { op: 'count', gte: 40 },
    period: { kind: 'days', n: 90 },
    reio: 'excluded',
  }
  return {
    ...(realRecord.treaties[0] as Treaty),
    slug: `t-${place}`,
    number,
    title: number,
    short_title: number,
    adopted: FIRST,
    position: place + 1,
    rules: parseRules([rule], { file: 'made up' }),
  }
}

/** The participants of the real record sign, ratify and denounce every treaty again and again, day by day. */
function recordOf(events: number, treaties: number): RecordSnapshot {
  const codes = realRecord.participants.filter(({ kind }) => kind === 'state').map(({ code }) => code)
  const drafts = Array.from({ length: events }, (_, place): EventDraft => {
    const turn = Math.floor(place / treaties)
    const day = addDays(FIRST, Math.floor((place * DAYS) / events))
    return {
      id: `e${place}`,
      treaty: `T-${place % treaties}`,
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
  const last = chained.at(-1) ?? EMPTY_HEAD
  return {
    ...realRecord,
    head: { seq: last.seq, hash: last.hash },
    treaties: Array.from({ length: treaties }, (_, place) => treaty(place)),
    events: chained,
    gaps: [],
    declarations: [],
  }
}

function randomDay(): string {
  return addDays(FIRST, 1 + Math.floor(Math.random() * (DAYS - 1)))
}

const oneClock = () => `as_of=${randomDay()}`
const bothClocks = () => `as_of=${randomDay()}&known_at=${randomDay()}`

async function measure(record: RecordSnapshot) {
  const view = viewRecord(record)
  const app = createApp({ view: () => view, version: 'bench', now: () => NOW })
  const ask = async (path: string, clocks: () => string): Promise<number> => {
    const began = performance.now()
    const answer = await app.request(`${path}?${clocks()}`)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    return performance.now() - began
  }
  const of = async (path: string, clocks: () => string) => {
    const first = await ask(path, clocks)
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) times.push(await ask(path, clocks))
    return { first, again: times.toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? Number.NaN }
  }
  return {
    treaty: await of('/v1/treaties/t-0', oneClock),
    participants: await of('/v1/treaties/t-0/participants', oneClock),
    threshold: await of('/v1/treaties/t-0/threshold', oneClock),
    state: await of('/v1/participants/JPN', oneClock),
    known: await of('/v1/treaties/t-0', bothClocks),
  }
}

const viewMs = (record: RecordSnapshot) => median(1, () => viewRecord(record))
console.log(
  '   events treaties  view ms | first and median ms by as_of: treaty, participants, threshold, State; treaty by both clocks',
)
const bases = new Map<number, { readonly one: number; readonly both: number }>()
for (const treaties of TREATIES) {
  for (const events of EVENTS) {
    const record = recordOf(events, treaties)
    const opened = viewMs(record)
    const found = await measure(record)
    const cell = ({ first, again }: { first: number; again: number }) =>
      `${first.toFixed(1).padStart(9)}${again.toFixed(3).padStart(8)}`
    const base = bases.get(treaties) ?? { one: found.treaty.again, both: found.known.again }
    bases.set(treaties, base)
    const ratios = `${(found.treaty.again / base.one).toFixed(2)} ${(found.known.again / base.both).toFixed(2)}`
    console.log(
      `${String(events).padStart(9)}${String(treaties).padStart(9)}${opened.toFixed(1).padStart(9)} |${Object.values(found).map(cell).join('')} | treaty to the shortest ${ratios}`,
    )
  }
}
