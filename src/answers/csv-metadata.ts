import type * as z from 'zod'
import { envelope, LICENCE } from './envelope.ts'
import type { Question, Resource } from './resource.ts'

const LICENCE_ADDRESS = 'https://creativecommons.org/publicdomain/zero/1.0/'

/** What stands beside a CSV file: what each column means, the clocks, where the facts come from, how they may be used
 *  and how they are cited. `address` is the permanent address of the file. */
export function csvMetadata<P extends z.ZodObject, A extends z.ZodObject>(
  resource: Resource<P, A>,
  asked: { readonly question: Question<z.output<P>>; readonly address: string },
) {
  const { view, clocks, today } = asked.question
  const said = envelope(view, clocks, today)
  return {
    ...said,
    title: resource.summary,
    description: resource.description,
    csv: {
      address: asked.address,
      media_type: 'text/csv; charset=utf-8; header=present',
      rules: 'RFC 4180, UTF-8, one header line, lines end in CR LF',
      empty_cells: 'the value does not exist or is not known; the meaning of the column says which',
      formulas: 'a text that a spreadsheet would take for a formula has an apostrophe before it',
    },
    columns: resource.csv === undefined ? [] : resource.csv.columns,
    sources: view.record.sources,
    licence: LICENCE,
    licence_address: LICENCE_ADDRESS,
    cite: `Palermo Tracker: ${resource.summary}. State of ${said.as_of}, as known on ${said.known_at}. Record ${said.record.seq} (${said.record.hash.slice(0, 16)}). ${asked.address}`,
  }
}
