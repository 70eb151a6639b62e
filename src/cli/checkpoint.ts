import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import { signCheckpoint } from '../record/checkpoint.ts'
import { COMMAND_LINE } from '../record/officer.ts'
import type { CommandLine } from './command-line.ts'
import { fetchAnswer } from './fetch-answer.ts'
import { ourSigners } from './signing-keys.ts'

async function askServer(server: string): Promise<string> {
  const response = await fetchAnswer(new URL('/v1/checkpoint', server))
  if (response.ok) return response.text()
  throw new InputError([
    { field: 'signing key', value: null, accepted: 'one; `palermo keys create` makes it' },
  ])
}

async function signHere(line: CommandLine): Promise<string> {
  const { openForReading } = await import('./open-record.ts')
  const { requireIntact } = await import('../store/require-intact.ts')
  const { audited } = await import('../store/audit-trail.ts')
  const { keepCheckpoint, treeOnRecord } = await import('../store/checkpoints.ts')
  const { readHead } = await import('../store/load-record.ts')
  const opened = await openForReading(line)
  if ('server' in opened) return askServer(opened.server)
  const { store } = opened
  try {
    const [first, ...others] = await ourSigners(line)
    if (first === undefined) {
      const accepted = 'one; `palermo keys create` makes it'
      throw new InputError([{ field: 'signing key', value: null, accepted }])
    }
    await requireIntact(store)
    const { seq } = await readHead(store)
    if (seq === 0) throw new InputError([{ field: 'record', value: 'empty', accepted: 'events to sign' }])
    const keys = [first, ...others]
    const note = await signCheckpoint(await treeOnRecord(store.db, seq), [first, ...others])
    const details = { keys: keys.map(({ hash }) => hash) }
    const act = { officer: COMMAND_LINE, act: 'checkpoint.sign', subject: String(seq), details }
    await audited(store.db, act, (trx) => keepCheckpoint(trx, { size: seq, note }, keys))
    return note
  } finally {
    await store.close()
  }
}

/** `palermo checkpoint`: signs the state of the record, to be kept elsewhere and held against a later one. */
export function addCheckpoint(program: Command, line: CommandLine): void {
  program
    .command('checkpoint')
    .description(
      'Signs the state of the record now; keep it elsewhere and give it to `palermo verify --against`.',
    )
    .addHelpText('after', '\nExample:\n  palermo checkpoint > 2026-11-24.checkpoint')
    .action(async () => line.out(await signHere(line)))
}
