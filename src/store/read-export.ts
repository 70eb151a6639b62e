import { InputError } from '../law/input-error.ts'
import { EXPORT_FORM, type ExportManifest, type ExportOpening } from './export-record.ts'
import { EXPORTED_TABLES, type ExportedTable } from './exported-tables.ts'
import type { Row } from './insert-rows.ts'

/** One line of an export. */
export type ExportLine =
  | { readonly kind: 'opening'; readonly opening: ExportOpening }
  | { readonly kind: 'row'; readonly table: ExportedTable; readonly row: Row }
  | { readonly kind: 'manifest'; readonly manifest: ExportManifest['manifest'] }

function refusal(line: number, value: string | null, accepted: string): InputError {
  return new InputError([{ field: `export line ${line}`, value, accepted }])
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readRow(name: unknown, row: unknown, line: number): ExportLine {
  const table = EXPORTED_TABLES.find((known) => known.name === name)
  if (table === undefined || !isObject(row)) throw refusal(line, String(name), 'a row of a known table')
  const unknown = Object.keys(row).find((column) => !table.columns.includes(column))
  if (unknown !== undefined) throw refusal(line, unknown, `columns of ${table.name}`)
  const missing = table.columns.find((column) => row[column] === undefined)
  if (missing !== undefined) throw refusal(line, null, `the column ${missing} of ${table.name}`)
  return { kind: 'row', table, row }
}

function readOpening(given: Row, line: number): ExportLine {
  const { palermo_export, head } = given
  if (palermo_export !== EXPORT_FORM) throw refusal(line, String(palermo_export), `the form ${EXPORT_FORM}`)
  if (!isObject(head) || typeof head['seq'] !== 'number' || typeof head['hash'] !== 'string') {
    throw refusal(line, null, 'the head of the record')
  }
  const opening = { palermo_export, head: { seq: head['seq'], hash: head['hash'] } }
  return { kind: 'opening', opening }
}

function readManifest(given: unknown, line: number): ExportLine {
  if (!isObject(given)) throw refusal(line, null, 'a manifest')
  const tables = Object.entries(given).map(([name, said]) => {
    if (!isObject(said) || typeof said['rows'] !== 'number' || typeof said['sha256'] !== 'string') {
      throw refusal(line, name, 'rows and sha256 of each table')
    }
    return [name, { rows: said['rows'], sha256: said['sha256'] }] as const
  })
  return { kind: 'manifest', manifest: Object.fromEntries(tables) }
}

function parsed(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw refusal(line, text.slice(0, 40), 'a whole line of JSON')
    throw error
  }
}

/** Reads one line of an export. Throws InputError, with the number of the line, for anything else. */
export function readExportLine(text: string, line: number): ExportLine {
  const given = parsed(text, line)
  if (!isObject(given)) throw refusal(line, text.slice(0, 40), 'a line of an export')
  if ('palermo_export' in given) return readOpening(given, line)
  if ('manifest' in given) return readManifest(given['manifest'], line)
  return readRow(given['table'], given['row'], line)
}
