import { type RecordedAct, recordedPositions } from '../../src/depositary/recorded-acts.ts'
import type { RecordSnapshot } from '../../src/record/snapshot.ts'
import { MADE_PAGE, type MadePage, type MadeRow, madeHtml, madeXml } from '../depositary/made-page.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LETTERS: Readonly<Record<string, string>> = {
  signature: '',
  ratification: '',
  acceptance: ' A',
  approval: ' AA',
  accession: ' a',
  succession: ' d',
}

/** A day as the depositary prints it. */
export function printedDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}

/** An act as a cell prints it; one without a day on the first day it can have. */
function cell(act: RecordedAct | null): string {
  if (act === null) return ''
  return `${printedDay(act.day ?? act.earliest ?? '')}${LETTERS[act.action] ?? ' ?'}`
}

/** The page that the depositary would print of what the record holds of a treaty of chapter XVIII. */
export function pageOfRecord(record: RecordSnapshot, number: string): MadePage {
  const treaty = record.treaties.find((each) => each.number === number)
  if (treaty === undefined) throw new Error(`the record has no ${number}`)
  const [, section = '', subsection = ''] = number.split('-')
  const names = new Map(record.participants.map(({ code, name }) => [code, name]))
  const rows = [...recordedPositions(record, treaty)].map(
    ([code, { signature, consent }]): MadeRow => ({
      name: names.get(code) ?? code,
      marks: '',
      cells: [cell(signature), cell(consent)],
    }),
  )
  return withTotals({
    ...MADE_PAGE,
    ...{ section, subsection, title: treaty.title, conclusion: `New York, ${printedDay(treaty.adopted)}` },
    stamp: '26-11-2026 03:15:34 EST',
    rows: rows.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  })
}

/** The page with totals that agree with its rows. */
export function withTotals(page: MadePage): MadePage {
  const filled = (column: number) =>
    page.rows.filter(({ cells }) => (cells[column] ?? '') !== '' && !cells[column]?.startsWith('[')).length
  return { ...page, signatories: filled(0), parties: filled(1) }
}

/** As the depositary's XML, in utf-8. */
export function xmlOf(page: MadePage): string {
  return madeXml(page, 'utf-8').replace('CHAPTER XL', 'CHAPTER XVIII')
}

/** As the depositary's web site. */
export function htmlOf(page: MadePage): string {
  return madeHtml(page).replace('CHAPTER XL', 'CHAPTER XVIII')
}
