import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { holdDataDirectory } from '../../src/store/hold-data-directory.ts'

/** A process of its own that holds the directory it is given and then stays. */
const [dataDir, address] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('which directory?')
const held = holdDataDirectory(dataDir)
if (address !== undefined) held.announce(address)

// Nothing refers to the lock from here on; collecting garbage must not let go of it.
setFlagsFromString('--expose-gc')
for (let round = 0; round < 3; round += 1) {
  runInNewContext('gc')()
  await new Promise((resolve) => setTimeout(resolve, 10))
}
process.stdout.write('held\n')
setInterval(() => undefined, 1_000)
