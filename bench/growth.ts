import { type RecordView, viewRecord } from '../src/answers/record-view.ts'
import { createApp } from '../src/http/app.ts'
import { addDays } from '../src/law/plain-date.ts'
import { parseRules } from '../src/law/rule.ts'
import { EMPTY_HEAD } from '../src/record/chain.ts'
import type { RecordSnapshot, Treaty } from '../src/record/snapshot.ts'
import { realRecord } from '../test/answers/real-record.ts'
import { FIRST_DAY, HISTORY_DAYS, madeHistory } from './made-history.ts'

// Answers by date through the whole app, without a network, over made-up records of 1,000 to 1,000,000 events and of 4
// to 400 treaties. What it costs to make one must not grow with the length of the history. A short history has few
// different answers, which are soon all found ready: so answers are made by an app that has made none, as in `pages`; what
// readers find who ask one app again and again stands beside it. Lists of everyone with all that they ever did are as long
// as the history themselves: they are held against their own length.

const EVENTS = (process.env['BENCH_EVENTS'] ?? '1000,100000,1000000').split(',').map(Number)
/** 0 for the treaties on record alone. */
const TREATIES = (process.env['BENCH_TREATIES'] ?? '4,40,400')
  .split(',')
  .map(Number)
  .filter((count) => count > 0)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 300)
/** For so long each is asked at the most, but at least so often: the longest answer has many MB. */
const LONGEST_MS = 4000
const FEWEST_ROUNDS = 9
/** Treaties of one family, as a Convention with its Protocols. */
const FAMILY = 4
/** One treaty of each family never meets its threshold. */
const BELOW = 2
const MORE_THAN_THERE_ARE = 1000
const NOW = Date.UTC(2026, 10, 24, 10)

function treaty(place: number): Treaty {
  const number = `T-${place}`
  const rule = {
    treaty: number,
    counts: ['ratification', 'accession'],
    condition: { op: 'count', gte: place % FAMILY === BELOW ? MORE_THAN_THERE_ARE : 40 },
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

function recordOf(
  events: number,
  treaties: readonly Treaty[],
  others?: Parameters<typeof madeHistory>[2],
): RecordSnapshot {
  const numbers = treaties.map(({ number }) => number)
  const chained = madeHistory(events, numbers, others)
  const last = chained.at(-1) ?? EMPTY_HEAD
  const head = { seq: last.seq, hash: last.hash }
  return { ...realRecord, head, treaties, events: chained, gaps: [], declarations: [] }
}

/** Treaties without a parent. */
function alone(count: number): readonly Treaty[] {
  return Array.from({ length: count }, (_, place) => treaty(place))
}

/** Convention and Protocols as on record: who joins a Protocol waits for its consent to the Convention. */
const family = realRecord.treaties.map((one) => ({ ...one, adopted: FIRST_DAY }))
/** The Union takes part in them; it would end with the last of its member States, so that one of them stays. */
const UNION = {
  organizations: realRecord.participants
    .filter(({ kind }) => kind === 'organization')
    .map(({ code }) => code),
  stays: 'DEU',
}

function randomDay(): string {
  return addDays(FIRST_DAY, 1 + Math.floor(Math.random() * (HISTORY_DAYS - 1)))
}

const oneClock = () => `as_of=${randomDay()}`
const bothClocks = () => `as_of=${randomDay()}&known_at=${randomDay()}`

type Address = {
  readonly name: string
  readonly path: string
  readonly clocks: () => string
  /** Held against its own length. */
  readonly isList: boolean
}

const ADDRESSES: readonly Address[] = [
  { name: 'treaty', path: '/v1/treaties/t-0', clocks: oneClock, isList: false },
  { name: 'both clocks', path: '/v1/treaties/t-0', clocks: bothClocks, isList: false },
  { name: 'below', path: `/v1/treaties/t-${BELOW}`, clocks: oneClock, isList: false },
  { name: 'participants', path: '/v1/treaties/t-0/participants', clocks: oneClock, isList: true },
  { name: 'threshold', path: '/v1/treaties/t-0/threshold', clocks: oneClock, isList: true },
  { name: 'State', path: '/v1/participants/JPN', clocks: oneClock, isList: true },
  { name: 'gaps', path: '/v1/gaps?party=t-0&not_party=t-1', clocks: oneClock, isList: true },
  { name: 'page', path: '/treaties/t-0', clocks: oneClock, isList: true },
]

const FAMILY_ADDRESSES: readonly Address[] = [
  ...family.map(({ slug }) => ({
    name: slug,
    path: `/v1/treaties/${slug}`,
    clocks: oneClock,
    isList: false,
  })),
  { name: 'both clocks', path: '/v1/treaties/trafficking', clocks: bothClocks, isList: false },
  { name: 'participants', path: '/v1/treaties/trafficking/participants', clocks: oneClock, isList: true },
  { name: 'threshold', path: '/v1/treaties/trafficking/threshold', clocks: oneClock, isList: true },
  { name: 'State', path: '/v1/participants/JPN', clocks: oneClock, isList: true },
  { name: 'page', path: '/treaties/trafficking', clocks: oneClock, isList: true },
]

/** Milliseconds of processor time of one answer, and its length. */
type Cost = { readonly ms: number; readonly kb: number }
type App = ReturnType<typeof createApp>
/** `first`: where no question before needed the same law, the answer that works it out. */
type Measured = { readonly first: Cost; readonly made: Cost; readonly again: Cost }

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

function middleCost(costs: readonly Cost[]): Cost {
  return { ms: middle(costs.map(({ ms }) => ms)), kb: middle(costs.map(({ kb }) => kb)) }
}

/** Milliseconds of processor time since an earlier reading: what else runs on the machine counts less than in time. */
function spentSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** An app that has made no answer, but has found its routes. */
async function newApp(view: RecordView): Promise<App> {
  const app = createApp({ view: () => view, version: 'bench', now: () => NOW })
  await app.request('/healthz')
  return app
}

async function ask({ app, address }: { readonly app: App; readonly address: Address }): Promise<Cost> {
  const { path, clocks } = address
  const asked = `${path}${path.includes('?') ? '&' : '?'}${clocks()}`
  const began = process.cpuUsage()
  const answer = await app.request(asked)
  const { byteLength } = await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${asked}: ${answer.status}`)
  return { ms: spentSince(began), kb: byteLength / 1024 }
}

function collect(): void {
  if (globalThis.gc === undefined) throw new Error('run by npm run bench, which gives --expose-gc')
  globalThis.gc()
}

/** What the first answer left over is collected before the others. Of these the first third, in which code is not compiled
 *  yet, does not count. */
async function middleOf(address: Address, appFor: () => Promise<App>): Promise<Cost> {
  await ask({ app: await appFor(), address })
  collect()
  const costs: Cost[] = []
  const ends = performance.now() + LONGEST_MS
  while (costs.length < FEWEST_ROUNDS || (costs.length < ROUNDS && performance.now() < ends)) {
    costs.push(await ask({ app: await appFor(), address }))
  }
  return middleCost(costs.slice(Math.floor(costs.length / 3)))
}

type Found = ReadonlyMap<Address, Measured>

async function measure(record: RecordSnapshot, addresses: readonly Address[]): Promise<Found> {
  const view = viewRecord(record)
  const app = newApp(view)
  const found = new Map<Address, Measured>()
  for (const address of addresses) {
    const first = await ask({ app: await newApp(view), address })
    const made = await middleOf(address, () => newApp(view))
    found.set(address, { first, made, again: await middleOf(address, () => app) })
  }
  return found
}

const inShort = (value: number, digits: number) => (value < 10 ? value.toFixed(digits) : value.toFixed(0))

function line(address: Address, { first, made, again }: Measured, shortest: Measured): string {
  const of = (cost: Cost) => (address.isList ? cost.ms / cost.kb : cost.ms)
  const ratios = [of(made) / of(shortest.made), of(again) / of(shortest.again)].map((one) =>
    one.toFixed(2).padStart(8),
  )
  const costs = [made, again].map(
    ({ ms, kb }) => `${inShort(ms, 3).padStart(8)} ms ${inShort(kb, 1).padStart(6)} kB`,
  )
  return `  ${address.name.padEnd(13)}${inShort(first.ms, 1).padStart(6)} ms${costs.join('')}${ratios.join('')}`
}

/** Prints what answers over records of more and more events cost, and that against the record of the fewest. */
async function compare(
  what: string,
  records: readonly RecordSnapshot[],
  addresses: readonly Address[],
): Promise<void> {
  const [shortest] = records
  if (shortest === undefined) throw new Error('BENCH_EVENTS names no number')
  // Once for nothing: code that runs for the first time is slow, and would be so for the shortest alone.
  await measure(shortest, addresses)
  let first: Found | null = null
  for (const record of records) {
    const found = await measure(record, addresses)
    first ??= found
    console.log(`${record.events.length} events, ${what}`)
    for (const [address, measured] of found)
      console.log(line(address, measured, first.get(address) ?? measured))
  }
}

console.log(
  'processor time of the first answer, which works the law out where none before has; processor time and length of one answer by a new app over a view whose law is worked out, and by one app that is asked again and again; then both to those of the fewest events with as many treaties, of lists for each kB. Of 1,000 events 400 treaties have two or three acts each, so that none has met its threshold; "below" is a treaty that never meets it',
)
for (const count of TREATIES) {
  const treaties = alone(count)
  await compare(
    `${count} treaties`,
    EVENTS.map((events) => recordOf(events, treaties)),
    ADDRESSES,
  )
}
await compare(
  'the treaties on record',
  EVENTS.map((events) => recordOf(events, family, UNION)),
  FAMILY_ADDRESSES,
)
