import * as z from 'zod'
import type { PlainDate } from '../law/plain-date.ts'
import { nextOpening, signatureOpen } from '../law/signature-window.ts'
import type { Treaty } from '../record/snapshot.ts'
import type { ListedRow } from './listed-row.ts'
import type { Fixed } from './resource.ts'
import { dayOrNull, slug, treatyNumber } from './shapes.ts'
import { signatureRule, windowOn } from './treaty-summary.ts'

const STEPS = [
  'not_adopted',
  'not_open',
  'sign_or_accede',
  'accede',
  'deposit',
  'consent_to_parent',
  'wait',
  'accede_again',
] as const
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
    on: dayOrNull.describe(
      'Day on which it comes by itself, where it does and the day is known: of adoption, of the opening for signature, of entry into force for it.',
    ),
    until: dayOrNull.describe(
      'Last day on which it can still sign; null where it cannot, or need not, or may always.',
    ),
    perhaps_since: dayOrNull.describe(
      'First day on which it may have been done already, by an act on record whose day is not known; null where there is no such act.',
    ),
  })
  .meta({
    id: 'RemainingStep',
    description: 'What stands between a participant and being Party to a treaty.',
  })

const WORDS: Readonly<Record<Step, string>> = {
  not_adopted: 'Nothing can be done yet: the treaty has not been adopted.',
  not_open: 'Nothing can be done yet: the treaty is not yet open for signature.',
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

/** What a participant without consent does first: nothing before the treaty is there and open. */
function firstStep(treaty: Treaty, day: PlainDate): Step {
  if (day < treaty.adopted) return 'not_adopted'
  const rule = signatureRule(treaty)
  if (rule === undefined || signatureOpen(rule, day)) return 'sign_or_accede'
  return nextOpening(rule, day) === null ? 'accede' : 'not_open'
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
      return firstStep(treaty, day)
  }
}

function comesOn(step: Step, treaty: Treaty, row: ListedRow, day: PlainDate): string | null {
  if (step === 'wait') return row.entry_into_force
  if (step === 'not_adopted') return treaty.adopted
  const rule = step === 'not_open' ? signatureRule(treaty) : undefined
  return rule === undefined ? null : nextOpening(rule, day)
}

/** The steps that an instrument of consent, whose day is not known, may already have been. */
const MAY_BE_DONE: ReadonlySet<Step> = new Set(['sign_or_accede', 'accede', 'deposit'])

function perhapsSince(step: Step, { consent, consent_earliest }: ListedRow): string | null {
  return MAY_BE_DONE.has(step) && consent === null ? consent_earliest : null
}

function wordsOf(step: Step, since: string | null): string {
  if (since === null) return WORDS[step]
  return `${WORDS[step]} It may have deposited one already, on ${since} or later: the day is not known.`
}

/** The step that remains, and the days that it has; null for a Party. */
function stepOn(treaty: Treaty, row: ListedRow, day: PlainDate) {
  const step = stepFor(treaty, row, day)
  if (step === null) return null
  return {
    step,
    on: comesOn(step, treaty, row, day),
    until: step === 'sign_or_accede' ? (windowOn(treaty, day)?.closes_on ?? null) : null,
  }
}

/** The step that remains under the treaty, or none for a Party. */
export function remainingSteps(
  treaty: Treaty,
  row: ListedRow,
  day: PlainDate,
): Fixed<z.output<typeof remainingStep>>[] {
  const found = stepOn(treaty, row, day)
  if (found === null) return []
  const { step, on, until } = found
  const perhaps_since = perhapsSince(step, row)
  return [
    {
      treaty: treaty.number,
      slug: treaty.slug,
      step,
      words: wordsOf(step, perhaps_since),
      article: step === 'wait' ? row.article : consentArticle(treaty),
      on,
      until,
      perhaps_since,
    },
  ]
}

/** Marks the step, for rows that are the same: it is another one on other days. */
export function markOfStep(treaty: Treaty, row: ListedRow, day: PlainDate): string {
  const found = stepOn(treaty, row, day)
  return found === null ? '' : `${found.step} ${found.on} ${found.until}`
}
