import * as z from 'zod'
import type { PlainDate } from '../law/plain-date.ts'
import { nameOn } from './names.ts'
import { type Candidate, mostAlike } from './nearest.ts'
import { wordParameter } from './parameter-shapes.ts'
import type { RecordView } from './record-view.ts'
import { type Column, type Fixed, resource } from './resource.ts'

const MOST = 12

const match = z
  .object({
    kind: z.enum(['treaty', 'state', 'organization']),
    id: z.string().describe('Slug of the treaty, or code of the participant.'),
    name: z.string().describe('Title of the treaty, or name of the participant on the day of as_of.'),
    former_name: z
      .string()
      .nullable()
      .describe('The former name that was searched for; null where it was found by another.'),
    address: z.string().describe('Address of the answer about it.'),
  })
  .meta({ id: 'Match', description: 'Something whose name is like the words searched for.' })

type Match = Fixed<z.output<typeof match>>

function candidates(view: RecordView): Candidate[] {
  return [
    ...view.treaties.map(({ slug, number, title, short_title }) => ({
      value: `treaty:${slug}`,
      spellings: [slug, number, title, short_title],
    })),
    ...view.record.participants.map(({ code, alpha2, name, names_also }) => ({
      value: `participant:${code}`,
      spellings: [
        code,
        ...(alpha2 === null ? [] : [alpha2]),
        name,
        ...names_also,
        ...(view.names.dated.get(code) ?? []).map((dated) => dated.name),
      ],
    })),
  ]
}

const COLUMNS: readonly Column[] = [
  { name: 'kind', meaning: 'treaty, state or organization', unit: 'code' },
  { name: 'id', meaning: 'Slug of the treaty, or code of the participant', unit: 'code' },
  { name: 'name', meaning: 'Its title or name', unit: null },
  { name: 'former_name', meaning: 'Former name that was searched for', unit: null },
  { name: 'address', meaning: 'Address of the answer about it', unit: null },
]

/** Treaties and participants whose names are like the words, the most alike first, at most `most`. Names are those of
 *  `asOf`. */
export function matchesFor(
  view: RecordView,
  { q, asOf, most = MOST }: { readonly q: string; readonly asOf: PlainDate; readonly most?: number },
): Match[] {
  return mostAlike(q, candidates(view), most).map(({ value, spelling }): Match => {
    const [what = '', id = ''] = value.split(':')
    if (what === 'treaty') {
      const name = view.treaties.find(({ slug }) => slug === id)?.title ?? id
      return { kind: 'treaty', id, name, former_name: null, address: `/v1/treaties/${id}` }
    }
    const kind = view.names.participants.get(id)?.kind ?? 'state'
    const name = nameOn(view.names, id, asOf)
    const wasFormer = spelling !== name && view.names.dated.get(id)?.some((dated) => dated.name === spelling)
    const former_name = wasFormer === true ? spelling : null
    return { kind, id, name, former_name, address: `/v1/participants/${id}` }
  })
}

/** Treaties and participants by words of their names, former names among them. */
export const search = resource({
  id: 'search',
  path: '/v1/search',
  summary: 'Treaties, States and organizations by name',
  description:
    'Those whose name, code, number or former name is most like the words, the most alike first; accents and letter case aside. Where one bears the very words, others are listed only where a name of theirs holds them too.',
  parameters: z.object({ q: wordParameter('Words of a name.', 'a few words') }),
  answer: z.object({ matches: z.array(match) }),
  list: 'matches',
  csv: {
    columns: COLUMNS,
    rows: (answer) => answer.matches.map((one) => [one.kind, one.id, one.name, one.former_name, one.address]),
  },
  example: (view): Record<string, string> => {
    const first = view.record.participants[0]
    return first === undefined ? {} : { q: first.name }
  },
  canonical: () => ({}),
  restsOn: () => ({ treaties: [], groups: false }),
  respond: ({ view, clocks, parameters: { q } }) => ({
    matches: matchesFor(view, { q, asOf: clocks.asOf }),
  }),
})
