import { join } from 'node:path'
import type { Act } from '../src/law/act.ts'
import type { LawInput } from '../src/law/prepare-law.ts'
import { loadablePack } from '../src/pack/check-pack.ts'
import { readPack } from '../src/pack/read-pack.ts'
import { engineMemberships } from '../src/record/engine-groups.ts'
import { PACKS_FOLDER, readPackFolder } from '../src/store/read-pack-folder.ts'

/** The rules and the dated acts of the four instruments, as the law engine takes them. */
export function realLaw(): LawInput {
  const { folder, files } = readPackFolder(join(PACKS_FOLDER, 'untoc'))
  const { pack } = loadablePack(readPack(folder, files))
  const memberships = pack.memberships.map(({ value }) => value)
  const organizations = pack.participants
    .map(({ value }) => value)
    .filter(({ kind }) => kind === 'organization')
  const acts = pack.events.flatMap(({ value }): Act[] => {
    const { participant, action, action_date } = value
    if (action === 'asserted_headline' || action_date === null) return []
    return [{ ...value, action, action_date, participant: participant ?? '' }]
  })
  return {
    rules: pack.treaties.flatMap((treaty) => treaty.rules),
    acts,
    memberships: [...memberships, ...engineMemberships(organizations, memberships)],
    weights: [],
  }
}
