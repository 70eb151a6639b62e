import type { RecordSnapshot } from '../record/snapshot.ts'
import { csvLines } from './csv.ts'
import { answeredEvent, EVENT_COLUMNS, eventCells } from './event-shapes.ts'

/** One file of the whole record. */
export type ExportFile = {
  readonly name: string
  readonly media_type: string
  readonly meaning: string
  readonly rows: number
  /** The text in parts that are joined without anything between. */
  readonly parts: () => Iterable<string>
}

const ROWS_A_PART = 500

function ndjson(name: string, meaning: string, rows: readonly object[]): ExportFile {
  return {
    name: `${name}.ndjson`,
    media_type: 'application/x-ndjson',
    meaning,
    rows: rows.length,
    *parts() {
      for (let place = 0; place < rows.length; place += ROWS_A_PART) {
        yield rows
          .slice(place, place + ROWS_A_PART)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join('')
      }
    },
  }
}

function eventsNdjson({ events }: RecordSnapshot): ExportFile {
  return {
    ...ndjson(
      'events',
      'Every event in order of seq, with the hash of the one before it and its own',
      events,
    ),
    *parts() {
      for (let place = 0; place < events.length; place += ROWS_A_PART) {
        const rows = events.slice(place, place + ROWS_A_PART).map(answeredEvent)
        yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      }
    },
  }
}

function eventsCsv({ events }: RecordSnapshot): ExportFile {
  return {
    name: 'events.csv',
    media_type: 'text/csv; charset=utf-8; header=present',
    meaning: 'The same events for a spreadsheet',
    rows: events.length,
    *parts() {
      for (let place = 0; place === 0 || place < events.length; place += ROWS_A_PART) {
        const rows = events.slice(place, place + ROWS_A_PART).map((event) => eventCells(answeredEvent(event)))
        yield csvLines({ columns: EVENT_COLUMNS, rows: () => rows }, rows, { header: place === 0 })
      }
    },
  }
}

/** The whole record as files: the events, and everything that they are read with. */
export function exportFiles(record: RecordSnapshot): ExportFile[] {
  return [
    eventsNdjson(record),
    eventsCsv(record),
    ndjson('treaties', 'Treaties with their rules: the final clauses as data', record.treaties),
    ndjson('participants', 'States and organizations', record.participants),
    ndjson('names', 'Names by date, first and last day included', record.names),
    ndjson('groups', 'Groups', record.groups),
    ndjson('memberships', 'Members of groups by date, first and last day included', record.memberships),
    ndjson('sources', 'Sources that events cite', record.sources),
  ]
}
