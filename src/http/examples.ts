import { answer, readQuestion } from '../answers/ask.ts'
import { csvMetadata } from '../answers/csv-metadata.ts'
import type { RecordView } from '../answers/record-view.ts'
import type { Resource } from '../answers/resource.ts'
import type { PlainDate } from '../law/plain-date.ts'
import { fillPath, pathNames } from './parameters.ts'

/** Lists in examples are cut to so many rows. */
const ROWS_SHOWN = 2

/** One real question and its answer. */
export type Example = {
  readonly address: string
  /** The answer with its lists cut short. */
  readonly shortened: unknown
  /** What stands beside its CSV, cut short as well; null where it has none. */
  readonly metadata: unknown
}

/** The same with its lists cut short. */
export function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, ROWS_SHOWN).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]))
}

/** A question that the record can answer, with its answer; null where the record has nothing to show. */
export function exampleOf(resource: Resource, view: RecordView, today: PlainDate): Example | null {
  const values = resource.example(view)
  const inPath = pathNames(resource.path)
  if (inPath.some((name) => values[name] === undefined) || view.firstKnown === null) return null
  const query = Object.entries(values).filter(([name]) => !inPath.includes(name))
  const question = readQuestion(resource, Object.entries(values), { view, today })
  const asText = query.length === 0 ? '' : `?${new URLSearchParams(query)}`
  const path = fillPath(resource.path, values)
  const beside = () => csvMetadata(resource, { question, address: `${path}.csv${asText}`, next: null })
  return {
    address: `${path}${asText}`,
    shortened: shortened(answer(resource, question)),
    metadata: resource.csv === undefined ? null : shortened(beside()),
  }
}
