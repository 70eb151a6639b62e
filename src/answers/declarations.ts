import * as z from 'zod'
import type { Clocks } from '../law/plain-date.ts'
import { DECLARATION_KINDS } from '../record/snapshot.ts'
import { partsOf } from './participant-parts.ts'
import type { RecordView } from './record-view.ts'
import type { Fixed } from './resource.ts'
import { dayOrNull, slug, treatyNumber } from './shapes.ts'

export const declarationShape = z
  .object({
    treaty: treatyNumber,
    slug,
    kind: z.enum(DECLARATION_KINDS),
    made_at: dayOrNull.describe('null where the day is not known.'),
    article: z.string().nullable().describe('Article that it is about, where it names one.'),
    summary: z.string().describe('What it says, in short words of the record.'),
    source: z.string(),
  })
  .meta({
    id: 'Declaration',
    description: 'A reservation, declaration, notification or objection. It changes no count and no date.',
  })

/** What the participant declared by both days, treaty by treaty; what has no day is always among it. */
export function declarationsOf(
  view: RecordView,
  code: string,
  { asOf, knownAt }: Clocks,
): Fixed<z.output<typeof declarationShape>>[] {
  const { declarations } = partsOf(view, code)
  return view.treaties.flatMap((treaty) =>
    declarations
      .filter(({ treaty: number }) => number === treaty.number)
      .filter(({ made_at }) => made_at === null || (made_at <= asOf && made_at <= knownAt))
      .map(({ kind, made_at, article, summary, source }) => ({
        treaty: treaty.number,
        slug: treaty.slug,
        kind,
        made_at,
        article,
        summary,
        source,
      })),
  )
}
