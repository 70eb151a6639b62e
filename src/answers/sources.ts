import * as z from 'zod'
import type { Source } from '../record/snapshot.ts'
import { type Cell, type Column, type Fixed, resource } from './resource.ts'

const sourceShape = z
  .object({
    source: z.string().describe('Id by which events name it.'),
    title: z.string(),
    publisher: z.string(),
    address: z.string(),
    as_at: z.string().describe('Day, month or year of which it tells; empty where it says none.'),
    how_read: z.string().describe('How much of it was read, and how.'),
    events: z.int().min(0).describe('Events of the newest record that cite it.'),
  })
  .meta({ id: 'CitedSource', description: 'A source that events cite.' })

type AnsweredSource = Fixed<z.output<typeof sourceShape>>

const COLUMNS: readonly Column[] = [
  { name: 'source', meaning: 'Id by which events name it', unit: 'code' },
  { name: 'title', meaning: 'Title of the source', unit: null },
  { name: 'publisher', meaning: 'Who published it', unit: null },
  { name: 'address', meaning: 'Where it can be found', unit: null },
  {
    name: 'as_at',
    meaning: 'Day, month or year of which it tells; empty where it says none',
    unit: null,
  },
  { name: 'how_read', meaning: 'How much of it was read, and how', unit: null },
  { name: 'events', meaning: 'Events of the newest record that cite it', unit: 'events' },
]

function answered(source: Source, cited: ReadonlyMap<string, number>): AnsweredSource {
  const { id, title, publisher, address, as_at, how_read } = source
  return { source: id, title, publisher, address, as_at, how_read, events: cited.get(id) ?? 0 }
}

function cells(one: AnsweredSource): Cell[] {
  return [one.source, one.title, one.publisher, one.address, one.as_at, one.how_read, one.events]
}

/** Every source that events may cite. */
export const sources = resource({
  id: 'sources',
  path: '/v1/sources',
  summary: 'Sources that events cite',
  description:
    'Every source in the newest record, with the number of events that cite it. Sources have no clocks: those of the question are taken and change nothing.',
  parameters: z.object({}),
  answer: z.object({ sources: z.array(sourceShape) }),
  list: 'sources',
  csv: { columns: COLUMNS, rows: (answer) => answer.sources.map(cells) },
  example: () => ({}),
  canonical: () => ({}),
  restsOn: () => null,
  respond: ({ view }) => {
    const cited = new Map<string, number>()
    for (const { source } of view.record.events) cited.set(source, (cited.get(source) ?? 0) + 1)
    return { sources: view.record.sources.map((one) => answered(one, cited)) }
  },
})
