import type { Consequence } from '../answers/consequences.ts'
import type { CommandLine } from './command-line.ts'
import { tableText } from './table.ts'

const COLUMNS = [
  { heading: 'Treaty' },
  { heading: 'What changes' },
  { heading: 'Before' },
  { heading: 'After' },
] as const

/** From this many participants on, the same change is told once for all of them. */
const MANY = 4

function sameChange({ treaty, what, of, before, after }: Consequence): string {
  return JSON.stringify([treaty, of === null ? what : of.words, before, after])
}

function wordsFor(group: readonly Consequence[]): string[] {
  const names = group.flatMap(({ of }) => (of === null ? [] : [of.name]))
  const words = group[0]?.of?.words
  if (words === undefined || names.length < MANY) return group.map(({ what }) => what)
  return [`${words} ${names.length} participants: ${names.join(', ')}`]
}

/** What an event would change, as a table for people. A change that befalls many participants alike is one row. */
export function consequencesText(line: CommandLine, consequences: readonly Consequence[]): string {
  if (consequences.length === 0) return 'It changes no count, date or status of today.\n'
  const groups = [...Map.groupBy(consequences, sameChange).values()]
  const rows = groups.flatMap((group) =>
    wordsFor(group).map((words) => [
      group[0]?.treaty ?? '',
      words,
      group[0]?.before ?? '–',
      group[0]?.after ?? '–',
    ]),
  )
  return tableText(line, COLUMNS, rows)
}
