import type { Command } from 'commander'
import type { CommandLine } from './command-line.ts'

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
      const { openForWriting } = await import('./open-record.ts')
      const { eventPages, readHead } = await import('../store/load-record.ts')
      const { verifyPages } = await import('../record/verify.ts')
      const store = await openForWriting(line)
      try {
        const head = await readHead(store)
        const found = await verifyPages(eventPages(store.db, { seq: 0 }), head)
        if (!found.intact) line.exitWith(1)
        if (options.json) return line.out(`${JSON.stringify(found, null, 2)}\n`)
        line.out(
          found.intact
            ? `The record is intact: ${found.head.seq} events, last hash ${found.head.hash}.\n`
            : `Event ${found.seq} does not fit: ${found.fault} is ${found.found}, expected ${found.expected}.\n`,
        )
      } finally {
        await store.close()
      }
    })
}
