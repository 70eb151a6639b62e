import type { Command } from 'commander'
import { type DocumentSummary, summariseReading } from '../depositary/document-summary.ts'
import { readDocument } from '../depositary/read-document.ts'
import { sha256Hex } from '../record/sha256.ts'
import type { CommandLine } from './command-line.ts'
import { readDocumentFiles } from './document-files.ts'
import { packNames } from './pack-names.ts'
import { tableText } from './table.ts'

const VERDICT_WORDS = {
  status_table: 'status table',
  no_table: 'status document without a table',
  outage: 'notice of an outage',
  other_page: 'another page',
  refused: 'refused',
} as const

const WARNINGS_SHOWN = 20

function totals(summary: DocumentSummary): string[] {
  return (['signatories', 'parties'] as const).flatMap((figure) => {
    const printed = summary.headline[figure]
    const agrees = summary.headline_agrees[figure]
    if (printed === null) return []
    const words =
      agrees === null ? 'not compared' : agrees ? 'agrees with the table' : 'DISAGREES with the table'
    return [`${figure} ${printed} printed, ${words}`]
  })
}

function describe(line: CommandLine, summary: DocumentSummary): string {
  const about = [
    summary.treaty ?? 'no treaty named',
    VERDICT_WORDS[summary.verdict],
    ...totals(summary),
    `${summary.mended} bytes mended`,
    `${summary.claims.length} claims`,
  ]
  const tables = summary.tables.map((table) => {
    const rows = table.columns.map((column) => [
      column.heading,
      String(column.filled),
      String(column.bracketed),
      Object.entries(column.letters)
        .map(([letter, count]) => `${letter} ${count}`)
        .join(', '),
    ])
    const columns = [
      { heading: 'Column' },
      { heading: 'Filled', align: 'right' },
      { heading: 'In brackets', align: 'right' },
      { heading: 'Letters' },
    ] as const
    const counts = `${table.rows} rows, ${table.rows_with_consent} with consent, ${table.rows_with_footnote} with a footnote`
    return `${counts}\n${tableText(line, columns, rows)}`
  })
  const more = summary.warnings.length - WARNINGS_SHOWN
  const warnings = summary.warnings.slice(0, WARNINGS_SHOWN).map((warning) => `  ${warning}\n`)
  const rest = more > 0 ? `  and ${more} more; --json lists them all\n` : ''
  return `${summary.file}\n${about.join('; ')}\nSHA-256 ${summary.sha256}\n${tables.join('')}${warnings.join('')}${rest}`
}

/** `palermo read <file>…`: what documents of the depositary say, without a database and without judging it. */
export function addRead(program: Command, line: CommandLine): void {
  program
    .command('read')
    .description('Read status documents: what they are, what their tables say, whether their totals agree.')
    .argument('<file...>', 'XML or HTML pages of the depositary, or CSV')
    .option('--json', 'an array with one object a file')
    .addHelpText('after', '\nExample:\n  palermo read page.en.xml --json')
    .action(async (files: readonly string[], options: { readonly json?: boolean }) => {
      const documents = await readDocumentFiles(files)
      const context = { names: packNames(), readOn: line.today }
      const summaries = documents.map(({ file, bytes }) =>
        summariseReading(file, { sha256: sha256Hex(bytes), reading: readDocument(bytes, context) }),
      )
      if (options.json === true) line.out(`${JSON.stringify(summaries, null, 2)}\n`)
      else line.out(summaries.map((summary) => describe(line, summary)).join('\n'))
    })
}
