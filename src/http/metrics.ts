import type { Figure } from '../answers/figure.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { BodyMemory } from './remembered-bodies.ts'

export type Measured = {
  /** undefined while no record has been read. */
  readonly view: RecordView | undefined
  readonly bodies: Pick<BodyMemory, 'figures'>
  /** Whole seconds since the record was last known to be the newest. */
  readonly stale: number
  /** What the database was asked for. */
  readonly asked: readonly Figure[]
}

/** Counts of what was asked and how it was answered, since the start. */
export type Metrics = {
  readonly counted: <Answer extends { readonly status: number }>(resource: string, response: Answer) => Answer
  /** One answer of any kind, and how long it took to make, in milliseconds. */
  readonly took: (status: number, milliseconds: number) => void
  /** Prometheus text. */
  readonly text: (measured: Measured) => string
}

/** Upper ends of the classes of time, in seconds. */
const CLASSES = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10] as const

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function labelled(labels: Figure['values'][number]['labels']): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}

function head(name: string, help: string, kind: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n`
}

function figureText({ name, help, kind, values }: Figure): string {
  return `${head(name, help, kind)}${values.map(({ labels, value }) => `${name}${labelled(labels)} ${value}\n`).join('')}`
}

function gauge(name: string, help: string, value: number): Figure {
  return { name, help, kind: 'gauge', values: [{ labels: {}, value }] }
}

function recordFigures({ record }: RecordView): Figure[] {
  const checked =
    record.checked_at === null
      ? []
      : [
          gauge(
            'palermo_depositary_checked_seconds',
            'Time of the last good check of the depositary.',
            Math.floor(Date.parse(record.checked_at) / 1000),
          ),
        ]
  return [
    gauge('palermo_record_seq', 'Place of the last event of the record.', record.head.seq),
    gauge('palermo_treaties', 'Treaties in the record.', record.treaties.length),
    ...checked,
    gauge(
      'palermo_depositary_stale',
      '1 where no check has succeeded for twice the interval.',
      record.stale ? 1 : 0,
    ),
  ]
}

function memoryFigures(bodies: Pick<BodyMemory, 'figures'>): Figure[] {
  const { bodies: count, bytes, found, missed } = bodies.figures()
  return [
    gauge('palermo_remembered_answers', 'Answers kept ready.', count),
    gauge('palermo_remembered_bytes', 'Bytes they take.', bytes),
    {
      name: 'palermo_remembered_asked_total',
      help: 'Answers looked for among those kept.',
      kind: 'counter',
      values: [
        { labels: { found: 'yes' }, value: found },
        { labels: { found: 'no' }, value: missed },
      ],
    },
  ]
}

/** How long answers took, as a histogram of Prometheus. */
function startTimes() {
  const counts = new Array<number>(CLASSES.length + 1).fill(0)
  const byStatus = new Map<number, number>()
  let seconds = 0
  const name = 'palermo_answer_seconds'
  return {
    took: (status: number, milliseconds: number): void => {
      const taken = milliseconds / 1_000
      const place = CLASSES.findIndex((end) => taken <= end)
      const own = place === -1 ? CLASSES.length : place
      counts[own] = Number(counts[own]) + 1
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1)
      seconds += taken
    },
    text: (): string => {
      let sum = 0
      const lines = counts.map((count, place) => {
        sum += count
        return `${name}_bucket{le="${CLASSES[place] ?? '+Inf'}"} ${sum}\n`
      })
      const values = [...byStatus].map(([status, value]) => ({ labels: { status: String(status) }, value }))
      const all: Figure = {
        name: 'palermo_answers_total',
        help: 'Answers of every kind.',
        kind: 'counter',
        values,
      }
      const times = `${lines.join('')}${name}_sum ${seconds}\n${name}_count ${sum}\n`
      return `${figureText(all)}${head(name, 'Time to make an answer.', 'histogram')}${times}`
    },
  }
}

/** Starts counting. */
export function startMetrics(): Metrics {
  const requests = new Map<string, Map<number, number>>()
  const times = startTimes()
  return {
    counted: (resource, response) => {
      const { status } = response
      const of = requests.get(resource) ?? new Map<number, number>()
      requests.set(resource, of)
      const before = of.get(status)
      of.set(status, before === undefined ? 1 : before + 1)
      return response
    },
    took: times.took,
    text: ({ view, bodies, stale, asked }) => {
      const values = [...requests].flatMap(([resource, of]) =>
        [...of].map(([status, value]) => ({ labels: { resource, status: String(status) }, value })),
      )
      const figures: readonly Figure[] = [
        { name: 'palermo_requests_total', help: 'Requests for data answered.', kind: 'counter', values },
        gauge('palermo_record_stale_seconds', 'Time since the record was known to be the newest.', stale),
        ...(view === undefined ? [] : recordFigures(view)),
        ...memoryFigures(bodies),
        ...asked,
      ]
      return times.text() + figures.map(figureText).join('')
    },
  }
}
