import type { z } from 'zod'
import { envelope, LICENCE } from './envelope.ts'
import type { AskedState } from './record-as-known.ts'
import type { RecordView } from './record-view.ts'
import type { Column, Question, Resource } from './resource.ts'
import { treatiesAbout } from './treaties-about.ts'

const LICENCE_ADDRESS = 'https://creativecommons.org/publicdomain/zero/1.0/'

/** A CSV file: what it is called and about, its columns, and its permanent address. */
export type DescribedCsv = {
  readonly summary: string
  readonly description: string
  readonly columns: readonly Column[]
  readonly address: string
}

/** What stands beside a CSV file: what each column means, the clocks, where the facts come from, how they may be used
 *  and how they are cited. */
export function describeCsv(
  { summary, description, columns, address }: DescribedCsv,
  { view, ...asked }: AskedState & { readonly view: RecordView },
) {
  const said = envelope(view, asked)
  return {
    ...said,
    title: summary,
    description,
    csv: {
      address,
      media_type: 'text/csv; charset=utf-8; header=present',
      rules: 'RFC 4180, UTF-8, one header line, lines end in CR LF',
      empty_cells: 'the value does not exist or is not known; the meaning of the column says which',
      formulas: 'a text that a spreadsheet would take for a formula has an apostrophe before it',
    },
    columns,
    sources: view.record.sources,
    licence: LICENCE,
    licence_address: LICENCE_ADDRESS,
    cite: `Palermo Tracker: ${summary}. State of ${said.as_of}, as known on ${said.known_at}. Record ${said.record.seq} (${said.record.hash.slice(0, 16)}). ${address}`,
  }
}

/** What stands beside the CSV form of an answer. `address` is the permanent address of the file, `next`
 *  that of the file with the rows after it. */
export function csvMetadata<P extends z.ZodObject, A extends z.ZodObject>(
  resource: Resource<P, A>,
  {
    question: { view, clocks, today, knownAtGiven, parameters },
    address,
    next,
  }: {
    readonly question: Question<z.output<P>>
    readonly address: string
    readonly next: string | null
  },
) {
  const { summary, description, csv } = resource
  const about = treatiesAbout(resource, view, parameters)
  const asked = { clocks, today, about, ...(knownAtGiven ? { knownAtGiven } : {}) }
  const described = { summary, description, columns: csv?.columns ?? [], address }
  return { ...describeCsv(described, { view, ...asked }), ...(resource.next === undefined ? {} : { next }) }
}
