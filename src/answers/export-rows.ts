import { InputError } from '../law/input-error.ts'

/** Rows that one file of an export has at most where nothing else is said. */
export const USUAL_EXPORT_ROWS = 1_000_000

/** Rows that one file of an export has at most, as EXPORT_ROWS says; the usual where it says nothing. Throws InputError. */
export function exportRowsIn(text: string): number {
  if (text === '') return USUAL_EXPORT_ROWS
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  const accepted = 'rows of the longest file of an export that is given, from 1 to 999999999'
  throw new InputError([{ field: 'EXPORT_ROWS', value: text, accepted }])
}
