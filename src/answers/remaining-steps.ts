import * as z from 'zod'
import type { PlainDate } from '../law/plain-date.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { ListedRow } from './listed-row.ts'
import type { Fixed } from './resource.ts'
import { dayOrNull, slug, treatyNumber } from './shapes.ts'
import { windowOn } from './treaty-summary.ts'

const STEPS = ['sign_or_accede', 'accede', 'deposit', 'consent_to_parent', 'wait', 'accede_again'] as const
type Step = (typeof STEPS)[number]

export const remainingStep = z
  .object({
    treaty: treatyNumber,
    slug,
    step: z.enum(STEPS),
    words: z.string().describe('The step in words.'),
    article: z
      .string()
      .nullable()
      .describe(
        'Article on signature and consent, or for `wait` the one that fixes the day; null where unknown.',
      ),
    on: dayOrNull.describe('Day on which it comes by itself, where it does and the day is known.'),
    until: dayOrNull.describe(
      'Last day on which it can still sign; null where it cannot, or need not, or may always.',
    ),
  })
  .meta({
    id: 'RemainingStep',
    description: 'What stands between a participant and being Party to a treaty.',
  })

const WORDS: Readonly<Record<Step, string>> = {
  sign_or_accede: 'Sign, and then deposit an instrument of ratification, acceptance or approval; or accede.',
  accede: 'Deposit an instrument of accession: the treaty is no longer open for signature.',
  deposit: 'Deposit an instrument of ratification, acceptance or approval of what was signed.',
  consent_to_parent:
    'Deposit an instrument under the parent treaty: the instrument under this one waits for it.',
  wait: 'Nothing more to do: the instrument is deposited and the treaty will be in force for it in due time.',
  accede_again: 'Deposit a new instrument: the earlier participation has ended.',
}

/** The article on signature, ratification and accession: in these treaties the one that opens them for signature. */
function consentArticle({ rules }: Treaty): string | null {
  const notes = rules.flatMap((rule) => (rule.signature_window ?? []).map(({ note }) => note))
  const found = notes.map((note) => /^Article (\d+)/.exec(note ?? '')).find((match) => match !== null)
  return found?.[1] ?? null
}

function stepFor(treaty: Treaty, row: ListedRow, day: PlainDate): Step | null {
  switch (row.status) {
    case 'party':
    case 'denouncing':
      return null
    case 'contracting':
      return 'wait'
    case 'blocked_parent':
      return 'consent_to_parent'
    case 'former_party':
      return 'accede_again'
    case 'signatory':
      return 'deposit'
    case 'provisional':
    case 'none':
      return windowOn(treaty, day)?.open === true ? 'sign_or_accede' : 'accede'
  }
}

/** The step that remains under the treaty, or none for a Party. */
export function remainingSteps(
  treaty: Treaty,
  row: ListedRow,
  day: PlainDate,
): Fixed<z.output<typeof remainingStep>>[] {
  const step = stepFor(treaty, row, day)
  if (step === null) return []
  const on = step === 'wait' ? row.entry_into_force : null
  const until = step === 'sign_or_accede' ? (windowOn(treaty, day)?.closes_on ?? null) : null
  const article = step === 'wait' ? row.article : consentArticle(treaty)
  return [{ treaty: treaty.number, slug: treaty.slug, step, words: WORDS[step], article, on, until }]
}
