import * as z from 'zod'
import { TREATY_WIDE_WORDS } from '../alerts/match-subscriptions.ts'
import { consistencyShape } from '../answers/consistency.ts'
import { accepted, treatyParameterFor, wholeNumber, wordParameter } from '../answers/parameter-shapes.ts'
import { reportMetadata } from './api/report.ts'
import { REPORTS } from './api/reports.ts'
import { csvMetadataDocument } from './csv-metadata-document.ts'
import { type DescribedRoute, type ExampleAt, READ } from './described-route.ts'
import { shortened } from './examples.ts'
import { CALENDAR_KINDS, FEED_KINDS, STREAM_KINDS } from './feeds/feed-filter.ts'
import { jsonFeedShape } from './feeds/json-feed-shape.ts'

const MOST_NUMBER = 999_999_999_999_999
const EVERYBODY = { ...READ, scope: null } as const
const several = (what: string) => wordParameter(`Only these ${what}; several with commas.`, what).optional()

/** The filter of what is followed, with the kinds that it carries. */
const follow = (kinds: readonly string[]) => ({
  treaty: treatyParameterFor('Only these treaties; several with commas.').optional(),
  participant: several('participants'),
  group: several('groups'),
  treaty_wide: z
    .enum(['true', 'false'])
    .describe(TREATY_WIDE_WORDS)
    .register(accepted, { accepted: 'true or false' })
    .optional(),
  kind: wordParameter(
    `Only these kinds; several with commas: ${kinds.join(', ')}.`,
    'kinds of fact',
  ).optional(),
})
const size = (description: string) => wholeNumber(1, MOST_NUMBER, description)

const exportManifest = z
  .looseObject({
    record: z.object({ seq: z.int(), hash: z.string() }),
    licence: z.string(),
    files: z.array(
      z.looseObject({
        name: z.string(),
        address: z.string(),
        media_type: z.string(),
        meaning: z.string(),
        rows: z.int(),
      }),
    ),
  })
  .meta({ id: 'ExportManifest', description: 'The files of the whole record with their hashes.' })

const index = z
  .looseObject({
    treaties: z.array(
      z.object({ treaty: z.string(), slug: z.string(), title: z.string(), address: z.string() }),
    ),
    resources: z.array(z.object({ address: z.string(), summary: z.string(), forms: z.array(z.string()) })),
  })
  .meta({ id: 'Index', description: 'What there is to ask.' })

/** A report with its table and what that means. */
function describedReport(report: (typeof REPORTS)[number]): DescribedRoute[] {
  const { path, id, summary, answer, example } = report
  const shown = example === undefined ? {} : { example: ({ view }: ExampleAt) => example(view) }
  return [
    { ...EVERYBODY, path, id, summary, answer, ...shown },
    {
      ...EVERYBODY,
      path: `${path}.csv`,
      id: `${id}-csv`,
      summary: `${summary}, as CSV`,
      answer: { media: 'text/csv' },
    },
    {
      ...EVERYBODY,
      path: `${path}.csv.metadata.json`,
      id: `${id}-csv-metadata`,
      summary: `${summary}, what its CSV means`,
      answer: csvMetadataDocument,
      example: ({ view, today }) => shortened(reportMetadata(report, { view, today, base: '' })),
    },
  ]
}

/** The record to be followed, checked and taken away, and what was foretold from it. */
export const DESCRIBED_RECORD: readonly DescribedRoute[] = [
  { ...EVERYBODY, path: '/v1', id: 'index', summary: 'What there is to ask', answer: index },
  {
    ...EVERYBODY,
    path: '/v1/events.atom',
    id: 'events-atom',
    summary: 'The newest facts as an Atom feed; of the record as it is now, so without clocks',
    query: z.object(follow(FEED_KINDS)),
    answer: { media: 'application/atom+xml' },
  },
  {
    ...EVERYBODY,
    path: '/v1/events.feed.json',
    id: 'events-feed',
    summary: 'The newest facts as a JSON Feed; of the record as it is now, so without clocks',
    query: z.object(follow(FEED_KINDS)),
    answer: { media: 'application/feed+json', shape: jsonFeedShape },
  },
  {
    ...EVERYBODY,
    path: '/v1/calendar.ics',
    id: 'calendar',
    summary:
      'Dates of entry into force as a calendar to subscribe to; of the record as it is now, so without clocks',
    query: z.object({
      ...follow(CALENDAR_KINDS),
      alarm: wordParameter(
        'Days before each date at which to be reminded, with commas; or none.',
        'days',
      ).optional(),
    }),
    answer: { media: 'text/calendar' },
  },
  {
    ...EVERYBODY,
    path: '/v1/events/stream',
    id: 'events-stream',
    summary: 'Events as they are written (server-sent events; Last-Event-ID is taken up)',
    query: z.object({
      ...follow(STREAM_KINDS),
      since: wholeNumber(
        0,
        MOST_NUMBER,
        'From the event after this seq on; from now on when left out.',
      ).optional(),
    }),
    answer: { media: 'text/event-stream' },
  },
  ...REPORTS.flatMap(describedReport),
  {
    ...EVERYBODY,
    path: '/v1/checkpoint',
    id: 'checkpoint',
    summary: 'The signed state of the record',
    missing: 'This server has no key to sign with.',
    answer: { media: 'text/plain' },
  },
  {
    ...EVERYBODY,
    path: '/v1/checkpoints',
    id: 'checkpoints',
    summary: 'The signed states that are kept, the newest first',
    query: z.object({ below: size('Only those of fewer events than this.').optional() }),
    answer: z.object({
      checkpoints: z.array(z.object({ size: z.int(), note: z.string(), signed_at: z.string() })),
    }),
  },
  {
    ...EVERYBODY,
    path: '/v1/checkpoints/keys',
    id: 'checkpoint-keys',
    summary: 'The keys with which signed states can be verified, a line each',
    answer: { media: 'text/plain' },
  },
  {
    ...EVERYBODY,
    path: '/v1/checkpoints/{size}',
    id: 'checkpoint-of-size',
    summary: 'The signed state of the record when it had so many events',
    answer: { media: 'text/plain' },
  },
  {
    ...EVERYBODY,
    path: '/v1/consistency',
    id: 'consistency',
    summary: 'Shows that one state of the record is the beginning of another',
    query: z.object({
      first: size('Events in the older state.'),
      second: size('Events in the newer state; all of them when left out.').optional(),
    }),
    answer: consistencyShape,
  },
  {
    ...EVERYBODY,
    path: '/v1/export/manifest.json',
    id: 'export-manifest',
    summary: 'The files of the whole record with their hashes',
    answer: exportManifest,
  },
  {
    ...EVERYBODY,
    path: '/v1/export/{file}',
    id: 'export-file',
    summary: 'One file of the whole record; the manifest names them and their media types',
    refused: 'The file has more rows than are given over HTTP.',
    answer: { media: 'application/octet-stream' },
  },
]
