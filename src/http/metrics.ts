import type { RecordView } from '../answers/record-view.ts'
import type { BodyMemory } from './remembered-bodies.ts'

/** Counts of what was asked and how it was answered, since the start. */
export type Metrics = {
  readonly counted: (resource: string, response: Response) => Response
  /** Prometheus text. `view` is undefined while no record has been read. */
  readonly text: (view: RecordView | undefined, bodies: BodyMemory | undefined) => string
}

function lines(name: string, help: string, kind: 'counter' | 'gauge', values: readonly string[]): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${values.map((value) => `${name}${value}\n`).join('')}`
}

function recordLines(view: RecordView): string[] {
  const { record } = view
  const checked =
    record.checked_at === null
      ? []
      : [
          lines(
            'palermo_depositary_checked_seconds',
            'Time of the last good check of the depositary.',
            'gauge',
            [` ${Math.floor(Date.parse(record.checked_at) / 1000)}`],
          ),
        ]
  return [
    lines('palermo_record_seq', 'Place of the last event of the record.', 'gauge', [` ${record.head.seq}`]),
    lines('palermo_treaties', 'Treaties in the record.', 'gauge', [` ${record.treaties.length}`]),
    ...checked,
  ]
}

function memoryLines(bodies: BodyMemory): string[] {
  const { bodies: count, bytes, found, missed } = bodies.figures()
  return [
    lines('palermo_remembered_answers', 'Answers kept ready.', 'gauge', [` ${count}`]),
    lines('palermo_remembered_bytes', 'Bytes they take.', 'gauge', [` ${bytes}`]),
    lines('palermo_remembered_asked_total', 'Answers looked for among those kept.', 'counter', [
      `{found="yes"} ${found}`,
      `{found="no"} ${missed}`,
    ]),
  ]
}

/** Starts counting. */
export function startMetrics(): Metrics {
  const requests = new Map<string, Map<number, number>>()
  return {
    counted: (resource, response) => {
      const { status } = response
      const of = requests.get(resource) ?? new Map<number, number>()
      requests.set(resource, of)
      const before = of.get(status)
      of.set(status, before === undefined ? 1 : before + 1)
      return response
    },
    text: (view, bodies) => {
      const asked = [...requests].flatMap(([resource, of]) =>
        [...of].map(([status, count]) => `{resource="${resource}",status="${status}"} ${count}`),
      )
      return [
        lines('palermo_requests_total', 'Requests answered.', 'counter', asked),
        ...(view === undefined ? [] : recordLines(view)),
        ...(bodies === undefined ? [] : memoryLines(bodies)),
      ].join('')
    },
  }
}
