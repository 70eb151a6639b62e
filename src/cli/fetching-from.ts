import { readStandIn } from '../depositary/stand-in.ts'
import type { CommandLine } from './command-line.ts'

/** Where pages are fetched, and under which name, as the environment says. Throws InputError for a DEPOSITARY_URL that
 *  is no such address. */
export function fetchingFrom(line: CommandLine): {
  readonly standIn: URL | null
  readonly publicUrl: string | null
} {
  return {
    standIn: readStandIn(line.env['DEPOSITARY_URL']),
    publicUrl: line.env['PUBLIC_URL'] || null,
  }
}
