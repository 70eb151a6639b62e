import type { Consequence } from '../answers/consequences.ts'
import type { KeptDifference } from '../store/differences.ts'
import type { CommandLine } from './command-line.ts'
import { pageWords, recordWords } from './ingested-text.ts'
import { tableText } from './table.ts'

/** What is decided together, and what would change in law if it were accepted. */
export type ReviewBundle = {
  readonly about: string
  readonly differences: readonly KeptDifference[]
  readonly consequences: readonly Pick<Consequence, 'treaty' | 'what' | 'before' | 'after'>[]
}

const COLUMNS = [
  { heading: 'No.', align: 'right' },
  { heading: 'Treaty' },
  { heading: 'Who' },
  { heading: 'The page says' },
  { heading: 'The record says' },
  { heading: 'Class, and why it waits' },
] as const

const CHANGES = [{ heading: 'If accepted, in law' }, { heading: 'Before' }, { heading: 'After' }] as const

function bundleText(line: CommandLine, { about, differences, consequences }: ReviewBundle): string {
  const rows = differences.map(({ id, difference }) => [
    String(id),
    difference.treaty,
    difference.participant ?? difference.name,
    pageWords(difference),
    recordWords(difference),
    `${difference.class}: ${difference.reason}`,
  ])
  const changes = consequences.map(({ treaty, what, before, after }) => [
    `${treaty} ${what}`,
    before ?? '–',
    after ?? '–',
  ])
  const settles = differences.some(({ difference }) => difference.drafts.length > 0)
  const nothing = settles
    ? 'If accepted, no count, date or status of today changes.\n'
    : 'Acceptance alone would write nothing.\n'
  const law = changes.length === 0 ? nothing : tableText(line, CHANGES, changes)
  const [first] = differences
  const from =
    first === undefined
      ? ''
      : ` (${first.page}, read on ${first.read_on}, document ${first.document.slice(0, 12)})`
  return `${about}${from}\n${tableText(line, COLUMNS, rows)}${law}`
}

/** Everything that waits, bundle by bundle. */
export function reviewText(line: CommandLine, bundles: readonly ReviewBundle[]): string {
  if (bundles.length === 0) return 'Nothing waits.\n'
  const count = bundles.reduce((sum, { differences }) => sum + differences.length, 0)
  const all = bundles.map((bundle) => bundleText(line, bundle)).join('\n')
  return `${count} differences wait, in ${bundles.length} bundles.\n\n${all}`
}
