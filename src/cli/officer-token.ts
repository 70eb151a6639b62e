import { InputError } from '../law/input-error.ts'
import type { CommandLine } from './command-line.ts'

/** The token of an officer with which a server is asked to do what is not for everybody. Throws InputError where there is
 *  none. */
export function officerToken({ env }: CommandLine, needed: string): string {
  const token = env['OFFICER_TOKEN']
  if (token) return token
  throw new InputError([{ field: 'OFFICER_TOKEN', value: null, accepted: needed }])
}
