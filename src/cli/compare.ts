import type { Command } from 'commander'
import { type Comparison, compareReadings, type DatedReading } from '../depositary/compare-readings.ts'
import { readDocument } from '../depositary/read-document.ts'
import { readingDaysBeside } from '../depositary/reading-days.ts'
import type { TableDifference } from '../depositary/table-difference.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { CommandLine } from './command-line.ts'
import { dayInName } from './day-in-name.ts'
import { type DocumentFile, readDocumentFiles } from './document-files.ts'
import { packNames } from './pack-names.ts'
import { tableText } from './table.ts'

/** One step from a reading to the next, as it is published. */
type Step = {
  /** Day of the reading; the file where nothing says which day. */
  readonly from: string
  readonly to: string
  readonly differences: readonly TableDifference[]
  /** Why the two cannot be compared; only where they cannot. */
  readonly refused?: string
  /** Why every difference waits for a person; only where something about a whole document says so. */
  readonly held?: readonly string[]
}

type Version = DatedReading & { readonly file: string }

function readVersions(documents: readonly DocumentFile[], today: PlainDate): Version[] {
  const names = packNames()
  return documents.map(({ file, bytes }) => {
    const named = dayInName(file)
    const reading = readDocument(bytes, { names, readOn: named ?? today })
    return { file, reading, day: reading.as_at ?? named }
  })
}

function stepOf(older: Version, newer: Version, comparison: Comparison): Step {
  const ends = { from: older.day ?? older.file, to: newer.day ?? newer.file }
  if (comparison.kind === 'refused') return { ...ends, differences: [], refused: comparison.reason }
  const { differences, held } = comparison
  return held.length === 0 ? { ...ends, differences } : { ...ends, differences, held }
}

function compareVersions(versions: readonly Version[]): Step[] {
  const names = packNames()
  const days = versions.flatMap((version) => version.day ?? [])
  const readingDays = days.length === versions.length ? readingDaysBeside(days) : []
  return versions.slice(1).flatMap((newer, index) => {
    const older = versions[index]
    return older === undefined
      ? []
      : [stepOf(older, newer, compareReadings(older, newer, { names, readingDays }))]
  })
}

function words(row: TableDifference['before']): string {
  if (row === null) return ''
  return typeof row === 'string' ? row : row.join(' | ')
}

function describe(line: CommandLine, step: Step): string {
  const title = `${step.from} to ${step.to}`
  if (step.refused !== undefined) return `${title}: not compared, ${step.refused}.\n`
  const held = step.held === undefined ? '' : `Everything waits for a person: ${step.held.join('; ')}.\n`
  if (step.differences.length === 0) return `${title}: no difference.\n${held}`
  const columns = [
    { heading: 'Name' },
    { heading: 'Class' },
    { heading: 'What becomes of it' },
    { heading: 'Before' },
    { heading: 'After' },
    { heading: 'Days missed', align: 'right' },
  ] as const
  const rows = step.differences.map((difference) => [
    difference.name,
    difference.class,
    difference.disposition,
    words(difference.before),
    words(difference.after),
    difference.missed_days === null ? '' : String(difference.missed_days),
  ])
  return `${title}\n${held}${tableText(line, columns, rows)}`
}

/** `palermo compare <older> <newer>…`: how consecutive readings of one table differ, and what becomes of each
 *  difference, without a database. Exit code 1 where two of them cannot be compared. */
export function addCompare(program: Command, line: CommandLine): void {
  program
    .command('compare')
    .description('Class the differences between consecutive readings of one status table.')
    .argument('<older>', 'the oldest reading: XML, HTML or CSV')
    .argument('<newer...>', 'the readings after it, in order')
    .option('--json', 'an array with one object a step')
    .addHelpText('after', '\nExample:\n  palermo compare 2013-07-06.csv 2013-07-20.csv 2013-07-24.csv')
    .action(async (first: string, rest: readonly string[], options: { readonly json?: boolean }) => {
      const documents = await readDocumentFiles([first, ...rest])
      const steps = compareVersions(readVersions(documents, line.today))
      if (options.json === true) line.out(`${JSON.stringify(steps, null, 2)}\n`)
      else line.out(steps.map((step) => describe(line, step)).join('\n'))
      if (steps.some((step) => step.refused !== undefined)) line.exitWith(1)
    })
}
