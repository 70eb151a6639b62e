import type { Command } from 'commander'
import { recordEvent } from '../answers/event-shapes.ts'
import type { RecordEvent } from '../record/event.ts'
import { type Verification, verifyChain } from '../record/verify.ts'
import type { CommandLine } from './command-line.ts'

/** Verifies the record that a running server gives away: what it sends is recomputed here, not there. */
async function verifyServer(server: string): Promise<Verification> {
  const response = await fetch(new URL('/v1/export/events.ndjson', server))
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`)
  const lines = (await response.text()).split('\n').filter((text) => text !== '')
  // The schema has just accepted each line; a day of the calendar is the only type it cannot name.
  const events = lines.map((text) => recordEvent.parse(JSON.parse(text)) as RecordEvent)
  return verifyChain(events, null)
}

async function verifyHere(line: CommandLine): Promise<Verification> {
  const { openForReading } = await import('./open-record.ts')
  const { verifyRecord } = await import('../store/verify-record.ts')
  const opened = await openForReading(line)
  if ('server' in opened) return verifyServer(opened.server)
  try {
    return await verifyRecord(opened.store)
  } finally {
    await opened.store.close()
  }
}

/** `palermo verify`: recomputes the chain of hashes. */
export function addVerify(program: Command, line: CommandLine): void {
  program
    .command('verify')
    .description(
      'Recomputes the chain of hashes over the whole record; exits 1 and names the first event that does not fit.',
    )
    .option('--json', 'the outcome for programs')
    .addHelpText('after', '\nExample:\n  palermo verify')
    .action(async (options: { readonly json?: boolean }) => {
      const found = await verifyHere(line)
      if (!found.intact) line.exitWith(1)
      if (options.json) return line.out(`${JSON.stringify(found, null, 2)}\n`)
      line.out(
        found.intact
          ? `The record is intact: ${found.head.seq} events, last hash ${found.head.hash}.\n`
          : `Event ${found.seq} does not fit: ${found.fault} is ${found.found}, expected ${found.expected}.\n`,
      )
    })
}
