import { compareHeadline } from './headline.ts'
import { participantKey } from './match-rows.ts'
import type { NameRegistry } from './participant-names.ts'
import type { Headline } from './status-page.ts'
import { type Counts, doesAny, type StatusTable } from './status-table.ts'

function sum(figures: readonly (number | null)[]): number | null {
  return figures.reduce((total, figure) => (figure === null ? total : (total ?? 0) + figure), null)
}

/** The counts of all tables of a document together. */
export function countTogether(tables: readonly StatusTable[]): Counts {
  return {
    signatories: sum(tables.map(({ counts }) => counts.signatories)),
    parties: sum(tables.map(({ counts }) => counts.parties)),
  }
}

/** The name of somebody who signs, or consents to be bound, in more than one of the tables; null where nobody does. */
function standsTwice(tables: readonly StatusTable[], names: NameRegistry): string | null {
  for (const effect of ['signature', 'consent'] as const) {
    const seen = new Set<string>()
    for (const table of tables) {
      const rows = table.distinct.filter((row) => doesAny(table, row, effect))
      const twice = rows.find((row) => seen.has(participantKey(names, row)))
      if (twice !== undefined) return twice.name
      for (const row of rows) seen.add(participantKey(names, row))
    }
  }
  return null
}

/** Why it is not clear what the several tables of a document are to each other; null where there is one, or where they
 *  are the parts of one: nobody does the same in two of them, and either all have the same headings or the printed
 *  totals are those of all of them together. */
export function unclearTogether(
  tables: readonly StatusTable[],
  { headline, names }: { readonly headline: Headline; readonly names: NameRegistry },
): string | null {
  if (tables.length === 1) return null
  const several = `there are ${tables.length} tables of participants, and nothing says which of them counts`
  const twice = standsTwice(tables, names)
  if (twice !== null) return `${several}: "${twice}" does the same in two of them`
  const headings = new Set(tables.map((table) => table.headings.join('\0')))
  if (headings.size === 1) return null
  const { signatories, parties } = compareHeadline(headline, countTogether(tables))
  const agreed = [signatories, parties].filter((figure) => figure !== null)
  if (agreed.length > 0 && agreed.every((figure) => figure)) return null
  return `${several}: their headings differ, and no printed total is that of all of them together`
}
