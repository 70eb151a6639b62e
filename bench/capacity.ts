import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { realRecord } from '../test/answers/real-record.ts'
import type { ConnectionRow } from './connections.ts'
import { type Kept, readResult } from './kept-results.ts'
import type { LoadResult } from './load.ts'
import type { RecordMemory } from './record-memory.ts'

// Writes docs/capacity.md: what one machine, three replicas and the edge hold, computed from kept results and from
// nothing else.

type Results = {
  readonly connections: Kept<readonly ConnectionRow[]>
  readonly load: Kept<LoadResult>
  readonly memory: Kept<RecordMemory>
}

const AT = 100
const REPLICAS = 3
/** What is planned for, of what was measured: the rest is for peaks and for one machine of several that is down. */
const PLANNED = 0.5
const NETWORK_BITS = 1_000_000_000
/** Of the platform, for an isolate. */
const ISOLATE_MB = 128
/** How often each process looks at the head of the record. */
const LOOKS = { replica: 4, isolate: 2 }
const DAY_SECONDS = 86_400

const whole = (value: number): string => Math.floor(value).toLocaleString('en')
const rounded = (value: number): string => Number(value.toPrecision(2)).toLocaleString('en')

/** Requests a second where each of the rows is asked equally often: the mean of the time that each takes. */
function mixed(rows: readonly ConnectionRow[]): number {
  return rows.length / rows.reduce((sum, { ours }) => sum + 1 / ours.perSecond, 0)
}

function of(rows: readonly ConnectionRow[], clocks: ConnectionRow['clocks']) {
  const own = rows.filter((row) => row.connections === AT && row.clocks === clocks)
  const perSecond = mixed(own)
  const bytes = own.reduce((sum, row) => sum + row.bytes, 0) / own.length
  return {
    perSecond,
    bytes,
    worst: Math.max(...own.map(({ ours }) => ours.p99)),
    mb: Math.max(...rows.map(({ ours }) => ours.mb)),
    slowest: own.reduce((one, other) => (other.ours.perSecond < one.ours.perSecond ? other : one)),
    /** Requests a second that a network of 1 Gbit/s carries of these answers, uncompressed. */
    network: NETWORK_BITS / 8 / bytes,
  }
}

function measuredOn(results: Results): string {
  const { machine, node } = results.connections
  const loads = Object.values(results).map(({ load_before }) => load_before)
  const days = [...new Set(Object.values(results).map(({ measured_at }) => measured_at.slice(0, 10)))]
  const busiest = Math.max(...loads)
  return `Measured ${days.join(', ')} on ${machine}, Node ${node}; before it began, at most ${busiest} processes wanted to run${busiest > 1 ? ', so the machine was busy and holds more than this' : ''}. The load came from the same machine.`
}

type Mix = ReturnType<typeof of>

function first(mix: Mix): string {
  return mix.network < mix.perSecond
    ? `the network: 1 Gbit/s carries ${whole(mix.network)} of these answers a second where nobody compresses them`
    : `the processor: one process answers ${whole(mix.perSecond)} a second`
}

function machineRow(name: string, processes: number, { today, random }: { today: Mix; random: Mix }): string {
  const holds = (mix: Mix) => processes * Math.min(mix.perSecond, mix.network) * PLANNED
  const day = `${rounded((holds(random) * DAY_SECONDS) / 1_000_000)} million`
  return `| ${name} | ${whole(holds(today))} | ${whole(holds(random))} | ${day} | ${whole(processes * today.mb)} MB |`
}

/** The page, from what was measured. */
export function capacityPage(results: Results): string {
  const { rows } = results.connections
  const [today, random] = [of(rows, 'today'), of(rows, 'random')]
  const load = results.load.rows
  const memory = results.memory.rows
  const events = ((ISOLATE_MB - memory.program_mb) * 2 ** 20) / memory.bytes_an_event
  return `# Capacity on paper

Computed by \`npm run capacity\` from \`bench/results\`, which \`BENCH_KEEP=1 npm run bench load record-memory connections\`
writes; no number here is typed in. ${measuredOn(results)}

The mix is status, participants, threshold, one State, gaps and the first page, each asked equally often, on ${AT} connections;
${PLANNED * 100} % of what was measured is planned for.

| | requests a second, today | with both clocks drawn anew | requests a day, drawn anew | memory at most |
|---|---|---|---|---|
${machineRow('one machine', 1, { today, random })}
${machineRow('three replicas', REPLICAS, { today, random })}

The longest p99 of the six was ${whole(today.worst)} ms today and ${whole(random.worst)} ms with random clocks. The dearest answer is
\`${random.slowest.path}\` with random clocks: ${whole(random.slowest.ours.perSecond)} a second. The mean answer has ${whole(today.bytes)} bytes.

**One machine.** First breaks ${first(today)}, today; with clocks drawn anew, ${first(random)}.
Next step: a proxy in front that compresses and keeps answers with both clocks, which never change; then replicas.

**Three replicas.** Each on a machine and a network of its own; reads touch no database, so they add up, and the same breaks
first in each. The database is asked for its head ${REPLICAS * LOOKS.replica} times a second. Writes stand in one line for all of them:
${whole(load.single_a_second)} acts a second one by one and ${whole(load.bulk_a_second)} in bulk on a server that does not flush; one that
does writes one by one as fast as its disk flushes. A family of treaties has a few acts a month. Next step: more replicas;
the database is not what ends that.

**The edge.** An isolate is one processor as well: ${whole(random.perSecond)} requests a second with clocks drawn anew are
${(1_000 / random.perSecond).toFixed(2)} ms of processor time each, and the platform starts as many isolates as it needs. Each asks for the head at most
${LOOKS.isolate} times a second while it is used. First breaks memory: ${ISOLATE_MB} MB hold the program (${memory.program_mb} MB of heap as on Node)
and ${rounded(events)} events at ${whole(memory.bytes_an_event)} bytes each, ${rounded(events / realRecord.events.length)} times the record of today. Next step: serve long records from Node
with the edge's cache in front.
`
}

if (import.meta.main) {
  const page = capacityPage({
    connections: readResult('connections'),
    load: readResult('load'),
    memory: readResult('record-memory'),
  })
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'capacity.md'), page)
  console.log(page)
}
