import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import { newNoteSigner, verifierText } from '../record/note-key.ts'
import { COMMAND_LINE } from '../record/officer.ts'
import { writeAudit } from '../store/audit-trail.ts'
import { addSigner, keyFile, retireSigner } from '../store/key-file.ts'
import type { CommandLine } from './command-line.ts'
import { barePlace } from './open-record.ts'
import { ourSigners } from './signing-keys.ts'
import { withBareRecord } from './with-record.ts'

const NAME = 'palermo-tracker'

/** The name that new keys take: that of the keys there, the host under which others reach us, or the program's own. */
async function usualName(line: CommandLine): Promise<string> {
  const [first] = await ourSigners(line)
  if (first !== undefined) return first.name
  return URL.parse(line.env['PUBLIC_URL'] ?? '')?.host || NAME
}

/** Keys in a file that does not sign are not changed: who did so would think that the change had an effect. */
function refuseSecretKeys(line: CommandLine): void {
  if (!line.env['SIGNING_KEYS']) return
  const accepted =
    'unset: the keys in it sign, not those of the file. Change that text itself, or unset it to sign with the file'
  throw new InputError([{ field: 'SIGNING_KEYS', value: '…', accepted }])
}

async function create(line: CommandLine, given: string | undefined): Promise<void> {
  refuseSecretKeys(line)
  const { dataDir } = barePlace(line)
  const signer = await newNoteSigner(given ?? (await usualName(line)))
  const act = { officer: COMMAND_LINE, act: 'key.create', subject: `${signer.name}+${signer.hash}` }
  await withBareRecord(line, ({ db }) =>
    db.transaction().execute(async (trx) => {
      await writeAudit(trx, act)
      await addSigner(dataDir, signer)
    }),
  )
  line.out(`${verifierText(signer)}\n`)
  line.err(`It signs from now on; its secret part is in ${keyFile(dataDir)}.\n`)
}

async function retire(line: CommandLine, hash: string): Promise<void> {
  refuseSecretKeys(line)
  const { dataDir } = barePlace(line)
  const signer = await withBareRecord(line, ({ db }) =>
    db.transaction().execute(async (trx) => {
      await writeAudit(trx, { officer: COMMAND_LINE, act: 'key.retire', subject: hash })
      return retireSigner(dataDir, hash)
    }),
  )
  line.out(`${verifierText(signer)} signs nothing more.\n`)
}

/** `palermo keys`: makes, lists and retires the keys that sign checkpoints and exports. */
export function addKeys(program: Command, line: CommandLine): void {
  const keys = program
    .command('keys')
    .description(
      'Keys that sign checkpoints and exports; the secret part stays in DATA_DIR, readable by its owner only.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  palermo keys create\n  palermo keys list\n  palermo keys retire 1a2b3c4d',
    )
  keys
    .command('create')
    .description('Makes a key that signs beside those there, and prints its public part.')
    .option('--name <name>', 'name of the keys; all have one')
    .addHelpText('after', '\nExample:\n  palermo keys create --name palermo.example.org')
    .action((options: { readonly name?: string }) => create(line, options.name))
  keys
    .command('list')
    .description('The public part of each key that signs now, as verifiers take it.')
    .addHelpText('after', '\nExample:\n  palermo keys list > verifiers.txt')
    .action(async () => {
      for (const signer of await ourSigners(line)) line.out(`${verifierText(signer)}\n`)
    })
  keys
    .command('retire')
    .argument('<hash>', 'the eight digits in the middle of the key')
    .description('Takes a key away for good; what it signed stays good, and another key has to be there.')
    .addHelpText('after', '\nExample:\n  palermo keys retire 1a2b3c4d')
    .action((hash: string) => retire(line, hash))
}
