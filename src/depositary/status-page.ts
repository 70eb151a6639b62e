import type { PlainDate } from '../law/plain-date.ts'
import { collapse, type PrintedText } from './printed-text.ts'

export const PAGE_FORMS = ['untc_xml', 'untc_html', 'csv_grid', 'csv_list', 'nl_html'] as const
export type PageForm = (typeof PAGE_FORMS)[number]

/** The totals a document prints of itself; null where it prints none. */
export type Headline = { readonly signatories: number | null; readonly parties: number | null }

/** One line of a participant table, cell by cell as printed, the name among them. */
export type GridRow = {
  readonly cells: readonly PrintedText[]
  /** True where something stands between the cells that is none: which cell is which is then not known. */
  readonly strange: boolean
}

/** A participant table as printed: nothing in it is understood yet. */
export type Grid = { readonly headings: readonly PrintedText[]; readonly rows: readonly GridRow[] }

/** One line of a list with an act a line, as printed. */
export type ListedAct = {
  readonly code: string | null
  readonly name: string
  readonly action: string | null
  readonly date: string
}

/** A document of the depositary, or of a second source, taken apart but not yet understood. */
export type StatusPage = {
  readonly form: PageForm
  /** Number in the UN Treaty Collection, for example `XVIII-12-a`; null where the document does not say. */
  readonly treaty: string | null
  readonly title: string | null
  /** Day of conclusion or adoption as the document prints it. */
  readonly concluded: PlainDate | null
  /** Day of the as-at stamp, in New York; null where there is none. */
  readonly as_at: PlainDate | null
  readonly headline: Headline
  readonly grids: readonly Grid[]
  readonly listed: readonly ListedAct[]
}

/** True where a page lists an act a line, or a party a line, and prints no totals. */
export function isList({ form }: Pick<StatusPage, 'form'>): boolean {
  return form === 'csv_list' || form === 'nl_html'
}

export const NO_HEADLINE: Headline = { signatories: null, parties: null }

/** A printed total, with or without words round it; null where none is printed or it is no whole number. */
export function printedTotal(text: string | undefined): number | null {
  const found = /^\D*(?<![.,-])\b(\d{1,4})\b(?![.,]\d)\D*$/.exec(collapse(text === undefined ? '' : text))
  return found === null ? null : Number(found[1])
}

const ROMAN = /\bCHAPTER\s+([IVXLC]+)\b/i

/** The number of a treaty from the parts the depositary prints: `CHAPTER XVIII`, section `12`, sub-section `a`.
 *  null where chapter or section is missing. */
export function treatyNumber(parts: {
  readonly chapter: string
  readonly subchapter: string
  readonly section: string
  readonly subsection: string
}): string | null {
  const chapter = ROMAN.exec(parts.chapter)?.[1]?.toUpperCase()
  const section = collapse(parts.section).replace(/\.$/, '')
  if (chapter === undefined || section === '') return null
  const rest = [parts.subchapter, section, parts.subsection].map(collapse).filter((part) => part !== '')
  return [chapter, ...rest].join('-')
}
