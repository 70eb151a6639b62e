import type { InputProblem } from '../law/input-error.ts'
import { readOutboundUrl } from '../outbound/outbound-url.ts'
import { WATCHED_FORMS, WATCHED_ROLES, type WatchedSource } from '../record/watched-source.ts'
import type { Placed } from './pack.ts'
import type { Columns, ReadTable } from './read-table.ts'
import { readRows } from './row-fields.ts'

export const WATCH_COLUMNS = {
  required: ['treaty', 'form', 'role', 'address', 'source', 'every_hours'],
  optional: ['note'],
} as const satisfies Columns

const ACCEPTED_ADDRESS =
  'an absolute address with http or https, its host in small letters, without user name'

/** The rest of a year: less often than that is not watching. */
const LONGEST_HOURS = 24 * 366

function isAbsolute(address: string): boolean {
  return readOutboundUrl(address).refusal === null
}

/** The sources that are watched, from the rows of `watch.csv`. An address that stands twice is a problem of its second
 *  row. */
export function readWatch(table: ReadTable, problems: InputProblem[]): Placed<WatchedSource>[] {
  const seen = new Set<string>()
  return readRows(table.rows, problems, (row) => {
    const address = row.required('address')
    if (address !== '' && !isAbsolute(address)) row.problem('address', ACCEPTED_ADDRESS)
    if (seen.has(address)) row.problem('address', 'each address once')
    seen.add(address)
    const hours = row.count('every_hours')
    if (hours === null && row.text('every_hours') === null) row.required('every_hours')
    if (hours !== null && (hours < 1 || hours > LONGEST_HOURS)) {
      row.problem('every_hours', `from 1 to ${LONGEST_HOURS}`)
    }
    return {
      treaty: row.required('treaty'),
      form: row.oneOf('form', WATCHED_FORMS),
      role: row.oneOf('role', WATCHED_ROLES),
      address,
      source: row.required('source'),
      every_hours: hours === null ? LONGEST_HOURS : hours,
      note: row.text('note'),
    }
  })
}
