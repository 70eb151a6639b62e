import type { Command } from 'commander'
import { verifierText } from '../record/note-key.ts'
import { addSigner, keyFile, retireSigner } from '../store/key-file.ts'
import type { CommandLine } from './command-line.ts'
import { storePlace } from './open-record.ts'
import { ourSigners } from './signing-keys.ts'

const NAME = 'palermo-tracker'

/** The name that new keys take: that of the keys there, the host under which others reach us, or the program's own. */
async function usualName(line: CommandLine): Promise<string> {
  const [first] = await ourSigners(line)
  if (first !== undefined) return first.name
  return URL.parse(line.env['PUBLIC_URL'] ?? '')?.host || NAME
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
    .action(async (options: { readonly name?: string }) => {
      const { dataDir } = storePlace(line)
      const signer = await addSigner(dataDir, options.name ?? (await usualName(line)))
      line.out(`${verifierText(signer)}\n`)
      line.err(`It signs from now on; its secret part is in ${keyFile(dataDir)}.\n`)
    })
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
    .action(async (hash: string) => {
      const signer = await retireSigner(storePlace(line).dataDir, hash)
      line.out(`${verifierText(signer)} signs nothing more.\n`)
    })
}
