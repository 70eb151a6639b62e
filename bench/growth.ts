import { viewRecord } from '../src/answers/record-view.ts'
import { createApp } from '../src/http/app.ts'
import { addDays } from '../src/law/plain-date.ts'
import { parseRules } from '../src/law/rule.ts'
import { EMPTY_HEAD } from '../src/record/chain.ts'
import type { RecordSnapshot, Treaty } from '../src/record/snapshot.ts'
import { realRecord } from '../test/answers/real-record.ts'
import { FIRST_DAY, HISTORY_DAYS, madeHistory } from './made-history.ts'

// Answers by date through the whole app, without a network, over made-up records of 1,000 to 1,000,000 events and of 4
// to 400 treaties: what one answer with clocks drawn anew costs must not grow with the length of the history. Lists of
// everyone with all that they ever did are as long as the history themselves: they are held against their own length.

const EVENTS = (process.env['BENCH_EVENTS'] ?? '1000,100000,1000000').split(',').map(Number)
const TREATIES = (process.env['BENCH_TREATIES'] ?? '4,40,400').split(',').map(Number)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 300)
/** Answers as long as the history. */
const LISTS = ['participants', 'threshold', 'state', 'gaps', 'page'] as const
/** Answers that are as long as the history: of a million events one is many MB. */
const LONG_ROUNDS = Math.min(ROUNDS, 20)
/** Treaties of one family, as a Convention with its Protocols. */
const FAMILY = 4
const NOW = Date.UTC(2026, 10, 24, 10)

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
    pack: `family-${Math.floor(place / FAMILY)}`,
    slug: `t-${place}`,
    number,
    title: number,
    short_title: number,
    adopted: FIRST_DAY,
    position: place + 1,
    rules: parseRules([rule], { file: 'made up' }),
  }
}

function recordOf(events: number, treaties: number): RecordSnapshot {
  const numbers = Array.from({ length: treaties }, (_, place) => `T-${place}`)
  const chained = madeHistory(events, numbers)
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
  return addDays(FIRST_DAY, 1 + Math.floor(Math.random() * (HISTORY_DAYS - 1)))
}

const oneClock = () => `as_of=${randomDay()}`
const bothClocks = () => `as_of=${randomDay()}&known_at=${randomDay()}`

type Measured = { readonly first: number; readonly again: number; readonly kb: number }

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Milliseconds of processor time since an earlier reading: what else runs on the machine counts less than in time. */
function spentSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Processor time of the first answer of each kind and the median of those after it, and its median length. */
async function measure(record: RecordSnapshot) {
  const view = viewRecord(record)
  const app = createApp({ view: () => view, version: 'bench', now: () => NOW })
  const of = async (path: string, clocks: () => string, rounds = ROUNDS): Promise<Measured> => {
    const times: number[] = []
    const lengths: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const began = process.cpuUsage()
      const answer = await app.request(`${path}${path.includes('?') ? '&' : '?'}${clocks()}`)
      lengths.push((await answer.arrayBuffer()).byteLength / 1024)
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
      times.push(spentSince(began))
    }
    return { first: times[0] ?? Number.NaN, again: median(times.slice(1)), kb: median(lengths) }
  }
  return {
    treaty: await of('/v1/treaties/t-0', oneClock),
    known: await of('/v1/treaties/t-0', bothClocks),
    participants: await of('/v1/treaties/t-0/participants', oneClock, LONG_ROUNDS),
    threshold: await of('/v1/treaties/t-0/threshold', oneClock, LONG_ROUNDS),
    state: await of('/v1/participants/JPN', oneClock, LONG_ROUNDS),
    gaps: await of('/v1/gaps?party=t-0&not_party=t-1', oneClock, LONG_ROUNDS),
    page: await of('/treaties/t-0', oneClock, LONG_ROUNDS),
  }
}

function openedIn(record: RecordSnapshot): number {
  const began = performance.now()
  viewRecord(record)
  return performance.now() - began
}

const ratio = (one: number, other: number) => (one / other).toFixed(2).padStart(7)

console.log(
  'first and median ms of processor time; then, to the record of the fewest events with as many treaties: the treaty by as_of, the treaty by both clocks, and for each kB of the answer participants, threshold, State, gaps and the page of the treaty by as_of',
)
for (const treaties of TREATIES) {
  let base: Awaited<ReturnType<typeof measure>> | null = null
  for (const events of EVENTS) {
    const record = recordOf(events, treaties)
    const opened = openedIn(record)
    const found = await measure(record)
    base ??= found
    const cells = Object.entries(found).map(
      ([name, { first, again, kb }]) =>
        `${name} ${first.toFixed(1)} ${again.toFixed(3)} (${kb < 10 ? kb.toFixed(1) : kb.toFixed(0)} kB)`,
    )
    const perKb = ({ again, kb }: Measured) => again / kb
    const ratios = [
      ratio(found.treaty.again, base.treaty.again),
      ratio(found.known.again, base.known.again),
      ...LISTS.map((name) => ratio(perKb(found[name]), perKb(base?.[name] ?? found[name]))),
    ]
    console.log(
      `${events} events, ${treaties} treaties, view ${opened.toFixed(0)} ms | ${cells.join(', ')} |${ratios.join('')}`,
    )
  }
}
