import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { holdDataDirectory } from '../../src/store/hold-data-directory.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')

/** A process of its own that holds the directory it is given and then stays. */
function hold(dataDir: string | undefined, address: string | undefined): void {
  if (dataDir === undefined) throw new Error('which directory?')
  const held = holdDataDirectory(dataDir)
  if (address !== undefined) held.announce(address)
}

hold(...(process.argv.slice(2) as [string?, string?]))
// Nothing refers to the lock any more; collecting garbage must not let go of it.
setInterval(() => {
  collectGarbage()
  process.stdout.write('held\n')
}, 50)
