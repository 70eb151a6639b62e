import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { smallPack } from '../pack/small-pack.ts'

const TOKEN = 'a-token-of-the-operator'

/** Settings of a program whose data is on the disk `place`, with the small pack beside it in `root`, and what an
 *  operator sends with each request. */
export function operatedDisk(root: string, place: string) {
  const packs = join(root, 'pack')
  mkdirSync(packs)
  for (const [name, text] of smallPack()) writeFileSync(join(packs, name), text)
  return {
    env: {
      DATA_DIR: join(place, 'data'),
      PACKS: packs,
      JOBS: 'on',
      ADMIN_TOKEN_HASH: createHash('sha256').update(TOKEN).digest('hex'),
    },
    headers: { authorization: `Bearer ${TOKEN}` },
  }
}
