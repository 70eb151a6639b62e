import type { Context, Hono } from 'hono'
import type * as z from 'zod'
import { csvText } from '../../answers/csv.ts'
import { describeCsv } from '../../answers/csv-metadata.ts'
import type { RecordView } from '../../answers/record-view.ts'
import type { CsvForm } from '../../answers/resource.ts'
import type { PlainDate } from '../../law/plain-date.ts'
import type { BaseOf } from '../base-address.ts'
import { problemResponse } from '../problem.ts'
import { taggedResponse } from '../tagged-response.ts'

/** An answer that no view of the record holds, such as runs of jobs: it has no clocks and takes no parameter, and is
 *  about now. */
export type Report<A extends object = object> = {
  readonly path: string
  /** Name in OpenAPI (`operationId`). */
  readonly id: string
  readonly summary: string
  readonly description: string
  readonly answer: z.ZodType
  /** An answer as it can be, for documents. */
  readonly example?: (view: RecordView) => A
  readonly csv: CsvForm<A>
  /** For how long one answer is given, in milliseconds. */
  readonly keptMs: number
  /** What cannot be read when it fails, for example "The record of jobs". */
  readonly what: string
}

/** A report as documents need it, whatever is in it. */
export type DescribedReport = Omit<Report, 'csv'> & { readonly csv: Pick<CsvForm<never>, 'columns'> }

export type ReportMeans<A> = {
  /** Makes the answer, or gives the one that is kept. */
  readonly make: () => Promise<A>
  /** The record that what stands beside the CSV names. */
  readonly view: () => Promise<RecordView>
  readonly today: () => PlainDate
  readonly baseOf: BaseOf
  /** Told of errors that are ours. */
  readonly report: (error: unknown) => void
}

/** Each form of the answer, by the ending of its address. */
const ENDINGS = ['', '.csv', '.csv.metadata.json', '.metadata.json'] as const
const DESCRIBED_BY = 'rel="describedby"; type="application/json"'

/** A function that makes something at most once in so many milliseconds. `now` is in milliseconds since 1970. */
export function keepFor<A>(ms: number, make: () => Promise<A>, now: () => number): () => Promise<A> {
  let kept: { readonly at: number; readonly made: A } | null = null
  return async () => {
    const at = now()
    if (kept !== null && Math.abs(at - kept.at) < ms) return kept.made
    const made = await make()
    kept = { at, made }
    return made
  }
}

type Written = { readonly body: string; readonly mark?: string }

const writtenAs = new WeakMap<object, Map<string, Written>>()

/** The answer as text, written once. What marks it leaves the moment of the answer out. */
function written<A extends object>(answer: A, csv: CsvForm<A> | null): Written {
  const forms = writtenAs.get(answer) ?? new Map<string, Written>()
  writtenAs.set(answer, forms)
  const name = csv === null ? 'json' : 'csv'
  const known = forms.get(name)
  if (known !== undefined) return known
  const made =
    csv === null
      ? { body: JSON.stringify(answer), mark: JSON.stringify({ ...answer, answered_at: undefined }) }
      : { body: csvText(csv, answer) }
  forms.set(name, made)
  return made
}

/** What stands beside the CSV of a report. */
export function reportMetadata(
  report: Pick<DescribedReport, 'path' | 'summary' | 'description' | 'csv'>,
  { view, today, base }: { readonly view: RecordView; readonly today: PlainDate; readonly base: string },
) {
  const { path, summary, description, csv } = report
  const about = view.treaties.map(({ number }) => number)
  const at = { view, clocks: { asOf: today, knownAt: today }, today, about }
  return describeCsv({ summary, description, columns: csv.columns, address: `${base}${path}.csv` }, at)
}

async function besideCsv<A extends object>(
  c: Context,
  report: Report<A>,
  { view, today, baseOf }: ReportMeans<A>,
): Promise<Written> {
  const at = { view: await view(), today: today() }
  const described = (base: string): string => JSON.stringify(reportMetadata(report, { ...at, base }))
  // The mark is the same wherever the program is reached.
  return { body: described(baseOf(c)), mark: described('') }
}

/** Adds the report in each of its forms. */
export function addReport<A extends object>(app: Hono, report: Report<A>, means: ReportMeans<A>): void {
  const { path, keptMs, what, csv } = report
  for (const ending of ENDINGS) {
    const isCsv = ending === '.csv'
    const headers = {
      'content-type': isCsv ? 'text/csv; charset=utf-8; header=present' : 'application/json',
      'cache-control': `public, max-age=${keptMs / 1000}`,
      ...(isCsv ? { link: `<${path}.csv.metadata.json>; ${DESCRIBED_BY}` } : {}),
    }
    app.get(`${path}${ending}`, async (c) => {
      try {
        const body = ending.endsWith('.metadata.json')
          ? await besideCsv(c, report, means)
          : written(await means.make(), isCsv ? csv : null)
        return taggedResponse(c, body, headers)
      } catch (error) {
        means.report(error)
        return problemResponse({
          kind: 'record-unavailable',
          detail: `${what} cannot be read at the moment. Ask again in a few seconds.`,
          instance: c.req.path,
          headers: { 'retry-after': '5' },
        })
      }
    })
  }
}
